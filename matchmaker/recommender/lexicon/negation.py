"""Which stretches of a text say no: the clause of a refusal or denial, in the languages profiles are written in."""

import re

from matchmaker.recommender.text import language

_BREAKS = {
    "spaced": re.compile(r"[.;:!?,\n()]+|\b(?:pero|sino|but|mas|porém)\b", re.IGNORECASE),
    "cjk": re.compile(r"[。．；：！？、，,;!?\n（）()]+"),
}
# In Spanish, English and Portuguese a clause is denied from the cue on; in Japanese and Korean up to the cue.
_FORWARD = {
    "es": re.compile(
        r"\b(?:no(?! s[oó]lo)|nunca|jam[aá]s|ni|sin(?! embargo| fines de lucro| [aá]nimo de lucro)|tampoco|excepto"
        r"|salvo|rechazamos|nada de|ning[uú]n[oa]?|prohibid[oa]s?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:no|not(?! only)|never|without|nor|neither|except|excluding|refuse|refused|cannot|none)\b|n[’']t\b",
        re.IGNORECASE,
    ),
    "pt": re.compile(r"\b(?:n[ãa]o|nunca|nem|sem|exceto|salvo|nenhum[a]?)\b", re.IGNORECASE),
    # Not where it is part of another word: stainless, different, not only, constant, many, any; future.
    "zh": re.compile(
        r"不(?![锈鏽銹同仅僅断斷少限])|无需|無需|拒绝|拒絕|谢绝|謝絕|禁止|没有|沒有|并非|並非|勿|未(?![来來])"
    ),
}
_BACKWARD = {
    "ja": re.compile(r"(?<!かまい)(?<!構い)ません|(?<!少)ない(?!し)|不可|お断り|対象外|以外|除く|除き|扱わず|せず"),
    "ko": re.compile(r"않|불가|없|못하|(?<![가-힣])[못안] |아니|사절|제외|거절"),
    "zh": re.compile(r"除外|以外|不可|不行|恕不|免谈|免談"),
}


def negated_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans ``(start, end)`` of the text that are refused or denied, in order."""
    name = language(lang)
    forward, backward = _FORWARD.get(name), _BACKWARD.get(name)
    breaks = _BREAKS["cjk" if name in {"ja", "ko", "zh"} else "spaced"]
    spans: list[tuple[int, int]] = []
    for start, end in _clauses(text, breaks):
        clause = text[start:end]
        cue = forward.search(clause) if forward else None
        tail = backward.search(clause) if backward else None
        if tail:
            spans.append((start, start + tail.end()))
        elif cue:
            spans.append((start + cue.start(), end))
    return spans


def _clauses(text: str, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans between the breaks."""
    edges = [0, *(edge for match in breaks.finditer(text) for edge in match.span()), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
