"""How Portuguese is glossed: its own entries first, then the Spanish ones through their near twins."""

import pytest

from matchmaker.recommender.gloss import Glossary
from tests.unit.gloss.build import entries

SPANISH = (
    "exportación,n,export", "como,conj,as", "amable,adj,kind", "variedad,n,variety", "viaje,n,trip", "mesa,n,table",
)
PORTUGUESE = (
    "não,adv,not", "pão,n,bread", "peça,n,piece", "jornal,n,newspaper", "bom,adj,good", "homem,n,man",
    "artesão,n,artisan", "trabalhar,v,work", "vender,v,sell", "produzir,v,produce", "começar,v,begin", "mesa,n,desk",
    "história em quadrinhos,mwe,comic", "história,n,story",
)
GLOSSARY = Glossary({"es": entries(*SPANISH), "pt": entries(*PORTUGUESE)})


@pytest.mark.parametrize(("text", "gloss"), [
    ("pães", "bread"), ("peças", "piece"), ("jornais", "newspaper"), ("homens", "man"), ("artesãos", "artisan"),
    ("trabalhamos", "work"), ("trabalhavam", "work"), ("vendeu", "sell"), ("produzem", "produce"),
    ("comecei", "begin"), ("vende-se", "sell"),
])
def test_portuguese_entries_are_known_in_their_forms(text: str, gloss: str) -> None:
    assert GLOSSARY.gloss(text, "pt-BR") == gloss


@pytest.mark.parametrize(("text", "gloss"), [
    ("exportações", "export"), ("exportação", "export"), ("amável", "kind"), ("variedades", "variety"),
    ("viagens", "trip"),
])
def test_an_unknown_word_is_looked_up_as_spanish_would_spell_it(text: str, gloss: str) -> None:
    assert GLOSSARY.gloss(text, "pt") == gloss


def test_a_portuguese_entry_wins_over_a_spanish_one() -> None:
    assert GLOSSARY.gloss("mesa", "pt") == "desk"


def test_expressions_negation_numbers_and_unknown_words() -> None:
    assert GLOSSARY.gloss("Não vendemos histórias em quadrinhos, 300 xpto", "pt") == "not sell comic, 300 xpto"
