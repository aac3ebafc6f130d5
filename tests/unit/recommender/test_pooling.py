"""Whether several makers may fill an order together, in every language needs are written in."""

import pytest

from matchmaker.recommender.pooling import welcomes_pooling
from tests.builders import need

WELCOMED = [
    ("es", "Aceptamos pedidos conjuntos de la región."),
    ("es", "El volumen puede repartirse entre varios talleres."),
    ("es", "No hace falta que un solo taller lo cubra todo."),
    ("es", "No es necesario que una sola cooperativa entregue las 300 piezas."),
    ("es-MX", "Pueden presentarse VARIAS COOPERATIVAS."),
    ("en", "Several workshops may share the order."),
    ("en", "We do not need boxes. Joint offers are welcome."),
    ("en", "We know that no single workshop can weave them all."),
    ("en", "No single supplier has to deliver it all."),
    ("ja", "複数の工房での納品も歓迎します。"),
    ("ja", "一社でなくてもかまいません。"),
    ("ja", "送料は負担しません。共同での応募も可能です。"),
    ("ko", "여러 공방이 함께 납품해도 됩니다."),
    ("ko", "공동 제안 환영합니다."),
    ("zh-Hans", "可由多家工坊共同供货。"),
    ("zh-Hant", "歡迎幾家作坊聯合供貨。"),
    ("pt-BR", "Aceitamos várias oficinas para o mesmo pedido."),
    ("pt", "Um consórcio também serve."),
]
REFUSED = [
    ("es", "No aceptamos pedidos conjuntos."),
    ("es", "Rechazamos ofertas de varios talleres."),
    ("es", "Un solo taller y ningún consorcio."),
    ("en", "We don't accept joint offers."),
    ("en", "We don’t work with consortia."),
    ("en", "A single supplier rather than several workshops."),
    ("ja", "複数の工房での納品はできません。"),
    ("ko", "여러 공방의 납품은 안 됩니다."),
    ("ko", "공동 납품은 불가합니다."),
    ("zh-Hans", "不接受多家工坊拼单。"),
    ("zh-Hant", "謝絕聯合供貨。"),
    ("pt-BR", "Não aceitamos várias oficinas."),
]
SILENT = [
    ("es", "Trescientas piezas al mes para nuestras tiendas."),
    ("en", "Three hundred pieces a month for several of our shops."),
    ("ja", "毎月三百個を店舗で販売します。"),
    ("ko", "매달 삼백 개를 매장에서 판매합니다."),
    ("zh-Hans", "每月三百件，在门店销售。"),
    ("pt-BR", "Trezentas peças por mês para as nossas lojas."),
]


@pytest.mark.parametrize(("lang", "text"), WELCOMED)
def test_a_need_that_welcomes_several_makers_is_understood(lang: str, text: str) -> None:
    assert welcomes_pooling(need("300", text, lang=lang))


@pytest.mark.parametrize(("lang", "text"), REFUSED)
def test_a_need_that_refuses_several_makers_is_understood(lang: str, text: str) -> None:
    assert not welcomes_pooling(need("300", text, lang=lang))


@pytest.mark.parametrize(("lang", "text"), SILENT)
def test_silence_is_not_a_welcome(lang: str, text: str) -> None:
    assert not welcomes_pooling(need("300", text, lang=lang))


@pytest.mark.parametrize(("lang", "text"), REFUSED + SILENT)
def test_a_field_that_says_yes_wins_over_the_text(lang: str, text: str) -> None:
    assert welcomes_pooling(need("300", text, lang=lang, pooling_accepted=True))


@pytest.mark.parametrize(("lang", "text"), WELCOMED)
def test_a_field_that_says_no_wins_over_the_text(lang: str, text: str) -> None:
    assert not welcomes_pooling(need("300", text, lang=lang, pooling_accepted=False))


def test_a_welcome_may_stand_in_the_title() -> None:
    assert welcomes_pooling(need("Bags from several workshops", "For our shops."))


def test_a_refusal_in_another_clause_says_nothing_about_the_makers() -> None:
    assert welcomes_pooling(need("Bags", "No plastic, but several workshops may deliver them."))


def test_a_listed_refusal_wins_over_a_welcome_in_the_text() -> None:
    text = "Several workshops may deliver them."

    assert not welcomes_pooling(need("Bags", text, refuses=("offers of several workshops",)))
    assert welcomes_pooling(need("Bags", text, refuses=("plastic",)))


def test_a_language_without_rules_is_silent() -> None:
    assert not welcomes_pooling(need("Sacs", "Several workshops, plusieurs ateliers, consortium.", lang="fr"))
