"""The goals, counted by hand."""

import pytest

from matchmaker.scheduler import Agenda, Wish, WishKind
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.capacity import most_meetings, tables_open
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import score, worth
from matchmaker.scheduler.problem import Delegate, Room
from models.enums import OrganisationKind
from tests.scheduler.rounds import meeting, person, request, slots, small_round, table


def test_worth_is_the_geometric_mean_of_both_sides_in_thousandths() -> None:
    one = request("a", "x", quality=0.0)
    index = Index(small_round(requests=(one,)))

    assert worth(index, request("a", "x", quality=0.5)) == 500
    assert worth(index, type(one)(id="r", participants=("a", "x"), quality=(0.9, 0.4))) == 600
    assert worth(index, one) == 1


def test_a_want_raises_the_quality_of_its_own_side_half_way_to_one() -> None:
    index = Index(small_round(wishes=(Wish(by="a", about="x", kind=WishKind.WANT),)))

    # a: (1 + 0.28) / 2 = 0.64, x: 0.25; the mean is 0.8 * 0.5.
    made = type(request("a", "x"))(id="r", participants=("a", "x"), quality=(0.28, 0.25))
    assert worth(index, made) == 400


def test_every_goal_is_counted() -> None:
    round_ = small_round(
        slots=slots(4),
        participants=(
            person("a", party="CL", kind=OrganisationKind.ENTERPRISE, minimum=3),
            person("b", party="PE", kind=OrganisationKind.ENTERPRISE),
            person("x", kind=OrganisationKind.BUYER),
            person("y", kind=OrganisationKind.BUYER),
        ),
        wishes=(Wish(by="x", about="a", kind=WishKind.MUST), Wish(by="y", about="b", kind=WishKind.MUST)),
    )
    agenda = Agenda((meeting("a-x", "s1"), meeting("a-y", "s4", "t2")))

    points = score(Board(Index(round_), agenda.meetings))

    assert (points.musts, points.musts_asked, points.meetings) == (1, 2, 2)
    assert points.quality == 612 + 500  # x wants a: sqrt(0.75 * 0.5)
    assert points.below_minimum == 1
    assert points.imbalance == pytest.approx(90.0)  # 100 % instead of 50 %, and 0 % instead of 50 %, less 5 points each
    assert (points.breaks, points.idle_slots, points.table_changes) == (1, 2, 1)


def test_breaks_are_idle_groups_within_a_day() -> None:
    round_ = small_round(slots=slots(5, days=2), requests=tuple(request("a", "x", id=f"r{n}") for n in range(4)))
    people = ("a", "x")
    held = [meeting(f"r{n}", slot, delegates=people) for n, slot in enumerate(("s1", "s4", "s5", "s8"))]

    points = score(Board(Index(round_), held))

    # One group of two idle slots on the first day for each of two people; nothing between the days.
    assert (points.breaks, points.idle_slots) == (2, 4)


def test_what_a_participant_can_have_at_most() -> None:
    team = (Delegate(id="a1", name="A1"), Delegate(id="a2", name="A2", unavailable=frozenset({"s1"})))
    round_ = small_round(
        slots=slots(7),
        participants=(
            person("a", delegates=team),
            person("b", max_consecutive=2),
            person("x", unavailable=frozenset({"s3"}), max_consecutive=2),
            person("y", max_per_day=4, max_total=3),
        ),
        requests=(),
    )

    index = Index(round_)

    # b: ++-++-+; x: ++ is away ++-+.
    assert [most_meetings(index, name) for name in "abxy"] == [13, 5, 5, 3]


def test_a_room_counts_no_more_tables_than_it_holds() -> None:
    tables = (table("t1", room="hall"), table("t2", room="hall", seats=2), table("t3", unavailable=frozenset({"s1"})))
    index = Index(small_round(rooms=(Room(id="hall", name="The hall", capacity=1),), tables=tables))

    assert [tables_open(index, slot, virtual=False) for slot in ("s1", "s2")] == [1, 2]
    assert tables_open(index, "s2", virtual=False, seats=3) == 2
    assert tables_open(index, "s2", virtual=True) == 0
