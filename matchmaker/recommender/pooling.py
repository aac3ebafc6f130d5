"""Whether a need may be filled by several makers together: the field where it is set, else what the text says."""

import re

from matchmaker.recommender.profile import Listing
from matchmaker.recommender.text import fold, language, normalise

# A stretch between sentence ends or commas: a refusal in one clause says nothing about the next.
_CLAUSE = re.compile(r"[.;:!?。；：！？、，,\n]+")

_TOGETHER = {
    "es": (
        r"varios (talleres|grupos|productores|proveedores|artesanos)|varias (comunidades|cooperativas|empresas|marcas)"
        r"|pedidos? conjuntos?|oferta conjunta|en conjunto|entre vari[oa]s|consorcio|agrupad|sumar (talleres|grupos)"
        r"|compartid[oa]|no (hace falta|es necesario) que (un|una) sol[oa]"
    ),
    "en": (
        r"\b(several|multiple|more than one) (groups|makers|workshops|producers|suppliers|studios|villages|companies)"
        r"|\bpool(ed|ing)?\b|\bjoint (bids?|offers?|orders?|proposals?|supply)|\bconsorti(um|a)\b|\bcombin(e|ed|ing)\b"
        r"|\bshared? orders?\b|\bsplit (the )?order|no single (maker|village|workshop|producer|supplier)"
    ),
    "ja": (
        r"複数の|共同|組(?:む|んで|んだ)|合同|分担|(?:一社|一つの工房|単独)[^、。]{0,8}なくて(?:も|よ|い|構)"
        r"|分け合|数社|コンソーシアム|持ち寄"
    ),
    "ko": r"여러 (공방|업체|단체|생산자|마을|나라|곳)|공동|컨소시엄|나누어|나눠|합쳐|분담|연합",
    "zh": (
        r"多家|联合|聯合|拼单|拼單|合并|合併|分担|分擔|几家|幾家|共同供|组合供|組合供|多个(工坊|村|作坊)"
        r"|多個(工坊|村|作坊)"
    ),
    "pt": r"v[aá]ri[oa]s (oficinas|grupos|produtores|comunidades)|em conjunto|cons[oó]rcio|pedido conjunto",
}
_REFUSED = {
    "es": (
        r"\bno\b(?! (?:hace falta|es necesario) que una? sol[oa])|\bni\b|\bsin\b|rechaz"
        r"|(?<!hace falta que )(?<!es necesario que )(?:un solo|una sola)"
    ),
    "en": r"\bno\b(?! single)|\bnot\b|n['’]t\b|\bnever\b|\bwithout\b|\brefuse|(?<!\bno )\bsingle supplier",
    "ja": r"不可|お断り|(?<!かまい)(?<!構い)ません|ない(?!数|ので|ため)|せず|対象外",
    "ko": r"않|불가|없|못|(?<![가-힣])안 |사절|제외",
    "zh": r"不接受|不做|不能|不可|不予|拒绝|拒絕|谢绝|謝絕|禁止|不收|勿",
    "pt": r"\bn[aã]o\b|\bnem\b|\bsem\b",
}
_TOGETHER_READ = {lang: re.compile(pattern) for lang, pattern in _TOGETHER.items()}
_REFUSED_READ = {lang: re.compile(pattern) for lang, pattern in _REFUSED.items()}


def welcomes_pooling(need: Listing) -> bool:
    """True where several makers may fill the need together; silence is not a welcome."""
    if need.pooling_accepted is not None:
        return need.pooling_accepted
    lang = language(need.lang)
    together = _TOGETHER_READ.get(lang)
    if together is None:
        return False
    refused = _REFUSED_READ[lang]
    clauses = [normalise(clause) for clause in _CLAUSE.split(need.document)]
    clauses = [fold(clause) if lang in {"es", "pt"} else clause for clause in clauses]
    if any(together.search(normalise(sentence)) for sentence in need.refuses):
        return False
    return any(together.search(clause) and not refused.search(clause) for clause in clauses)
