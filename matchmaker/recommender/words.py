"""Content words of an English text or gloss, in a form in which they can be compared."""

from collections.abc import Sequence
from typing import Any

import snowballstemmer

from matchmaker.recommender.text import fold, normalise


def gloss_words(text: str) -> list[str]:
    """The content words of an English gloss, stemmed (Porter 2), without function words."""
    words = [fold(word) for word in _split(normalise(text))]
    return list(_STEMMER.stemWords([word for word in words if len(word) > 2 and word not in FUNCTION_WORDS]))


def word_rows(texts: Sequence[str]) -> Any:
    """``(n_texts, n_words)`` sparse TF-IDF rows of unit length (all 0 for a text without content words)."""
    # Slow imports the web never needs.
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectorizer = TfidfVectorizer(tokenizer=gloss_words, token_pattern=None, lowercase=False, sublinear_tf=True)
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:  # no text holds a single word
        return csr_matrix((len(texts), 1))


def _split(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


_STEMMER = snowballstemmer.stemmer("english")
FUNCTION_WORDS = frozenset({
    "the", "and", "for", "with", "from", "that", "this", "these", "those", "are", "was", "were", "has", "have",
    "had", "not", "but", "our", "your", "their", "his", "her", "its", "who", "whom", "which", "what", "when",
    "where", "while", "into", "onto", "over", "under", "out", "off", "about", "than", "then", "them", "they",
    "you", "she", "him", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "been",
    "being", "does", "did", "done", "any", "all", "each", "every", "some", "such", "only", "also", "more", "most",
    "very", "too", "own", "same", "other", "another", "per", "via",
})
