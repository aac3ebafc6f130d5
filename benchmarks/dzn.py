"""Read an instance of the B2B meeting scheduling problem (MiniZinc data) as a round of the package."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from matchmaker.scheduler import Lock, Participant, Precedence, Request, Round, Session, Slot, Table

SESSIONS = {1: frozenset({"am"}), 2: frozenset({"pm"}), 3: frozenset[str]()}
ONE_TONGUE = frozenset({"es"})
START = datetime(2026, 3, 3, 8, tzinfo=UTC)


def read(path: Path, *, fairness: int | None) -> Round:
    """The instance with participants 1, 2, ..., requests and slots numbered as in the file; all requests required."""
    text = re.sub(r"%.*", "", path.read_text(encoding="utf-8"))
    people, tables = _number(text, "nBusiness"), _number(text, "nTables")
    slots, morning = _number(text, "nTotalSlots"), _number(text, "nMorningSlots")
    flat = _numbers(_body(text, "requested"))
    wanted = list(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))
    away = _sets(_body(text, "forbidden"), people)
    before = _sets(_body(text, "precedences"), len(wanted))
    fixed = _numbers(_body(text, "fixed") or _body(text, "fixat")) or [0] * len(wanted)
    return Round(
        slots=tuple(
            Slot(
                id=str(number),
                session="am" if number <= morning else "pm",
                start=START + timedelta(minutes=20 * number),
                minutes=20,
                zone="UTC",
            )
            for number in range(1, slots + 1)
        ),
        sessions=(Session(id="am", name="the morning"), Session(id="pm", name="the afternoon")),
        participants=tuple(
            Participant(
                id=str(number),
                name=f"Participant {number}",
                languages=ONE_TONGUE,
                zone="UTC",
                unavailable=frozenset(map(str, away[number - 1])),
            )
            for number in range(1, people + 1)
        ),
        tables=tuple(Table(id=str(number), name=f"Table {number}") for number in range(1, tables + 1)),
        requests=tuple(
            Request(
                id=str(number),
                participants=(str(one), str(other)),
                quality=(1.0, 1.0),
                required=True,
                sessions=SESSIONS[session],
            )
            for number, (one, other, session) in enumerate(wanted, 1)
        ),
        locks=tuple(Lock(request=str(number), slot=str(slot)) for number, slot in enumerate(fixed, 1) if slot),
        precedences=tuple(
            Precedence(earlier=str(earlier), later=str(later))
            for later, found in enumerate(before, 1)
            for earlier in sorted(found)
        ),
        fairness=fairness,
    )


def _number(text: str, name: str) -> int:
    found = re.search(rf"\b{name}\s*=\s*(\d+)\s*;", text)
    if found is None:
        raise ValueError(f"The instance does not say {name}.")
    return int(found.group(1))


def _body(text: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*=\s*\[(.*?)\]\s*;", text, re.DOTALL)
    return found.group(1) if found else ""


def _numbers(body: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", body)]


def _sets(body: str, length: int) -> list[set[int]]:
    """Sets of numbers; 0 is the files' way to say nothing."""
    found = [set(_numbers(inside)) - {0} for inside in re.findall(r"\{([^}]*)\}", body)]
    if body and len(found) != length:
        raise ValueError(f"The instance has {len(found)} sets where {length} are due.")
    return found or [set() for _ in range(length)]
