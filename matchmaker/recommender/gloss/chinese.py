"""Chinese in both scripts, compared in Simplified characters, and its written numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from matchmaker.recommender.gloss.entries import Entry

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_TEN_THOUSAND = "万萬"
# Months have names of their own, one digit alone is often part of a word, and 千万 is mostly "by all means".
# Spellings of Hong Kong and older print, which the entries do not use.
_VARIANTS = str.maketrans("爲裏説衆啓僞衞麪濕溼鈎閲併藴枱臺脫", "为里说众启伪卫面湿湿钩阅并蕴台台脱")
_FIGURE = "〇零一二三四五六七八九十百千"
_NUMBER = re.compile(f"(?!千[万萬])[{_FIGURE}][{_FIGURE}万萬]+(?![{_FIGURE}万萬月])")


def simplified(entries: Iterable[Entry]) -> dict[int, str | int]:
    """A table for ``str.translate`` from Traditional to Simplified characters, learnt from entries given in both.

    Each entry of equal length in both votes for the characters that differ; the most votes win, because some entries
    are other words in Taiwan (软件, 軟體). A character that Simplified entries use themselves stays as it is.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    plain: set[str] = set()
    for entry in entries:
        plain.update(entry.entry)
        if len(entry.entry) == len(entry.hant):
            for hans, hant in zip(entry.entry, entry.hant, strict=True):
                if hans != hant and hant >= "㐀":
                    votes[hant][hans] += 1
    return _VARIANTS | {
        ord(hant): max(counts, key=lambda hans: (counts[hans], hans))
        for hant, counts in votes.items() if hant not in plain
    }


def in_figures(text: str) -> str:
    """A text with its numbers of two characters or more in figures: ``三十一日`` becomes ``31日``."""
    return _NUMBER.sub(lambda found: str(_value(found.group())), text)


def _value(number: str) -> int:
    if not {*_TENS, *_TEN_THOUSAND} & set(number):
        return int("".join(str(_DIGITS[digit]) for digit in number))
    total = pending = 0
    for character in number:
        if character in _DIGITS:
            pending = _DIGITS[character]
            continue
        if character in _TEN_THOUSAND:
            total = (total + pending) * 10_000
        else:
            total += (pending or 1) * _TENS[character]
        pending = 0
    return total + pending
