"""Commands of ``flask``."""

from flask import Flask

from matchmaker.cli import accounts, collections, demo, evaluation, jobs, match_lists, serve


def init_app(app: Flask) -> None:
    """Register every command."""
    for command in (
        accounts.account_group,
        accounts.create_admin,
        collections.import_collection_command,
        demo.demo,
        evaluation.evaluate,
        jobs.jobs_group,
        jobs.worker,
        match_lists.match_list,
        serve.serve,
    ):
        app.cli.add_command(command)
