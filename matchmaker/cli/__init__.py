"""Commands of ``flask``."""

from flask import Flask

from matchmaker.cli import collections, demo, evaluation, jobs, match_lists, serve, similarity


def init_app(app: Flask) -> None:
    """Register every command."""
    for command in (
        collections.import_collection_command,
        demo.demo,
        evaluation.evaluate,
        jobs.jobs_group,
        jobs.worker,
        match_lists.match_list,
        serve.serve,
        similarity.similarity,
    ):
        app.cli.add_command(command)
