"""Glossing languages written without blanks, Japanese and Chinese, by best segmentation."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.text import CJK

_RUN = re.compile(f"[{CJK}]+")
_KATAKANA = re.compile("[ァ-ヺー]+")
_HIRAGANA = re.compile("[ぁ-ゟ]+")
_NUMBER_BEFORE = re.compile(r"[\d一二三四五六七八九十百千万億萬亿半数數何几幾两兩]$")
_WORD_BEFORE = re.compile(r"[A-Za-zァ-ヺー㐀-鿿々]$")
_WORD_AFTER = re.compile(r"[A-Za-zァ-ヺー㐀-鿿]")
_PUNCTUATION = str.maketrans({
    "、": ", ", "，": ", ", "。": ". ", "：": ": ", "；": "; ",
    "「": '"', "」": '"', "『": '"', "』": '"', "・": " ", "《": '"', "》": '"', "【": "[", "】": "]",
})
_BLANK_AT_SIGN = re.compile(r" (?=[,.;:!?%)\]])|(?<=[(\[]) ")
#: English puts these before the verb, Japanese after it.
_BEFORE_VERB = frozenset({
    "not", "want", "cannot", "can", "must", "must not", "should", "please", "do not", "may", "request", "could not",
})
_UNKNOWN = -4.0
_OUT_OF_PLACE = 0.3


class Role(Enum):
    """Where an entry may stand: anywhere, after a number, or next to the word it belongs to."""

    WORD = "word"
    GRAMMAR = "grammar"
    COUNTER = "counter"
    SUFFIX = "suffix"
    PREFIX = "prefix"


_ROLES = {
    "prt": Role.GRAMMAR, "aux": Role.GRAMMAR, "part": Role.GRAMMAR, "counter": Role.COUNTER, "mw": Role.COUNTER,
    "suffix": Role.SUFFIX, "prefix": Role.PREFIX,
}


class Form(NamedTuple):
    """A written form; ``stem`` is how many of its characters carry the meaning (the rest is inflection)."""

    text: str
    stem: int


class _Sense(NamedTuple):
    role: Role
    weight: float
    gloss: str
    is_auxiliary: bool


class UnspacedGloss:
    """The segmentation that covers most of a run of characters with the longest entries.

    A sense whose place is wrong (a counter without a number, a suffix without a word) counts next to nothing. A
    katakana word is known whole or kept whole: "ラマダン" is no llama. ``spell`` is applied to texts and entries
    alike, ``prepare`` to texts.
    """

    def __init__(
        self, entries: Sequence[Entry], *, inflect: Callable[[Entry], Iterable[Form]],
        spell: Mapping[int, str | int] | None = None, prepare: Callable[[str], str] = str,
    ) -> None:
        self._prepare = prepare
        self._spell = spell or {}
        self._senses: dict[str, tuple[_Sense, ...]] = {}
        for listed in (True, False):
            for entry in entries:
                for form in as_listed(entry) if listed else inflect(entry):
                    self._add(form, entry)
        self._lengths = _lengths_by_beginning(self._senses)
        self._run_glosses = lru_cache(maxsize=20_000)(self._segment)

    def gloss(self, text: str) -> str:
        """The English words of a text; what is unknown, numbers and Latin words stay as they are."""
        plain = unicodedata.normalize("NFKC", text.translate(_PUNCTUATION)).translate(_PUNCTUATION)
        plain = self._prepare(plain)
        pieces: list[str] = []
        last = 0
        for run in _RUN.finditer(plain):
            start, end = run.span()
            pieces.append(plain[last:start])
            pieces += self._run_glosses(run.group(), plain[max(0, start - 1) : start], plain[end : end + 1])
            last = end
        pieces.append(plain[last:])
        return _BLANK_AT_SIGN.sub("", " ".join(" ".join(pieces).split()))

    def _add(self, form: Form, entry: Entry) -> None:
        text = form.text.translate(self._spell)
        role = _ROLES.get(entry.pos, Role.WORD)
        if entry.pos == "mw" and len(text) > 1:
            # A Chinese measure of two characters ("公斤", "像素") is a word like others.
            role = Role.WORD
        senses = self._senses.get(text, ())
        if text and all(sense.role is not role for sense in senses):
            sense = _Sense(role, _weight(form, role), entry.gloss, entry.pos == "aux")
            self._senses[text] = (*senses, sense)

    def _segment(self, run: str, before: str, after: str) -> tuple[str, ...]:
        """The glosses of a run, given the character on either side of it."""
        written, run = run, run.translate(self._spell)
        size = len(run)
        unknown = _unknown_steps(run)
        best = [0.0] + [float("-inf")] * size
        step: list[tuple[int, _Sense | None]] = [(1, None)] * (size + 1)
        context = f"{before or ' '}{run}{after}"
        for start in range(size):
            here = best[start]
            if here == float("-inf"):
                continue
            stop = start + unknown[start]
            if unknown[start] and here + _UNKNOWN * unknown[start] > best[stop]:
                best[stop], step[stop] = here + _UNKNOWN * unknown[start], (unknown[start], None)
            for length in self._lengths.get(run[start : start + 2]) or self._lengths.get(run[start], ()):
                stop = start + length
                if stop > size:
                    break
                for sense in self._senses.get(run[start:stop], ()):
                    is_free = sense.role is Role.WORD or sense.role is Role.GRAMMAR
                    weight = sense.weight if is_free or _fits(sense, context, start, stop) else _OUT_OF_PLACE
                    if here + weight > best[stop]:
                        best[stop], step[stop] = here + weight, (length, sense)
        return _read_back(written, step)


def as_listed(entry: Entry) -> list[Form]:
    """The forms of an entry of a language without inflection."""
    return [Form(text, len(text)) for text in (entry.entry, entry.hant, *entry.forms)]


def _weight(form: Form, role: Role) -> float:
    length = len(form.text)
    if role is Role.GRAMMAR:
        return 2.0 * length - 0.5
    return float(form.stem**2 + length - form.stem)


def _fits(sense: _Sense, context: str, start: int, stop: int) -> bool:
    """Whether a sense may stand at ``start`` to ``stop`` of the run; ``context`` has one character before it."""
    if sense.role is Role.COUNTER:
        return _NUMBER_BEFORE.search(context[start]) is not None
    if sense.role is Role.SUFFIX:
        return _WORD_BEFORE.search(context[start]) is not None
    if sense.role is Role.PREFIX:
        return _WORD_AFTER.match(context, stop + 1) is not None
    return True


def _unknown_steps(run: str) -> list[int]:
    """How far an unknown stretch goes from each place: one character, a katakana word as a whole, or not at all."""
    steps = [1] * len(run)
    for word in _KATAKANA.finditer(run):
        steps[word.start() : word.end()] = [word.end() - word.start()] + [0] * (word.end() - word.start() - 1)
    return steps


def _read_back(run: str, step: Sequence[tuple[int, _Sense | None]]) -> tuple[str, ...]:
    parts: list[tuple[str, _Sense | None]] = []
    end = len(run)
    while end > 0:
        length, sense = step[end]
        text = run[end - length : end]
        if sense is None and parts and parts[-1][1] is None:
            parts[-1] = (text + parts[-1][0], None)
        else:
            parts.append((text, sense))
        end -= length
    glosses: list[str] = []
    for text, sense in reversed(parts):
        if sense is None:
            # One or two kana between known words are an ending, not a word.
            if not (len(text) < 3 and glosses and _HIRAGANA.fullmatch(text)):
                glosses.append(text)
        elif sense.is_auxiliary and sense.gloss in _BEFORE_VERB and glosses:
            glosses.insert(-1, sense.gloss)
        elif sense.gloss:
            glosses.append(sense.gloss)
    return tuple(glosses)


def _lengths_by_beginning(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the words that begin with two characters, or are one."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    for beginning in lengths:
        lengths[beginning] |= lengths.get(beginning[0], set()) & {1}
    return {beginning: tuple(sorted(some)) for beginning, some in lengths.items()}
