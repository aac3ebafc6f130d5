"""The controlled vocabulary of offers, needs and roles: concepts, their labels in seven languages, and relations."""

from matchmaker.recommender.lexicon.concepts import Concept, Kind, Vocabulary, bundled_vocabulary
from matchmaker.recommender.lexicon.detection import Detector, Mention, bundled_detector

__all__ = ["Concept", "Detector", "Kind", "Mention", "Vocabulary", "bundled_detector", "bundled_vocabulary"]
