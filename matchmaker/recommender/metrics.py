"""How a ranking is measured against graded judgements: nDCG@10, recall@10, MRR, p@1, forbidden pairs, no-match.

Gain is 2^g - 1 (Järvelin and Kekäläinen 2002, in the exponential form of Burges et al. 2005), discount log2(rank + 1).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
SHOWN = 20
FORBIDDEN = -1
GOOD = 2
BEST = 3
BOOTSTRAP_ROUNDS = 2_000


@dataclass(frozen=True, slots=True)
class QueryMeasure:
    """The measures of one query's list; None where the query has nothing to find at that grade."""

    ndcg: float | None
    recall: float | None
    mrr: float | None
    p1: float | None
    forbidden: int
    traps: int
    shown: int
    has_positive: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % bootstrap interval over queries; ``n`` queries took part."""

    mean: float
    low: float
    high: float
    n: int


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> QueryMeasure:
    """Measures of one list of candidates, best first; a candidate without a grade counts as 0.

    Forbidden pairs are counted among the first 20, traps (graded 0) among the first 10.
    """
    gains = [2 ** max(grades.get(candidate, 0), 0) - 1 for candidate in ranked[:DEPTH]]
    ideal = sorted((2 ** max(grade, 0) - 1 for grade in grades.values()), reverse=True)[:DEPTH]
    good = {candidate for candidate, grade in grades.items() if grade >= GOOD}
    best = {candidate for candidate, grade in grades.items() if grade == BEST}
    first_best = next((1 / rank for rank, candidate in enumerate(ranked, start=1) if candidate in best), 0.0)
    return QueryMeasure(
        ndcg=_discounted(gains) / _discounted(ideal) if any(ideal) else None,
        recall=len(good & set(ranked[:DEPTH])) / len(good) if good else None,
        mrr=first_best if best else None,
        p1=float(bool(ranked) and ranked[0] in good) if good else None,
        forbidden=sum(grades.get(candidate, 0) == FORBIDDEN for candidate in ranked[:SHOWN]),
        traps=sum(grades.get(candidate) == 0 for candidate in ranked[:DEPTH]),
        shown=len(ranked),
        has_positive=any(grade > 0 for grade in grades.values()),
    )


def interval(values: Sequence[float], *, seed: int = 0) -> Interval | None:
    """Mean and percentile bootstrap interval; None without values."""
    if not values:
        return None
    means = _bootstrap_means(np.asarray(values, dtype=np.float64), seed=seed)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(mean=float(np.mean(values)), low=float(low), high=float(high), n=len(values))


def paired_difference(ours: Sequence[float], theirs: Sequence[float], *, seed: int = 0) -> Interval | None:
    """Interval of the mean difference over the same queries in the same order; better means ``low > 0``."""
    if len(ours) != len(theirs):
        raise ValueError("A paired comparison needs the same queries on both sides.")
    return interval([one - other for one, other in zip(ours, theirs, strict=True)], seed=seed)


def _bootstrap_means(values: NDArray[np.float64], *, seed: int) -> NDArray[np.float64]:
    """``(BOOTSTRAP_ROUNDS,)`` means of resamples with replacement."""
    draws = np.random.default_rng(seed).integers(0, len(values), size=(BOOTSTRAP_ROUNDS, len(values)))
    means: NDArray[np.float64] = values[draws].mean(axis=1)
    return means


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
