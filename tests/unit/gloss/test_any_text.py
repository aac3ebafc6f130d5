"""Whatever is written, a gloss comes out, and the same one every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.recommender.gloss import bundled_glossary

LANGUAGES = ["es", "pt", "ja", "ko", "zh"]
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("aeioñá -'·%.@/0123 のはをたいアラマー一二三本个的は은을만하지않습니다ㅂㄱ\u0301\u200d🎨"),
)


@settings(max_examples=60, deadline=None)
@given(text=st.text(CHARACTERS, max_size=60), lang=st.sampled_from(LANGUAGES))
def test_any_text_is_glossed_without_an_error_and_always_alike(text: str, lang: str) -> None:
    first = bundled_glossary().gloss(text, lang)

    assert bundled_glossary().gloss(text, lang) == first


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_text_has_an_empty_gloss(text: str, lang: str) -> None:
    assert bundled_glossary().gloss(text, lang) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_emoji_are_kept(lang: str) -> None:
    assert bundled_glossary().gloss("🎨 🧶", lang) == "🎨 🧶"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", ["é", "の", "ア", "본", "書", "-"])
def test_twenty_thousand_characters_without_a_blank_are_glossed(unit: str, lang: str) -> None:
    text = unit * 20_000

    assert bundled_glossary().gloss(text, lang) == bundled_glossary().gloss(text, lang)


@pytest.mark.parametrize(("lang", "gloss"), [
    ("es", "wool 陶器 도자기 LED 5 kg"), ("ja", "lana pottery 도자기 LED 5 kg"), ("ko", "lana 陶器 ceramics LED 5 kg"),
    ("zh", "lana pottery 도자기 LED 5 kg"),
])
def test_words_of_other_scripts_are_kept(lang: str, gloss: str) -> None:
    assert bundled_glossary().gloss("lana 陶器 도자기 LED 5 kg", lang) == gloss
