"""Seeded business rounds of the sizes in the domain notes; the same seed gives the same round."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from matchmaker.scheduler import (
    Delegate,
    Interpreter,
    Lock,
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

PARTIES = ("CL", "CO", "MX", "PE")
ZONES = {"CL": "America/Santiago", "CO": "America/Bogota", "MX": "America/Mexico_City", "PE": "America/Lima"}
BUYERS = (("ja", "Asia/Tokyo"), ("ko", "Asia/Seoul"), ("zh", "Asia/Shanghai"), ("en", "Australia/Sydney"))
DOMAINS = 11


@dataclass(frozen=True)
class Size:
    """Counts of one scenario; caps are meetings, ``seller_total`` and ``buyer_total`` over the whole round."""

    sellers: int
    buyers: int
    days: int
    slots: int
    minutes: int
    tables: int
    interpreters: int  # four or more, so that every language of a buyer has one
    seller_total: int
    buyer_total: int
    musts: int
    groups: int
    locks: int
    away: float
    peers: bool = False  # cross-Party pairs of enterprises too


SIZES = {
    "S": Size(40, 12, 1, 16, 20, 13, 4, 6, 16, 1, 1, 2, 0.03),
    "M": Size(120, 45, 2, 14, 20, 35, 8, 14, 20, 2, 4, 6, 0.08, peers=True),
    "L": Size(300, 175, 2, 14, 20, 160, 25, 14, 24, 2, 8, 12, 0.08),
    "XL": Size(2050, 550, 4, 26, 15, 230, 60, 10, 40, 3, 20, 40, 0.1),
}


def generate(name: str, *, seed: int) -> Round:
    """The round of size ``name``: S, M, L or XL."""
    size, rng = SIZES[name], random.Random(seed)
    slots, sessions = _slots(size)
    ids = [slot.id for slot in slots]

    def away() -> frozenset[str]:
        return frozenset(slot for slot in ids if rng.random() < size.away)

    sellers = [_seller(number, size, rng, away()) for number in range(size.sellers)]
    buyers = [_buyer(number, size, rng, away()) for number in range(size.buyers)]
    taste = {p.id: [rng.random() ** 3 for _ in range(DOMAINS)] for p in (*sellers, *buyers)}
    requests = [
        Request(id=f"{s.id}-{b.id}", participants=(s.id, b.id), quality=_quality(taste[s.id], taste[b.id], rng))
        for s in sellers
        for b in buyers
    ]
    best = {b.id: sorted(requests[n :: size.buyers], key=lambda r: -r.quality[1])[:12] for n, b in enumerate(buyers)}
    if size.peers:
        requests += [
            Request(
                id=f"{a.id}-{b.id}",
                participants=(a.id, b.id),
                quality=tuple(0.8 * q for q in _quality(taste[a.id], taste[b.id], rng)),
            )
            for n, a in enumerate(sellers)
            for b in sellers[n + 1 :]
            if a.party != b.party
        ]
    wishes, musts = _wishes(best, size, rng)
    groups = _groups(sellers, buyers, size, rng)
    return Round(
        slots=slots,
        sessions=sessions,
        participants=(*sellers, *buyers),
        rooms=(Room(id="hall", name="The hall", capacity=size.tables),),
        tables=(
            *(Table(id=f"t{n}", name=f"Table {n}", room="hall", seats=2 + n % 3) for n in range(size.tables + 3)),
            *(Table(id=f"v{n}", name=f"Link {n}", virtual=True) for n in range(max(2, size.buyers // 12))),
        ),
        interpreters=tuple(_interpreter(n, rng, away()) for n in range(size.interpreters)),
        requests=(*requests, *groups),
        wishes=wishes,
        locks=_locks(musts, {p.id: p for p in (*sellers, *buyers)}, ids, size, rng),
        precedences=tuple(
            Precedence(earlier=f"{g.participants[0]}-{g.participants[2]}", later=g.id) for g in groups[::2]
        ),
    )


def _slots(size: Size) -> tuple[tuple[Slot, ...], tuple[Session, ...]]:
    slots, sessions = [], []
    for day in range(size.days):
        for half, name in enumerate(("morning", "afternoon")):
            session = Session(id=f"d{day}{name}", name=f"the {name} of day {day + 1}", format=MissionFormat.MIXED)
            sessions.append(session)
            begin = datetime(2026, 6, 9 + day, 14 if half == 0 else 19, tzinfo=UTC)
            slots += [
                Slot(
                    id=f"{session.id}{place}",
                    session=session.id,
                    start=begin + timedelta(minutes=size.minutes * place),
                    minutes=size.minutes,
                    zone="America/Lima",
                )
                for place in range(size.slots // 2)
            ]
    return tuple(slots), tuple(sessions)


def _seller(number: int, size: Size, rng: random.Random, away: frozenset[str]) -> Participant:
    party = PARTIES[number % 4]
    return Participant(
        id=f"e{number}",
        name=f"Enterprise {number}",
        kind=OrganisationKind.ENTERPRISE,
        party=party,
        zone=ZONES[party],
        languages=frozenset({"es", "en"} if rng.random() < 0.5 else {"es"}),
        unavailable=away,
        max_total=size.seller_total,
        max_consecutive=5,
        minimum=min(4, size.seller_total),
    )


def _buyer(number: int, size: Size, rng: random.Random, away: frozenset[str]) -> Participant:
    tongue, zone = rng.choice(BUYERS)
    chance = rng.random()
    spoken = {tongue} if chance < 0.15 else {tongue, "en"} if chance < 0.6 else {tongue, "en", "es"}
    two = rng.random() < 0.05
    return Participant(
        id=f"b{number}",
        name=f"Buyer {number}",
        kind=OrganisationKind.BUYER,
        zone=zone,
        languages=frozenset(spoken),
        delegates=tuple(Delegate(id=f"b{number}.{n}", name=f"Delegate {number}.{n}") for n in range(2)) if two else (),
        unavailable=away,
        format=MissionFormat.VIRTUAL if rng.random() < 0.05 else MissionFormat.MIXED,
        max_total=size.buyer_total,
        max_per_day=max(12, size.slots - 2),
        max_consecutive=5,
        minimum=8,
    )


def _interpreter(number: int, rng: random.Random, away: frozenset[str]) -> Interpreter:
    tongue = ("ja", "ko", "zh", "en", "en")[number % 5]
    pairs = {frozenset({"es", tongue})} | ({frozenset({"es", "en"})} if rng.random() < 0.5 else set())
    return Interpreter(
        id=f"i{number}", name=f"Interpreter {number}", pairs=frozenset(pairs), unavailable=away, max_consecutive=4
    )


def _quality(one: list[float], other: list[float], rng: random.Random) -> tuple[float, float]:
    common = sum(a * b for a, b in zip(one, other, strict=True)) / 1.6
    return tuple(round(min(1.0, max(0.02, common + rng.gauss(0, 0.12))), 3) for _ in range(2))  # type: ignore[return-value]


def _wishes(best: dict[str, list[Request]], size: Size, rng: random.Random) -> tuple[tuple[Wish, ...], list[Request]]:
    wishes, musts, asked = [], [], dict[str, int]()
    for buyer, top in best.items():
        chosen = [r for r in top if asked.get(r.participants[0], 0) < 2][: size.musts]
        for request in top:
            seller = request.participants[0]
            if request in chosen:
                asked[seller] = asked.get(seller, 0) + 1
                musts.append(request)
                wishes.append(Wish(by=buyer, about=seller, kind=WishKind.MUST))
            elif rng.random() < 0.5:
                wishes.append(Wish(by=buyer, about=seller, kind=WishKind.WANT))
            elif rng.random() < 0.1:
                wishes.append(Wish(by=seller, about=buyer, kind=WishKind.NO))
    return tuple(wishes), musts


def _groups(sellers: list[Participant], buyers: list[Participant], size: Size, rng: random.Random) -> list[Request]:
    found = []
    for number in range(size.groups):
        pair = rng.sample([s for s in sellers if "en" in s.languages], 2)
        buyer = rng.choice([b for b in buyers if "en" in b.languages])
        people = (pair[0].id, pair[1].id, buyer.id)
        found.append(Request(id=f"g{number}", participants=people, quality=(0.8, 0.8, 0.8)))
    return found


def _locks(
    musts: list[Request], people: dict[str, Participant], ids: list[str], size: Size, rng: random.Random
) -> tuple[Lock, ...]:
    """A few musts, locked where their people are free; nobody is locked twice, so that locks never clash."""
    locks, used = [], set[str]()
    for request in rng.sample(musts, len(musts)):
        one, other = (people[p] for p in request.participants)
        free = [s for s in ids if s not in one.unavailable | other.unavailable]
        if len(locks) < size.locks and one.languages & other.languages and not used & {one.id, other.id} and free:
            locks.append(Lock(request=request.id, slot=rng.choice(free)))
            used |= {one.id, other.id}
    return tuple(locks)
