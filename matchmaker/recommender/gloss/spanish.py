"""Spanish (and near enough Portuguese) inflection: the forms under which a dictionary entry may stand in a text.

It makes too many forms rather than too few: a wrong one ("dedio") stands in no text, a missing one is a hole.
"""

import re
from collections.abc import Iterator

from matchmaker.recommender.gloss.entries import Entry

_CLITICS = ("me", "te", "se", "lo", "la", "los", "las", "le", "les", "nos", "selo", "sela", "selos", "selas")

# Endings after the stem, by conjugation; with a stressed stem the vowel may break (e > ie, o > ue, e > i).
_STRESSED = {
    "ar": ("o", "as", "a", "an", "e", "es", "en"),
    "er": ("o", "es", "e", "en", "a", "as", "an"),
    "ir": ("o", "es", "e", "en", "a", "as", "an"),
}
_UNSTRESSED = {
    "ar": (
        "amos", "áis", "é", "aste", "ó", "asteis", "aron", "aba", "abas", "ábamos", "abais", "aban", "emos", "éis",
        "ara", "aras", "áramos", "aran", "ase", "ases", "asen", "ando", "ado", "ada", "ados", "adas", "ad",
    ),
    "er": (
        "emos", "éis", "í", "iste", "ió", "imos", "isteis", "ieron", "ía", "ías", "íamos", "íais", "ían", "amos",
        "áis", "iera", "ieras", "iéramos", "ieran", "iese", "iesen", "iendo", "yendo", "yó", "yeron", "yera", "yeran",
        "ido", "ida", "idos", "idas", "ed",
    ),
}
_UNSTRESSED["ir"] = (*_UNSTRESSED["er"], "ís", "id")
_FUTURE = ("é", "ás", "á", "emos", "éis", "án", "ía", "ías", "íamos", "íais", "ían")
_BREAKS = (("e", "ie"), ("o", "ue"), ("e", "i"), ("u", "ue"), ("o", "u"))
# Before e or i a consonant keeps its sound by another letter, and back.
_SPELLING = {
    "ar": (("c", "qu"), ("g", "gu"), ("z", "c"), ("gu", "gü")),
    "er": (("c", "z"), ("g", "j"), ("c", "zc")),
    "ir": (("c", "z"), ("g", "j"), ("c", "zc"), ("gu", "g"), ("qu", "c"), ("u", "uy")),
}


def forms(entry: Entry) -> Iterator[str]:
    """Regular and listed forms of an entry, the entry itself first."""
    yield entry.entry
    yield from entry.forms
    if " " in entry.entry:
        return
    for word in (entry.entry, *entry.forms):
        if entry.pos == "n":
            yield from _noun(word)
        elif entry.pos == "adj":
            yield from _adjective(word)
    if entry.pos == "v":
        yield from _verb(entry.entry)


def plural(word: str) -> str:
    """The regular plural of a noun or adjective."""
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("ión", "ón", "án", "és", "én", "ín", "ún")):
        return word[:-2] + word[-2].translate(str.maketrans("áéíóú", "aeiou")) + word[-1] + "es"
    if word.endswith("s"):
        return word
    return word + ("s" if re.search("[aeiouáéó]$", word) else "es")


def _noun(word: str) -> Iterator[str]:
    yield plural(word)
    feminine = _feminine(word)
    if feminine:
        yield from (feminine, plural(feminine))
    yield from _diminutives(word)


def _adjective(word: str) -> Iterator[str]:
    yield plural(word)
    feminine = _feminine(word) or word
    yield from (feminine, plural(feminine), _plain(feminine) + "mente", feminine + "mente")
    if word.endswith("o"):
        yield from (word[:-1] + ending for ending in ("ísimo", "ísima", "ísimos", "ísimas"))
    yield from _diminutives(word)


def _feminine(word: str) -> str:
    if word.endswith("o"):
        return word[:-1] + "a"
    if word.endswith(("or", "ol", "án", "ón", "és", "ín")):
        return word[:-2] + word[-2].translate(str.maketrans("áéíóú", "aeiou")) + word[-1] + "a"
    return ""


def _diminutives(word: str) -> Iterator[str]:
    if word[-1:] in "oa" and len(word) > 3:
        stem = re.sub("g$", "gu", re.sub("c$", "qu", re.sub("z$", "c", word[:-1])))
        yield from (stem + ending for ending in ("ito", "ita", "itos", "itas"))
    elif word[-1:] in "enr" and len(word) > 3:
        yield from (_plain(word) + ending for ending in ("cito", "cita", "citos", "citas"))


def _verb(infinitive: str) -> Iterator[str]:
    bare = infinitive.removesuffix("se")
    kind = _plain(bare[-2:])
    if kind not in _STRESSED:
        return
    stem = bare[:-2]
    stems = {stem, *(re.sub(f"{old}$", new, stem) for old, new in _SPELLING[kind])}
    yield bare
    broken = stems | {_break(one, old, new) for one in stems for old, new in _BREAKS}
    for one in broken:
        yield from (one + ending for ending in _STRESSED[kind])
    for one in broken if kind == "ir" else stems:
        yield from (one + ending for ending in _UNSTRESSED[kind])
    yield from (_plain(bare) + ending for ending in _FUTURE)
    yield from _with_clitics(bare, stem, kind)


def _with_clitics(infinitive: str, stem: str, kind: str) -> Iterator[str]:
    gerund = stem + ("ándo" if kind == "ar" else "iéndo")
    for clitic in _CLITICS:
        yield from (infinitive + clitic, gerund + clitic, _plain(gerund) + clitic)
    yield from (infinitive[:-2] + "á" + infinitive[-1] + "selo",)


def _break(stem: str, old: str, new: str) -> str:
    """The last ``old`` vowel of the stem broken into ``new``."""
    head, found, tail = stem.rpartition(old)
    return f"{head}{new}{tail}" if found and not re.search("[aeiou]", tail) else stem


def _plain(text: str) -> str:
    return text.translate(str.maketrans("áéíóú", "aeiou"))
