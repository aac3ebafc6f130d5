"""Spanish inflection: the stems of an entry and the endings that may follow them, written without accents.

It allows too much rather than too little: a wrong form ("dedio") stands in no text, a missing one is a hole.
"""

import re
from collections.abc import Iterator
from itertools import product

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.gloss.inflections import Kind, Stem, key
from matchmaker.recommender.text import normalise

_PRONOUNS = (
    "me", "te", "se", "lo", "la", "los", "las", "le", "les", "nos", "selo", "sela", "selos", "selas", "noslo",
    "nosla", "noslos", "noslas", "melo", "mela", "telo", "tela",
)
_STRESSED_A = ("o", "as", "a", "an", "e", "es", "en")
_UNSTRESSED_A = (
    "ar", "amos", "ais", "e", "aste", "o", "asteis", "aron", "aba", "abas", "abamos", "aban", "emos", "eis", "ara",
    "aras", "aramos", "aran", "ase", "asemos", "asen", "are", "aren", "ando", "ado", "ada", "ados", "adas", "ad",
)
_UNSTRESSED_E = (
    "emos", "eis", "i", "iste", "io", "imos", "isteis", "ieron", "ia", "ias", "iamos", "ian", "amos", "ais", "iera",
    "ieras", "ieramos", "ieran", "iese", "iesen", "iere", "ieren", "iendo", "yendo", "yo", "yeron", "yera", "yeran",
    "ido", "ida", "idos", "idas",
)
_FUTURE = ("e", "as", "a", "emos", "eis", "an", "ia", "ias", "iamos", "ian")
_BEFORE_A = ("o", "a", "as", "amos", "ais", "an")
_SMALL = ("ito", "ita", "itos", "itas")

#: What may follow a stem, by paradigm. ``!`` marks the stressed stem, whose vowel may break
#: (e > ie, o > ue, e > i), ``~`` the stem spelt for another vowel, ``+`` what pronouns may hang on.
ENDINGS: dict[str, tuple[str, ...]] = {
    "n-vowel": ("", "s"),
    "n-consonant": ("", "es"),
    "n-z": ("z", "ces"),
    "feminine": ("a", "as"),
    "feminine-adverb": ("amente",),
    "small": _SMALL,
    "small-c": tuple("c" + ending for ending in _SMALL),
    "adj-o": ("o", "os", "a", "as", "amente"),
    "superlative": ("isimo", "isima", "isimos", "isimas"),
    "adverb": ("mente",),
    "v-ar!": _STRESSED_A,
    "v-ar": (*_UNSTRESSED_A, *("ar" + ending for ending in _FUTURE)),
    "v-er!": ("o", "es", "e", "en", "a", "as", "an"),
    "v-er": ("er", "ed", *_UNSTRESSED_E, *("er" + ending for ending in _FUTURE)),
    "v-ir!": ("o", "es", "e", "en", "a", "as", "an"),
    "v-ir": ("ir", "is", "id", *_UNSTRESSED_E, *("ir" + ending for ending in _FUTURE)),
    "v-ir-i": ("io", "ieron", "iendo", "iera", "ieran", "iese", "iesen", "amos", "ais"),
    "v-past": ("e", "iste", "o", "imos", "ieron", "eron", "iera", "ieras", "ieramos", "ieran", "era", "eran", "iese"),
    "v-future": _FUTURE,
    "v-present": _BEFORE_A,
    "v-participle": ("o", "a", "os", "as"),
    "v-ar+": tuple(a + b for a, b in product(("ar", "ando", "e", "en", "a", "emo"), _PRONOUNS)),
    "v-er+": tuple(a + b for a, b in product(("er", "iendo", "yendo", "e", "a", "an", "amo"), _PRONOUNS)),
    "v-ir+": tuple(a + b for a, b in product(("ir", "iendo", "yendo", "e", "a", "an", "amo"), _PRONOUNS)),
    "v-ar~": ("e", "es", "en", "emos", "eis", *(a + b for a, b in product(("e", "en", "emo"), _PRONOUNS))),
    "v-er~": (*_BEFORE_A, *(a + b for a, b in product(("a", "an", "amo"), _PRONOUNS))),
    "v-ir~": (*_BEFORE_A, *(a + b for a, b in product(("a", "an", "amo"), _PRONOUNS))),
    "v-strong+": tuple(a + b for a, b in product(("a", "an"), _PRONOUNS)),
}
_BREAKS = (("e", "ie"), ("o", "ue"), ("e", "i"), ("u", "ue"), ("i", "ie"))
# Before the other vowels (e for -ar, a and o for -er and -ir) a consonant keeps its sound by another letter.
_SPELLING = {
    "ar": (("c", "qu"), ("g", "gu"), ("z", "c")),
    "er": (("c", "z"), ("g", "j"), ("c", "zc")),
    "ir": (("c", "z"), ("g", "j"), ("c", "zc"), ("gu", "g"), ("qu", "c")),
}
# Verbs with stems of their own, and all that end like them ("obtener" as "tener").
_STRONG = {
    "tener": (("teng", "v-present"), ("tuv", "v-past"), ("tendr", "v-future"), ("teng", "v-strong+")),
    "venir": (("veng", "v-present"), ("vin", "v-past"), ("vendr", "v-future")),
    "poner": (
        ("pong", "v-present"), ("pus", "v-past"), ("pondr", "v-future"), ("puest", "v-participle"),
        ("pong", "v-strong+"),
    ),
    "hacer": (
        ("hag", "v-present"), ("hic", "v-past"), ("hiz", "v-past"), ("har", "v-future"), ("hech", "v-participle"),
        ("hag", "v-strong+"),
    ),
    "decir": (
        ("dig", "v-present"), ("dij", "v-past"), ("dir", "v-future"), ("dich", "v-participle"), ("dic", "v-ir!"),
        ("dig", "v-strong+"),
    ),
    "traer": (("traig", "v-present"), ("traj", "v-past")),
    "ducir": (("duzc", "v-present"), ("duj", "v-past")),
    "poder": (("pud", "v-past"), ("podr", "v-future"), ("pudiendo", "n-vowel")),
    "querer": (("quis", "v-past"), ("querr", "v-future")),
    "saber": (("sep", "v-present"), ("sup", "v-past"), ("sabr", "v-future")),
    "salir": (("salg", "v-present"), ("saldr", "v-future")),
    "valer": (("valg", "v-present"), ("valdr", "v-future")),
    "caber": (("quep", "v-present"), ("cup", "v-past"), ("cabr", "v-future")),
    "caer": (("caig", "v-present"),),
    "oir": (("oig", "v-present"), ("oy", "v-ir!")),
    "ver": (("ve", "v-present"), ("ve", "v-er"), ("vist", "v-participle")),
    "andar": (("anduv", "v-past"),),
    "estar": (("estuv", "v-past"),),
    "escribir": (("escrit", "v-participle"),),
    "scribir": (("scrit", "v-participle"),),
    "abrir": (("abiert", "v-participle"),),
    "cubrir": (("cubiert", "v-participle"),),
    "romper": (("rot", "v-participle"),),
    "volver": (("vuelt", "v-participle"),),
    "solver": (("suelt", "v-participle"),),
    "morir": (("muert", "v-participle"),),
    "imprimir": (("impres", "v-participle"),),
}


def stems(entry: Entry) -> Iterator[Stem]:
    """The stems under which the forms of a one-word entry are found."""
    for word in (entry.entry, *entry.forms) if entry.pos in {"n", "adj", "num"} else ():
        form = key(normalise(word))
        yield from _noun(form) if entry.pos == "n" else _adjective(form)
    if entry.pos == "v":
        yield from _verb(key(normalise(entry.entry)))


def _noun(word: str) -> Iterator[Stem]:
    yield _plural(word)
    if word.endswith("o"):
        yield Stem(word[:-1], "feminine", Kind.DERIVED)
    elif word.endswith(("or", "ol", "an", "on", "es", "in")):
        yield Stem(word, "feminine", Kind.DERIVED)
    yield from _diminutives(word)


def _adjective(word: str) -> Iterator[Stem]:
    yield _plural(word)
    yield Stem(word, "adverb", Kind.INFLECTED)
    if word.endswith("o"):
        yield Stem(word[:-1], "adj-o", Kind.INFLECTED)
    elif word.endswith(("or", "ol", "an", "on", "es", "in")):
        yield Stem(word, "feminine", Kind.INFLECTED)
        yield Stem(word, "feminine-adverb", Kind.INFLECTED)
    base = _soft(word[:-1] if word[-1:] in "oae" else word)
    yield Stem(base, "superlative", Kind.DERIVED)
    yield from _diminutives(word)


def _plural(word: str) -> Stem:
    if word.endswith("z"):
        return Stem(word[:-1], "n-z", Kind.INFLECTED)
    return Stem(word, "n-vowel" if word[-1:] in "aeou" else "n-consonant", Kind.INFLECTED)


def _diminutives(word: str) -> Iterator[Stem]:
    if word[-1:] in "oa" and len(word) > 3:
        yield Stem(_soft(word[:-1]), "small", Kind.DERIVED)
    elif word[-1:] in "enr" and len(word) > 3:
        yield Stem(word, "small-c", Kind.DERIVED)


def _soft(stem: str) -> str:
    """A stem as it is spelt before i: ``poc`` becomes ``poqu``."""
    return re.sub("g$", "gu", re.sub("c$", "qu", re.sub("z$", "c", stem)))


def _verb(infinitive: str) -> Iterator[Stem]:
    bare = infinitive.removesuffix("se")
    stem, kind = bare[:-2], bare[-2:]
    if kind not in _SPELLING:
        return
    yield Stem(bare, "n-vowel", Kind.HEADWORD)
    broken = sorted({stem, *(_break(stem, old, new) for old, new in _BREAKS)})
    yield Stem(stem, f"v-{kind}", Kind.CONJUGATED)
    for one in broken:
        yield Stem(one, f"v-{kind}!", Kind.CONJUGATED)
        if one:
            yield Stem(one, f"v-{kind}+", Kind.WITH_PRONOUN)
        for spelt in sorted({re.sub(f"{old}$", new, one) for old, new in _SPELLING[kind]} - {one}):
            yield Stem(spelt, f"v-{kind}~", Kind.CONJUGATED)
    if kind == "ir":
        for one in sorted({_break(stem, old, new) for old, new in (("e", "i"), ("o", "u"))}):
            yield Stem(one, "v-ir-i", Kind.CONJUGATED)
        if stem.endswith("u"):
            yield Stem(stem + "y", "v-ir!", Kind.CONJUGATED)
    for family, changes in _STRONG.items():
        if bare.endswith(family):
            head = bare.removesuffix(family)
            yield from (Stem(head + strong, paradigm, Kind.CONJUGATED) for strong, paradigm in changes)


def _break(stem: str, old: str, new: str) -> str:
    """The last ``old`` vowel of the stem broken into ``new``."""
    head, found, tail = stem.rpartition(old)
    return f"{head}{new}{tail}" if found and re.fullmatch("[^aeiou]*(?:[gq]u)?", tail) else stem
