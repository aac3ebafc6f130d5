"""A valid agenda at once: locks, then musts with ejection, then the best meetings that still fit."""

import random
from collections.abc import Callable, Iterable

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import worth
from matchmaker.scheduler.problem import Meeting, Request
from matchmaker.scheduler.rules import broken_by, unknown_rule
from matchmaker.scheduler.seating import obstacles, seat


def build(
    index: Index,
    *,
    seed: int = 0,
    keep: Iterable[Meeting] = (),
    rounds: int = 4000,
    stop: Callable[[], bool] = lambda: False,
) -> Board:
    """A board that breaks no rule: ``keep`` as far as it is valid, locks, musts, then the rest by worth.

    ``rounds`` bounds the ejections spent on musts; ``stop`` ends the work early with what is placed.
    Equal worth goes by request id.
    """
    board = Board(index)
    keep_valid(board, keep)
    for request_id, locks in index.locks.items():
        if request_id not in board.meetings:
            _put(board, index.request[request_id], [locks[0].slot])
    musts = [index.request[request] for request in sorted(index.musts) if request not in board.meetings]
    place_musts(board, musts, seed=seed, rounds=rounds, stop=stop)
    fill(board, stop=stop)
    return board


def keep_valid(board: Board, meetings: Iterable[Meeting]) -> None:
    """Place, as they are, those meetings that break no rule beside the others; the first of two that clash wins."""
    for meeting in meetings:
        known = not any(unknown_rule(board.index, meeting)) and meeting.request not in board.meetings
        if known and not any(broken_by(board, meeting)):
            board.place(meeting)


def place_musts(
    board: Board, musts: Iterable[Request], *, seed: int, rounds: int, stop: Callable[[], bool] = lambda: False
) -> None:
    """Place every must, the scarcest first, moving others out of the way at most ``rounds`` times.

    A meeting pushed out weighs more the next time (weights of Morris' breakout), so the search does not turn
    in a circle. What cannot be placed is left out; a locked meeting is never pushed out.
    """
    rng = random.Random(seed)  # noqa: S311 -- a search order, not a secret
    index = board.index
    domain = {r.id: open_slots(index, r) for r in musts}
    weight = dict.fromkeys(domain, 0)
    waiting = {request: None for request, slots in domain.items() if slots}
    tabu: dict[tuple[str, str], int] = {}
    for turn in range(len(waiting) + rounds):
        if not waiting or stop():
            break
        request_id = min(waiting, key=lambda r: (-weight[r], len(domain[r]), r))
        del waiting[request_id]
        request = index.request[request_id]
        if _put(board, request, domain[request_id]):
            continue
        slots = [s for s in domain[request_id] if tabu.get((request_id, s), -1) < turn] or domain[request_id]
        slot = min(slots, key=lambda s: (_cost(board, request, s, weight), rng.random()))
        for pushed in force(board, request, slot, weight, rng):
            weight[pushed] = weight.get(pushed, 0) + 1
            tabu[pushed, slot] = turn + rng.randint(5, 15)
            if pushed in domain:
                waiting[pushed] = None
        if request_id not in board.meetings:
            weight[request_id] += 1
            waiting[request_id] = None


def fill(board: Board, *, stop: Callable[[], bool] = lambda: False, order: Iterable[Request] | None = None) -> None:
    """Place every request that still fits, in ``order`` or by worth, where it leaves few breaks."""
    index = board.index
    if order is None:
        order = sorted(index.round.requests, key=lambda r: (-worth(index, r), r.id))
    room = {p.id: _room(index, board, p.id) for p in index.round.participants}
    for number, request in enumerate(order):
        if number % 64 == 0 and stop():
            return
        if request.id in board.meetings or request.id in index.locks:
            continue
        if all(room[p] > 0 for p in request.participants) and _put(board, request, index.position):
            for participant in request.participants:
                room[participant] -= 1


def open_slots(index: Index, request: Request) -> list[str]:
    """Slots in which the request could be met if nobody else were there, in order of time."""
    locks = index.locks.get(request.id)
    empty = Board(index)
    slots = [locks[0].slot] if locks else index.position
    return [slot for slot in slots if seat(empty, request, slot)]


def force(board: Board, request: Request, slot: str, weight: dict[str, int], rng: random.Random) -> list[str]:
    """Push meetings out until the request fits in the slot; the request ids pushed out.

    Puts everything back when a rule stands in the way that no other meeting causes.
    """
    index, pushed = board.index, list[Meeting]()
    for _ in range(8):
        meeting = seat(board, request, slot)
        if meeting is not None:
            board.place(meeting)
            return [other.request for other in pushed]
        causes = [violation.requests[1:] for violation in obstacles(board, request, slot)]
        movable = [[o for o in others if o not in index.locks and o in board.meetings] for others in causes]
        if not movable or not all(movable):
            break
        out = min(movable[0], key=lambda other: (weight.get(other, 0), rng.random()))
        pushed.append(board.remove(out))
    for other in reversed(pushed):
        board.place(other)
    return []


def _cost(board: Board, request: Request, slot: str, weight: dict[str, int]) -> float:
    total = 0.0
    for violation in obstacles(board, request, slot):
        others = [other for other in violation.requests[1:] if other not in board.index.locks]
        if not others:
            return float("inf")
        total += 1 + min(weight.get(other, 0) for other in others)
    return total


def _put(board: Board, request: Request, slots: Iterable[str]) -> bool:
    """Place the request where it joins on to its people's other meetings, or else in the emptiest slot."""
    best: tuple[tuple[int, int], Meeting] | None = None
    for slot in slots:
        busy = [board.delegates.get(p, {}) for p in request.participants]
        if any(slot in there for there in busy):
            continue
        near = sum(
            1 for p in request.participants for s in board.index.adjacent[slot] if s in board.participants.get(p, {})
        )
        key = (-near, board.index.position[slot])
        if best is None or key < best[0]:
            meeting = seat(board, request, slot)
            if meeting is not None:
                best = (key, meeting)
    if best is not None:
        board.place(best[1])
    return best is not None


def _room(index: Index, board: Board, participant: str) -> int:
    who = index.participant[participant]
    slots = sum(len(index.slots) - len(delegate.unavailable) for delegate in index.people[participant])
    per_day = len(index.days) * who.max_per_day if who.max_per_day is not None else slots
    total = who.max_total if who.max_total is not None else slots
    return min(slots, per_day, total) - sum(len(there) for there in board.participants.get(participant, {}).values())
