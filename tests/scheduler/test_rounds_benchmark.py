"""The generator repeats itself for a seed, and the peers keep the rules too."""

from benchmarks.round_check import faults
from benchmarks.round_generator import SIZES, generate
from benchmarks.round_peers import first_come
from matchmaker.scheduler.index import Index


def test_a_seed_gives_the_same_round_again() -> None:
    assert generate("S", seed=7) == generate("S", seed=7)
    assert generate("S", seed=7) != generate("S", seed=8)


def test_a_generated_round_has_the_shape_of_its_size() -> None:
    round_ = generate("M", seed=1)

    Index(round_)  # refuses a malformed round
    size = SIZES["M"]
    assert len(round_.participants) == size.sellers + size.buyers == 165
    assert len(round_.slots) == size.days * size.slots == 28
    assert sum(1 for r in round_.requests if r.id.startswith("g")) == size.groups
    assert len(round_.locks) == size.locks


def test_first_come_first_served_is_a_fair_peer() -> None:
    round_ = generate("S", seed=1)

    agenda = first_come(round_, seed=1, limit=30)

    assert len(agenda.meetings) > 100
    assert faults(round_, agenda) == []
