"""Small glossaries for the tests of the engine."""

from matchmaker.recommender.gloss import Glossary
from matchmaker.recommender.gloss.entries import Entry


def glossary(lang: str, *rows: str) -> Glossary:
    """A glossary of rows as they stand in the files: ``entry,pos,gloss`` and forms after a second comma."""
    return Glossary({lang: entries(*rows)})


def entries(*rows: str) -> list[Entry]:
    """Entries of rows ``entry,pos,gloss[,form;form[,hant]]``."""
    return [_entry(*row.split(",")) for row in rows]


def _entry(entry: str, pos: str, gloss: str, forms: str = "", hant: str = "") -> Entry:
    return Entry(entry=entry, pos=pos, gloss=gloss, hant=hant, forms=tuple(filter(None, forms.split(";"))))
