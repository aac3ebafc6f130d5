"""The glossary: one dictionary per language, and which of them a text is read with."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from matchmaker.recommender.gloss import chinese, japanese, korean, portuguese, slips, spanish
from matchmaker.recommender.gloss.entries import DATA, Entry, read_entries
from matchmaker.recommender.gloss.eojeol import EojeolGloss
from matchmaker.recommender.gloss.inflections import Inflections
from matchmaker.recommender.gloss.spaced import SpacedGloss
from matchmaker.recommender.gloss.unspaced import UnspacedGloss, as_listed
from matchmaker.recommender.text import language

#: Files by language, in order of precedence: the trade's sense of a word before its general one.
FILES = {
    "es": ("es_trade.csv", "es_general.csv"),
    "pt": ("pt.csv",),
    "ja": ("ja.csv",),
    "ko": ("ko.csv",),
    "zh": ("zh.csv",),
}


class _Glosses(Protocol):
    def gloss(self, text: str) -> str: ...


class Glossary:
    """Glosses texts of the languages it has entries for, and leaves every other text as it is.

    Portuguese falls back on the Spanish entries, where most of its words have a near twin.
    """

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._entries = entries
        self._ready: dict[str, _Glosses] = {}

    def gloss(self, text: str, lang: str) -> str:
        """The English gloss of a text whose language is the BCP 47 tag ``lang``."""
        name = language(lang).lower()
        if name not in self._entries:
            return text
        if name not in self._ready:
            self._ready[name] = _build(name, self._entries)
        return self._ready[name].gloss(text)


@lru_cache(maxsize=1)
def bundled_glossary() -> Glossary:
    """The glossary of the data files; a language's dictionary is unfolded at its first use."""
    return Glossary({
        name: [entry for file in files if (DATA / file).exists() for entry in read_entries(DATA / file)]
        for name, files in FILES.items()
    })


def _build(name: str, entries: Mapping[str, Sequence[Entry]]) -> _Glosses:
    if name in {"es", "pt"}:
        return _spaced(name, entries)
    if name == "ko":
        return EojeolGloss(entries[name], inflect=korean.forms)
    if name == "zh":
        spell = chinese.simplified(entries[name])
        return UnspacedGloss(entries[name], inflect=as_listed, spell=spell, prepare=chinese.in_figures)
    return UnspacedGloss(entries[name], inflect=japanese.forms)


def _spaced(name: str, entries: Mapping[str, Sequence[Entry]]) -> SpacedGloss:
    listed = list(entries.get("es", ()))
    layers = [Inflections(_words(listed), stems=spanish.stems, endings=spanish.ENDINGS)]
    if name == "es":
        return SpacedGloss(_phrases(listed), layers=layers)
    own = list(entries[name])
    layers.insert(0, Inflections(_words(own), stems=portuguese.stems, endings=portuguese.ENDINGS))
    return SpacedGloss(
        _phrases(own) + _phrases(listed), layers=layers,
        respell=lambda form: (*portuguese.cognates(form), *slips.with_tildes(form)),
    )


def _words(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if " " not in entry.entry]


def _phrases(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if " " in entry.entry]
