"""Whatever the round, no agenda the package builds breaks a rule."""

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.round_check import faults
from matchmaker.scheduler import Agenda, check
from matchmaker.scheduler.greedy import build
from matchmaker.scheduler.index import Index
from tests.scheduler.rounds import random_round


def without_lost_locks(messages: list[str]) -> list[str]:
    """Random locks may contradict each other; a lock that cannot be kept is a diagnosis, not a broken meeting."""
    return [message for message in messages if "lock" not in message]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_the_first_agenda_of_a_random_round_breaks_no_rule(seed: int) -> None:
    round_ = random_round(seed)

    agenda = build(Index(round_), rounds=50).agenda()

    assert without_lost_locks([violation.message for violation in check(round_, agenda)]) == []
    assert without_lost_locks(faults(round_, agenda)) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_the_package_and_the_independent_check_agree_on_spoilt_agendas(seed: int) -> None:
    round_ = random_round(seed)
    built = build(Index(round_), rounds=20).agenda()
    times = [slot.id for slot in round_.slots]
    moved = tuple(
        type(m)(
            request=m.request,
            slot=times[(seed + n) % len(times)],
            table=m.table,
            delegates=m.delegates,
            interpreter=m.interpreter,
        )
        for n, m in enumerate(built.meetings)
    )

    assert bool(check(round_, Agenda(moved))) == bool(faults(round_, Agenda(moved)))
