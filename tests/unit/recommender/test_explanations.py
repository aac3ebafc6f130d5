"""Reasons in words: what they quote, in which language, and what they leave unsaid."""

from typing import Any

import pytest

from matchmaker.recommender.explanations import LANGUAGES, explain, notes_on, sentences
from matchmaker.recommender.profile import Profile
from tests.builders import buyer, enterprise, need, offer


def listing(title: str, lang: str = "en", keywords: str = "never shown") -> dict[str, Any]:
    """A listing as it stands in the evidence of an entry."""
    return {"id": 7, "ref": "o1", "title": title, "lang": lang, "keywords": keywords}


def direction(need: dict[str, Any], offer: dict[str, Any], seeker: str = "Kawa", giver: str = "Ayni") -> dict[str, Any]:
    """Who seeks what, and who offers what."""
    return {"seeker": seeker, "giver": giver, "need": need, "offer": offer}


def evidence(title: str = "Wool hats", lang: str = "en", keywords: str = "") -> dict[str, Any]:
    """Evidence whose offer has that title; its need is in English."""
    return {"main": direction(listing("Hats"), listing(title, lang, keywords))}


def test_a_reason_in_english_quotes_both_listings() -> None:
    reason = explain({"main": direction(listing("Hats for winter"), listing("Wool hats"))}, lang="en")

    assert reason == "Kawa is looking for “Hats for winter” and Ayni offers “Wool hats”."


def test_a_reason_in_spanish_quotes_both_listings() -> None:
    reason = explain({"main": direction(listing("Gorros", "es"), listing("Gorros de lana", "es"))}, lang="es")

    assert reason == "Kawa busca «Gorros» y Ayni ofrece «Gorros de lana»."


def test_the_direction_back_follows_as_a_sentence_of_its_own() -> None:
    both = {
        "main": direction(listing("Hats"), listing("Wool hats")),
        "return": direction(listing("Dyes"), listing("Indigo"), seeker="Ayni", giver="Kawa"),
    }

    assert sentences(both, lang="en") == [
        "Kawa is looking for “Hats” and Ayni offers “Wool hats”.",
        "In turn, Ayni is looking for “Dyes” and Kawa offers “Indigo”.",
    ]
    assert sentences(both, lang="es") == [
        "Kawa busca «Hats» y Ayni ofrece «Wool hats».",
        "A la vez, Ayni busca «Dyes» y Kawa ofrece «Indigo».",
    ]
    assert explain(both, lang="en") == " ".join(sentences(both, lang="en"))


@pytest.mark.parametrize(
    ("title", "lang", "quoted"),
    [
        ("The “Puna” hat", "en", "“The ‘Puna’ hat”"),
        ("«Puna» hats", "en", "“‹Puna› hats”"),
        ("El gorro «Puna»", "es", "«El gorro ‹Puna›»"),
        ("El gorro “Puna”", "es", "«El gorro ‘Puna’»"),
        ("  Wool hats. ", "en", "“Wool hats”"),
        ("Wool {hats} %s", "en", "“Wool {hats} %s”"),
        ("Who wears wool?", "en", "“Who wears wool?”"),
    ],
)
def test_a_quotation_stays_whole_whatever_stands_in_the_title(title: str, lang: str, quoted: str) -> None:
    reason = explain(evidence(title, lang), lang=lang)

    assert reason == {
        "en": f"Kawa is looking for “Hats” and Ayni offers {quoted}.",
        "es": f"Kawa busca «Hats» y Ayni ofrece {quoted}.",
    }[lang]


@pytest.mark.parametrize(
    ("title", "lang", "reader", "quoted"),
    [
        ("羊毛の帽子。", "ja", "en", "“羊毛の帽子” [word by word: wool hat]"),
        ("羊毛の帽子", "ja", "es", "«羊毛の帽子» [palabra por palabra, en inglés: wool hat]"),
        ("羊毛帽", "zh-Hant", "en", "“羊毛帽” [word by word: wool hat]"),
        ("Gorros de lana", "es", "en", "“Gorros de lana” [word by word: wool hat]"),
        ("Gorros de lana", "es-PE", "es", "«Gorros de lana»"),
        ("Wool hats", "en-GB", "es", "«Wool hats»"),
        ("Wool hats", "en", "en", "“Wool hats”"),
    ],
)
def test_a_title_in_another_language_is_followed_by_its_key_words(
    title: str, lang: str, reader: str, quoted: str,
) -> None:
    reason = sentences(evidence(title, lang, " wool \n hat "), lang=reader)[0]

    verb = "ofrece" if reader == "es" else "offers"
    assert reason.rpartition(f" {verb} ")[2] == f"{quoted}."


@pytest.mark.parametrize("without", [{"keywords": ""}, {"keywords": "  "}, {}])
def test_a_title_without_key_words_stands_alone(without: dict[str, str]) -> None:
    offer = {"title": "羊毛の帽子", "lang": "ja", **without}

    reason = explain({"main": direction(listing("Hats"), offer)}, lang="en")

    assert reason == "Kawa is looking for “Hats” and Ayni offers “羊毛の帽子”."


NOTES = {
    "target_wished": (
        {"enterprise": "Ayni", "buyer": "Kawa"},
        "Ayni quiere vender en el mercado de Kawa.",
        "Ayni wants to sell in the market of Kawa.",
    ),
    "target_not_wished": (
        {"enterprise": "Ayni"},
        "Atención: Ayni no nombra ese mercado entre los que busca.",
        "Note: Ayni does not name this market among those it seeks.",
    ),
    "no_common_language": (
        {},
        "Atención: no tienen un idioma común; hará falta interpretación.",
        "Note: they share no language; an interpreter will be needed.",
    ),
    "pooled": (
        {"minimum": 50, "capacity": 20},
        "El pedido mínimo (50 al mes) supera la capacidad (20); se aceptan varios talleres.",
        "The minimum order (50 a month) exceeds the capacity (20); several may share it.",
    ),
}


@pytest.mark.parametrize("code", NOTES)
def test_each_note_is_told_in_both_languages(code: str) -> None:
    values, spanish, english = NOTES[code]
    with_note = {**evidence(), "notes": [{"code": code, "values": values}]}

    told = [sentences(with_note, lang=lang)[1:] for lang in LANGUAGES]

    assert told == [[spanish], [english]]


def test_notes_follow_the_listings_in_their_order() -> None:
    with_notes = {**evidence(), "notes": [{"code": "no_common_language"}, {"code": "target_not_wished", "values": {
        "enterprise": "Ayni",
    }}]}

    assert sentences(with_notes, lang="en") == [
        "Kawa is looking for “Hats” and Ayni offers “Wool hats”.",
        "Note: they share no language; an interpreter will be needed.",
        "Note: Ayni does not name this market among those it seeks.",
    ]


def test_nothing_is_said_that_is_not_in_the_evidence() -> None:
    empty: dict[str, Any] = {"score": 0.9, "notes": [], "parts": {"returned": 0.3}}

    assert sentences(empty, lang="en") == []
    assert explain(empty, lang="es") == ""


def test_a_reader_of_another_language_is_answered_in_english() -> None:
    assert sentences(evidence(), lang="fr") == ["Kawa is looking for “Hats” and Ayni offers “Wool hats”."]


def noted(one: Profile, other: Profile, capacity: int | None = None, minimum: int | None = None) -> list[str]:
    """What is worth knowing of two organisations, in English."""
    bags, wanted = offer(capacity_per_month=capacity), need(min_per_month=minimum)
    return sentences({"notes": list(notes_on(one, other, offer=bags, need=wanted))}, lang="en")


def test_profiles_that_say_nothing_special_are_not_commented_on() -> None:
    assert noted(enterprise(), buyer()) == []


@pytest.mark.parametrize("buyer_first", [True, False])
@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ({"JP", "KR"}, "Ayni wants to sell in the market of Kawa."),
        ({"KR"}, "Note: Ayni does not name this market among those it seeks."),
    ],
)
def test_the_markets_an_enterprise_names_are_told(wished: set[str], told: str, buyer_first: bool) -> None:
    maker = enterprise(name="Ayni", target_economies=frozenset(wished))
    shop = buyer(name="Kawa", economy="JP", target_economies=frozenset({"PE"}))

    assert noted(*((shop, maker) if buyer_first else (maker, shop))) == [told]


def test_between_partners_no_market_is_told() -> None:
    one, other = (enterprise(ref, target_economies=frozenset({"PE", "CL"})) for ref in ("e-1", "e-2"))

    assert noted(one, other) == []


def test_a_language_in_common_is_one_whatever_its_script_or_region() -> None:
    assert noted(enterprise(languages=("es-PE", "en-US")), buyer(languages=("ja", "en-GB"))) == []
    assert noted(enterprise(languages=("es-PE",)), buyer(languages=("ja", "zh-Hant"))) == [
        "Note: they share no language; an interpreter will be needed.",
    ]


@pytest.mark.parametrize(("capacity", "minimum"), [(50, 50), (None, 50), (20, None)])
def test_an_order_that_can_be_filled_needs_no_words(capacity: int | None, minimum: int | None) -> None:
    assert noted(enterprise(), buyer(), capacity, minimum) == []


def test_an_order_that_several_must_share_is_told() -> None:
    assert noted(enterprise(), buyer(), 20, 50) == [
        "The minimum order (50 a month) exceeds the capacity (20); several may share it.",
    ]
