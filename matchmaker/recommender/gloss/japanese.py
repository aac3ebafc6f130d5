"""Japanese inflection: the written forms of verbs and adjectives that a dictionary form stands for."""

from collections.abc import Iterator

from matchmaker.recommender.gloss.entries import Entry

# Rows of the five-step conjugation by the last kana: negative, polite, conditional, volitional, te- and ta-stem.
_FIVE_STEP = {
    "う": ("わ", "い", "え", "お", "って", "った"),
    "く": ("か", "き", "け", "こ", "いて", "いた"),
    "ぐ": ("が", "ぎ", "げ", "ご", "いで", "いだ"),
    "す": ("さ", "し", "せ", "そ", "して", "した"),
    "つ": ("た", "ち", "て", "と", "って", "った"),
    "ぬ": ("な", "に", "ね", "の", "んで", "んだ"),
    "ぶ": ("ば", "び", "べ", "ぼ", "んで", "んだ"),
    "む": ("ま", "み", "め", "も", "んで", "んだ"),
    "る": ("ら", "り", "れ", "ろ", "って", "った"),
}
_ONE_STEP = ("", "て", "た", "ない", "ます", "られる", "られ", "れば", "よう", "なく")
_ADJECTIVE = ("く", "くて", "かった", "くない", "さ", "ければ", "そうな")
_DO = (
    "する", "して", "した", "し", "します", "しました", "しない", "される", "された", "され", "すれば", "できる",
    "できます", "しています", "している", "いたします",
)


def forms(entry: Entry) -> Iterator[str]:
    """The entry, its listed spellings, and what they are conjugated to."""
    for word in (entry.entry, *entry.forms):
        yield word
        yield from _conjugated(word, entry.pos)


def _conjugated(word: str, pos: str) -> Iterator[str]:
    if pos == "v1" and word.endswith("る"):
        yield from (word[:-1] + ending for ending in _ONE_STEP if len(word) > 2 or ending)
    elif pos == "v5" and word[-1:] in _FIVE_STEP:
        stem, rows = word[:-1], _FIVE_STEP[word[-1]]
        yield from (stem + row for row in rows)
        yield from (stem + rows[0] + "ない", stem + rows[1] + "ます", stem + rows[0] + "れる", stem + rows[2] + "る")
        if word.endswith("行く"):
            yield from (stem + "って", stem + "った")
    elif pos == "adj-i" and word.endswith("い"):
        yield from (word[:-1] + ending for ending in _ADJECTIVE)
    elif pos == "adj-na":
        yield from (word + ending for ending in ("な", "に"))
    elif pos == "vs":
        yield from (word + ending for ending in _DO)
