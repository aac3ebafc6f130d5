"""What every evaluation stands beside: plain similarity of whole profiles, without rules, offers or needs."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.eligibility import relation_kinds
from matchmaker.recommender.encoder import Encoder
from matchmaker.recommender.metrics import SHOWN
from matchmaker.recommender.profile import Profile
from models.enums import Relation

#: ``(n, n)`` similarity of the given profiles.
Similarity = Callable[[Sequence[Profile]], NDArray[np.float64]]
#: (relation, query ref) to candidate refs, best first.
Ranking = Mapping[tuple[Relation, str], Sequence[str]]


def whole_text(profile: Profile) -> str:
    """Everything a profile says about itself, in the order it says it."""
    return " ".join([profile.name, profile.summary, *(listing.document for listing in profile.listings)])


def tfidf_similarity(profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """Cosines of TF-IDF over character 3- to 5-grams within words, the stronger kind on profiles in many languages."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 -- slow import the web never needs

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = vectorizer.fit_transform([whole_text(profile) for profile in profiles])
    similarity: NDArray[np.float64] = (matrix @ matrix.T).toarray()
    return similarity


def encoder_similarity(encoder: Encoder) -> Similarity:
    """Cosines of whole profiles by an encoder."""

    def similarity(profiles: Sequence[Profile]) -> NDArray[np.float64]:
        matrix = encoder.encode([whole_text(profile) for profile in profiles]).astype(np.float64)
        product: NDArray[np.float64] = matrix @ matrix.T
        return product

    return similarity


def rank_by_similarity(profiles: Sequence[Profile], similarity: NDArray[np.float64]) -> Ranking:
    """The 20 most similar candidates of every query in every relation; ties by ref."""
    ranking: dict[tuple[Relation, str], list[str]] = {}
    for relation in Relation:
        asking, sought = relation_kinds(relation)
        for row, query in enumerate(profiles):
            if query.kind is not asking:
                continue
            candidates = [
                (-similarity[row, column], candidate.ref)
                for column, candidate in enumerate(profiles)
                if candidate.kind is sought and (relation is not Relation.PARTNER or candidate.economy != query.economy)
            ]
            ranking[relation, query.ref] = [ref for _, ref in sorted(candidates)[:SHOWN]]
    return ranking
