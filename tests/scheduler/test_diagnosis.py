"""For any pair, why they do not meet, and the smallest change that would let them."""

from dataclasses import replace

from matchmaker.scheduler import Agenda, Lock, Rule, Wish, WishKind, check_move, unmet_wishes, why_not
from tests.scheduler.rounds import meeting, person, request, slots, small_round, table


def test_two_who_meet_already_need_nothing() -> None:
    found = why_not(small_round(), Agenda((meeting("a-x", "s1"),)), participants=("a", "x"))

    assert (found.reasons, found.remedy) == ((), None)


def test_two_who_could_meet_are_told_when() -> None:
    found = why_not(small_round(), Agenda((meeting("a-y", "s1"),)), participants=("x", "a"))

    assert found.reasons == ()
    assert found.remedy is not None
    assert found.remedy.words == "Nothing stands in the way at Tue 03 Mar 09:20."
    assert found.remedy.meeting == meeting("a-x", "s2")


def test_a_refusal_is_the_reason_in_every_slot() -> None:
    round_ = small_round(wishes=(Wish(by="x", about="a", kind=WishKind.NO),))

    found = why_not(round_, Agenda(), participants=("a", "x"))

    assert [reason.rule for reason in found.reasons] == [Rule.VETO]
    assert found.remedy is not None
    assert found.remedy.words == "At Tue 03 Mar 09:00 they could meet if the refusal were taken back."


def test_no_common_language_asks_for_an_interpreter() -> None:
    round_ = small_round(participants=(person("a"), person("b"), person("x", languages=frozenset({"ja"})), person("y")))

    found = why_not(round_, Agenda(), participants=("a", "x"))

    assert [reason.rule for reason in found.reasons] == [Rule.LANGUAGE]
    assert found.remedy is not None
    assert found.remedy.words == "At Tue 03 Mar 09:00 they could meet if there were an interpreter for their languages."


def test_a_meeting_in_the_way_is_moved_if_that_is_enough() -> None:
    round_ = small_round(
        participants=(person("a"), person("b"), person("x", unavailable=frozenset({"s2", "s3"})), person("y"))
    )
    agenda = Agenda((meeting("a-y", "s1"),))

    found = why_not(round_, agenda, participants=("a", "x"))

    assert found.remedy is not None
    assert (
        found.remedy.words == "Move the meeting of A and Y to Tue 03 Mar 09:20; then they can meet at Tue 03 Mar 09:00."
    )
    (moved,) = found.remedy.moved
    assert found.remedy.meeting is not None
    assert check_move(round_, Agenda((moved,)), found.remedy.meeting) == ()


def test_a_shared_cap_is_named_and_the_least_meeting_offered_up() -> None:
    round_ = small_round(
        participants=(person("a", max_total=2), person("b"), person("x"), person("y"), person("z")),
        requests=(request("a", "x"), request("a", "y", quality=0.2), request("a", "z", quality=0.9)),
    )
    agenda = Agenda((meeting("a-y", "s1"), meeting("a-z", "s2")))

    found = why_not(round_, agenda, participants=("a", "x"))

    assert [reason.message for reason in found.reasons] == [
        "A and X: A has 2 meetings, as many as allowed in this round."
    ]
    assert found.remedy is not None
    assert found.remedy.given_up == ("a-y",)


def test_a_full_slot_is_the_tables_fault() -> None:
    round_ = small_round(slots=slots(1), tables=(table("t1"),), locks=(Lock(request="b-y", slot="s1"),))

    found = why_not(round_, Agenda((meeting("b-y", "s1"),)), participants=("a", "x"))

    assert [reason.rule for reason in found.reasons] == [Rule.TABLE_TWICE]
    assert found.remedy is not None
    assert found.remedy.words == "At Tue 03 Mar 09:00 they could meet if there were one more table."


def test_a_pair_nobody_asked_for_is_judged_as_if_somebody_had() -> None:
    found = why_not(small_round(), Agenda(), participants=("a", "b"))

    assert found.remedy is not None
    assert found.remedy.words == "Nothing stands in the way at Tue 03 Mar 09:00."


def test_the_slots_differ_and_each_says_why() -> None:
    round_ = replace(
        small_round(slots=slots(2)),
        participants=(person("a", unavailable=frozenset({"s1"})), person("b"), person("x"), person("y")),
    )
    agenda = Agenda((meeting("b-x", "s2"),))

    found = why_not(round_, agenda, participants=("a", "x"))

    assert {slot: [v.rule for v in broken] for slot, broken in found.by_slot.items()} == {
        "s1": [Rule.AVAILABILITY],
        "s2": [Rule.PERSON_TWICE],
    }


def test_a_round_without_slots_or_tables_says_so() -> None:
    no_slots = why_not(small_round(slots=()), Agenda(), participants=("a", "x"))
    no_tables = why_not(small_round(tables=()), Agenda(), participants=("a", "x"))

    assert no_slots.remedy is not None
    assert no_slots.remedy.words == "The round has no slots; add some."
    assert [reason.message for reason in no_tables.reasons] == ["There is no table in this round."]


def test_wishes_that_the_agenda_does_not_hold_are_listed_and_refusals_are_not() -> None:
    met, unmet = Wish(by="a", about="x", kind=WishKind.MUST), Wish(by="y", about="a", kind=WishKind.WANT)
    round_ = small_round(wishes=(met, unmet, Wish(by="b", about="x", kind=WishKind.NO)))

    assert unmet_wishes(round_, Agenda((meeting("a-x", "s1"),))) == (unmet,)
