"""Concepts as they stand in the CSV files, and what follows from their relations."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "lexicon"


class Kind(StrEnum):
    """What a concept is: something offered (good, service, right), somebody (role), or something sought (need)."""

    GOOD = "good"
    SERVICE = "service"
    RIGHT = "right"
    ROLE = "role"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its domain, stage of the culture cycle, kind, and the broader concept or ""."""

    id: str
    domain: str
    stage: str
    kind: Kind
    broader: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A word or expression of a language (BCP 47) for a concept; ``context`` words decide where several share it."""

    concept: str
    lang: str
    text: str
    preferred: bool = False
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by id, their labels, and symmetric relations with a weight in 0..1."""

    concepts: dict[str, Concept]
    labels: tuple[Label, ...]
    complements: dict[tuple[str, str], float] = field(default_factory=dict)
    traps: dict[tuple[str, str], float] = field(default_factory=dict)

    def ancestors(self, concept_id: str) -> Iterator[str]:
        """The concept and everything broader, nearest first; ends even where the data holds a cycle."""
        seen: set[str] = set()
        while concept_id and concept_id not in seen and concept_id in self.concepts:
            seen.add(concept_id)
            yield concept_id
            concept_id = self.concepts[concept_id].broader

    def preferred(self, concept_id: str, lang: str) -> str | None:
        """The preferred label of a concept in a language."""
        return next(
            (one.text for one in self.labels if one.concept == concept_id and one.lang == lang and one.preferred), None,
        )


def read_vocabulary(folder: Path = DATA) -> Vocabulary:
    """The vocabulary of a folder with concepts.csv, labels.csv, relations.csv and ambiguous.csv."""
    concepts = {
        row["id"]: Concept(
            id=row["id"], domain=row["domain"], stage=row["cycle_stage"], kind=Kind(row["kind"]),
            broader=row["broader"], codes=_parts(row["codes"]),
        )
        for row in _rows(folder / "concepts.csv")
    }
    labels = [
        Label(concept=row["concept"], lang=row["lang"], text=row["label"], preferred=row["role"] == "pref")
        for row in _rows(folder / "labels.csv")
    ]
    ambiguous = [
        Label(concept=row["concept"], lang=row["lang"], text=row["label"], context=_parts(row["context"]))
        for row in _rows(folder / "ambiguous.csv")
    ]
    relations: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for row in _rows(folder / "relations.csv"):
        for pair in ((row["source"], row["target"]), (row["target"], row["source"])):
            relations[row["kind"]][pair] = max(float(row["weight"]), relations[row["kind"]].get(pair, 0.0))
    return Vocabulary(
        concepts=concepts, labels=tuple(labels + ambiguous), complements=relations["complement"],
        traps=relations["trap"],
    )


@lru_cache(maxsize=1)
def bundled_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the service."""
    return read_vocabulary()


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
