"""Words that a slip of the pen may have been meant for."""

from collections.abc import Callable, Collection, Iterable, Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyzñ"
# Letters that sound alike, or whose sign many keyboards lack: the likeliest slips of all.
_ALIKE = tuple(zip("bvscszczgjnmiy", "vbcszszcjgmnyi", strict=True))
#: Below this length nearly every string is one letter away from some word.
MIN_LENGTH = 5
_MAX_LENGTH = 24
_FOREIGN_ENDINGS = "bcfghjkmpqtvwx"


def is_mendable(form: str) -> bool:
    """Whether a key may be a misspelt Spanish word: long enough, and without the letters of foreign words."""
    return MIN_LENGTH <= len(form) <= _MAX_LENGTH and form.isalpha() and not {"k", "w"} & set(form)


def with_tildes(form: str) -> Iterator[str]:
    """The key with one n (or ni before a vowel) read as ñ, for keyboards that have none."""
    for i, letter in enumerate(form):
        if letter == "n":
            yield form[:i] + "ñ" + form[i + 1 :]
            if form[i + 1 : i + 2] == "i":
                yield form[:i] + "ñ" + form[i + 2 :]


def one_slip_away(form: str, *, letters_after: Callable[[str], Collection[str]]) -> Iterator[Iterable[str]]:
    """Groups of keys one slip away, likeliest first: one or two letters that sound alike, one left out, two swapped
    or one too many, one mistaken. Slips in the first letter come last: it is written most carefully.

    A key with an ending that Spanish does not have is foreign, or its last two letters are swapped.
    ``letters_after`` says with which letters a word can go on, so that hopeless keys are not tried.
    """
    if form[-1] in _FOREIGN_ENDINGS:
        yield [form[:-2] + form[-1] + form[-2]]
        return
    alike = list(_alike(form))
    yield ["h" + form, *alike]
    yield (twice for once in alike for twice in _alike(once))
    splits = [(form[:i], form[i:]) for i in range(1, len(form) + 1)]
    # Up to the slip the word is right.
    after = {a: letters_after(a) for a, _ in splits}
    yield (a + c + b for a, b in splits for c in after[a])
    yield [a + b[1:2] + b[0] + b[2:] for a, b in splits if b] + [a + b[1:] for a, b in splits if b]
    yield (a + c + b[1:] for a, b in splits if b for c in after[a])
    yield [form[1:], form[1] + form[0] + form[2:], *(c + form for c in _LETTERS), *(c + form[1:] for c in _LETTERS)]


def _alike(form: str) -> Iterator[str]:
    return (
        form[:i] + new + form[i + 1 :]
        for i, letter in enumerate(form) for old, new in _ALIKE if letter == old
    )
