"""Dictionary entries as they stand in the CSV files that a person can correct."""

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "gloss"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or expression, its part of speech, its English gloss (empty for pure grammar), and irregular forms.

    ``hant`` is a Chinese entry in Traditional characters.
    """

    entry: str
    pos: str
    gloss: str
    forms: tuple[str, ...] = ()
    hant: str = ""


def read_entries(path: Path) -> list[Entry]:
    """The entries of a file with the columns ``entry`` (or ``hans`` and ``hant``), ``pos``, ``gloss``, ``forms``."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_entry(row) for row in csv.DictReader(file)]


def _entry(row: dict[str, str]) -> Entry:
    forms = tuple(form for form in (row.get("forms") or "").split(";") if form)
    if "hans" in row:
        return Entry(entry=row["hans"], pos=row["pos"], gloss=row["gloss"], forms=forms, hant=row["hant"])
    return Entry(entry=row["entry"], pos=row["pos"], gloss=row["gloss"], forms=forms)
