"""Text as the lexicon and the index see it: one normal form for case, width and accents, and words or scripts."""

import re
import unicodedata
from functools import lru_cache

#: Kana, Hangul and Han, the scripts that are read without relying on blanks.
CJK = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3々〆ヵヶ"
# A letter may carry its accents as characters of their own.
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
WORD = re.compile(f"{_LETTERS}(?:['’·-]{_LETTERS})*")

_ACCENTS = str.maketrans(
    "áàâãäåāéèêëēíìîïīóòôõöōúùûüūçñýÿ", "aaaaaaaeeeeeiiiiioooooouuuuucnyy",
)


def normalise(text: str) -> str:
    """NFKC and case-folded: full-width letters become plain ones, capitals small."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A normalised word without its accents: ``"diseño"`` becomes ``"diseno"``."""
    plain = word.translate(_ACCENTS)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f"))


def language(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: ``zh-Hant`` is ``zh``."""
    return tag.partition("-")[0]
