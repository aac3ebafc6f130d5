"""Glossing languages that put blanks between words: Spanish and Portuguese."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.text import WORD, fold, normalise

_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
_LETTERS = "abcdefghijklmnopqrstuvwxyzñ"
MIN_TYPO_LENGTH = 6


class SpacedGloss:
    """Longest expression first, then the word, its form without accents, and a word one slip away from it."""

    def __init__(self, entries: Sequence[Entry], *, inflect: Callable[[Entry], Iterator[str]]) -> None:
        self._words: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._lemma: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._slips: dict[str, str | None] = {}
        words = [entry for entry in entries if " " not in entry.entry]
        # Headwords first, then listed forms, then made ones: "vino" is wine before it is a form of "venir".
        self._add((entry, (entry.entry,)) for entry in words)
        self._add((entry, entry.forms) for entry in words)
        self._add((entry, inflect(entry)) for entry in words)
        for entry in entries:
            if " " in entry.entry:
                for phrase in (entry.entry, *entry.forms):
                    self._add_phrase(phrase, entry.gloss)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def gloss(self, text: str) -> str:
        """The English words of a text; what is unknown, numbers and names stay as they are."""
        tokens = _TOKEN.findall(text)
        keys = [fold(normalise(token)) for token in tokens]
        lemmas = [self._lemma.get(key, key) for key in keys]
        out: list[str] = []
        position = 0
        while position < len(tokens):
            length, gloss = self._phrase_at(keys, lemmas, position)
            if not length:
                length, gloss = 1, self._word(tokens[position], keys[position])
            if gloss:
                out.append(gloss)
            position += length
        return " ".join(out)

    def _phrase_at(self, keys: list[str], lemmas: list[str], position: int) -> tuple[int, str]:
        candidates = self._phrases.get(lemmas[position])
        for phrase, gloss in candidates or ():
            stop = position + len(phrase)
            if stop <= len(keys) and all(
                part in (key, lemma)
                for part, key, lemma in zip(phrase, keys[position:stop], lemmas[position:stop], strict=True)
            ):
                return len(phrase), gloss
        return 0, ""

    def _word(self, token: str, key: str) -> str:
        word = normalise(token)
        for table, entry in ((self._words, word), (self._folded, key)):
            if entry in table:
                return table[entry]
        if "-" in word:
            return " ".join(self._word(part, fold(part)) for part in word.split("-") if part)
        # A capital letter inside a text mostly marks a name: names are kept, never mended.
        slip = None if token[0].isupper() else self._mended(key)
        return token if slip is None else slip

    def _mended(self, key: str) -> str | None:
        if len(key) < MIN_TYPO_LENGTH or not key.isalpha():
            return None
        if key not in self._slips:
            if len(self._slips) > 50_000:
                self._slips.clear()
            self._slips[key] = next((self._folded[one] for one in _one_slip_away(key) if one in self._folded), None)
        return self._slips[key]

    def _add(self, forms: Iterable[tuple[Entry, Iterable[str]]]) -> None:
        for entry, words in forms:
            lemma = fold(normalise(entry.entry))
            for form in words:
                word = normalise(form)
                self._words.setdefault(word, entry.gloss)
                self._folded.setdefault(fold(word), entry.gloss)
                self._lemma.setdefault(fold(word), lemma)

    def _add_phrase(self, phrase: str, gloss: str) -> None:
        parts = tuple(fold(token) for token in _TOKEN.findall(normalise(phrase)))
        if parts:
            self._phrases.setdefault(self._lemma.get(parts[0], parts[0]), []).append(
                ((self._lemma.get(parts[0], parts[0]), *parts[1:]), gloss)
            )


def _one_slip_away(word: str) -> Iterator[str]:
    """Words with two letters swapped, one missing, one too many or one mistaken, likeliest first."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return chain(
        (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        (a + b[1:] for a, b in splits if b),
        (a + c + b for a, b in splits for c in _LETTERS),
        (a + c + b[1:] for a, b in splits if b for c in _LETTERS),
    )
