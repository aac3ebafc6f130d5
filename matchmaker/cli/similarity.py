"""``flask similarity``: the text part of the recommender alone, for outsiders to measure."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console

from matchmaker.cli.files import written_whole
from matchmaker.cli.reporting import progress_listener, reports_errors
from matchmaker.config import Settings
from matchmaker.errors import CollectionError
from matchmaker.recommender.encoder import LazyEncoder
from matchmaker.recommender.reader import bundled_reader
from matchmaker.recommender.scoring import Weights
from matchmaker.recommender.similarity import TextPairing, text_relevance

HEADER = ("id", "score")


@click.command("similarity")
@click.argument("source", metavar="IN.jsonl", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="Write id,score to FILE.csv.")
@with_appcontext
@reports_errors
def similarity(source: Path, out: Path) -> None:
    """Relevance (0 to 1) of the two texts of every row of IN.jsonl: {"id": ..., "a": ..., "b": ...}."""
    settings: Settings = current_app.config["SETTINGS"]
    pairs = _read(source)
    with progress_listener(Console(stderr=True)) as progress:
        scores = text_relevance(
            pairs, encoder=LazyEncoder(settings.encoder, batch=settings.encoder_batch), reader=bundled_reader(),
            weights=Weights(), progress=lambda done, total: progress("embedding", done, total),
        )
    with written_whole(out) as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows((pair.id, f"{score:.6f}") for pair, score in zip(pairs, scores, strict=True))
    click.echo(f"{len(pairs)} rows written to {out}.")


def _read(source: Path) -> list[TextPairing]:
    """The rows of the file; raises CollectionError that names every bad line."""
    pairs: list[TextPairing] = []
    problems: list[str] = []
    for number, line in enumerate(source.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        faults = list(_faults(line))
        problems += [f"line {number}: {fault}" for fault in faults]
        if not faults:
            row = json.loads(line)
            pairs.append(TextPairing(id=str(row["id"]), a=row["a"], b=row["b"]))
    if problems:
        raise CollectionError(f"{source} cannot be used; {len(problems)} faults.", tuple(problems))
    return pairs


def _faults(line: bytes) -> Iterator[str]:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        yield "is not valid JSON in UTF-8"
        return
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int):
        yield "is not an object with an id"
        return
    for side in ("a", "b"):
        if not isinstance(row.get(side), str):
            yield f"has no text “{side}”"
