"""Reading a collection's judgements: every bad line by number and reason."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from matchmaker.errors import CollectionError
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
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS[:4] if column not in (reader.fieldnames or ())]
            if missing:
                raise CollectionError(f"{path} lacks the column {', '.join(missing)}.")
            for row in reader:
                cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
                faults = list(_faults(cells, kinds))
                if not faults:
                    relation = _relation(cells, kinds)
                    grades = judged[relation, cells["query"]]
                    if cells["candidate"] in grades:
                        faults.append(f"{cells['query']} and {cells['candidate']} are judged twice")
                    grades[cells["candidate"]] = int(cells["grade"])
                problems += [f"{JUDGEMENTS} line {reader.line_num}: {fault}" for fault in faults]
    except OSError as error:
        raise CollectionError(f"The collection has no readable {JUDGEMENTS}: {path} ({error.strerror}).") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CollectionError(f"{path} is not a UTF-8 CSV file: {error}.") from error
    if problems:
        raise CollectionError(f"{path} cannot be used; {len(problems)} of its lines are bad.", tuple(problems))
    return dict(judged)


def _faults(cells: Mapping[str, str], kinds: Mapping[str, OrganisationKind]) -> Iterator[str]:
    for side in ("query", "candidate"):
        if cells[side] not in kinds:
            yield f"the {side} “{cells[side]}” is not a profile of this collection"
    if cells["grade"] not in GRADES:
        yield f"the grade “{cells['grade']}” is not -1, 0, 1, 2 or 3"
    if cells["kind"] not in {Relation.MARKET, Relation.PARTNER}:
        yield f"the kind “{cells['kind']}” is neither market nor partner"


def _relation(cells: Mapping[str, str], kinds: Mapping[str, OrganisationKind]) -> Relation:
    if kinds[cells["query"]] is OrganisationKind.BUYER:
        return Relation.BUYER
    return Relation(cells["kind"])
