"""Glossing Korean eojeol by eojeol: a content word, what is compounded with it, and its particles and endings."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from matchmaker.recommender.gloss.entries import Entry

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_PIECE = re.compile("[가-힣]+|[^가-힣]+")
_BLANK_AT_SIGN = re.compile(r" (?=[,.;:!?%)\]」』])|(?<=[(\[「『]) ")
#: English puts these before the verb, Korean after it.
_BEFORE_VERB = frozenset({"not", "do not", "cannot", "can", "want", "must"})
_AUXILIARY = frozenset({"않다", "못하다", "싶다"})
#: After these a token begins anew; after anything else it goes on ("8%입니다").
_OPENING = " ([{<\"'“‘「『《〈·/,.-:;~?!&+"
_LONGEST = 40
_DROPPED = -3.0


class _Place(Enum):
    """What stands before: nothing, a number, a prefix, one syllable or more of a noun, a verb's stem, grammar."""

    START = 0
    NUMBER = 1
    PREFIX = 2
    SYLLABLE = 3
    NOUN = 4
    STEM = 5
    GRAMMAR = 6


class _Kind(Enum):
    """What an entry is to the parser, by part of speech; all others are nouns, which may take particles."""

    NOUN = "n"
    STEM = "v"
    NUMBER = "num"
    COUNTER = "counter"
    SUFFIX = "suffix"
    PREFIX = "prefix"
    JOSA = "josa"
    EOMI = "eomi"


_KINDS = {kind.value: kind for kind in _Kind} | {"adj": _Kind.STEM}
_NOUNS = (_Place.SYLLABLE, _Place.NOUN)
#: After which places an entry of a kind may come, and the place after it.
_AFTER = {
    _Kind.NOUN: (_Place.START, _Place.NOUN, _Place.PREFIX, _Place.NUMBER),
    _Kind.STEM: (_Place.START, _Place.PREFIX),
    _Kind.NUMBER: (_Place.START, _Place.NUMBER, _Place.PREFIX),
    _Kind.COUNTER: (_Place.NUMBER,),
    _Kind.SUFFIX: (*_NOUNS, _Place.NUMBER),
    _Kind.PREFIX: (_Place.START,),
    _Kind.JOSA: (*_NOUNS, _Place.NUMBER, _Place.GRAMMAR, _Place.STEM),
    _Kind.EOMI: (*_NOUNS, _Place.STEM, _Place.GRAMMAR),
}
_NEXT = {
    _Kind.NOUN: _Place.NOUN, _Kind.STEM: _Place.STEM, _Kind.NUMBER: _Place.NUMBER, _Kind.COUNTER: _Place.NOUN,
    _Kind.SUFFIX: _Place.NOUN, _Kind.PREFIX: _Place.PREFIX, _Kind.JOSA: _Place.GRAMMAR, _Kind.EOMI: _Place.GRAMMAR,
}


class _Sense(NamedTuple):
    kind: _Kind
    gloss: str
    is_auxiliary: bool


class _Parse(NamedTuple):
    score: float
    glosses: tuple[str, ...]
    is_whole: bool


class EojeolGloss:
    """Expressions with blanks first, wherever they begin in an eojeol; then each eojeol by its best parse.

    What an entry means depends on its place: 은 after a noun is a particle, alone it is silver. An eojeol that cannot
    be parsed to its end keeps its longest known beginning of two syllables or more, or else stays as written.
    """

    def __init__(self, entries: Sequence[Entry], *, inflect: Callable[[Entry], Iterable[str]]) -> None:
        self._senses: dict[str, tuple[_Sense, ...]] = {}
        self._expressions: dict[str, dict[str, _Sense]] = {}
        for listed in (True, False):
            for entry in entries:
                for form in (entry.entry, *entry.forms) if listed else inflect(entry):
                    self._add(form, entry)
        self._longest = max(map(len, self._senses), default=0)
        self._parsed = lru_cache(maxsize=100_000)(self._parse)

    def gloss(self, text: str) -> str:
        """The English words of a text; what is unknown, numbers and Latin words stay as they are."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        out: list[str] = []
        position = 0
        is_number = False
        while token := _TOKEN.search(plain, position):
            start, position = token.span()
            place = _Place.NOUN if start and plain[start - 1] not in _OPENING else _Place.START
            found = self._expression(plain, start, position, place)
            word = token.group()
            if not found:
                out += self._after_number(word).glosses if is_number else self._parsed(word, place).glosses
                is_number = word.isdigit() or any(one.kind is _Kind.NUMBER for one in self._senses.get(word, ()))
                continue
            begin, end, sense = found
            out += self._before_expression(plain[start:position], begin - start, place)
            position = end
            if sense.is_auxiliary and out:
                out.insert(-1, sense.gloss)
            elif sense.gloss:
                out.append(sense.gloss)
            is_number = False
        return _BLANK_AT_SIGN.sub("", " ".join(out))

    def _add(self, form: str, entry: Entry) -> None:
        kind = _KINDS.get(entry.pos, _Kind.NOUN)
        # An ending may be listed with the final consonant it gives the stem (ㅂ니다): the stem's forms have it.
        text = form.lstrip("ㄱㄴㄷㄹㅁㅂㅅㅆ") if kind is _Kind.EOMI else form
        is_auxiliary = (entry.pos == "mwe" or entry.entry in _AUXILIARY) and entry.gloss in _BEFORE_VERB
        sense = _Sense(kind, entry.gloss, is_auxiliary)
        if " " in text:
            self._expressions.setdefault(text.partition(" ")[0], {}).setdefault(text, sense)
        elif text:
            senses = self._senses.get(text, ())
            if all(other.kind is not kind for other in senses):
                self._senses[text] = (*senses, sense)

    def _expression(self, text: str, start: int, stop: int, place: _Place) -> tuple[int, int, _Sense] | None:
        """The longest expression that begins in a token: where it begins and ends, and its sense."""
        found: tuple[int, int, _Sense] | None = None
        for begin in range(start, min(stop, start + _LONGEST)):
            for expression, sense in self._expressions.get(text[begin:stop], {}).items():
                end = begin + len(expression)
                if (
                    text.startswith(expression, begin) and (found is None or end - begin > found[1] - found[0])
                    and (begin == start or self._parsed(text[start:begin], place).is_whole)
                    and self._is_grammar(text, end)
                ):
                    found = begin, end, sense
        return found

    def _is_grammar(self, text: str, position: int) -> bool:
        """Whether what follows an expression without a blank can belong to it."""
        tail = _TOKEN.match(text, position)
        return tail is None or not tail.group()[0].isalnum() or self._parsed(tail.group(), _Place.NOUN).is_whole

    def _before_expression(self, token: str, begin: int, place: _Place) -> tuple[str, ...]:
        """The glosses of what stands before an expression in the token it begins in.

        If the expression begins with an ending, the ending says how to read the stem: 열 of "열고 싶습니다" is not ten.
        """
        if begin and any(sense.kind in {_Kind.JOSA, _Kind.EOMI} for sense in self._senses.get(token[begin:], ())):
            whole = self._parsed(token, place)
            if whole.is_whole:
                return whole.glosses
        return self._parsed(token[:begin], place).glosses

    def _after_number(self, word: str) -> _Parse:
        """A token after a number: a counter if it can be one, else as it would be read alone."""
        counted = self._parsed(word, _Place.NUMBER)
        return counted if counted.is_whole else self._parsed(word, _Place.START)

    def _parse(self, token: str, place: _Place) -> _Parse:
        """The glosses of a token of Hangul, digits and Latin letters."""
        glosses: list[str] = []
        is_whole = True
        for piece in _PIECE.findall(token):
            if not "가" <= piece[0] <= "힣":
                glosses.append(piece)
                place = _Place.NUMBER if piece[-1].isdigit() else _Place.NOUN
                continue
            parse = self._best(piece, 0, place, {}) if len(piece) <= _LONGEST else None
            glosses += parse.glosses if parse else [piece]
            is_whole = is_whole and parse is not None and parse.is_whole
            place = _Place.NOUN
        return _Parse(0.0, tuple(glosses), is_whole)

    def _best(
        self, word: str, start: int, place: _Place, memo: dict[tuple[int, _Place], _Parse | None],
    ) -> _Parse | None:
        """The best parse of ``word`` from ``start``, or none."""
        if start == len(word):
            return None if place is _Place.PREFIX else _Parse(0.0, (), is_whole=True)
        if (start, place) not in memo:
            # The rest may be dropped after a known beginning of two syllables.
            is_known = start > 1 and place in {_Place.NOUN, _Place.STEM, _Place.GRAMMAR}
            best = _Parse(_DROPPED - len(word) + start, (), is_whole=False) if is_known else None
            for stop in range(min(len(word), start + self._longest), start, -1):
                for sense in self._senses.get(word[start:stop], ()):
                    after = _place_after(sense.kind, place, stop - start)
                    rest = self._best(word, stop, after, memo) if after else None
                    if rest is None:
                        continue
                    score = rest.score + _weight(sense.kind, stop - start)
                    if best is None or score > best.score:
                        best = _Parse(score, (*filter(None, [sense.gloss]), *rest.glosses), rest.is_whole)
            memo[start, place] = best
        return memo[start, place]


def _weight(kind: _Kind, length: int) -> float:
    if kind in {_Kind.JOSA, _Kind.EOMI}:
        return 1.5 * length
    return float(length * length) + (2 if kind is _Kind.COUNTER else 0)


def _place_after(kind: _Kind, place: _Place, length: int) -> _Place | None:
    """Where an entry leads from a place, or none if it cannot stand there."""
    if place not in _AFTER[kind]:
        return None
    if kind is _Kind.NOUN and place in {_Place.NOUN, _Place.NUMBER, _Place.PREFIX}:
        return _Place.NOUN if length > 1 else None
    if kind is _Kind.NOUN and length == 1:
        return _Place.SYLLABLE
    return _NEXT[kind]
