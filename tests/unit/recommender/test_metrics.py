"""Measures of a ranking, against numbers worked out by hand."""

import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.recommender.metrics import Interval, QueryMeasure, interval, measure, paired_difference

GRADES = {"a": 3, "b": 0, "c": 1, "d": 2}


def test_a_list_is_measured_against_graded_judgements() -> None:
    found = measure(["a", "b", "c"], GRADES)

    # DCG 7/1 + 0 + 1/2 = 7.5; ideal 7/1 + 3/log2(3) + 1/2 = 9.392789.
    assert found == QueryMeasure(
        ndcg=pytest.approx(0.798485, abs=1e-6), recall=0.5, mrr=1.0, p1=1.0, forbidden=0, traps=1, shown=3,
        has_positive=True,
    )


def test_the_ideal_order_has_an_ndcg_of_one() -> None:
    assert measure(["a", "d", "c", "b"], GRADES).ndcg == pytest.approx(1.0)


def test_the_worst_order_of_two_is_discounted_by_its_rank() -> None:
    found = measure(["b", "a"], {"a": 3, "b": 0})

    # 7/log2(3) over 7/1.
    assert found.ndcg == pytest.approx(0.630930, abs=1e-6)
    assert (found.mrr, found.p1, found.recall) == (0.5, 0.0, 1.0)


def test_a_candidate_nobody_judged_counts_as_nothing_but_takes_its_rank() -> None:
    found = measure(["unknown", "d"], {"d": 2})

    # 3/log2(3) over 3/1; nobody is graded 3.
    assert found == QueryMeasure(
        ndcg=pytest.approx(0.630930, abs=1e-6), recall=1.0, mrr=None, p1=0.0, forbidden=0, traps=0, shown=2,
        has_positive=True,
    )


def test_only_the_first_ten_count_for_ndcg_and_recall() -> None:
    filler = [f"x{number}" for number in range(9)]

    tenth, eleventh = measure([*filler, "a"], {"a": 3}), measure([*filler, "x9", "a"], {"a": 3})

    # 1/log2(11), and nothing.
    assert (tenth.ndcg, tenth.recall) == (pytest.approx(0.289065, abs=1e-6), 1.0)
    assert (eleventh.ndcg, eleventh.recall) == (0.0, 0.0)


def test_the_ideal_is_cut_at_ten_too() -> None:
    grades = {f"x{number}": 2 for number in range(12)}

    found = measure(sorted(grades)[:10], grades)

    assert (found.ndcg, found.recall) == (pytest.approx(1.0), pytest.approx(10 / 12))


def test_reciprocal_rank_looks_for_the_best_grade_in_the_whole_list() -> None:
    filler = [f"x{number}" for number in range(11)]

    assert measure(["d", *filler, "a"], GRADES).mrr == pytest.approx(1 / 13)
    assert measure(["d", *filler], GRADES).mrr == 0.0


@pytest.mark.parametrize(("first", "p1"), [("a", 1.0), ("d", 1.0), ("c", 0.0), ("b", 0.0), ("unknown", 0.0)])
def test_the_first_is_right_where_it_is_graded_two_or_more(first: str, p1: float) -> None:
    assert measure([first], GRADES).p1 == p1


def test_forbidden_pairs_are_counted_among_the_first_twenty() -> None:
    filler = [f"x{number}" for number in range(18)]
    grades = {"f1": -1, "f2": -1, "f3": -1, "a": 3}

    found = measure(["f1", *filler, "f2", "f3"], grades)

    assert found.forbidden == 2


def test_a_forbidden_pair_gains_nothing_and_is_no_trap() -> None:
    found = measure(["f", "a"], {"f": -1, "a": 3})

    assert (found.ndcg, found.forbidden, found.traps) == (pytest.approx(0.630930, abs=1e-6), 1, 0)


def test_traps_are_counted_among_the_first_ten() -> None:
    filler = [f"x{number}" for number in range(8)]

    found = measure(["t1", *filler, "t2", "t3"], {"t1": 0, "t2": 0, "t3": 0, "a": 3})

    assert found.traps == 2


def test_an_empty_list_finds_nothing() -> None:
    found = measure([], GRADES)

    assert found == QueryMeasure(
        ndcg=0.0, recall=0.0, mrr=0.0, p1=0.0, forbidden=0, traps=0, shown=0, has_positive=True,
    )


def test_a_query_with_nothing_to_find_has_no_averages() -> None:
    found = measure(["b", "f"], {"b": 0, "f": -1})

    assert found == QueryMeasure(
        ndcg=None, recall=None, mrr=None, p1=None, forbidden=1, traps=1, shown=2, has_positive=False,
    )


def test_a_query_whose_best_is_a_one_has_an_ndcg_only() -> None:
    found = measure(["c"], {"c": 1})

    assert (found.ndcg, found.recall, found.mrr, found.p1, found.has_positive) == (1.0, None, None, None, True)


@given(st.lists(st.sampled_from("abcdefghijklmnop"), unique=True), st.dictionaries(
    st.sampled_from("abcdefghijklmnop"), st.integers(-1, 3),
))
def test_every_average_lies_between_nothing_and_one(ranked: list[str], grades: dict[str, int]) -> None:
    found = measure(ranked, grades)

    shares = [value for value in (found.ndcg, found.recall, found.mrr, found.p1) if value is not None]
    assert all(0.0 <= value <= 1.0 + 1e-12 for value in shares)
    assert (found.ndcg is None) == (not found.has_positive)


def test_an_interval_of_equal_values_has_no_width() -> None:
    assert interval([0.5, 0.5, 0.5]) == Interval(mean=0.5, low=0.5, high=0.5, n=3)


def test_an_interval_of_one_value_is_that_value() -> None:
    assert interval([0.25]) == Interval(mean=0.25, low=0.25, high=0.25, n=1)


def test_there_is_no_interval_of_nothing() -> None:
    assert interval([]) is None
    assert paired_difference([], []) is None


def test_an_interval_is_the_same_every_time() -> None:
    values = [number / 40 for number in range(40)]

    first, second, other_seed = interval(values), interval(values), interval(values, seed=1)

    assert first == second
    assert first != other_seed


def test_an_interval_has_the_width_that_theory_tells() -> None:
    coin = [0.0, 1.0] * 200

    found = interval(coin)

    # Standard error 0.5/sqrt(400) = 0.025, times 1.96.
    assert found is not None
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.451, abs=0.006)
    assert found.high == pytest.approx(0.549, abs=0.006)


def test_a_paired_difference_sees_what_two_intervals_hide() -> None:
    theirs = [0.1, 0.5, 0.9, 0.3]
    ours = [value + 0.1 for value in theirs]

    difference = paired_difference(ours, theirs)

    assert difference is not None
    assert asdict(difference) == pytest.approx({"mean": 0.1, "low": 0.1, "high": 0.1, "n": 4})


def test_a_paired_difference_has_the_sign_of_who_is_better() -> None:
    difference = paired_difference([0.2, 0.2], [0.4, 0.6])

    assert difference is not None
    assert math.isclose(difference.mean, -0.3)
    assert difference.high < 0


@pytest.mark.parametrize(("ours", "theirs"), [([0.1], []), ([], [0.1]), ([0.1, 0.2], [0.1])])
def test_a_paired_difference_of_unequal_lists_is_refused(ours: list[float], theirs: list[float]) -> None:
    with pytest.raises(ValueError, match=r"^A paired comparison needs the same queries on both sides\.$"):
        paired_difference(ours, theirs)
