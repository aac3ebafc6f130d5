"""After a cancellation or a late arrival everything that can stay stays, and a person can read what changed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.round_check import faults
from matchmaker.scheduler import Agenda, Lock, Participant, Round, check, diff, repair
from matchmaker.scheduler.greedy import build
from matchmaker.scheduler.index import Index
from tests.scheduler.rounds import meeting, person, random_round, request, small_round, table

FULL = Agenda((meeting("a-x", "s1"), meeting("b-y", "s1", "t2"), meeting("a-y", "s2"), meeting("b-x", "s2", "t2")))


def without(round_: Round, name: str) -> Round:
    """The same round after everybody of ``name`` has cancelled."""
    everywhere = frozenset(slot.id for slot in round_.slots)

    def away(one: Participant) -> Participant:
        return replace(one, unavailable=everywhere) if one.id == name else one

    return replace(round_, participants=tuple(away(one) for one in round_.participants))


def test_a_cancellation_loses_its_own_meetings_and_moves_nobody() -> None:
    mended = repair(without(small_round(), "x"), FULL).agenda

    assert str(diff(FULL, mended)) == "none moved, none new, 2 lost"


def test_a_late_arrival_gets_what_is_free_and_moves_nobody() -> None:
    late = small_round(
        participants=(*small_round().participants, person("z")),
        requests=(*small_round().requests, request("a", "z"), request("b", "z")),
    )

    mended = repair(late, FULL).agenda

    # Only one slot is left in which a and b are free, and z cannot meet both at once.
    assert str(diff(FULL, mended)) == "none moved, 1 new, none lost"


def test_a_meeting_that_lost_its_slot_moves_to_the_nearest_free_one() -> None:
    busy = small_round()
    busy = replace(
        busy,
        participants=tuple(replace(p, unavailable=frozenset({"s1"})) if p.id == "a" else p for p in busy.participants),
    )

    mended = repair(busy, FULL).agenda
    changes = diff(FULL, mended)

    assert str(changes) == "1 moved, none new, none lost"
    assert changes.lines(small_round(), busy) == ["Moved: A and X, Tue 03 Mar 09:00 → Tue 03 Mar 09:40"]


def test_a_new_must_may_push_another_meeting_to_a_new_slot() -> None:
    gala = small_round(
        participants=(*small_round().participants, person("z", unavailable=frozenset({"s2", "s3"}))),
        requests=(*small_round().requests, request("a", "z", required=True)),
    )

    mended = repair(gala, FULL).agenda
    changes = diff(FULL, mended)

    assert [c.request for c in changes.moved] == ["a-x"]
    assert [c.request for c in changes.new] == ["a-z"]
    assert changes.lost == ()


def test_a_lock_keeps_its_meeting_even_where_another_was() -> None:
    locked = small_round(locks=(Lock(request="a-y", slot="s1"),))

    mended = repair(locked, FULL).agenda

    assert check(locked, mended) == ()
    assert {m.request: m.slot for m in mended.meetings}["a-y"] == "s1"


def test_a_closed_table_reseats_without_moving_in_time() -> None:
    closed = small_round(tables=(table("t1"), table("t3"), table("t2", unavailable=frozenset({"s1", "s2", "s3"}))))

    changes = diff(FULL, repair(closed, FULL).agenda)

    assert str(changes) == "none moved, none new, none lost, 2 with another table or other people"


def test_a_difference_shows_one_participant_only_what_is_theirs() -> None:
    mended = repair(without(small_round(), "x"), FULL).agenda

    own = diff(FULL, mended).of({"a-x", "a-y"})

    assert [c.request for c in own.lost] == ["a-x"]


def test_the_same_agenda_has_no_difference() -> None:
    assert str(diff(FULL, FULL)) == "none moved, none new, none lost"
    assert diff(FULL, FULL).kept == 4


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_no_mended_random_round_breaks_a_rule_and_nobody_moves_without_need(seed: int) -> None:
    round_ = replace(random_round(seed), locks=())
    agenda = build(Index(round_), rounds=20).agenda()
    now = without(round_, "p0")

    mended = repair(now, agenda)

    people = {r.id: r.participants for r in round_.requests}
    changes = diff(agenda, mended.agenda)
    pushed_by_musts = mended.score.musts
    assert mended.problems == ()
    assert faults(now, mended.agenda) == []
    if not pushed_by_musts:
        assert {c.request for c in changes.lost} == {m.request for m in agenda.meetings if "p0" in people[m.request]}
        assert changes.moved == ()
