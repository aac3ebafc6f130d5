"""Content words of an English text or gloss, in a form in which they can be compared."""

import snowballstemmer

from matchmaker.recommender.text import fold, normalise


def gloss_words(text: str) -> list[str]:
    """The content words of an English gloss, stemmed (Porter 2), without function words."""
    words = [fold(word) for word in _split(normalise(text))]
    return list(_STEMMER.stemWords([word for word in words if len(word) > 2 and word not in FUNCTION_WORDS]))


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
