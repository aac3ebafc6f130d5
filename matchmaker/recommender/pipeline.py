"""From profiles and vectors to ranked lists: eligibility, then scores, then the lists of every side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.documents import ProfileDocuments
from matchmaker.recommender.eligibility import relation_kinds
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.recommendation import Recommendation
from matchmaker.recommender.rulebook import Rulebook
from matchmaker.recommender.scoring import Direction, PairScore, Weights, best_direction, listing_fit, pair_score
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.recommender.signals import Floats, Signals, Vectors, gather
from models.enums import OrganisationKind, Relation

Pair = tuple[int, int]


def recommend(
    profiles: Sequence[Profile], *, documents: Mapping[int, ProfileDocuments], vectors: Vectors,
    reader: Reader, settings: RecommenderSettings, weights: Weights | None = None,
) -> list[Recommendation]:
    """The lists of every profile in every relation it can ask in, best first, ties by ref.

    Only pairs that no rule blocks and whose score reaches the display threshold are there: a short or empty list is
    an answer. Raises EncoderError where a document has no vector.
    """
    signals = gather(profiles, documents=documents, vectors=vectors, reader=reader)
    scored = score_pairs(signals, rules=Rulebook(profiles, reader=reader), weights=weights or Weights())
    return list(_ranked(signals, scored, settings))


def score_pairs(signals: Signals, *, rules: Rulebook, weights: Weights) -> dict[Pair, PairScore]:
    """The scores of all pairs of profile indices (lower first) that may be shown."""
    fit = listing_fit(signals, weights)
    offers = _rows_by_owner(signals.offer_owner, len(signals.profiles))
    needs = _rows_by_owner(signals.need_owner, len(signals.profiles))
    scored: dict[Pair, PairScore] = {}
    for one, other in combinations(range(len(signals.profiles)), 2):
        first, second = signals.profiles[one], signals.profiles[other]
        if first.kind is second.kind is OrganisationKind.BUYER or not rules.allows(first, second):
            continue
        result = pair_score(
            signals, weights, one=one, other=other,
            to_one=_direction(signals, fit, rules, offers=offers[other], needs=needs[one]),
            to_other=_direction(signals, fit, rules, offers=offers[one], needs=needs[other]),
        )
        if result is not None:
            scored[one, other] = result
    return scored


def _direction(
    signals: Signals, fit: Floats, rules: Rulebook, *, offers: NDArray[np.int64], needs: NDArray[np.int64],
) -> Direction | None:
    blocked = {
        (offer, need): rules.against(
            signals.offers[offer], signals.needs[need],
            seller=signals.profiles[signals.offer_owner[offer]], seeker=signals.profiles[signals.need_owner[need]],
        )
        for offer in offers.tolist()
        for need in needs.tolist()
    }
    return best_direction(fit, offers=offers, needs=needs, blocked=blocked)


def _rows_by_owner(owners: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(owners == owner) for owner in range(count)]


def _ranked(
    signals: Signals, scored: Mapping[Pair, PairScore], settings: RecommenderSettings,
) -> Iterator[Recommendation]:
    by_profile: dict[int, list[tuple[int, PairScore]]] = {}
    for (one, other), result in scored.items():
        if result.score >= settings.display_threshold:
            by_profile.setdefault(one, []).append((other, result))
            by_profile.setdefault(other, []).append((one, result))
    for relation in Relation:
        asking, sought = relation_kinds(relation)
        for index, query in enumerate(signals.profiles):
            if query.kind is not asking:
                continue
            candidates = [
                (-result.score, signals.profiles[other].ref, other, result)
                for other, result in by_profile.get(index, ())
                if signals.profiles[other].kind is sought
            ]
            candidates.sort(key=lambda candidate: candidate[:2])
            least = settings.share_of_best * -candidates[0][0] if candidates else 0.0
            candidates = [candidate for candidate in candidates if -candidate[0] >= least]
            for rank, (_, _, other, result) in enumerate(candidates[: settings.list_length], start=1):
                yield Recommendation(
                    relation=relation,
                    query_id=query.id,
                    candidate_id=signals.profiles[other].id,
                    rank=rank,
                    score=result.score,
                    parts=dict(result.parts),
                    evidence=result.evidence,
                    return_evidence=result.return_evidence,
                )
