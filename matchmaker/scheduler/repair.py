"""Mend an agenda after cancellations or late arrivals, with as few changes as can be."""

import time
from collections.abc import Callable

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.greedy import fill, keep_valid, place_musts
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import score, worth
from matchmaker.scheduler.outcome import Method, Outcome, Status, Watch
from matchmaker.scheduler.problem import Agenda, Meeting, Request, Round
from matchmaker.scheduler.rules import violations
from matchmaker.scheduler.seating import seat

SHARE = 0.6
"""Share of the remaining time for filling what became free; the rest is for the check."""


def repair(
    round_: Round,
    agenda: Agenda,
    *,
    limit: float = 5.0,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The agenda mended for ``round_`` as it is now; every meeting that can stay stays as it is.

    Then come, in this order: locks, musts (the only ones that may push another meeting to a new slot), the
    meetings that lost their place, each as near to its old time as can be, and last the best of the requests
    that fit into what became free. Ends with what it has when ``limit`` seconds are over.
    """
    watch, index = Watch(limit, clock, cancelled), Index(round_)
    board = Board(index)
    known = {meeting.request: meeting for meeting in agenda.meetings if meeting.request in index.request}
    keep_valid(board, sorted(known.values(), key=lambda m: (m.request not in index.locks, m.request)))
    musts = [index.request[request] for request in sorted(index.musts) if request not in board.meetings]
    place_musts(board, musts, seed=seed, rounds=200, stop=watch.stop)
    for request in sorted(known):
        if request not in board.meetings and not watch.stop():
            _near(board, known[request])
    fill(board, stop=watch.until(SHARE * watch.left()), order=_waiting(board, agenda))
    mended = board.agenda()
    problems = violations(index, mended)
    return Outcome(
        status=Status.FEASIBLE,
        method=Method.REPAIR,
        agenda=mended,
        score=score(board),
        seconds=watch.seconds(),
        problems=problems,
        note="Cancelled." if watch.cancelled() else "The time limit was reached." if watch.stop() else "",
    )


def _waiting(board: Board, agenda: Agenda) -> list[Request]:
    """Requests of people who have lost a meeting or had none, best first: only there has anything become free."""
    index = board.index
    lost = {m.request for m in agenda.meetings} - board.meetings.keys()
    had = {p for m in board.meetings for p in index.request[m].participants}
    people = {p for r in lost if r in index.request for p in index.request[r].participants}
    people |= index.participant.keys() - had
    touched = [r for r in index.round.requests if not people.isdisjoint(r.participants)]
    return sorted(touched, key=lambda r: (-worth(index, r), r.id))


def _near(board: Board, lost: Meeting) -> None:
    """Place a meeting that lost its slot in the nearest one, the earlier of two as near."""
    index, request = board.index, board.index.request[lost.request]
    old = index.position.get(lost.slot, 0)
    for slot in sorted(index.position, key=lambda s: (abs(index.position[s] - old), index.position[s])):
        meeting = seat(board, request, slot, interpreter=lost.interpreter)
        if meeting is not None:
            board.place(meeting)
            return
