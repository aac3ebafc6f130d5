"""The dictionaries at work: sentences of the trade, written for these tests."""

import pytest

from matchmaker.recommender.gloss import bundled_glossary


@pytest.mark.parametrize(("text", "gloss"), [
    (
        "Ofrecemos servicios de animación 2D y 3D para series infantiles y publicidad.",
        "offer animation services 2D and 3D for children's series and advertising.",
    ),
    (
        "tenemos mas de veinte anos de experencia en producion de eventos",
        "have more than twenty year experience in production event",
    ),
    ("No damos licencia de nuestros diseños.", "we do not give licence our design."),
])
def test_spanish(text: str, gloss: str) -> None:
    assert bundled_glossary().gloss(text, "es-CO") == gloss


def test_portuguese() -> None:
    gloss = bundled_glossary().gloss("A nossa capacidade de produção é de 300 peças por mês.", "pt")

    assert gloss == "our production capacity be 300 piece per month."


@pytest.mark.parametrize(("text", "gloss"), [
    ("革製品は扱っていません。", "leather goods not handled."),
    ("最低発注数量は100点からです。", "minimum order quantity 100 items."),
])
def test_japanese(text: str, gloss: str) -> None:
    assert bundled_glossary().gloss(text, "ja") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("공장에서 만든 제품은 취급하지 않습니다.", "factory made in product do not handle."),
    ("최소 주문 수량은 200개이고 납기는 45일입니다.", "minimum order quantity 200 pieces delivery date 45 days."),
])
def test_korean(text: str, gloss: str) -> None:
    assert bundled_glossary().gloss(text, "ko") == gloss


@pytest.mark.parametrize(("text", "tag"), [
    ("我们不接受机器制造的产品。", "zh-Hans"), ("我們不接受機器製造的產品。", "zh-Hant"),
])
def test_chinese_in_both_scripts(text: str, tag: str) -> None:
    assert bundled_glossary().gloss(text, tag) == "we do not accept machine manufacture product."
