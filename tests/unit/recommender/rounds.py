"""Small rounds, recommended by shared words alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.documents import documents_of, profile_documents
from matchmaker.recommender.pipeline import recommend
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.recommendation import Recommendation
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.recommender.signals import Signals
from models.enums import Relation
from tests.fakes.encoder import WordEncoder
from tests.fakes.reader import plain_reader


def recommended(
    *profiles: Profile, threshold: float = 0.0, length: int = 10, share: float = 0.0,
) -> list[Recommendation]:
    """Every list of a round; without a threshold, whatever carries a match at all is shown."""
    reader = plain_reader()
    documents = {profile.id: profile_documents(profile, glosser=reader.glosser) for profile in profiles}
    texts = documents_of(documents.values())
    vectors = WordEncoder().encode([one.text for one in texts])
    return recommend(
        profiles, documents=documents, reader=reader,
        vectors={one.content_hash: vector for one, vector in zip(texts, vectors, strict=True)},
        settings=RecommenderSettings(list_length=length, display_threshold=threshold, share_of_best=share),
    )


def lists(*profiles: Profile, threshold: float = 0.0, length: int = 10) -> dict[tuple[Relation, str], list[str]]:
    """The refs on each list that is not empty, by relation and the ref of who asks."""
    refs = {profile.id: profile.ref for profile in profiles}
    found: dict[tuple[Relation, str], list[str]] = {}
    for one in recommended(*profiles, threshold=threshold, length=length):
        found.setdefault((one.relation, refs[one.query_id]), []).append(refs[one.candidate_id])
    return found


def signals(
    profiles: Sequence[Profile], *, fit: Sequence[Sequence[float]], context: float = 0.0,
) -> Signals:
    """Signals in which every kind of likeness between offers (rows) and needs (columns) is the given fit."""
    offers = [(index, offer) for index, profile in enumerate(profiles) for offer in profile.offers]
    needs = [(index, need) for index, profile in enumerate(profiles) for need in profile.needs]
    matrix: NDArray[np.float32] = np.array(fit, dtype=np.float32).reshape(len(offers), len(needs))
    return Signals(
        profiles=tuple(profiles), offers=tuple(one for _, one in offers), needs=tuple(one for _, one in needs),
        offer_owner=np.array([index for index, _ in offers]), need_owner=np.array([index for index, _ in needs]),
        text=matrix, gloss=matrix, words=matrix, concepts=matrix,
        context=np.full((len(profiles), len(profiles)), context, dtype=np.float32),
    )
