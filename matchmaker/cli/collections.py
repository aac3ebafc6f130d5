"""``flask import-collection``."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from matchmaker.cli.reporting import reports_errors
from matchmaker.extensions import background, db
from matchmaker.services.collections import ImportReport, import_collection
from matchmaker.services.jobs import enqueue
from models.enums import JobKind


@click.command("import-collection")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the collection; the folder's name unless told.")
@with_appcontext
@reports_errors
def import_collection_command(folder: Path, name: str | None) -> None:
    """Bring in the profiles of DIR/profiles.jsonl: all of them, or none if any line is bad."""
    name = name or Path(os.path.realpath(folder)).name
    report = load_collection(folder, name=name)
    click.echo(f"{report.added} profiles new, {report.changed} changed, {report.unchanged} unchanged.")
    if report.added:
        click.echo(f"They are the collection “{name}”. Match them: flask mission create NAME --collection {name} ...")


def load_collection(folder: Path, *, name: str) -> ImportReport:
    """Import and, in the same transaction, ask for the vectors of what changed."""
    session = db.session
    report = import_collection(session, folder=folder, name=name)
    if report.added or report.changed:
        enqueue(session, kind=JobKind.EMBED_LISTINGS, dedupe_key="all", now=datetime.now(UTC))
    background.commit(session)
    return report
