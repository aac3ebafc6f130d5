"""The vocabulary that comes with the service keeps its own rules."""

import csv
from collections import Counter

import pytest

from matchmaker.recommender.lexicon import bundled_detector, bundled_vocabulary
from matchmaker.recommender.lexicon.concepts import DATA
from models.enums import Domain

VOCABULARY = bundled_vocabulary()
CONCEPTS = VOCABULARY.concepts


def rows(name: str) -> list[list[str]]:
    """The cells of a file without its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_there_are_at_least_six_hundred_concepts() -> None:
    assert len(CONCEPTS) >= 600


def test_no_id_is_given_twice() -> None:
    counted = Counter(row[0] for row in rows("concepts.csv"))

    assert [id_ for id_, count in counted.items() if count > 1] == []


def test_every_concept_has_a_known_domain() -> None:
    assert [one.id for one in CONCEPTS.values() if one.domain not in set(Domain)] == []


def test_what_is_broader_exists() -> None:
    assert [one.id for one in CONCEPTS.values() if one.broader and one.broader not in CONCEPTS] == []


def test_no_concept_is_broader_than_itself() -> None:
    in_cycle = [
        one.id for one in CONCEPTS.values()
        if CONCEPTS[list(VOCABULARY.ancestors(one.id))[-1]].broader
    ]

    assert in_cycle == []


@pytest.mark.parametrize("name", ["labels.csv", "ambiguous.csv"])
def test_labels_are_of_known_concepts_and_not_empty(name: str) -> None:
    concept, text = (0, 3) if name == "labels.csv" else (2, 0)

    assert [row for row in rows(name) if row[concept] not in CONCEPTS or not row[text].strip()] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_concept_has_one_preferred_label_in_spanish_and_in_english(lang: str) -> None:
    counted = Counter(one.concept for one in VOCABULARY.labels if one.preferred and one.lang == lang)

    assert {id_: counted[id_] for id_ in CONCEPTS if counted[id_] != 1} == {}


def test_every_ambiguous_label_has_words_that_decide() -> None:
    assert [row for row in rows("ambiguous.csv") if not row[3].strip(" ;")] == []


def test_relations_join_two_known_concepts_with_a_weight() -> None:
    odd = [
        row for row in rows("relations.csv")
        if row[0] not in CONCEPTS or row[1] not in CONCEPTS or row[0] == row[1]
        or row[2] not in {"complement", "trap"} or not 0 < float(row[3]) <= 1
    ]

    assert odd == []


def test_no_two_concepts_are_both_a_complement_and_a_trap() -> None:
    assert VOCABULARY.complements.keys() & VOCABULARY.traps.keys() == set()


def test_relations_hold_in_both_directions() -> None:
    for relation in (VOCABULARY.complements, VOCABULARY.traps):
        assert [pair for pair in relation if relation.get(pair[::-1]) != relation[pair]] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_nearly_every_preferred_label_finds_its_own_concept(lang: str) -> None:
    detector = bundled_detector()

    lost = [
        id_ for id_ in CONCEPTS
        if id_ not in {one.concept for one in detector.mentions(VOCABULARY.preferred(id_, lang) or "", lang)}
    ]

    assert len(lost) / len(CONCEPTS) < 0.05
