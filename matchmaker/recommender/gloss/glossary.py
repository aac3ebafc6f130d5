"""The glossary: one dictionary per language, and which of them a text is read with."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from matchmaker.recommender.gloss import japanese, korean, portuguese, slips, spanish
from matchmaker.recommender.gloss.entries import DATA, Entry, read_entries
from matchmaker.recommender.gloss.spaced import SpacedGloss
from matchmaker.recommender.gloss.unspaced import UnspacedGloss
from matchmaker.recommender.text import language

#: Files by language, in order of precedence: the trade's sense of a word before its general one.
FILES = {
    "es": ("es_trade.csv", "es_general.csv"),
    "pt": ("pt.csv", "es_trade.csv", "es_general.csv"),
    "ja": ("ja.csv",),
    "ko": ("ko.csv",),
    "zh": ("zh.csv",),
}


class _Glosses(Protocol):
    def gloss(self, text: str) -> str: ...


class Glossary:
    """Glosses texts of the languages it has entries for, and leaves every other text as it is."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._entries = entries
        self._ready: dict[str, _Glosses] = {}

    def gloss(self, text: str, lang: str) -> str:
        """The English gloss of a text whose language is the BCP 47 tag ``lang``."""
        name = language(lang)
        if name not in self._entries:
            return text
        if name not in self._ready:
            self._ready[name] = _build(name, self._entries[name])
        return self._ready[name].gloss(text)


@lru_cache(maxsize=1)
def bundled_glossary() -> Glossary:
    """The glossary of the data files; a language's dictionary is unfolded at its first use."""
    return Glossary({
        name: [entry for file in files if (DATA / file).exists() for entry in read_entries(DATA / file)]
        for name, files in FILES.items()
    })


def _build(name: str, entries: Sequence[Entry]) -> _Glosses:
    if name in {"es", "pt"}:
        return _spaced(entries, name=name)
    inflect = {"ja": japanese.forms, "ko": korean.forms}.get(name, _as_listed)
    return UnspacedGloss(entries, inflect=inflect, blanks=name == "ko")


def _as_listed(entry: Entry) -> Iterator[str]:
    yield entry.entry
    yield from entry.forms
