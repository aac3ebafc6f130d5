"""Text relevance alone: how much two texts have to do with each other, without rules, sides or profiles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.encoder import Encoder
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.readings import concept_rows, read_text
from matchmaker.recommender.scoring import Weights
from matchmaker.recommender.text import WORD, guess_language
from matchmaker.recommender.words import word_rows

BATCH = 64


@dataclass(frozen=True, slots=True)
class TextPairing:
    """Two texts to compare, under an id of the asker's."""

    id: str
    a: str
    b: str


def text_relevance(
    pairs: Sequence[TextPairing], *, encoder: Encoder, reader: Reader, weights: Weights,
    progress: Callable[[int, int], None],
) -> NDArray[np.float64]:
    """``(n,)`` relevance in 0..1 of each pair, by the signals and weights with which an offer is held against a need.

    Words are weighed by how rare they are among all texts given. Languages are guessed from script and small words.
    """
    if not pairs:
        return np.zeros(0)
    glosses = {text: _english(text, reader) for pair in pairs for text in (pair.a, pair.b)}
    vectors = _vectors(list(dict.fromkeys(glosses.values())), encoder, progress)
    left, right = ([glosses[text] for text in side] for side in zip(*((pair.a, pair.b) for pair in pairs), strict=True))
    dense = np.array([float(vectors[a] @ vectors[b]) for a, b in zip(left, right, strict=True)])
    word_matrix = word_rows([*left, *right])
    words = np.asarray(word_matrix[: len(pairs)].multiply(word_matrix[len(pairs) :]).sum(axis=1)).ravel()
    concept_matrix = concept_rows(
        [read_text(text, detector=reader.detector) for text in (*left, *right)], vocabulary=reader.detector.vocabulary,
    )
    concepts = (concept_matrix[: len(pairs)] * concept_matrix[len(pairs) :]).sum(axis=1)
    total = weights.gloss + weights.words + weights.concepts
    fit = weights.gloss * dense + weights.words * words + weights.concepts * concepts
    # A text without a single word has nothing to do with any other, whatever the encoder makes of it.
    spoken = np.array([bool(WORD.search(pair.a) and WORD.search(pair.b)) for pair in pairs])
    clipped: NDArray[np.float64] = np.where(spoken, np.clip(fit / total, 0.0, 1.0), 0.0)
    return clipped


def _english(text: str, reader: Reader) -> str:
    return reader.in_english(text, guess_language(text)) or text


def _vectors(
    texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None],
) -> dict[str, NDArray[np.float32]]:
    found: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(texts), BATCH):
        progress(start, len(texts))
        batch = texts[start : start + BATCH]
        found.update(zip(batch, encoder.encode(batch), strict=True))
    progress(len(texts), len(texts))
    return found
