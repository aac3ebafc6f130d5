"""What a listing is about: its concepts, those it names in its title above those it only mentions."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.documents import TextPair
from matchmaker.recommender.lexicon import Detector, Vocabulary
from matchmaker.recommender.profile import Listing

TITLE_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
#: What a broader concept keeps of the weight of the one named: a buyer of textiles is also served by blankets.
BROADER_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """Concepts a listing affirms, with a weight, and those it only names to refuse them."""

    concepts: Mapping[str, float]
    denied: frozenset[str]


def read_listing(listing: Listing, pair: TextPair, *, detector: Detector) -> Reading:
    """The concepts found in a listing's own text and in its English gloss.

    The gloss adds what the labels of the listing's language miss. It has lost the order that tells title from
    text, so that what is found there counts as text.
    """
    concepts: dict[str, float] = {}
    denied: set[str] = set()
    own = detector.mentions(pair.own.text, listing.lang)
    found = [(mention, mention.start < len(listing.title)) for mention in own]
    if pair.gloss is not pair.own:
        found += [(mention, False) for mention in detector.mentions(pair.gloss.text, "en")]
    for mention, in_title in found:
        if mention.negated:
            denied.add(mention.concept)
        else:
            weight = TITLE_WEIGHT if in_title else TEXT_WEIGHT
            concepts[mention.concept] = max(weight, concepts.get(mention.concept, 0.0))
    return Reading(concepts=concepts, denied=frozenset(denied - concepts.keys()))


def concept_cosines(
    offers: Sequence[Reading], needs: Sequence[Reading], *, vocabulary: Vocabulary,
) -> NDArray[np.float32]:
    """``(n_offers, n_needs)`` cosines of concepts, rarer ones weighing more (inverse document frequency)."""
    matrix = concept_rows([*offers, *needs], vocabulary=vocabulary)
    # To six decimals, so that the place of a row in the product does not decide between ties.
    product: NDArray[np.float32] = np.round(matrix[: len(offers)] @ matrix[len(offers) :].T, 6).astype(np.float32)
    return product


def concept_rows(readings: Sequence[Reading], *, vocabulary: Vocabulary) -> NDArray[np.float64]:
    """``(n_readings, n_concepts)`` rows of unit length, broader concepts included; all 0 without concepts."""
    unfolded = [_with_broader(reading.concepts, vocabulary) for reading in readings]
    columns = {concept: index for index, concept in enumerate(sorted({c for one in unfolded for c in one}))}
    frequency = Counter(concept for one in unfolded for concept in one)
    matrix = np.zeros((len(readings), max(len(columns), 1)))
    for row, one in enumerate(unfolded):
        for concept, weight in one.items():
            matrix[row, columns[concept]] = weight * math.log((len(readings) + 1) / (frequency[concept] + 0.5))
    rows: NDArray[np.float64] = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return rows


def read_text(text: str, *, detector: Detector) -> Reading:
    """The concepts of an English text that is no listing."""
    mentions = detector.mentions(text, "en")
    affirmed = {mention.concept: TEXT_WEIGHT for mention in mentions if not mention.negated}
    return Reading(concepts=affirmed, denied=frozenset(m.concept for m in mentions if m.concept not in affirmed))


def _with_broader(concepts: Mapping[str, float], vocabulary: Vocabulary) -> dict[str, float]:
    unfolded: dict[str, float] = {}
    for concept, weight in concepts.items():
        for distance, ancestor in enumerate(vocabulary.ancestors(concept)):
            unfolded[ancestor] = max(weight * BROADER_SHARE**distance, unfolded.get(ancestor, 0.0))
    return unfolded
