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


_SMALL_WORDS = {
    "es": frozenset({
        "de", "la", "el", "los", "las", "que", "con", "en", "un", "una", "y", "del", "para", "por", "se", "su",
        "al", "lo", "como",
    }),
    "pt": frozenset({
        "de", "a", "o", "os", "as", "que", "com", "em", "um", "uma", "e", "do", "da", "para", "por", "se", "seu",
        "ao", "como", "não",
    }),
    "en": frozenset({
        "the", "of", "and", "with", "in", "to", "a", "for", "we", "from", "our", "is", "are", "on", "that", "this",
        "by", "it",
    }),
}


def guess_language(text: str) -> str:
    """The likeliest language of a text: by script, else by its small words, and English if in doubt."""
    counts = {
        "ja": sum("\u3041" <= c <= "\u30fa" for c in text),
        "ko": sum("\uac00" <= c <= "\ud7a3" for c in text),
        "zh": sum("\u4e00" <= c <= "\u9fff" for c in text),
    }
    if sum(counts.values()) * 4 > sum(c.isalpha() for c in text):
        # Japanese writes Han too, but hardly a sentence without kana.
        return "ja" if counts["ja"] * 10 > counts["zh"] and counts["ja"] >= counts["ko"] else max(
            ("ko", "zh"), key=lambda lang: counts[lang],
        )
    words = WORD.findall(normalise(text))
    found = {lang: sum(word in small for word in words) for lang, small in _SMALL_WORDS.items()}
    return max(("en", "es", "pt"), key=lambda lang: found[lang])
