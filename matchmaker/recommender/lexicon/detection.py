"""Finding concepts in free text: longest label first, in any inflection, with spans, context and negation."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matchmaker.recommender.lexicon.concepts import Label, Vocabulary, bundled_vocabulary
from matchmaker.recommender.lexicon.negation import negated_spans
from matchmaker.recommender.text import CJK, WORD, fold, language, normalise

_STEMMERS = {"en": "english", "es": "spanish", "pt": "portuguese"}
_CJK_LANGUAGES = frozenset({"ja", "ko", "zh"})
_CJK_CHARACTER = re.compile(f"[{CJK}]")
# A character with the marks that normalising melts into it: accents, sound marks of kana, parts of a Hangul syllable.
_UNIT = re.compile(r".[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found at ``text[start:end]``; ``negated`` where the sentence refuses or denies it."""

    concept: str
    start: int
    end: int
    negated: bool = False


class Detector:
    """Finds a vocabulary's concepts in texts of its languages."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        by_lang: dict[str, list[Label]] = defaultdict(list)
        for label in vocabulary.labels:
            by_lang[language(label.lang)].append(label)
        self._labels = dict(by_lang)
        self._spaced: dict[str, _SpacedLabels] = {}
        self._unspaced: dict[str, _UnspacedLabels] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary whose concepts are found."""
        return self._vocabulary

    def mentions(self, text: str, lang: str) -> list[Mention]:
        """Concepts in order of appearance; a label inside a longer one is not counted again."""
        name = language(lang)
        if name in _CJK_LANGUAGES:
            # English words stand in such texts without blanks around them.
            latin = _CJK_CHARACTER.sub(" ", text)
            found = list(self._cjk(name).find(text)) + list(self._words("en").find(latin))
        else:
            found = list(self._words(name if name in _STEMMERS else "es").find(text))
        refused = negated_spans(text, lang)
        return [
            replace(mention, negated=any(start <= mention.start < end for start, end in refused))
            for mention in sorted(found, key=lambda mention: (mention.start, mention.concept))
        ]

    def _words(self, name: str) -> "_SpacedLabels":
        if name not in self._spaced:
            self._spaced[name] = _SpacedLabels(self._labels.get(name, ()), lang=name)
        return self._spaced[name]

    def _cjk(self, name: str) -> "_UnspacedLabels":
        if name not in self._unspaced:
            self._unspaced[name] = _UnspacedLabels(self._labels.get(name, ()))
        return self._unspaced[name]


@lru_cache(maxsize=1)
def bundled_detector() -> Detector:
    """A detector of the vocabulary that comes with the service; a language's labels are unfolded at first use."""
    return Detector(bundled_vocabulary())


class _SpacedLabels:
    """Labels as sequences of stems."""

    def __init__(self, labels: Iterable[Label], *, lang: str) -> None:
        self._lang = lang
        self._by_stems: dict[tuple[str, ...], list[Label]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        for label in labels:
            stems = self._stems(label.text)
            if stems:
                self._by_stems[stems].append(label)
                self._longest[stems[0]] = max(self._longest.get(stems[0], 0), len(stems))

    def find(self, text: str) -> Iterator[Mention]:
        words = list(WORD.finditer(text))
        stems = [stem(fold(normalise(word.group())), self._lang) for word in words]
        around = frozenset(stems)
        position = 0
        while position < len(stems):
            for length in range(min(self._longest.get(stems[position], 0), len(stems) - position), 0, -1):
                labels = self._by_stems.get(tuple(stems[position : position + length]))
                if labels:
                    start, end = words[position].start(), words[position + length - 1].end()
                    for concept in _chosen(labels, lambda cue: around.issuperset(self._stems(cue))):
                        yield Mention(concept=concept, start=start, end=end)
                    position += length - 1
                    break
            position += 1

    def _stems(self, expression: str) -> tuple[str, ...]:
        return tuple(stem(fold(normalise(word)), self._lang) for word in WORD.findall(expression))


class _UnspacedLabels:
    """Labels as strings inside running text."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_text: dict[str, list[Label]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        for label in labels:
            key = normalise(label.text)
            if key and _CJK_CHARACTER.search(key):
                self._by_text[key].append(label)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def find(self, text: str) -> Iterator[Mention]:
        # Normalising may change the length ("…", half-width kana); spans still refer to the text as written.
        units = [(normalise(unit.group()), unit.span()) for unit in _UNIT.finditer(text)]
        plain = "".join(unit for unit, _ in units)
        spans = [span for unit, span in units for _ in unit]
        position = 0
        while position < len(plain):
            for length in range(min(self._longest.get(plain[position], 0), len(plain) - position), 0, -1):
                labels = self._by_text.get(plain[position : position + length])
                if labels:
                    for concept in _chosen(labels, lambda cue: normalise(cue) in plain):
                        yield Mention(concept=concept, start=spans[position][0], end=spans[position + length - 1][1])
                    position += length - 1
                    break
            position += 1


def _chosen(labels: Sequence[Label], present: Callable[[str], bool]) -> list[str]:
    """The concepts meant by a label: all that are listed plainly, or the one whose context speaks loudest."""
    plain = list(dict.fromkeys(label.concept for label in labels if not label.context))
    with_context = [label for label in labels if label.context]
    if not with_context:
        return plain
    votes = [(sum(present(cue) for cue in label.context), -index) for index, label in enumerate(with_context)]
    loudest, index = max(votes)
    if loudest == 0:
        return plain
    return [with_context[-index].concept]


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """A folded, normalised word without number and gender.

    A light stem on purpose: a full one would make one word of "borde" (edge) and "bordado" (embroidery).
    """
    if lang == "en":
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
            return word[:-2]
        if len(word) > 3 and word.endswith(("sse", "xe", "che", "she")):
            return word[:-1]
        return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    soft = word.endswith(("ce", "ces"))
    if len(word) > 4 and word.endswith("es"):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    if len(word) > 3 and word[-1] in "aoe":
        word = word[:-1]
    return f"{word[:-1]}z" if soft and word.endswith("c") else word
