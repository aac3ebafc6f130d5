"""What is embedded of a profile, and under which hash."""

import hashlib

import pytest

from matchmaker.recommender.documents import (
    Document,
    Glosser,
    document,
    documents_of,
    profile_documents,
    text_pair,
)
from tests.builders import enterprise, need, offer


def glosser(*known: tuple[str, str, str]) -> Glosser:
    """Knows the glosses of a few (text, language)."""
    glosses = {(text, lang): gloss for text, lang, gloss in known}
    return lambda text, lang: glosses.get((text, lang), "")


def never_asked(text: str, lang: str) -> str:
    """A glosser for texts that need none."""
    raise AssertionError(f"No gloss of {text!r} ({lang}) is needed.")


def test_a_document_is_kept_under_the_digest_of_its_bytes() -> None:
    found = document("手織り")

    assert found == Document(text="手織り", content_hash=hashlib.sha256("手織り".encode()).hexdigest())


def test_texts_that_differ_in_one_character_are_kept_apart() -> None:
    texts = ["wool", "Wool", "wool ", "wool.", ""]

    assert len({document(text).content_hash for text in texts}) == len(texts)


@pytest.mark.parametrize("lang", ["en", "en-GB"])
def test_an_english_text_is_its_own_gloss(lang: str) -> None:
    pair = text_pair("Wool hats", lang=lang, glosser=never_asked)

    assert pair.gloss is pair.own
    assert (pair.own.text, pair.lang) == ("Wool hats", lang)


def test_a_text_in_another_language_has_its_gloss_beside_it() -> None:
    pair = text_pair("羊毛帽", lang="zh-Hant", glosser=glosser(("羊毛帽", "zh-Hant", "wool hat")))

    assert (pair.own.text, pair.gloss.text, pair.lang) == ("羊毛帽", "wool hat", "zh-Hant")


def test_a_gloss_that_came_out_empty_falls_back_to_the_text() -> None:
    pair = text_pair("Zzz", lang="es", glosser=glosser())

    assert pair.gloss == pair.own == document("Zzz")


def test_a_profile_is_read_as_its_summary_and_its_listings_with_their_titles() -> None:
    given, sought = offer("Gorros", "De lana.", lang="es"), need("Dyes", "Of plants.")
    profile = enterprise(summary="Tejemos.", summary_lang="es", offers=(given,), needs=(sought,))

    found = profile_documents(profile, glosser=glosser(
        ("Tejemos.", "es", "we weave"), ("Gorros. De lana.", "es", "hat wool"),
    ))

    assert (found.summary.own.text, found.summary.gloss.text) == ("Tejemos.", "we weave")
    assert {id_: (pair.own.text, pair.gloss.text) for id_, pair in found.listings.items()} == {
        given.id: ("Gorros. De lana.", "hat wool"),
        sought.id: ("Dyes. Of plants.", "Dyes. Of plants."),
    }


def test_each_document_of_a_profile_comes_once_in_a_stable_order() -> None:
    listings = (offer("Hats", "Of wool."), offer("Gorros", "De lana.", lang="es"))
    profile = enterprise(summary="Hats. Of wool.", offers=listings, needs=(need("Hats", "Of wool."),))

    found = profile_documents(profile, glosser=glosser(("Gorros. De lana.", "es", "hat wool")))

    assert [one.text for one in found.all()] == ["Hats. Of wool.", "Gorros. De lana.", "hat wool"]


def test_what_several_profiles_say_in_the_same_words_is_embedded_once() -> None:
    one, other = (
        profile_documents(enterprise(summary=summary, offers=(offer("Hats", "Of wool."),)), glosser=never_asked)
        for summary in ("We weave.", "We knit.")
    )

    assert [found.text for found in documents_of([one, other])] == ["We weave.", "Hats. Of wool.", "We knit."]


def test_nobody_has_no_documents() -> None:
    assert documents_of([]) == ()
