"""Reading a collection's judgements: every bad line by number and reason, in words fit to show a person."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from matchmaker.errors import CollectionError
from matchmaker.services.collection_files import abridge
from models.enums import OrganisationKind, Relation

JUDGEMENTS = "judgements.csv"
COLUMNS = ("query", "candidate", "grade", "kind", "why")
GRADES = frozenset({"-1", "0", "1", "2", "3"})

#: The graded candidates of every query: (relation, query ref) to candidate ref to grade.
Judgements = dict[tuple[Relation, str], dict[str, int]]


def read_judgements(folder: Path, *, kinds: Mapping[str, OrganisationKind]) -> Judgements:
    """The judgements of a collection whose profiles are ``kinds``; raises CollectionError that lists every bad line."""
    path = folder / JUDGEMENTS
    judged: Judgements = defaultdict(dict)
    problems: list[str] = []
    read_to = 0
    # A quote that is never closed would swallow the rest of the file without a word unless strict.
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = reader.fieldnames or ()
        missing = [column for column in COLUMNS[:4] if column not in header]
        if missing:
            raise CollectionError(f"{path} lacks the column {', '.join(missing)}.")
        if len(set(header)) < len(header):
            raise CollectionError(f"{path} names a column twice.")
        read_to = reader.line_num
        for row in reader:
            read_to = reader.line_num
            cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
            faults = list(_faults(cells, kinds))
            if len(cells) < len(row):
                faults.append("has more cells than the header; put quotes around a text that holds a comma")
            if not faults:
                grades = judged[_relation(cells, kinds), cells["query"]]
                if cells["candidate"] in grades:
                    faults.append(f"{cells['query']} and {cells['candidate']} are judged twice")
                grades[cells["candidate"]] = int(cells["grade"])
            problems += [f"{JUDGEMENTS} line {read_to}: {fault}" for fault in faults]
    except csv.Error:
        problems.append(f"{JUDGEMENTS} line {read_to + 1}: a quote is not closed, or a cell is far too long")
    if problems:
        raise CollectionError(f"{path} cannot be used, because of {_count(problems)}.", tuple(problems))
    return dict(judged)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CollectionError(f"The collection has no readable {JUDGEMENTS}: {path} ({error.strerror}).") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CollectionError(f"{path} cannot be used.", (f"{JUDGEMENTS} line {line}: is not UTF-8",)) from error


def _faults(cells: Mapping[str, str], kinds: Mapping[str, OrganisationKind]) -> Iterator[str]:
    query, candidate = cells["query"], cells["candidate"]
    for side, ref in (("query", query), ("candidate", candidate)):
        if ref not in kinds:
            yield f"the {side} “{abridge(ref)}” is not a profile of this collection"
    if cells["grade"] not in GRADES:
        yield f"the grade “{abridge(cells['grade'])}” is not -1, 0, 1, 2 or 3"
    if cells["kind"] not in {Relation.MARKET, Relation.PARTNER}:
        yield f"the kind “{abridge(cells['kind'])}” is neither market nor partner"
    elif query in kinds and candidate in kinds:
        relation = _relation(cells, kinds)
        wanted = OrganisationKind.BUYER if relation is Relation.MARKET else OrganisationKind.ENTERPRISE
        if query == candidate:
            yield f"{query} is judged as its own candidate"
        elif kinds[candidate] is not wanted:
            asked = "a buyer" if relation is Relation.BUYER else f"an enterprise of kind {relation}"
            yield f"{candidate} is {_named(kinds[candidate])}, but candidates of {asked} are {wanted}s"


def _named(kind: OrganisationKind) -> str:
    return "a buyer" if kind is OrganisationKind.BUYER else "an enterprise"


def _relation(cells: Mapping[str, str], kinds: Mapping[str, OrganisationKind]) -> Relation:
    if kinds[cells["query"]] is OrganisationKind.BUYER:
        return Relation.BUYER
    return Relation(cells["kind"])


def _count(problems: list[str]) -> str:
    return "a fault" if len(problems) == 1 else f"{len(problems)} faults"
