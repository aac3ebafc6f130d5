"""Solve a round in which the best meetings must be chosen: relax, arrange, improve, compact.

A relaxation without slots says which requests deserve one and bounds the quality (``choice``); chains of
exchanges give them slots (``arrange``); exact programs over a few slots at a time improve the result
(``improve``); at last breaks are closed without touching who meets whom (``compact``).
"""

from collections.abc import Callable

import numpy as np

from matchmaker.scheduler.arrange import arrange
from matchmaker.scheduler.best import Best
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.choice import Choice, choose
from matchmaker.scheduler.compact import compact
from matchmaker.scheduler.demand import Demand, demand
from matchmaker.scheduler.greedy import build
from matchmaker.scheduler.grid import Grid
from matchmaker.scheduler.improve import MUST, improve, refill
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import worth
from matchmaker.scheduler.outcome import Method, Outcome, Progress, Status, Watch
from matchmaker.scheduler.problem import Request
from matchmaker.scheduler.seating import seat

FIRST = 0.05
"""Share of the time limit for the first agenda."""

CLOSING = 0.12
"""Share of the time limit kept for closing breaks and seating."""

SMALL = 12_000
"""Requests times slots up to which a round is solved exactly."""

EVERY = 0.1
"""Share of the time limit between two agendas told while improving."""


def solve_selection(index: Index, *, watch: Watch, seed: int, progress: Callable[[Progress], None]) -> Outcome:
    """The agenda of greatest quality found, with a bound on the quality of any."""
    best = Best(index, watch, progress)
    best.offer(build(index, seed=seed, stop=watch.until(FIRST * watch.limit)))
    choice = None
    if index.round.requests and index.slots and not watch.stop():
        asked = demand(index)
        choice = choose(index, asked, stop=watch.stop, left=watch.left)
        best.most_quality = choice.most_quality
        _search(index, asked, choice, best, watch, seed)
    musts = choice is not None and best.score.musts >= choice.most_musts
    proven = musts and best.most_quality is not None and best.score.quality >= best.most_quality
    status = Status.OPTIMAL if proven or not index.round.requests else Status.FEASIBLE
    if choice is not None and choice.most_musts < len(index.musts):
        status = Status.IMPOSSIBLE
    note = "" if status is Status.OPTIMAL else "Cancelled." if watch.cancelled() else "The time limit was reached."
    return Outcome(
        status=status,
        method=Method.SELECTION,
        agenda=best.board.agenda(),
        score=best.score,
        seconds=watch.seconds(),
        most_quality=best.most_quality,
        note=note,
    )


def _search(index: Index, asked: Demand, choice: Choice, best: Best, watch: Watch, seed: int) -> None:
    requests = index.round.requests
    grid = Grid(index)
    order = np.lexsort((-choice.advantage, -choice.share))
    chosen = [requests[n] for n in order[: int((choice.share > 0.01).sum())]]
    close = CLOSING * watch.limit
    ending = watch.until(max(0.0, watch.left() - close))
    _start(grid, best)
    arrange(grid, chosen, stop=ending)
    others = np.flatnonzero(asked.open & (choice.share <= 0.99))
    others = others[np.argsort(-choice.advantage[others], kind="stable")]
    pool = [requests[n] for n in others[: len(chosen) + 500]]
    arrange(grid, pool, stop=ending, chains=0)
    best.offer(seated(grid))

    def better() -> None:
        if watch.seconds() - best.told > EVERY * watch.limit:
            best.offer(seated(grid))

    def value(request: Request) -> float:
        return worth(index, request) + (MUST if request.id in index.musts else 0.0)

    if _settle(grid, asked, choice, best, value, watch):
        return
    improve(
        grid,
        pool,
        worth=value,
        stop=ending,
        left=lambda: max(0.0, watch.left() - close),
        better=better,
        goal=choice.most_quality + MUST * choice.most_musts,
        seed=seed,
    )
    best.offer(seated(grid))
    compact(grid, stop=watch.until(0.5 * watch.left()))
    best.offer(seated(grid))


def _settle(
    grid: Grid, asked: Demand, choice: Choice, best: Best, value: Callable[[Request], float], watch: Watch
) -> bool:
    """Solve a small round exactly; whether that proved the best agenda.

    Only requests whose advantage could still make up the gap between the best agenda and the bound can be in a
    better one (reduced cost fixing), so only those become columns. The bound falls to that of the program.
    """
    index, requests = grid.index, grid.index.round.requests
    gap = choice.most_quality - best.score.quality
    ready = best.score.musts == choice.most_musts
    near = np.flatnonzero(asked.open & ((choice.advantage >= -gap - 1) | asked.must))
    if not ready or len(near) * len(index.slots) > SMALL:
        return False
    pool = [requests[n] for n in near]
    found = refill(grid, range(len(index.slots)), pool, worth=value, seconds=(1 - CLOSING) * watch.left())
    locked = sum(value(index.request[r]) for r in index.locks if r in grid.slot_of)
    if found.most < float("inf"):
        bound = int(found.most + locked - MUST * choice.most_musts + 1e-6)
        best.most_quality = min(choice.most_quality, max(bound, best.score.quality))
    best.offer(seated(grid))
    if best.score.quality < (best.most_quality or 0):
        return False
    compact(grid, stop=watch.stop)
    best.offer(seated(grid))
    return True


def _start(grid: Grid, best: Best) -> None:
    """Begin with the locks and musts that the first agenda placed."""
    index = grid.index
    musts = [m for m in best.board.meetings.values() if m.request in index.musts]
    for meeting in sorted(musts, key=lambda m: (m.request not in index.locks, m.interpreter is None, m.request)):
        request = index.request[meeting.request]
        slot = index.position[meeting.slot]
        if grid.candidates(request) >> slot & 1:
            grid.place(request, slot, meeting.interpreter)


def seated(grid: Grid) -> Board:
    """The grid's meetings with their people and tables; the few that find none are taken off the grid."""
    index = grid.index
    board = Board(index)
    placed: list[Request] = [index.request[request] for request in grid.slot_of]
    placed.sort(key=lambda r: (r.id not in index.locks, grid.slot_of[r.id], -len(r.participants), r.id))
    for request in placed:
        hint = grid.interpreter_of.get(request.id)
        meeting = seat(board, request, grid.ids[grid.slot_of[request.id]], interpreter=hint)
        if meeting is None:
            grid.remove(request)
        else:
            board.place(meeting)
    return board
