"""One agenda that keeps and one that breaks each hard rule, judged by the package and by the independent check."""

from dataclasses import dataclass, replace

import pytest

from benchmarks.round_check import faults
from matchmaker.errors import RoundError
from matchmaker.scheduler import (
    Agenda,
    Delegate,
    Interpreter,
    Lock,
    Meeting,
    Precedence,
    Request,
    Room,
    Round,
    Rule,
    Wish,
    WishKind,
    check,
    check_move,
)
from models.enums import MissionFormat
from tests.scheduler.rounds import meeting, person, request, sessions, slots, small_round, table

JAPANESE = frozenset({"ja"})
ES_JA = frozenset({frozenset({"es", "ja"})})


@dataclass(frozen=True)
class Case:
    rule: Rule
    round: Round
    passing: tuple[Meeting, ...]
    failing: tuple[Meeting, ...]
    words: str


def with_person(name: str, **changes: object) -> Round:
    made = small_round()
    return replace(made, participants=tuple(replace(p, **changes) if p.id == name else p for p in made.participants))


TEAM = (Delegate(id="ana", name="Ana"), Delegate(id="alba", name="Alba"))
FOUR_SLOTS = {"slots": slots(4, morning=3)}

CASES = {
    "a participant is in one meeting at a time": Case(
        Rule.PERSON_TWICE,
        small_round(),
        (meeting("a-x", "s1"), meeting("a-y", "s2")),
        (meeting("a-x", "s1"), meeting("a-y", "s1", "t2")),
        "A and X: A is already in another meeting at Tue 03 Mar 09:00.",
    ),
    "two delegates sit in two meetings, one delegate does not": Case(
        Rule.PERSON_TWICE,
        with_person("a", delegates=TEAM),
        (meeting("a-x", "s1", delegates=("ana", "x")), meeting("a-y", "s1", "t2", delegates=("alba", "y"))),
        (meeting("a-x", "s1", delegates=("ana", "x")), meeting("a-y", "s1", "t2", delegates=("ana", "y"))),
        "A and X: Ana is already in another meeting at Tue 03 Mar 09:00.",
    ),
    "a table holds one meeting": Case(
        Rule.TABLE_TWICE,
        small_round(),
        (meeting("a-x", "s1", "t1"), meeting("b-y", "s1", "t2")),
        (meeting("a-x", "s1", "t1"), meeting("b-y", "s1", "t1")),
        "A and X: Table t1 is already taken at Tue 03 Mar 09:00.",
    ),
    "a room holds as many meetings as its capacity": Case(
        Rule.ROOM_FULL,
        small_round(
            rooms=(Room(id="hall", name="The hall", capacity=1),),
            tables=(table("t1", room="hall"), table("t2", room="hall"), table("t3")),
        ),
        (meeting("a-x", "s1", "t1"), meeting("b-y", "s1", "t3")),
        (meeting("a-x", "s1", "t1"), meeting("b-y", "s1", "t2")),
        "A and X: The hall holds 1 meeting at once and is full at Tue 03 Mar 09:00.",
    ),
    "an interpreter is in one meeting at a time": Case(
        Rule.INTERPRETER_TWICE,
        small_round(
            participants=(person("a"), person("b"), person("x", languages=JAPANESE), person("y", languages=JAPANESE)),
            interpreters=(Interpreter(id="i", name="Ito", pairs=ES_JA),),
        ),
        (meeting("a-x", "s1", interpreter="i"), meeting("b-y", "s2", interpreter="i")),
        (meeting("a-x", "s1", interpreter="i"), meeting("b-y", "s1", "t2", interpreter="i")),
        "A and X: the interpreter Ito is already in another meeting at Tue 03 Mar 09:00.",
    ),
    "a participant is there": Case(
        Rule.AVAILABILITY,
        with_person("x", unavailable=frozenset({"s2"})),
        (meeting("a-x", "s1"),),
        (meeting("a-x", "s2"),),
        "A and X: X is not available at Tue 03 Mar 09:20.",
    ),
    "a table is there": Case(
        Rule.AVAILABILITY,
        small_round(tables=(table("t1", unavailable=frozenset({"s2"})),)),
        (meeting("a-x", "s1"),),
        (meeting("a-x", "s2"),),
        "A and X: Table t1 is not available at Tue 03 Mar 09:20.",
    ),
    "an interpreter is there": Case(
        Rule.AVAILABILITY,
        small_round(
            participants=(person("a"), person("b"), person("x", languages=JAPANESE), person("y")),
            interpreters=(Interpreter(id="i", name="Ito", pairs=ES_JA, unavailable=frozenset({"s2"})),),
        ),
        (meeting("a-x", "s1", interpreter="i"),),
        (meeting("a-x", "s2", interpreter="i"),),
        "A and X: the interpreter Ito is not available at Tue 03 Mar 09:20.",
    ),
    "a refusal of either side stands": Case(
        Rule.VETO,
        small_round(wishes=(Wish(by="x", about="a", kind=WishKind.NO), Wish(by="a", about="x", kind=WishKind.MUST))),
        (meeting("b-x", "s1"),),
        (meeting("a-x", "s1"),),
        "A and X: one of them does not want this meeting.",
    ),
    "a request is met in its session": Case(
        Rule.SESSION,
        small_round(slots=slots(3, morning=1), requests=(request("a", "x", sessions=frozenset({"pm"})),)),
        (meeting("a-x", "s2"),),
        (meeting("a-x", "s1"),),
        "A and X: this meeting is not for the morning.",
    ),
    "who comes in person does not meet in a virtual session": Case(
        Rule.FORMAT,
        small_round(
            sessions=sessions(MissionFormat.VIRTUAL),
            participants=(person("a"), person("b", format=MissionFormat.IN_PERSON), person("x"), person("y")),
            tables=(table("t1", virtual=True),),
        ),
        (meeting("a-x", "s1"),),
        (meeting("b-x", "s1"),),
        "B and X: B does not take part in virtual sessions.",
    ),
    "on a mixed day, who is away meets over a link": Case(
        Rule.FORMAT,
        small_round(
            sessions=sessions(MissionFormat.MIXED),
            participants=(person("a", format=MissionFormat.VIRTUAL), person("b"), person("x"), person("y")),
            tables=(table("t1"), table("link", virtual=True)),
        ),
        (meeting("a-x", "s1", "link"), meeting("b-y", "s1", "t1")),
        (meeting("a-x", "s1", "t1"),),
        "A and X: this meeting needs a link.",
    ),
    "two who share no language have an interpreter of their pair": Case(
        Rule.LANGUAGE,
        small_round(
            participants=(person("a"), person("b"), person("x", languages=JAPANESE), person("y")),
            interpreters=(
                Interpreter(id="i", name="Ito", pairs=ES_JA),
                Interpreter(id="k", name="Kim", pairs=frozenset({frozenset({"es", "ko"})})),
            ),
        ),
        (meeting("a-x", "s1", interpreter="i"),),
        (meeting("a-x", "s1", interpreter="k"),),
        "A and X: they share no language (A: es; X: ja) and no interpreter for them is there.",
    ),
    "everybody at a group meeting has a seat": Case(
        Rule.SEATS,
        small_round(requests=(request("a", "b", "x"),), tables=(table("t1"), table("t2", seats=2))),
        (meeting("a-b-x", "s1", "t1"),),
        (meeting("a-b-x", "s1", "t2"),),
        "A and B and X: Table t2 has 2 seats for 3 people.",
    ),
    "a participant has no more meetings in a day than its cap": Case(
        Rule.DAY_CAP,
        replace(with_person("x", max_per_day=1), slots=slots(2, days=2)),
        (meeting("a-x", "s1"), meeting("b-x", "s3")),
        (meeting("a-x", "s1"), meeting("b-x", "s2")),
        "A and X: X has 1 meeting on Tue 03 Mar, as many as allowed in a day.",
    ),
    "a participant has no more meetings in total than its cap": Case(
        Rule.TOTAL_CAP,
        with_person("x", max_total=1),
        (meeting("a-x", "s1"), meeting("b-y", "s2")),
        (meeting("a-x", "s1"), meeting("b-x", "s2")),
        "A and X: X has 1 meeting, as many as allowed in this round.",
    ),
    "a person pauses after so many meetings in a row": Case(
        Rule.BREAK,
        with_person("x", max_consecutive=1),
        (meeting("a-x", "s1"), meeting("b-x", "s3")),
        (meeting("a-x", "s1"), meeting("b-x", "s2")),
        "A and X: X needs a pause after 1 meeting in a row.",
    ),
    "the pause between two sessions is a pause": Case(
        Rule.BREAK,
        replace(with_person("x", max_consecutive=1), **FOUR_SLOTS),
        (meeting("a-x", "s3"), meeting("b-x", "s4")),
        (meeting("a-x", "s2"), meeting("b-x", "s3")),
        "A and X: X needs a pause after 1 meeting in a row.",
    ),
    "a locked meeting stays where it was promised": Case(
        Rule.LOCK,
        small_round(locks=(Lock(request="a-x", slot="s1", table="t2"),)),
        (meeting("a-x", "s1", "t2"),),
        (meeting("a-x", "s2", "t2"),),
        "A and X: this meeting is locked at Tue 03 Mar 09:00, with the table and people promised.",
    ),
    "a locked meeting is not lost": Case(
        Rule.LOCK,
        small_round(locks=(Lock(request="a-x", slot="s1"),)),
        (meeting("a-x", "s1"),),
        (),
        "A and X: their locked meeting is missing.",
    ),
    "a meeting comes before the one it prepares": Case(
        Rule.PRECEDENCE,
        small_round(precedences=(Precedence(earlier="a-x", later="b-y"),)),
        (meeting("a-x", "s1"), meeting("b-y", "s2")),
        (meeting("a-x", "s2"), meeting("b-y", "s2", "t2")),
        "A and X: the meeting of B and Y comes afterwards.",
    ),
    "nobody waits much more often than another": Case(
        Rule.FAIRNESS,
        small_round(fairness=0),
        (meeting("a-x", "s1"), meeting("b-x", "s2")),
        (meeting("a-x", "s1"), meeting("b-x", "s3")),
        "X has 1 break, A 0 breaks; the difference allowed is 0.",
    ),
    "a request is met once": Case(
        Rule.MET_TWICE,
        small_round(),
        (meeting("a-x", "s1"),),
        (meeting("a-x", "s1"), meeting("a-x", "s2")),
        "A and X are in the agenda twice.",
    ),
    "a meeting has a delegate of each participant": Case(
        Rule.UNKNOWN,
        with_person("a", delegates=TEAM),
        (meeting("a-x", "s1", delegates=("ana", "x")),),
        (meeting("a-x", "s1", delegates=("b", "x")),),
        "A and X need one delegate each, of their own.",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_agenda_that_keeps_the_rule_passes(case: Case) -> None:
    assert check(case.round, Agenda(case.passing)) == ()
    assert faults(case.round, Agenda(case.passing)) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_agenda_that_breaks_the_rule_is_told_so_in_words(case: Case) -> None:
    broken = check(case.round, Agenda(case.failing))

    assert {violation.rule for violation in broken} == {case.rule}
    assert broken[0].message == case.words
    assert faults(case.round, Agenda(case.failing)) != []


def test_every_rule_has_its_case() -> None:
    assert {case.rule for case in CASES.values()} == set(Rule)


def test_a_move_is_judged_beside_the_other_meetings_only() -> None:
    agenda = Agenda((meeting("a-x", "s1"), meeting("a-y", "s2")))

    assert check_move(small_round(), agenda, meeting("a-x", "s3")) == ()
    assert [v.rule for v in check_move(small_round(), agenda, meeting("a-x", "s2", "t2"))] == [Rule.PERSON_TWICE]


def test_a_move_names_the_meetings_in_its_way() -> None:
    agenda = Agenda((meeting("a-x", "s1"), meeting("a-y", "s2")))

    (violation,) = check_move(small_round(), agenda, meeting("a-x", "s2", "t2"))

    assert violation.requests == ("a-x", "a-y")


MALFORMED = {
    "a start without a zone": {"slots": (replace(slots(1)[0], start=slots(1)[0].start.replace(tzinfo=None)),)},
    "overlapping slots": {"slots": (*slots(2), replace(slots(1)[0], id="again"))},
    "two slots of one id": {"slots": slots(1) * 2},
    "an unknown session": {"sessions": ()},
    "a room that does not exist": {"tables": (table("t1", room="cellar"),)},
    "a meeting with oneself": {"requests": (request("a", "a"),)},
    "a stranger": {"requests": (request("a", "zoe"),)},
    "one quality for two": {"requests": (Request(id="r", participants=("a", "x"), quality=(0.5,)),)},
    "a lock on nothing": {"locks": (Lock(request="a-z", slot="s1"),)},
    "an order of nothing": {"precedences": (Precedence(earlier="a-x", later="a-z"),)},
    "two delegates of one id": {"participants": (person("a", delegates=TEAM), person("b", delegates=TEAM))},
}


@pytest.mark.parametrize("changes", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_round_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RoundError, match="This round cannot be scheduled"):
        check(small_round(**changes), Agenda())
