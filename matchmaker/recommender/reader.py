"""How texts are read: glossed into English, and searched for concepts."""

from dataclasses import dataclass

from matchmaker.recommender.documents import Glosser
from matchmaker.recommender.gloss import bundled_glossary
from matchmaker.recommender.lexicon import Detector, bundled_detector
from matchmaker.recommender.text import language


@dataclass(frozen=True, slots=True)
class Reader:
    """A glosser and a detector; neither keeps anything of what it reads."""

    glosser: Glosser
    detector: Detector

    def in_english(self, text: str, lang: str) -> str:
        """The text where it is English, else its gloss."""
        return text if language(lang) == "en" else self.glosser(text, lang)


def bundled_reader() -> Reader:
    """The reader with the dictionaries and the vocabulary that come with the service."""
    return Reader(glosser=bundled_glossary().gloss, detector=bundled_detector())
