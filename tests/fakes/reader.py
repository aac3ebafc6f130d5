"""A reader that needs no dictionary: texts are taken for English, and a handful of concepts is known."""

from matchmaker.recommender.lexicon import Detector
from matchmaker.recommender.lexicon.concepts import Concept, Kind, Label, Vocabulary
from matchmaker.recommender.reader import Reader

VOCABULARY = Vocabulary(
    concepts={
        "textile": Concept(id="textile", domain="crafts", stage="production", kind=Kind.GOOD),
        "bag": Concept(id="bag", domain="crafts", stage="production", kind=Kind.GOOD, broader="textile"),
    },
    labels=(Label(concept="textile", lang="en", text="textile"), Label(concept="bag", lang="en", text="woven bag")),
)


def plain_reader() -> Reader:
    """Glosses every text by itself."""
    return Reader(glosser=lambda text, _lang: text, detector=Detector(VOCABULARY))
