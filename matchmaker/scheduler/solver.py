"""Solve a round by the method its shape asks for; whatever comes back has passed the check."""

import time
from collections.abc import Callable
from dataclasses import replace

from matchmaker.scheduler import maxsat
from matchmaker.scheduler.conflict import conflicting_musts
from matchmaker.scheduler.fixed_set import solve_fixed_set
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.outcome import Outcome, Progress, Status, Watch
from matchmaker.scheduler.problem import Round


def solve(
    round_: Round,
    *,
    limit: float,
    seed: int = 0,
    explain: float = 5.0,
    clock: Callable[[], float] = time.monotonic,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    started: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """The best agenda found within ``limit`` seconds; it never breaks a rule, and may be empty.

    ``progress`` hears a valid agenda at once and each better one; ``cancelled`` is asked often and ends the
    solve with the best so far; ``started`` hears the ids of processes this starts. Raises ``RoundError`` for a
    malformed round. For an impossible round, up to ``explain`` further seconds go into naming the musts in conflict.
    """
    watch = Watch(limit, clock, cancelled)
    index = Index(round_)
    if maxsat.fits(index):
        outcome = solve_fixed_set(index, watch=watch, seed=seed, progress=progress, started=started)
    else:
        from matchmaker.scheduler.selection import solve_selection  # noqa: PLC0415 -- loads numpy, only a solve needs it

        outcome = solve_selection(index, watch=watch, seed=seed, progress=progress)
    met = {meeting.request for meeting in outcome.agenda.meetings}
    if explain > 0 and not index.musts <= met and not cancelled():
        conflict = conflicting_musts(index, watch=Watch(explain, clock, cancelled))
        if conflict:
            return replace(outcome, status=Status.IMPOSSIBLE, conflict=conflict, seconds=watch.seconds())
    return outcome
