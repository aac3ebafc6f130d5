"""Glossing languages that put blanks between words: Spanish and Portuguese."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from matchmaker.recommender.gloss import slips
from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.gloss.inflections import Inflections, Kind, Reading, key
from matchmaker.recommender.text import WORD, normalise

# Addresses and numbers are one token each, so that they come out as they went in.
_TOKEN = re.compile(
    rf"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|\d+(?:[.,:/×]\d+)+|{WORD.pattern}|[^\w\s¿¡]",
)
_BLANK_AT_SIGN = re.compile(r" (?=[,.;:!?%)\]»”])|(?<=[(\[«“]) ")
# Participles agree in expressions too: "hechas a mano" is listed as "hecho a mano".
_PARTICIPLE = re.compile("(?<=[ai]d|ch|st|rt|lt)(?:a|os|as)$")
_FUNCTION_WORDS = frozenset({"det", "prep", "pron", "conj", "adv", "num", "intj"})
_KEPT_WORDS = 100_000

#: Phrases as a tree of keys; a phrase's gloss stands under the key "".
_Tree = dict[str, Any]


class _Token(NamedTuple):
    gloss: str
    keys: tuple[str, ...]
    starts: tuple[_Tree, ...]


class SpacedGloss:
    """Longest expression first, then the word, its form without accents, and a word one slip away from it.

    The first of ``layers`` that knows a word decides. An expression matches where each of its words is written as
    listed or is a form of the listed one. ``respell`` gives other keys under which an unknown word may be found.
    """

    def __init__(
        self, phrases: Sequence[Entry], *, layers: Sequence[Inflections],
        respell: Callable[[str], Iterable[str]] = slips.with_tildes,
    ) -> None:
        self._layers = layers
        self._respell = respell
        self._phrases: _Tree = {}
        self._tokens: dict[str, _Token] = {}
        for entry in phrases:
            for phrase in (entry.entry, *entry.forms):
                self._add_phrase(phrase, gloss=entry.gloss)

    def gloss(self, text: str) -> str:
        """The English words of a text; what is unknown, numbers and names stay as they are."""
        known = self._tokens
        tokens = [known.get(token) or self._token(token) for token in _TOKEN.findall(text)]
        out: list[str] = []
        position, size = 0, len(tokens)
        while position < size:
            gloss, _, starts = tokens[position]
            length = 1
            for tree in starts:
                found = _longest_phrase(tree, tokens=tokens, position=position + 1)
                if found and found[0] - position > length:
                    length, gloss = found[0] - position, found[1]
            if gloss:
                out.append(gloss)
            position += length
        return _BLANK_AT_SIGN.sub("", " ".join(out))

    def _token(self, token: str) -> _Token:
        if len(self._tokens) >= _KEPT_WORDS:
            self._tokens.clear()
        word = normalise(token)
        form = key(word)
        readings = self._readings(word)
        # A capital letter inside a text mostly marks a name: names are kept, never mended.
        if not readings and not token[0].isupper():
            readings = self._mended(form)
        keys = [form]
        if readings and readings[0].pos in _FUNCTION_WORDS:
            keys.append(readings[0].lemma)
        else:
            keys += [reading.lemma for reading in readings]
            if any(reading.pos == "v" for reading in readings):
                keys.append(_PARTICIPLE.sub("o", form))
            if len(self._layers) > 1:
                # Expressions may be listed in the other language's spelling.
                keys += [reading.lemma for reading in self._respelt(form)]
        gloss = readings[0].gloss if readings else self._by_parts(token, word)
        unique = tuple(dict.fromkeys(keys))
        starts = tuple(self._phrases[one] for one in unique if one in self._phrases)
        read = self._tokens[token] = _Token(gloss, unique, starts)
        return read

    def _readings(self, word: str) -> list[Reading]:
        for layer in self._layers:
            readings = layer.readings(word)
            if readings:
                return readings
        return list(islice(self._respelt(key(word)), 1))

    def _respelt(self, form: str) -> Iterator[Reading]:
        found = (layer.best(other) for other in self._respell(form) for layer in self._layers)
        return (reading for reading in found if reading)

    def _by_parts(self, token: str, word: str) -> str:
        """The gloss of a word joined by hyphens; any other is kept as written."""
        joined = self._readings(word.replace("-", "")) if "-" in word else []
        parts = [part for part in token.split("-") if part]
        if joined:
            return joined[0].gloss
        if len(parts) > 1 and any(self._readings(normalise(part)) for part in parts):
            return " ".join(filter(None, (self._token(part).gloss for part in parts)))
        return token

    def _mended(self, form: str) -> list[Reading]:
        """The likeliest reading of a misspelt word, if there is any."""
        if not slips.is_mendable(form):
            return []
        found: list[tuple[Kind, int, Reading]] = []
        for likelihood, group in enumerate(slips.one_slip_away(form, letters_after=self._letters_after)):
            readings = [reading for one in group for layer in self._layers if (reading := layer.best(one))]
            found += ((max(reading.kind, Kind.LISTED_VERB), likelihood, reading) for reading in readings)
            # Some made form of some verb is always near: look on for a surer word.
            if found and min(found)[0] is Kind.LISTED_VERB:
                break
        return [min(found)[2]] if found else []

    def _letters_after(self, start: str) -> set[str]:
        return {letter for layer in self._layers for letter in layer.letters_after(start)}

    def _add_phrase(self, phrase: str, *, gloss: str) -> None:
        tree = self._phrases
        for token in _TOKEN.findall(phrase):
            tree = tree.setdefault(key(normalise(token)), {})
        tree.setdefault("", gloss)


def _longest_phrase(tree: _Tree, *, tokens: Sequence[_Token], position: int) -> tuple[int, str] | None:
    """Where the longest phrase that goes on at ``position`` ends, and its gloss."""
    best: tuple[int, str] | None = (position, tree[""]) if "" in tree else None
    if position < len(tokens):
        for one in tokens[position].keys:
            if one in tree:
                found = _longest_phrase(tree[one], tokens=tokens, position=position + 1)
                if found and (best is None or found[0] > best[0]):
                    best = found
    return best
