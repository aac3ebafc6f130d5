"""What a good agenda is: the goals in their stated order, counted the same way for every solver."""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.problem import Request, WishKind
from matchmaker.scheduler.rules import breaks
from models.enums import OrganisationKind

FULL = 1000
"""The worth of a meeting that is perfect for every side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good an agenda is; a greater ``key`` is better.

    ``quality`` sums ``worth``; ``below_minimum`` counts the meetings missing to guaranteed minima;
    ``imbalance`` is what Parties' shares differ beyond the tolerance, in percentage points.
    """

    musts: int
    musts_asked: int
    quality: int
    below_minimum: int
    imbalance: float
    breaks: int
    idle_slots: int
    table_changes: int
    meetings: int

    @property
    def key(self) -> tuple[float, ...]:
        """Musts, quality, minima, balance, breaks, idle slots, changes of table: the first difference decides."""
        return (
            self.musts,
            self.quality,
            -self.below_minimum,
            -self.imbalance,
            -self.breaks,
            -self.idle_slots,
            -self.table_changes,
        )


def worth(index: Index, request: Request) -> int:
    """Quality of a meeting for all its sides: their geometric mean in thousandths, at least 1.

    The geometric mean keeps a meeting that only one side likes low. A side that says it wants the meeting
    has its quality raised half of the way to 1.
    """
    product = 1.0
    people = request.participants
    for participant, quality in zip(people, request.quality, strict=True):
        wanted = index.wishes and any(
            index.wishes.get((participant, other)) in (WishKind.WANT, WishKind.MUST) for other in people
        )
        product *= (1 + quality) / 2 if wanted else quality
    return max(1, round(FULL * math.pow(product, 1 / len(people))))


def score(board: Board) -> Score:
    """Count every goal for the meetings on the board."""
    index = board.index
    met = Counter(p for m in board.meetings for p in index.request[m].participants)
    used = {p: board.participants.get(p, {}) for p in index.participant}
    return Score(
        musts=sum(1 for request in index.musts if request in board.meetings),
        musts_asked=len(index.musts),
        quality=sum(worth(index, index.request[request]) for request in board.meetings),
        below_minimum=sum(max(0, p.minimum - met[p.id]) for p in index.round.participants),
        imbalance=imbalance(index, met),
        breaks=sum(breaks(index, slots) for slots in used.values()),
        idle_slots=sum(idle_slots(index, slots) for slots in used.values()),
        table_changes=sum(table_changes(board, participant) for participant in used),
        meetings=len(board.meetings),
    )


def imbalance(index: Index, met: Counter[str]) -> float:
    """Percentage points by which Parties' shares of the meetings leave their shares of the enterprises.

    ``met`` counts meetings per participant id. Only what exceeds ``Round.balance`` counts.
    """
    sellers = [p for p in index.round.participants if p.party and p.kind is not OrganisationKind.BUYER]
    total = sum(met[p.id] for p in sellers)
    if not total:
        return 0.0
    heads, meetings = Counter(p.party for p in sellers), Counter[str | None]()
    for participant in sellers:
        meetings[participant.party] += met[participant.id]
    apart = (abs(meetings[party] / total - count / len(sellers)) for party, count in heads.items())
    return round(100 * sum(max(0.0, difference - index.round.balance) for difference in apart), 3)


def idle_slots(index: Index, slots: dict[str, list[str]]) -> int:
    """Free slots between the first and the last meeting of each day."""
    total = 0
    for day in index.days.values():
        places = [number for number, slot in enumerate(day) if slot in slots]
        if places:
            total += places[-1] - places[0] + 1 - len(places)
    return total


def table_changes(board: Board, participant: str) -> int:
    """How often a participant moves to another table between meetings that follow each other."""
    index = board.index
    met = sorted(
        (index.position[slot], request)
        for slot, there in board.participants.get(participant, {}).items()
        for request in there
    )
    tables = [board.meetings[request].table for _, request in met]
    return sum(1 for one, other in pairwise(tables) if one != other)
