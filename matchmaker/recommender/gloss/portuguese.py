"""Portuguese inflection, and how a Portuguese word would be spelt in Spanish."""

import re
from collections.abc import Iterator
from itertools import product

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.gloss.inflections import Kind, Stem, key
from matchmaker.recommender.text import normalise

_FUTURE = ("ei", "as", "a", "emos", "ao", "ia", "ias", "iamos", "iam")
_PRONOUNS = ("-se", "-me", "-nos", "-lhe", "-lhes", "-o", "-a", "-os", "-as")

#: What may follow a stem, by paradigm, without accents.
ENDINGS: dict[str, tuple[str, ...]] = {
    "n-vowel": ("", "s"),
    "n-consonant": ("", "es"),
    "n-ao": ("ao", "oes", "aes", "aos"),
    "n-l": ("l", "is"),
    "n-m": ("m", "ns"),
    "feminine": ("a", "as"),
    "small": ("inho", "inha", "inhos", "inhas"),
    "adj-o": ("o", "os", "a", "as", "amente"),
    "adverb": ("mente",),
    "v-ar": (
        "ar", "o", "as", "a", "amos", "am", "ei", "aste", "ou", "aram", "ava", "avas", "avamos", "avam", "e", "es",
        "emos", "em", "asse", "assem", "arem", "armos", "ando", "ado", "ada", "ados", "adas",
        *("ar" + ending for ending in _FUTURE),
    ),
    "v-er": (
        "er", "o", "es", "e", "emos", "em", "i", "este", "eu", "eram", "ia", "iamos", "iam", "a", "as", "amos", "am",
        "esse", "essem", "erem", "ermos", "endo", "ido", "ida", "idos", "idas", *("er" + end for end in _FUTURE),
    ),
    "v-ir": (
        "ir", "o", "es", "e", "imos", "em", "i", "iste", "iu", "iram", "ia", "iamos", "iam", "a", "as", "amos", "am",
        "isse", "issem", "irem", "irmos", "indo", "ido", "ida", "idos", "idas", *("ir" + end for end in _FUTURE),
    ),
    "v+": tuple(a + b for a, b in product(("a", "e", "em", "am", "ar", "er", "ir", "i", "ando", "endo"), _PRONOUNS)),
}
_ALTERNATIVES = (("c$", "qu"), ("g$", "gu"), ("ç$", "c"), ("g$", "j"), ("gu$", "g"))
_COGNATES = (
    ("coes$", "ciones"), ("cao$", "cion"), ("cao$", "ccion"), ("coes$", "cciones"),
    ("oes$", "ones"), ("ao$", "on"), ("dades?$", "dad"), ("agens?$", "aje"),
    ("veis$", "bles"), ("vel$", "ble"), ("ais$", "ales"), ("ns$", "nes"), ("m$", "n"), ("nh", "ñ"), ("lh", "ll"),
    ("ss", "s"), ("ct", "t"), ("qua", "cua"),
)


def stems(entry: Entry) -> Iterator[Stem]:
    """The stems under which the forms of a one-word entry are found."""
    for word in (entry.entry, *entry.forms) if entry.pos in {"n", "adj"} else ():
        form = key(normalise(word))
        yield _plural(form)
        if form.endswith("o") and not form.endswith("ao"):
            yield Stem(form[:-1], "adj-o" if entry.pos == "adj" else "feminine", Kind.INFLECTED)
            yield Stem(form[:-1], "small", Kind.DERIVED)
        elif form.endswith(("or", "es")):
            yield Stem(form, "feminine", Kind.INFLECTED)
        yield Stem(form, "adverb", Kind.INFLECTED)
    if entry.pos == "v":
        word = normalise(entry.entry)
        kind = key(word[-2:])
        for stem in sorted({word[:-2], *(re.sub(old, new, word[:-2]) for old, new in _ALTERNATIVES)}):
            yield Stem(key(stem), f"v-{kind}", Kind.CONJUGATED)
            yield Stem(key(stem), "v+", Kind.WITH_PRONOUN)


def cognates(form: str) -> Iterator[str]:
    """A key as Spanish would spell the word, by one rule at a time: ``exportacao`` becomes ``exportacion``."""
    for pattern, spanish in _COGNATES:
        respelt = re.sub(pattern, spanish, form)
        if respelt != form:
            yield respelt


def _plural(word: str) -> Stem:
    if word.endswith("ao"):
        return Stem(word[:-2], "n-ao", Kind.INFLECTED)
    if word.endswith("l"):
        return Stem(word[:-1], "n-l", Kind.INFLECTED)
    if word.endswith("m"):
        return Stem(word[:-1], "n-m", Kind.INFLECTED)
    return Stem(word, "n-vowel" if word[-1:] in "aeiou" else "n-consonant", Kind.INFLECTED)
