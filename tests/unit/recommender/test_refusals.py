"""Refusals in words: which listings they speak against, and which they leave alone."""

from collections.abc import Mapping

import pytest

from matchmaker.recommender.lexicon import Detector
from matchmaker.recommender.lexicon.concepts import Concept, Kind, Label, Vocabulary
from matchmaker.recommender.profile import Listing
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.refusals import about, first_against, refusals_of
from tests.builders import need, offer

VOCABULARY = Vocabulary(
    concepts={
        name: Concept(id=name, domain="crafts", stage="production", kind=Kind.GOOD, broader=broader)
        for name, broader in (("jewellery", ""), ("earring", "jewellery"), ("leather", ""))
    },
    labels=(
        Label(concept="jewellery", lang="en", text="jewellery"),
        Label(concept="jewellery", lang="en", text="body ornaments"),
        Label(concept="jewellery", lang="es", text="joyería"),
        Label(concept="earring", lang="en", text="earrings"),
        Label(concept="earring", lang="es", text="aretes"),
        Label(concept="leather", lang="ja", text="革"),
    ),
)
GLOSSES: Mapping[str, str] = {
    "cuero": "leather", "pieles": "fur",
    "Bolsos de cuero": "leather bags",
    "Bolsos de lana": "wool bags",
    "プラスチック": "plastic",
    "プラスチックのかご": "plastic basket",
    "竹のかご": "bamboo basket",
    "未经授权": "without authorization",
}


def reader() -> Reader:
    """Knows a few sentences of other languages, and glosses the rest into nothing."""
    return Reader(glosser=lambda text, _lang: GLOSSES.get(text, ""), detector=Detector(VOCABULARY))


def refused(listing: Listing, *sentences: str, lang: str = "en") -> str | None:
    """The sentence of the other side that speaks against a listing."""
    other = need("Something else", "Anything.", lang=lang, refuses=sentences)
    return first_against(refusals_of([other], reader=reader()), about(listing, reader=reader()))


@pytest.mark.parametrize("title", ["Leather belts", "Belts of soft leathers", "Fur hats", "Bone buttons"])
def test_each_alternative_of_a_refusal_speaks_by_itself(title: str) -> None:
    assert refused(offer(title), "leather, fur or bone") == "leather, fur or bone"


def test_a_listing_about_none_of_the_alternatives_is_left_alone() -> None:
    assert refused(offer("Wool belts"), "leather, fur or bone") is None


def test_all_the_words_of_an_alternative_must_be_in_the_title() -> None:
    sentences = ("machine embroidery",)

    assert refused(offer("Machine embroidery on wool"), *sentences) == "machine embroidery"
    assert refused(offer("Hand embroidery on wool"), *sentences) is None


def test_words_deep_in_a_text_are_not_enough() -> None:
    assert refused(offer("Wool belts", "Woven by hand. We once showed leather belts."), "leather belts") is None


def test_an_alternative_that_tells_a_whole_story_is_not_matched_by_words() -> None:
    story = "belts woven overseas cheaply"

    assert refused(offer("Belts woven overseas cheaply"), story) is None
    assert refused(offer("Belts woven overseas cheaply"), "belts woven overseas") == "belts woven overseas"


@pytest.mark.parametrize("sentence", ["products", "other items and goods of this type", "show new work", "licensing"])
def test_words_of_trade_alone_never_speak(sentence: str) -> None:
    everything = offer("New products, goods and items of other types: licensing a show, this work and design")

    assert refused(everything, sentence) is None


def test_words_of_trade_beside_another_word_do_not_count() -> None:
    assert refused(offer("Plastic"), "selling products made of plastic") == "selling products made of plastic"


def test_a_refused_lack_speaks_against_a_listing_that_says_it_lacks_it() -> None:
    sentence = "licensing without written consent"

    assert refused(offer("Patterns", "We sell them without written consent."), sentence) == sentence
    assert refused(offer("Patterns", "We sell them with written consent."), sentence) is None
    assert refused(offer("Patterns with written consent"), sentence) is None


def test_a_refused_lack_speaks_against_a_listing_that_refuses_the_thing_itself() -> None:
    assert refused(offer("Patterns", refuses=("written consent",)), "without written consent") is not None


def test_a_refused_concept_speaks_against_what_is_narrower() -> None:
    assert refused(offer("Silver earrings"), "jewellery") == "jewellery"
    assert refused(offer("Silver spoons"), "jewellery") is None


def test_a_refused_concept_does_not_speak_against_what_is_broader() -> None:
    assert refused(offer("Silver jewellery"), "earrings") is None


def test_a_concept_speaks_whatever_the_words_for_it() -> None:
    assert refused(offer("Silver earrings"), "body ornaments") == "body ornaments"


def test_a_concept_that_the_title_denies_is_not_what_it_is_about() -> None:
    assert refused(offer("Everything but no earrings"), "body ornaments") is None


def test_a_concept_that_is_only_one_of_many_things_named_does_not_speak() -> None:
    assert refused(offer("Silver earrings"), "body ornaments, glass beads or feathers") is None


def test_a_lack_of_a_concept_does_not_speak_against_it() -> None:
    assert refused(offer("Silver earrings"), "sets without body ornaments") is None


def test_a_spanish_refusal_is_read_by_its_gloss() -> None:
    sentence = "cuero o pieles"

    assert refused(offer("Leather bags"), sentence, lang="es") == sentence
    assert refused(offer("Bolsos de cuero", lang="es"), sentence, lang="es") == sentence
    assert refused(offer("Bolsos de lana", lang="es"), sentence, lang="es") is None


def test_a_japanese_refusal_is_held_against_a_listing_in_another_language() -> None:
    assert refused(offer("Plastic baskets"), "プラスチック", lang="ja") == "プラスチック"
    assert refused(offer("プラスチックのかご", lang="ja"), "プラスチック", lang="ja") == "プラスチック"
    assert refused(offer("竹のかご", lang="ja"), "プラスチック", lang="ja") is None


def test_a_chinese_lack_is_read_by_its_gloss() -> None:
    listing = offer("Patterns", "Printed without authorization.")

    assert refused(listing, "未经授权", lang="zh-Hans") == "未经授权"
    assert refused(offer("Patterns", "Printed with authorization."), "未经授权", lang="zh-Hans") is None


def test_a_concept_is_the_bridge_where_the_gloss_is_empty() -> None:
    assert refused(offer("Aretes", lang="es"), "joyería", lang="es") == "joyería"
    assert refused(offer("Cucharas", lang="es"), "joyería", lang="es") is None


def test_a_sentence_nobody_can_read_speaks_against_nothing() -> None:
    assert refused(offer("Bolsos de lana", lang="es"), "quién sabe qué", "", lang="es") is None


def test_what_a_side_refuses_once_it_refuses_for_all_its_listings() -> None:
    listings = [need(refuses=("plastic",)), need(refuses=("plastic", "fur")), need()]

    sentences = [refusal.sentence for refusal in refusals_of(listings, reader=reader())]

    assert sentences == ["plastic", "fur"]


def test_the_first_sentence_that_speaks_is_quoted_as_it_was_written() -> None:
    assert refused(offer("Leather bags"), "plastic", "Leather (ANY)", "leather") == "Leather (ANY)"
