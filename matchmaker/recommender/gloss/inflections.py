"""Which dictionary entries a written word can be a form of, by stem and ending."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.text import normalise

_ACCENTS = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüç", "aaaaaeeeeiiiiooooouuuuc")


class Kind(IntEnum):
    """How a form belongs to its entry, surest first: "vino" is wine before it is a form of "venir"."""

    HEADWORD = 0
    LISTED = 1
    INFLECTED = 2
    LISTED_VERB = 3
    CONJUGATED = 4
    DERIVED = 5
    WITH_PRONOUN = 6


class Reading(NamedTuple):
    """An entry that a word can stand for; ``order`` is the entry's place in the files."""

    kind: Kind
    order: int
    lemma: str
    spelling: str
    pos: str
    gloss: str


class Stem(NamedTuple):
    """The beginning that the forms of ``paradigm`` share."""

    text: str
    paradigm: str
    kind: Kind


class Inflections:
    """The entries of a language, found by any form of theirs.

    ``stems`` names the stems of an entry, ``endings`` what may follow a stem of each paradigm. Keys are written
    without accents (see ``key``); two words that differ by an accent are told apart by their spelling.
    """

    def __init__(
        self, entries: Sequence[Entry], *, stems: Callable[[Entry], Iterator[Stem]],
        endings: Mapping[str, Iterable[str]],
    ) -> None:
        self._whole: dict[str, list[tuple[str, Reading]]] = {}
        self._stems: dict[str, list[tuple[str, Reading]]] = {}
        self._paradigms: dict[str, set[str]] = {}
        for paradigm, ends in endings.items():
            for end in ends:
                self._paradigms.setdefault(key(end), set()).add(paradigm)
        # Endings are looked for from the last letter on, until no ending could be longer.
        for end in list(self._paradigms):
            for start in range(1, len(end) + 1):
                self._paradigms.setdefault(end[start:], set())
        self._longest_ending = max(map(len, self._paradigms), default=0)
        for order, entry in enumerate(entries):
            self._add(order, entry, stems)

    def readings(self, word: str) -> list[Reading]:
        """The readings of a normalised word, best first: spelt alike, then by kind, then by place in the files."""
        form = key(word)
        found = [(0 if spelling == word else 1, reading) for spelling, reading in self._whole.get(form, ())]
        found += ((2 if _accents_differ(word, reading) else 1, reading) for reading in self._inflected(form))
        return [reading for _, reading in sorted(found)]

    def best(self, form: str) -> Reading | None:
        """The best reading of a key whose accents are not known."""
        whole = [reading for _, reading in self._whole.get(form, ())]
        return min([*whole, *self._inflected(form)], default=None)

    def letters_after(self, start: str) -> set[str]:
        """The letters with which a form can go on after ``start``."""
        letters = set(self._next_letters.get(start, ()))
        for cut in range(max(1, len(start) - self._longest_ending), len(start) + 1):
            if start[:cut] in self._stems:
                letters |= self._next_in_endings.get(start[cut:], set())
        return letters

    @cached_property
    def _next_letters(self) -> dict[str, set[str]]:
        return _continuations([*self._whole, *self._stems])

    @cached_property
    def _next_in_endings(self) -> dict[str, set[str]]:
        return _continuations(self._paradigms)

    def _inflected(self, form: str) -> Iterator[Reading]:
        for cut in range(len(form), -1, -1):
            allowed = self._paradigms.get(form[cut:])
            if allowed is None:
                return
            for paradigm, reading in self._stems.get(form[:cut], ()):
                if paradigm in allowed:
                    yield reading

    def _add(self, order: int, entry: Entry, stems: Callable[[Entry], Iterator[Stem]]) -> None:
        word = normalise(entry.entry)
        lemma = key(word)
        reading = Reading(Kind.HEADWORD, order, lemma, word, entry.pos, entry.gloss)
        self._whole.setdefault(lemma, []).append((word, reading))
        listed = reading._replace(kind=Kind.LISTED_VERB if entry.pos == "v" else Kind.LISTED)
        for form in map(normalise, entry.forms):
            self._whole.setdefault(key(form), []).append((form, listed))
        by_kind = {kind: reading._replace(kind=kind) for kind in Kind}
        for stem in stems(entry):
            self._stems.setdefault(stem.text, []).append((stem.paradigm, by_kind[stem.kind]))


def key(word: str) -> str:
    """A normalised word without accents; ñ is a letter of its own."""
    return word if word.isascii() else word.translate(_ACCENTS)


def _accents_differ(word: str, reading: Reading) -> bool:
    """Whether a form is accented as no form of its noun or adjective is: "sería" of "serio", "publica" of "público".

    Verbs move their accents, and plurals lose one in the last two letters ("canción", "canciones").
    """
    if reading.pos == "v":
        return False
    kept = len(reading.spelling) - 2
    pairs = enumerate(zip(word, reading.spelling, strict=False))
    return any(a != b and (i < kept or not a.isascii()) for i, (a, b) in pairs)


def _continuations(words: Iterable[str]) -> dict[str, set[str]]:
    after: dict[str, set[str]] = {}
    for word in words:
        for i, letter in enumerate(word):
            after.setdefault(word[:i], set()).add(letter)
    return after
