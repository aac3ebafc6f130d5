"""Solve a round in which every meeting must take place: first a valid agenda, then the proof by MaxSAT."""

from collections.abc import Callable

from matchmaker.scheduler import maxsat
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.greedy import build
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import Score, score
from matchmaker.scheduler.outcome import Method, Outcome, Progress, Status, Watch
from matchmaker.scheduler.problem import Agenda
from matchmaker.scheduler.race import CONFIGURATIONS, race
from matchmaker.scheduler.rules import check
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
    first = build(index, seed=seed, stop=watch.until(FIRST)).agenda()
    best = first if not check(index.round, first) else Agenda()
    points = _score(index, best)
    if best.meetings:
        progress(Progress(seconds=watch.seconds(), agenda=best, score=points))

    def tell(bound: int) -> None:
        progress(Progress(seconds=watch.seconds(), agenda=best, score=points, fewest_breaks=bound))

    model = maxsat.model(index)
    finish = race(model, stop=watch.stop, seconds=watch.left(), bound=tell, started=started)
    status, note = Status.FEASIBLE, ""
    if finish.infeasible:
        status = Status.IMPOSSIBLE
    elif finish.true is not None:
        found = _agenda(index, model, finish.true)
        if not check(index.round, found):
            status, best = Status.OPTIMAL, found
            points = _score(index, best)
        else:
            note = "The solver's answer did not pass the check; the first valid agenda is kept."
    elif finish.died == len(CONFIGURATIONS):
        note = "The solver was ended from outside; the best agenda so far is kept."
    else:
        note = "Cancelled." if watch.cancelled() else "The time limit was reached."
    return Outcome(
        status=status,
        method=Method.FIXED_SET,
        agenda=best,
        score=points,
        seconds=watch.seconds(),
        fewest_breaks=finish.bound if not finish.infeasible else None,
        note=note,
    )


def _agenda(index: Index, model: maxsat.Model, true: frozenset[int]) -> Agenda:
    """Seat the placements the model chose; larger meetings first, since they fit fewer tables."""
    board = Board(index)
    chosen = [pair for pair, variable in model.place.items() if variable in true]
    chosen.sort(key=lambda pair: (index.position[pair[1]], -len(index.request[pair[0]].participants)))
    for request, slot in chosen:
        meeting = seat(board, index.request[request], slot)
        if meeting is not None:
            board.place(meeting)
    return board.agenda()


def _score(index: Index, agenda: Agenda) -> Score:
    return score(Board(index, agenda.meetings))
