"""Korean inflection: the stems to which endings attach, written as syllables."""

from collections.abc import Iterator

from matchmaker.recommender.gloss.entries import Entry

_FIRST = 0xAC00
_FINALS = 28
_VOWELS = 21
_FINAL_N, _FINAL_L, _FINAL_M, _FINAL_B, _FINAL_SS = 4, 8, 16, 17, 20
# Vowels in Unicode order; "bright" ones take 아, others 어.
_A, _EO, _O, _U, _EU, _I, _WA, _WO, _YEO, _AE, _E = 0, 4, 8, 13, 18, 20, 9, 14, 6, 1, 5


def forms(entry: Entry) -> Iterator[str]:
    """The entry, its listed spellings, and the stems they are conjugated with."""
    for word in (entry.entry, *entry.forms):
        yield word
        if entry.pos in {"v", "adj"} and word.endswith("다") and len(word) > 1:
            yield from stems(word[:-1])


def stems(stem: str) -> Iterator[str]:
    """A verb's stem as it meets consonant endings, ㄴ, ㄹ, ㅁ, ㅂ, and 아/어 and its past."""
    yield stem
    if stem.endswith("하"):
        yield from (stem[:-1] + syllable for syllable in ("한", "할", "함", "합", "해", "했", "하여", "하였"))
        return
    initial, vowel, final = _split(stem[-1])
    if initial < 0:
        return
    head = stem[:-1]
    if final in {0, _FINAL_L}:
        yield from (head + _join(initial, vowel, new) for new in (_FINAL_N, _FINAL_L, _FINAL_M, _FINAL_B))
    else:
        yield from (stem + ending for ending in ("은", "을", "음"))
    if final == _FINAL_L:
        # 만들다: 만드는, 만드시.
        yield head + _join(initial, vowel, 0)
    for past in (0, _FINAL_SS):
        yield head + _infinitive(initial, vowel, final, past)


def _infinitive(initial: int, vowel: int, final: int, past: int) -> str:
    """The last syllable(s) with 아/어 joined on; ``past`` is the final ㅆ or none."""
    if final:
        return _join(initial, vowel, final) + _join(11, _A if vowel in {_A, _O} else _EO, past)
    contracted = {_A: _A, _EO: _EO, _O: _WA, _U: _WO, _EU: _EO, _I: _YEO, _AE: _AE, _E: _E}.get(vowel)
    if contracted is None:
        return _join(initial, vowel, 0) + _join(11, _EO, past)
    return _join(initial, contracted, past)


def _split(syllable: str) -> tuple[int, int, int]:
    """Initial, vowel and final of a syllable; initial -1 for anything else."""
    code = ord(syllable) - _FIRST
    if not 0 <= code < 11172:
        return -1, 0, 0
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _join(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (initial * _VOWELS + vowel) * _FINALS + final)
