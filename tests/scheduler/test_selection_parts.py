"""The parts of the selection method, each on a case small enough to follow by hand."""

import pytest

from matchmaker.scheduler.arrange import insert, put
from matchmaker.scheduler.choice import choose
from matchmaker.scheduler.compact import compact
from matchmaker.scheduler.demand import demand
from matchmaker.scheduler.greedy import build, open_slots
from matchmaker.scheduler.grid import Grid, bits
from matchmaker.scheduler.improve import refill
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import score, worth
from matchmaker.scheduler.selection import seated
from tests.scheduler.rounds import person, random_round, request, slots, small_round


def test_bits_counts_from_the_lowest() -> None:
    assert list(bits(0b10110)) == [1, 2, 4]


def test_a_chain_of_exchanges_makes_room() -> None:
    index = Index(small_round(slots=slots(2)))
    grid = Grid(index)
    grid.place(index.request["a-x"], 0)
    grid.place(index.request["b-y"], 1)

    # a is free in slot 1 only and y in slot 0 only: one of their meetings has to change places.
    assert not put(grid, index.request["a-y"])
    assert insert(grid, index.request["a-y"])
    assert len(grid.slot_of) == 3
    assert score(seated(grid)).meetings == 3


def test_a_chain_that_a_rule_forbids_leaves_everything_as_it_was() -> None:
    stuck = (
        person("a"),
        person("b", unavailable=frozenset({"s1"})),
        person("x", unavailable=frozenset({"s2"})),
        person("y"),
    )
    index = Index(small_round(slots=slots(2), participants=stuck))
    grid = Grid(index)
    grid.place(index.request["a-x"], 0)
    grid.place(index.request["b-y"], 1)

    assert not insert(grid, index.request["a-y"])
    assert grid.slot_of == {"a-x": 0, "b-y": 1}


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_of_the_choice_holds_for_what_is_found(seed: int) -> None:
    index = Index(random_round(seed))
    if not index.round.requests:
        return

    choice = choose(index, demand(index), stop=lambda: False)
    found = score(build(index, rounds=50))

    assert found.musts <= choice.most_musts
    assert found.musts < choice.most_musts or found.quality <= choice.most_quality


def test_refilling_all_slots_finds_the_best_agenda() -> None:
    index = Index(
        small_round(
            slots=slots(1),
            requests=(request("a", "x", quality=0.9), request("a", "y", quality=0.8), request("b", "x", quality=0.8)),
        )
    )
    grid = Grid(index)
    grid.place(index.request["a-x"], 0)

    found = refill(grid, [0], index.round.requests, worth=lambda r: worth(index, r), seconds=5)

    assert (found.held, found.gain, found.most) == (900, 700, pytest.approx(1600))
    assert set(grid.slot_of) == {"a-y", "b-x"}


def test_refilling_never_loses() -> None:
    index = Index(small_round())
    grid = Grid(index)
    for request_ in index.round.requests:
        put(grid, request_)
    before = dict(grid.slot_of)

    found = refill(grid, [0, 1], (), worth=lambda r: worth(index, r), seconds=0)

    assert (found.gain, dict(grid.slot_of)) == (0, before)


def test_closing_breaks_keeps_every_meeting() -> None:
    index = Index(small_round())
    grid = Grid(index)
    grid.place(index.request["a-x"], 0)
    grid.place(index.request["a-y"], 2)

    compact(grid, stop=lambda: False)

    assert set(grid.slot_of) == {"a-x", "a-y"}
    assert score(seated(grid)).breaks == 0


@pytest.mark.parametrize("seed", range(30))
def test_the_grid_forbids_no_slot_that_the_rules_allow(seed: int) -> None:
    index = Index(random_round(seed))
    grid = Grid(index)

    for one in index.round.requests:
        assert set(open_slots(index, one)) <= {grid.ids[slot] for slot in bits(grid.candidates(one))}


def test_a_choice_that_is_stopped_at_once_still_has_a_bound() -> None:
    index = Index(small_round())

    choice = choose(index, demand(index), stop=lambda: True)

    assert (choice.most_quality, choice.most_musts) == (2000, 0)
