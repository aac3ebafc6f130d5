"""Reasons in words: what a match rests on, quoting the listings, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from matchmaker.recommender.profile import Listing, Profile
from matchmaker.recommender.text import language
from models.enums import OrganisationKind

LANGUAGES = ("es", "en")

_PHRASES = {
    "es": {
        "main": "{seeker} busca {need} y {giver} ofrece {offer}.",
        "return": "A la vez, {seeker} busca {need} y {giver} ofrece {offer}.",
        "target_wished": "{enterprise} quiere vender en el mercado de {buyer}.",
        "target_not_wished": "Atención: {enterprise} no nombra ese mercado entre los que busca.",
        "no_common_language": "Atención: no tienen un idioma común; hará falta interpretación.",
        "pooled": "El pedido mínimo ({minimum} al mes) supera la capacidad ({capacity}); se aceptan varios talleres.",
    },
    "en": {
        "main": "{seeker} is looking for {need} and {giver} offers {offer}.",
        "return": "In turn, {seeker} is looking for {need} and {giver} offers {offer}.",
        "target_wished": "{enterprise} wants to sell in the market of {buyer}.",
        "target_not_wished": "Note: {enterprise} does not name this market among those it seeks.",
        "no_common_language": "Note: they share no language; an interpreter will be needed.",
        "pooled": "The minimum order ({minimum} a month) exceeds the capacity ({capacity}); several may share it.",
    },
}


def notes_on(one: Profile, other: Profile, *, offer: Listing, need: Listing) -> Iterator[dict[str, Any]]:
    """What else is worth knowing of a match, as codes with values; only what the two profiles say."""
    buyer, enterprise = (one, other) if one.kind is OrganisationKind.BUYER else (other, one)
    if buyer.kind is OrganisationKind.BUYER and enterprise.target_economies:
        wished = buyer.economy in enterprise.target_economies
        yield {
            "code": "target_wished" if wished else "target_not_wished",
            "values": {"enterprise": enterprise.name, "buyer": buyer.name},
        }
    if not {language(tag) for tag in one.languages} & {language(tag) for tag in other.languages}:
        yield {"code": "no_common_language"}
    if need.min_per_month and offer.capacity_per_month and offer.capacity_per_month < need.min_per_month:
        yield {
            "code": "pooled", "values": {"minimum": need.min_per_month, "capacity": offer.capacity_per_month},
        }


def explain(evidence: Mapping[str, Any], *, lang: str) -> str:
    """The whole reason of an entry in one paragraph; ``evidence`` as it was stored with the entry."""
    return " ".join(sentences(evidence, lang=lang))


def sentences(evidence: Mapping[str, Any], *, lang: str) -> list[str]:
    """The reason sentence by sentence: the listings that carry the match first, then what is worth knowing."""
    phrases = _PHRASES[lang if lang in _PHRASES else "en"]
    found = [_listings(phrases[part], evidence[part], lang) for part in ("main", "return") if part in evidence]
    return found + [phrases[note["code"]].format(**note.get("values", {})) for note in evidence.get("notes", ())]


def _listings(phrase: str, part: Mapping[str, Any], lang: str) -> str:
    return phrase.format(
        seeker=part["seeker"], giver=part["giver"], need=_quoted(part["need"], lang),
        offer=_quoted(part["offer"], lang),
    )


def _quoted(listing: Mapping[str, Any], lang: str) -> str:
    """The title in the reader's quotation marks; one in another language is followed by its English key words.

    A title's own marks become single ones, and its final stop goes, so that the sentence around it stays whole.
    """
    title = listing["title"].strip().rstrip(".。").translate(_SINGLE_MARKS)
    quoted = f"«{title}»" if lang == "es" else f"“{title}”"
    if language(listing["lang"]) in {lang, "en"}:
        return quoted
    keywords = " ".join(listing.get("keywords", "").split())
    label = "palabra por palabra, en inglés" if lang == "es" else "word by word"
    return f"{quoted} [{label}: {keywords}]" if keywords else quoted


_SINGLE_MARKS = str.maketrans("«»“”", "‹›‘’")
