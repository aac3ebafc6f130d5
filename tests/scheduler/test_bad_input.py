"""Rounds that cannot work end at once, in words, and never in an endless run."""

from dataclasses import replace

import pytest

from matchmaker.scheduler import Agenda, Lock, Outcome, Round, Status, Wish, WishKind, check, repair, solve
from tests.scheduler.rounds import person, request, slots, small_round


def solved(round_: Round) -> Outcome:
    outcome = solve(round_, limit=10, explain=5)
    kept = [violation for violation in check(round_, outcome.agenda) if "locked" not in violation.message]
    assert kept == []
    return outcome


def test_more_musts_than_slots_names_as_many_as_clash() -> None:
    buyers = tuple(person(name) for name in "uvwxyz")
    round_ = small_round(
        participants=(person("a"), person("b"), *buyers),
        requests=(*(request("a", buyer.id, required=True) for buyer in buyers), request("b", "u")),
    )

    outcome = solved(round_)

    assert outcome.status is Status.IMPOSSIBLE
    assert outcome.conflict == ("a-u", "a-v", "a-w", "a-x")
    assert outcome.score.musts == 3


def test_more_musts_than_tables_is_a_conflict_of_the_whole() -> None:
    pairs = [("a", "x"), ("b", "y"), ("c", "z")]
    round_ = small_round(
        slots=slots(1),
        participants=tuple(person(name) for name in "abcxyz"),
        requests=tuple(request(*pair, required=True) for pair in pairs),
    )

    outcome = solved(round_)

    assert outcome.status is Status.IMPOSSIBLE
    assert outcome.conflict == ("a-x", "b-y", "c-z")


def test_a_must_without_a_common_language_is_its_own_conflict() -> None:
    round_ = small_round(
        participants=(person("a"), person("b"), person("x", languages=frozenset({"ja"})), person("y")),
        requests=(request("a", "x", required=True), request("a", "y")),
    )

    outcome = solved(round_)

    assert (outcome.status, outcome.conflict) == (Status.IMPOSSIBLE, ("a-x",))
    assert [meeting.request for meeting in outcome.agenda.meetings] == ["a-y"]


def test_a_must_that_the_other_side_refuses_is_its_own_conflict() -> None:
    round_ = small_round(
        wishes=(Wish(by="a", about="x", kind=WishKind.MUST), Wish(by="x", about="a", kind=WishKind.NO))
    )

    assert solved(round_).conflict == ("a-x",)


def test_contradictory_locks_are_named_and_the_rest_is_still_scheduled() -> None:
    round_ = small_round(locks=(Lock(request="a-x", slot="s1"), Lock(request="a-y", slot="s1")))

    outcome = solved(round_)

    assert (outcome.status, outcome.conflict) == (Status.IMPOSSIBLE, ("a-x", "a-y"))


def test_two_locks_of_one_meeting_in_two_slots_are_its_own_conflict() -> None:
    round_ = small_round(locks=(Lock(request="a-x", slot="s1"), Lock(request="a-x", slot="s2")))

    assert solved(round_).conflict == ("a-x",)


EMPTY = {
    "no tables": {"tables": ()},
    "no slots": {"slots": ()},
    "no requests": {"requests": ()},
    "nobody": {"participants": (), "requests": ()},
    "nothing at all": {"slots": (), "sessions": (), "participants": (), "tables": (), "requests": ()},
}


@pytest.mark.parametrize("changes", EMPTY.values(), ids=EMPTY)
def test_a_round_without_something_gets_an_empty_agenda(changes: dict[str, object]) -> None:
    assert solved(small_round(**changes)).agenda == Agenda()


@pytest.mark.parametrize("changes", EMPTY.values(), ids=EMPTY)
def test_an_empty_required_round_is_told_apart_from_an_impossible_one(changes: dict[str, object]) -> None:
    made = small_round(**changes)
    round_ = replace(made, requests=tuple(replace(r, required=True) for r in made.requests), fairness=2)

    outcome = solved(round_)

    assert (outcome.status is Status.IMPOSSIBLE) == bool(round_.requests)


def test_an_agenda_of_another_round_is_mended_without_its_strangers() -> None:
    other = solve(small_round(), limit=5).agenda

    mended = repair(small_round(requests=(request("a", "x"),)), other)

    assert [meeting.request for meeting in mended.agenda.meetings] == ["a-x"]
