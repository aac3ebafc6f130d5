"""``flask match-list``: a mission's list in the terminal or as CSV."""

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matchmaker.cli.files import safe_cell, written_whole
from matchmaker.cli.jobs import run_due_jobs
from matchmaker.cli.reporting import reports_errors
from matchmaker.errors import MatchmakerError
from matchmaker.extensions import db
from matchmaker.queries import match_lists as queries
from matchmaker.recommender.explanations import explain
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import match_lists
from matchmaker.services.missions import find_mission
from models.enums import Relation
from models.mission import MatchList, MatchListEntry

HEADER = ("buyer", "rank", "enterprise", "party", "score", "reason_es", "reason_en")
FIRST_ROWS = 12


@click.command("match-list")
@click.argument("mission")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False),
              help="Write every row to FILE, - for the terminal.")
@click.option("--refresh", is_flag=True, help="Compute a new version first.")
@with_appcontext
@reports_errors
def match_list(mission: str, csv_file: Path | None, *, refresh: bool) -> None:
    """The newest match list of MISSION (“demo” is the demo's): enterprises for each buyer, with reasons."""
    console = Console()
    newest = ready_match_list(mission, console=console, refresh=refresh)
    rows = queries.entries(db.session, match_list_id=newest.id, relation=Relation.BUYER)
    if csv_file == Path("-"):
        write_rows(sys.stdout, rows)
    elif csv_file is None:
        print_rows(console, newest, rows, mission=mission)
    else:
        write_csv(csv_file, rows)
        click.echo(f"{len(rows)} rows of version {newest.version} written to {csv_file}.")


def ready_match_list(slug: str, *, console: Console, refresh: bool = False) -> MatchList:
    """The newest ready version, computed here and now where there is none yet or a new one is asked for."""
    session = db.session
    mission_id = find_mission(session, slug).id
    newest = queries.latest_ready(session, mission_id=mission_id)
    if newest is None or refresh:
        settings = RecommenderSettings(list_length=current_app.config["SETTINGS"].list_length)
        wanted = match_lists.request(session, slug=slug, settings=settings, now=datetime.now(UTC), actor="cli").version
        session.commit()
        failed = run_due_jobs(console)
        newest = queries.latest_ready(session, mission_id=mission_id)
        if newest is None or (refresh and newest.version < wanted):
            raise MatchmakerError(
                "\n".join(failed) or "The match list is being computed by the worker; ask again in a minute."
            )
    return newest


def print_rows(
    console: Console, newest: MatchList, rows: Sequence[MatchListEntry], *, mission: str, limit: int | None = None,
) -> None:
    """The rows under their buyers, the first ``limit`` of them."""
    shown = rows[:limit]
    console.print(f"Match list, version {newest.version}", style="bold", highlight=False)
    for previous, row in zip((None, *shown), shown, strict=False):
        if previous is None or previous.query_id != row.query_id:
            console.print(f"\n{row.query.name} ({row.query.economy})", style="bold", highlight=False, markup=False)
        console.print(
            f"{row.rank:>3}. {row.candidate.name} ({row.candidate.economy})  {row.score:.2f}", highlight=False,
            markup=False,
        )
        console.print(Padding(Text(explain(row.evidence, lang="en"), style="dim"), (0, 0, 0, 5)))
    if len(shown) < len(rows):
        console.print(
            f"\n… and {len(rows) - len(shown)} more rows: flask match-list {mission} --csv FILE", highlight=False,
        )


def write_csv(path: Path, rows: Iterable[MatchListEntry]) -> None:
    """Write the rows under ``HEADER``; the file appears whole or not at all."""
    with written_whole(path) as file:
        write_rows(file, rows)


def write_rows(file: IO[str], rows: Iterable[MatchListEntry]) -> None:
    """The rows as CSV under ``HEADER``."""
    writer = csv.writer(file)
    writer.writerow(HEADER)
    writer.writerows([safe_cell(cell) for cell in _cells(row)] for row in rows)


def _cells(row: MatchListEntry) -> tuple[str, ...]:
    return (
        row.query.ref, str(row.rank), row.candidate.ref, row.candidate.economy, f"{row.score:.4f}",
        explain(row.evidence, lang="es"), explain(row.evidence, lang="en"),
    )
