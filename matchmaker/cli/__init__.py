"""Commands of ``flask``."""

from flask import Flask
from flask_migrate.cli import db as migrate_group

from matchmaker.cli import accounts, collections, demo, evaluation, jobs, match_lists, missions, serve, similarity
from matchmaker.cli.reporting import reports_errors

#: The group is one object per process, whatever number of applications there is; each command is taught once.
_TAUGHT: set[str | None] = set()


def init_app(app: Flask) -> None:
    """Register every command, and teach Flask-Migrate's to answer a damaged file or a silent server in words."""
    for own in migrate_group.commands.values():
        if own.callback is not None and own.name not in _TAUGHT:
            own.callback = reports_errors(own.callback)
            _TAUGHT.add(own.name)
    for command in (
        accounts.account_group,
        accounts.create_admin,
        collections.import_collection_command,
        demo.demo,
        evaluation.evaluate,
        jobs.jobs_group,
        jobs.worker,
        match_lists.match_list,
        missions.mission_group,
        serve.serve,
        similarity.similarity,
    ):
        app.cli.add_command(command)
