"""Japanese inflection: the written forms of verbs and adjectives that a dictionary form stands for."""

from collections.abc import Iterator

from matchmaker.recommender.gloss.entries import Entry
from matchmaker.recommender.gloss.unspaced import Form

# Rows of the five-step conjugation by the last kana: negative, polite, conditional, volitional, te- and ta-form.
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
_ONE_STEP = ("て", "た", "たら", "たり", "れば", "よう", "ず", "ろ", "")
_ADJECTIVE = ("く", "くて", "かった", "さ", "ければ", "そうな", "そうに", "め")
_SURU = ("し", "して", "した", "せ", "さ", "すれば", "する", "しない", "せず")
_COME = ("来", "来て", "来た", "来ます", "来ない", "来られる", "きて", "きた", "きます")


def forms(entry: Entry) -> Iterator[Form]:
    """The entry, its listed spellings, and what they are conjugated to; auxiliaries (たい, ない, ます) are entries."""
    for word in (entry.entry, *entry.forms):
        yield Form(word, len(word))
        yield from _conjugated(word, entry.pos)


def _conjugated(word: str, pos: str) -> Iterator[Form]:
    stem, length = word[:-1], len(word)
    if pos == "v1" and word.endswith("る"):
        # The stem alone must weigh as much as the past, or 仕入れたい would be cut after 仕入れた.
        yield from (Form(stem + ending, length - 1) for ending in _ONE_STEP if ending or not _is_one_kana(stem))
    elif pos == "v5" and word[-1:] in _FIVE_STEP:
        rows = _FIVE_STEP[word[-1]]
        endings = (
            rows[1], *rows[4:], rows[0], rows[2], rows[2] + "る", rows[2] + "ば", rows[3] + "う", rows[0] + "れる",
            rows[0] + "れ", rows[0] + "せる", rows[0] + "ず", rows[5] + "ら", rows[5] + "り",
        )
        yield from (Form(stem + ending, length) for ending in endings)
        if word.endswith("行く"):
            yield from (Form(stem + ending, length) for ending in ("って", "った"))
    elif pos == "adj-i" and word.endswith("い"):
        yield from (Form(stem + ending, length - 1) for ending in _ADJECTIVE)
    elif pos == "adj-na":
        yield from (Form(word + ending, length) for ending in ("な", "に"))
    elif pos == "vk" and word.endswith("する") and length > 2:
        yield from (Form(word[:-2] + ending, length - 1) for ending in _SURU)
    elif pos == "vk" and word.endswith("来る"):
        yield from (Form(word[:-2] + ending, length) for ending in _COME)


def _is_one_kana(stem: str) -> bool:
    return len(stem) == 1 and "ぁ" <= stem <= "ゟ"
