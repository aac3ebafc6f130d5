"""How Korean is glossed: particles and endings, homographs by their place, and expressions with blanks."""

import pytest

from tests.unit.gloss.build import glossary

WORDS = (
    "은,josa,", "는,josa,", "을,josa,", "를,josa,", "이,josa,", "의,josa,", "만,josa,only", "입니다,josa,",
    "에서,josa,",
    "습니다,eomi,", "ㅂ니다,eomi,", "하는,eomi,", "합니다,eomi,", "하지,eomi,", "고,eomi,", "지,eomi,", "는,eomi,",
    "은,n,silver", "만,num,ten thousand", "두,num,two", "열,num,ten", "도자기,n,ceramics", "공방,n,workshop",
    "장,counter,sheets", "명,counter,people", "개,counter,pieces", "전시,vn,exhibition", "수출,vn,export",
    "용,suffix,for use", "재,prefix,re", "생산,vn,production", "만들다,v,make,만든", "찾다,v,look for",
    "보내다,v,send",
    "아름답다,adj,beautiful,아름다워;아름다운", "열다,v,open", "을 위한,mwe,for,를 위한",
    "하지 않습니다,mwe,do not", "지 않습니다,mwe,not", "고 싶습니다,eomi,", "공동 제작,n,co-production",
)


@pytest.mark.parametrize(("text", "gloss"), [
    ("도자기를", "ceramics"), ("공방에서는", "workshop"), ("찾습니다", "look for"), ("보냅니다", "send"),
    ("만드는", "make"), ("만든", "make"), ("아름다운", "beautiful"), ("수출합니다", "export"), ("보냈습니다", "send"),
])
def test_particles_and_endings_are_taken_off(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("은 도자기", "silver ceramics"), ("공방은", "workshop"), ("은은", "silver"), ("만", "ten thousand"),
    ("공방만", "workshop only"),
])
def test_a_syllable_means_what_its_place_says(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("500장을", "500 sheets"), ("두 명이", "two people"), ("도자기용", "ceramics for use"),
    ("재생산", "re production"),
    ("8%입니다", "8%"),
])
def test_counters_suffixes_and_prefixes_need_a_host(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("전시를 위한 도자기", "exhibition for ceramics"), ("공동 제작을 찾습니다", "co-production look for"),
    ("열고 싶습니다", "open"),
])
def test_an_expression_may_begin_inside_an_eojeol(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("수출하지 않습니다", "do not export"), ("보내지 않습니다", "not send"),
])
def test_negation_is_kept_and_stands_before_the_verb(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("도자기전시", "ceramics exhibition"), ("도자기쿵쾅", "ceramics"), ("쿵쾅쿵쾅은", "쿵쾅쿵쾅은"),
    ("ABC사 3D", "ABC 사 3D"),
])
def test_compounds_are_split_and_what_cannot_be_parsed_keeps_its_known_beginning(text: str, gloss: str) -> None:
    assert glossary("ko", *WORDS).gloss(text, "ko") == gloss
