"""Signals between every offer and every need of a run: how alike text, gloss and words are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.errors import EncoderError
from matchmaker.recommender.documents import Document, ProfileDocuments, TextPair
from matchmaker.recommender.lexicon import Detector
from matchmaker.recommender.profile import Listing, Profile
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.readings import Reading, concept_cosines, read_listing
from matchmaker.recommender.words import word_rows

Floats = NDArray[np.float32]
Vectors = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known between the offers and needs of a run.

    ``offers`` and ``needs`` give the order of rows and columns; ``offer_owner`` and ``need_owner`` the index of the
    owner in ``profiles``. ``text``, ``gloss``, ``words`` and ``concepts`` are ``(n_offers, n_needs)`` float32
    cosines; ``context`` is ``(n_profiles, n_profiles)``, the gloss cosine of whole profiles.
    """

    profiles: tuple[Profile, ...]
    offers: tuple[Listing, ...]
    needs: tuple[Listing, ...]
    offer_owner: NDArray[np.int64]
    need_owner: NDArray[np.int64]
    text: Floats
    gloss: Floats
    words: Floats
    concepts: Floats
    context: Floats


def gather(
    profiles: Sequence[Profile], *, documents: Mapping[int, ProfileDocuments], vectors: Vectors, reader: Reader,
) -> Signals:
    """Signals of a run; raises EncoderError where a document has no vector."""
    offers = [(index, offer) for index, profile in enumerate(profiles) for offer in profile.offers]
    needs = [(index, need) for index, profile in enumerate(profiles) for need in profile.needs]
    offer_pairs = [documents[profiles[index].id].listings[offer.id] for index, offer in offers]
    need_pairs = [documents[profiles[index].id].listings[need.id] for index, need in needs]
    wholes = [_whole(documents[profile.id], vectors) for profile in profiles]
    context = np.stack(wholes) if wholes else np.zeros((0, 1), dtype=np.float32)
    return Signals(
        profiles=tuple(profiles),
        offers=tuple(offer for _, offer in offers),
        needs=tuple(need for _, need in needs),
        offer_owner=np.array([index for index, _ in offers], dtype=np.int64),
        need_owner=np.array([index for index, _ in needs], dtype=np.int64),
        text=_cosines([pair.own for pair in offer_pairs], [pair.own for pair in need_pairs], vectors),
        gloss=_cosines([pair.gloss for pair in offer_pairs], [pair.gloss for pair in need_pairs], vectors),
        words=_word_cosines(offer_pairs, need_pairs),
        concepts=concept_cosines(
            _readings(offers, offer_pairs, reader.detector), _readings(needs, need_pairs, reader.detector),
            vocabulary=reader.detector.vocabulary,
        ),
        context=_products(context, context),
    )


def _readings(
    owned: Sequence[tuple[int, Listing]], pairs: Sequence[TextPair], detector: Detector,
) -> list[Reading]:
    return [read_listing(listing, pair, detector=detector) for (_, listing), pair in zip(owned, pairs, strict=True)]


def _cosines(rows: Sequence[Document], columns: Sequence[Document], vectors: Vectors) -> Floats:
    if not rows or not columns:
        return np.zeros((len(rows), len(columns)), dtype=np.float32)
    left, right = (np.stack([_vector(document, vectors) for document in side]) for side in (rows, columns))
    return _products(left, right)


def _products(left: Floats, right: Floats) -> Floats:
    """``(n, m)`` products of rows, to six decimals: rows that are equal give equal products wherever they stand.

    The last digits of a matrix product depend on the place of a row in it, and would decide between ties.
    """
    product: Floats = np.round(left.astype(np.float64) @ right.astype(np.float64).T, 6).astype(np.float32)
    return product


def _vector(document: Document, vectors: Vectors) -> Floats:
    try:
        return vectors[document.content_hash]
    except KeyError as error:
        raise EncoderError("Some listings have no vectors yet. Run “flask jobs run” and try again.") from error


def _whole(documents: ProfileDocuments, vectors: Vectors) -> Floats:
    """The direction of a profile as a whole: the mean of its summary and listings, of unit length."""
    pairs = (documents.summary, *documents.listings.values())
    mean: Floats = np.mean([_vector(pair.gloss, vectors) for pair in pairs], axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def _word_cosines(offers: Sequence[TextPair], needs: Sequence[TextPair]) -> Floats:
    """Cosines of TF-IDF over the words of the glosses, English function words left out."""
    if not offers or not needs:
        return np.zeros((len(offers), len(needs)), dtype=np.float32)
    matrix = word_rows([pair.gloss.text for pair in (*offers, *needs)])
    product: Floats = (matrix[: len(offers)] @ matrix[len(offers) :].T).toarray().astype(np.float32)
    return product
