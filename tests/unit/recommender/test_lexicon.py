"""Finding concepts in free text, in every language and spelling profiles are written in."""

import time

import pytest

from matchmaker.recommender.lexicon import Concept, Detector, Kind, Mention, Vocabulary
from matchmaker.recommender.lexicon.concepts import Label

BROADER = {
    "bag": "", "wool_bag": "bag", "box": "", "tapestry": "", "hat": "", "basket": "", "music": "", "concept_film": "",
    "concept_game": "", "embroidery": "", "edge": "",
}
LABELS = [
    Label(concept="bag", lang="en", text="bag", preferred=True),
    Label(concept="wool_bag", lang="en", text="wool bag"),
    Label(concept="box", lang="en", text="lacquer box"),
    Label(concept="bag", lang="es", text="bolso", preferred=True),
    Label(concept="wool_bag", lang="es", text="bolso de lana"),
    Label(concept="tapestry", lang="es", text="tapiz"),
    Label(concept="music", lang="es", text="música andina"),
    Label(concept="embroidery", lang="es", text="bordado"),
    Label(concept="basket", lang="pt", text="cesto"),
    Label(concept="hat", lang="ja", text="帽子"),
    Label(concept="bag", lang="ja", text="バッグ"),
    Label(concept="wool_bag", lang="ja", text="ウールのバッグ"),
    Label(concept="hat", lang="ko", text="모자"),
    Label(concept="hat", lang="zh-Hans", text="帽子"),
    Label(concept="basket", lang="zh-Hant", text="籃子"),
    Label(concept="basket", lang="zh-Hans", text="篮子"),
    Label(concept="concept_film", lang="en", text="concept art", context=("film", "visual development")),
    Label(concept="concept_game", lang="en", text="concept art", context=("game", "level")),
    Label(concept="concept_film", lang="ja", text="コンセプト", context=("映画",)),
    Label(concept="concept_game", lang="ja", text="コンセプト", context=("ゲーム",)),
]
VOCABULARY = Vocabulary(
    concepts={
        name: Concept(id=name, domain="crafts", stage="production", kind=Kind.GOOD, broader=broader)
        for name, broader in BROADER.items()
    },
    labels=tuple(LABELS),
)
DETECTOR = Detector(VOCABULARY)


def found(text: str, lang: str = "en") -> list[tuple[str, str]]:
    """Each concept of a text with the words it was found in."""
    return [(mention.concept, text[mention.start : mention.end]) for mention in DETECTOR.mentions(text, lang)]


def denied(text: str, lang: str = "en") -> dict[str, bool]:
    """Each concept of a text, and whether the text denies it."""
    return {mention.concept: mention.negated for mention in DETECTOR.mentions(text, lang)}


def test_a_concept_is_found_where_it_stands() -> None:
    assert DETECTOR.mentions("Our bag sells.", "en") == [Mention(concept="bag", start=4, end=7)]


def test_a_text_about_nothing_known_holds_no_concept() -> None:
    assert found("Baggage and sandbags, bagging, wool.") == []


def test_the_longest_label_wins() -> None:
    assert found("A wool bag and a bag") == [("wool_bag", "wool bag"), ("bag", "bag")]
    assert found("ウールのバッグ", "ja") == [("wool_bag", "ウールのバッグ")]


@pytest.mark.parametrize(
    ("text", "lang", "concept"),
    [
        ("WOOL BAGS", "en", "wool_bag"),
        ("Lacquer boxes", "en", "box"),
        ("Bolsos de lana", "es", "wool_bag"),
        ("dos tapices", "es", "tapestry"),
        ("Músicas andinas", "es", "music"),
        ("musica andina", "es", "music"),
        ("telas bordadas", "es", "embroidery"),
        ("cestos", "pt-BR", "basket"),
    ],
)
def test_an_inflected_label_is_found(text: str, lang: str, concept: str) -> None:
    assert [mention.concept for mention in DETECTOR.mentions(text, lang)] == [concept]


def test_words_that_only_begin_alike_are_kept_apart() -> None:
    assert found("el borde del bordillo, una bolsa", "es") == [("bag", "bolsa")]


def test_an_accent_written_as_a_character_of_its_own_is_the_same_word() -> None:
    text = "mu\u0301sica andina"

    assert found(text, "es") == [("music", text)]


def test_full_width_letters_are_the_same_word() -> None:
    assert found("ｗｏｏｌ　ｂａｇ") == [("wool_bag", "ｗｏｏｌ　ｂａｇ")]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("手作りの帽子とバッグです", "ja", [("hat", "帽子"), ("bag", "バッグ")]),
        ("손으로 만든 모자입니다", "ko", [("hat", "모자")]),
        ("我们做帽子和篮子", "zh-Hans", [("hat", "帽子"), ("basket", "篮子")]),
        ("我們做籃子", "zh-Hant", [("basket", "籃子")]),
        ("手作りのwool bagです", "ja", [("wool_bag", "wool bag")]),
    ],
)
def test_texts_without_blanks_are_searched_too(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, lang) == expected


@pytest.mark.parametrize("text", ["……帽子", "㌢帽子", "ﾊﾞｯｸﾞ、帽子", "ﬁne 帽子", "か\u3099 帽子"])
def test_a_span_refers_to_the_text_as_it_was_written(text: str) -> None:
    assert found(text, "ja")[-1] == ("hat", "帽子")


def test_half_width_kana_are_the_same_word() -> None:
    assert found("革のﾊﾞｯｸﾞです", "ja") == [("bag", "ﾊﾞｯｸﾞ")]


@pytest.mark.parametrize(
    ("text", "lang", "refused", "affirmed"),
    [
        ("Hacemos tapices, no bolsos.", "es", "bag", "tapestry"),
        ("No hacemos bolsos, pero sí tapices.", "es", "bag", "tapestry"),
        ("No sólo bolsos; sin tapices.", "es", "tapestry", "bag"),
        ("Sin embargo tejemos bolsos. Nunca tapices.", "es", "tapestry", "bag"),
        ("We don’t make bags. A lacquer box, yes.", "en", "bag", "box"),
        ("Not only a bag, but without a lacquer box.", "en", "box", "bag"),
        ("帽子は扱いません。バッグを作ります。", "ja", "hat", "bag"),
        ("我们不做帽子，我们做篮子。", "zh-Hans", "hat", "basket"),
        ("……不做帽子，做篮子。", "zh-Hans", "hat", "basket"),
        ("不锈钢篮子，不收帽子。", "zh-Hans", "hat", "basket"),
        ("未来的篮子，没有帽子。", "zh-Hans", "hat", "basket"),
    ],
)
def test_what_a_clause_denies_is_denied_and_the_rest_is_not(
    text: str, lang: str, refused: str, affirmed: str,
) -> None:
    assert denied(text, lang) == {refused: True, affirmed: False}


def test_a_korean_clause_is_denied_up_to_its_end() -> None:
    assert denied("모자는 만들지 않습니다", "ko") == {"hat": True}
    assert denied("모자 제안 환영합니다", "ko") == {"hat": False}


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Concept art for a film", ["concept_film"]),
        ("Concept art for games", ["concept_game"]),
        ("Concept art: levels of a game, then a film", ["concept_game"]),
        ("Concept art and other visual development", ["concept_film"]),
        ("Concept art", []),
    ],
)
def test_the_context_decides_which_concept_an_ambiguous_label_means(text: str, concepts: list[str]) -> None:
    assert [concept for concept, _ in found(text)] == concepts


def test_the_context_decides_in_texts_without_blanks_too() -> None:
    assert found("ゲームのコンセプト", "ja") == [("concept_game", "コンセプト")]
    assert found("コンセプト", "ja") == []


@pytest.mark.parametrize("lang", ["fr", "quz", "", "xx-Latn"])
def test_an_unknown_language_is_read_as_spanish(lang: str) -> None:
    assert found("Bolso, bag", lang) == [("bag", "Bolso")]


def test_a_language_is_known_whatever_its_script_or_region() -> None:
    assert found("Bolsos", "es-PE") == found("Bolsos", "es") == [("bag", "Bolsos")]


@pytest.mark.parametrize("text", ["", " ", "🧶", "...", "\n\n", "\u200b", "٣٤", "1"])
def test_a_text_without_words_holds_nothing(text: str) -> None:
    assert [found(text, lang) for lang in ("en", "es", "ja", "ko", "zh-Hans", "pt")] == [[]] * 6


def test_emoji_stand_in_the_way_of_nothing() -> None:
    assert found("🧶 wool bag👜 & 👩🏽‍🎨 bags", "en") == [("wool_bag", "wool bag"), ("bag", "bags")]
    assert found("👜帽子🧶", "ja") == [("hat", "帽子")]


@pytest.mark.parametrize(("piece", "lang"), [("wool bag, ", "en"), ("帽子ではなくバッグ。", "ja")])
def test_twenty_thousand_characters_are_read_in_a_moment(piece: str, lang: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.perf_counter()

    mentions = DETECTOR.mentions(text, lang)

    assert time.perf_counter() - begun < 2.0
    assert mentions[-1].end > 19_900


def test_everything_broader_comes_nearest_first() -> None:
    assert list(VOCABULARY.ancestors("wool_bag")) == ["wool_bag", "bag"]
    assert list(VOCABULARY.ancestors("unknown")) == []


def test_a_cycle_of_broader_concepts_comes_to_an_end() -> None:
    cycle = Vocabulary(
        concepts={
            name: Concept(id=name, domain="crafts", stage="", kind=Kind.GOOD, broader=broader)
            for name, broader in (("a", "b"), ("b", "a"))
        },
        labels=(),
    )

    assert list(cycle.ancestors("a")) == ["a", "b"]


def test_the_preferred_label_is_told_per_language() -> None:
    assert [VOCABULARY.preferred("bag", lang) for lang in ("en", "es", "ja")] == ["bag", "bolso", None]
