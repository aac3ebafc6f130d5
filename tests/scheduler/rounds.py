"""Small rounds for the tests: everybody speaks Spanish and is free unless a test says otherwise."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from matchmaker.scheduler import (
    Delegate,
    Interpreter,
    Lock,
    Meeting,
    Participant,
    Precedence,
    Request,
    Room,
    Round,
    Session,
    Slot,
    Table,
    Wish,
    WishKind,
)
from models.enums import MissionFormat, OrganisationKind

LIMA = "America/Lima"
START = datetime(2026, 3, 3, 14, tzinfo=UTC)  # 09:00 in Lima


def slots(number: int, *, days: int = 1, morning: int | None = None) -> tuple[Slot, ...]:
    """``number`` slots of 20 minutes per day, named s1, s2 and so on; the first ``morning`` are sessions am."""
    return tuple(
        Slot(
            id=f"s{day * number + place + 1}",
            session="am" if morning is None or place < morning else "pm",
            start=START + timedelta(days=day, minutes=20 * place),
            minutes=20,
            zone=LIMA,
        )
        for day in range(days)
        for place in range(number)
    )


def sessions(kind: MissionFormat = MissionFormat.IN_PERSON) -> tuple[Session, ...]:
    return (Session(id="am", name="the morning", format=kind), Session(id="pm", name="the afternoon", format=kind))


def person(name: str, **changes: Any) -> Participant:
    made = Participant(id=name, name=name.title(), languages=frozenset({"es"}), zone=LIMA)
    return replace(made, **changes)


def table(name: str, **changes: Any) -> Table:
    return replace(Table(id=name, name=f"Table {name}"), **changes)


def request(*people: str, quality: float = 0.5, **changes: Any) -> Request:
    """A request named by its people, such as ``a-b``."""
    return replace(Request(id="-".join(people), participants=people, quality=(quality,) * len(people)), **changes)


def meeting(request_id: str, slot: str, table_id: str = "t1", **changes: Any) -> Meeting:
    return replace(
        Meeting(request=request_id, slot=slot, table=table_id, delegates=tuple(request_id.split("-"))), **changes
    )


def small_round(**changes: Any) -> Round:
    """Two sellers (a, b), two buyers (x, y), every pair requested, three slots and two tables."""
    made = Round(
        slots=slots(3),
        sessions=sessions(),
        participants=(person("a"), person("b"), person("x"), person("y")),
        tables=(table("t1"), table("t2")),
        requests=(request("a", "x"), request("a", "y"), request("b", "x"), request("b", "y")),
    )
    return replace(made, **changes)


def random_round(seed: int) -> Round:
    """A round of a random shape that uses every part of the problem; the same seed gives the same round."""
    rng = random.Random(seed)
    per_day, days = rng.randint(1, 6), rng.randint(1, 2)
    times = slots(per_day, days=days, morning=rng.randint(0, per_day))
    ids = [slot.id for slot in times]

    def some(share: float) -> frozenset[str]:
        return frozenset(slot for slot in ids if rng.random() < share)

    def cap(most: int) -> int | None:
        return rng.choice([None, None, rng.randint(0, most)])

    people = []
    for number in range(rng.randint(2, 9)):
        name = f"p{number}"
        team = tuple(
            Delegate(
                id=f"{name}.{k}",
                name=f"Delegate {number}.{k}",
                languages=frozenset(rng.sample(["es", "en"], rng.randint(0, 1))),
            )
            for k in range(rng.choice([0, 0, 2]))
        )
        people.append(
            person(
                name,
                languages=frozenset(rng.sample(["es", "en", "ja"], rng.randint(1, 2))),
                kind=rng.choice([OrganisationKind.ENTERPRISE, OrganisationKind.BUYER]),
                party=rng.choice(["CL", "CO", None]),
                delegates=team,
                unavailable=some(0.15),
                format=rng.choice([MissionFormat.MIXED, MissionFormat.MIXED, *MissionFormat]),
                max_per_day=cap(4),
                max_total=cap(6),
                max_consecutive=cap(3),
                minimum=rng.randint(0, 2),
            )
        )
    names = [p.id for p in people]
    pairs = [(one, other) for i, one in enumerate(names) for other in names[i + 1 :] if rng.random() < 0.8]
    requests = [request(*pair, quality=round(rng.random(), 2), required=rng.random() < 0.1) for pair in pairs]
    if len(names) > 3 and rng.random() < 0.5:
        requests.append(request(*rng.sample(names, 3), quality=0.9))
    known = [r.id for r in requests]
    return Round(
        slots=times,
        sessions=tuple(replace(s, format=rng.choice(list(MissionFormat))) for s in sessions()),
        participants=tuple(people),
        rooms=(Room(id="hall", name="The hall", capacity=rng.randint(0, 3)),),
        tables=tuple(
            table(
                f"t{k}",
                room=rng.choice([None, "hall"]),
                seats=rng.choice([2, 4]),
                virtual=rng.random() < 0.4,
                unavailable=some(0.1),
            )
            for k in range(rng.randint(0, 6))
        ),
        interpreters=tuple(
            Interpreter(
                id=f"i{k}",
                name=f"Interpreter {k}",
                pairs=frozenset({frozenset(rng.sample(["es", "en", "ja"], 2))}),
                unavailable=some(0.1),
                max_per_day=cap(4),
                max_consecutive=cap(2),
            )
            for k in range(rng.randint(0, 2))
        ),
        requests=tuple(requests),
        wishes=tuple(
            Wish(by=one, about=other, kind=rng.choice(list(WishKind)))
            for one in names
            for other in names
            if one != other and rng.random() < 0.1
        ),
        locks=tuple(Lock(request=r, slot=rng.choice(ids)) for r in known if rng.random() < 0.03),
        precedences=tuple(
            Precedence(earlier=known[k], later=known[k + 1]) for k in range(len(known) - 1) if rng.random() < 0.1
        ),
    )
