"""Solve a round in which every meeting must take place: first a valid agenda, then the proof by MaxSAT."""

from collections.abc import Callable

from matchmaker.scheduler import maxsat
from matchmaker.scheduler.best import Best
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.greedy import build
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.outcome import Method, Outcome, Progress, Status, Watch
from matchmaker.scheduler.race import CONFIGURATIONS, race
from matchmaker.scheduler.seating import seat

FIRST = 0.5
"""Seconds the greedy start may take: long enough for a few hundred meetings, short beside the proof."""


def solve_fixed_set(
    index: Index,
    *,
    watch: Watch,
    seed: int,
    progress: Callable[[Progress], None],
    started: Callable[[int], None],
) -> Outcome:
    """The agenda with all meetings and the fewest breaks, or the proof that there is none."""
    best = Best(index, watch, progress)
    best.offer(build(index, seed=seed, stop=watch.until(FIRST)))
    place: dict[tuple[str, str], int] = {}

    def model(counting: str) -> maxsat.Model:
        made = maxsat.model(index, counting=counting)
        place.update(made.place)
        return made

    finish = race(
        model,
        stop=watch.stop,
        seconds=watch.left(),
        bound=best.prove,
        first=lambda true: best.offer(_seated(index, place, true)),
        started=started,
        clock=watch.clock,
    )
    status, note = Status.FEASIBLE, ""
    if finish.infeasible:
        status = Status.IMPOSSIBLE
    elif finish.true is not None:
        best.offer(_seated(index, place, finish.true))
        if best.score.meetings == len(index.round.requests) and best.score.breaks == finish.bound:
            status = Status.OPTIMAL
        else:
            note = "The solver's answer did not pass the check; the first valid agenda is kept."
    elif finish.died == len(CONFIGURATIONS):
        note = "The solver was ended from outside; the best agenda so far is kept."
    else:
        note = "Cancelled." if watch.cancelled() else "The time limit was reached."
    return Outcome(
        status=status,
        method=Method.FIXED_SET,
        agenda=best.board.agenda(),
        score=best.score,
        seconds=watch.seconds(),
        fewest_breaks=finish.bound if not finish.infeasible else None,
        note=note,
    )


def _seated(index: Index, place: dict[tuple[str, str], int], true: frozenset[int]) -> Board:
    """Seat the placements the model chose; larger meetings first, since they fit fewer tables."""
    board = Board(index)
    chosen = [pair for pair, variable in place.items() if variable in true]
    chosen.sort(key=lambda pair: (index.position[pair[1]], -len(index.request[pair[0]].participants)))
    for request, slot in chosen:
        meeting = seat(board, index.request[request], slot)
        if meeting is not None:
            board.place(meeting)
    return board
