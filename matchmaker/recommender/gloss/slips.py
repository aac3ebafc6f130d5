"""Words that a slip of the pen may have been meant for."""

from collections.abc import Iterable, Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyzñ"
# Letters that sound alike, or whose sign many keyboards lack: the likeliest slips of all.
_ALIKE = ("bv", "vb", "sc", "cs", "sz", "zs", "cz", "zc", "gj", "jg", "nñ", "iy", "yi", "mn", "nm")
#: Below this length nearly every string is one letter away from some word.
MIN_LENGTH = 5
_MAX_LENGTH = 24


def is_mendable(form: str) -> bool:
    """Whether a key may be a misspelt Spanish word: long enough, and not ending as only foreign words do."""
    return MIN_LENGTH <= len(form) <= _MAX_LENGTH and form.isalpha() and form[-1] not in "bcfghjkmpqtvwx"


def with_tildes(form: str) -> Iterator[str]:
    """The key with one n read as ñ, for keyboards that have none."""
    return (form[:i] + "ñ" + form[i + 1 :] for i, letter in enumerate(form) if letter == "n")


def one_slip_away(form: str) -> Iterator[Iterable[str]]:
    """Groups of keys one slip away, likeliest first: alike, swapped, doubled or dropped, added, mistaken letters.

    Mistaken and swapped first letters come last: a word's beginning is what is written most carefully.
    """
    splits = [(form[:i], form[i:]) for i in range(len(form) + 1)]
    inner = splits[1:]
    yield [a + new + b[1:] for a, b in splits if b for old, new in _ALIKE if b[0] == old] + ["h" + form]
    yield [a + b[1] + b[0] + b[2:] for a, b in inner if len(b) > 1] + [a + b[1:] for a, b in inner if b]
    yield (a + c + b for a, b in inner for c in _LETTERS)
    yield (a + c + b[1:] for a, b in inner if b for c in _LETTERS)
    yield [form[1:], form[1] + form[0] + form[2:], *(c + form for c in _LETTERS), *(c + form[1:] for c in _LETTERS)]
