"""Signals: what is known between every offer and every need of a round."""

import numpy as np
import pytest

from matchmaker.recommender.documents import documents_of, profile_documents
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.readings import BROADER_SHARE, Reading, concept_cosines, read_listing
from matchmaker.recommender.signals import Signals, gather
from tests.builders import buyer, enterprise, need, offer
from tests.fakes.reader import VOCABULARY, plain_reader


def gathered(*profiles: Profile, dim: int = 384) -> Signals:
    """Signals of a round in which every text has a random direction of its own."""
    reader, random = plain_reader(), np.random.default_rng(7)
    documents = {profile.id: profile_documents(profile, glosser=reader.glosser) for profile in profiles}
    vectors = {}
    for one in documents_of(documents.values()):
        vector = random.normal(size=dim).astype(np.float32)
        vectors[one.content_hash] = vector / np.linalg.norm(vector)
    return gather(profiles, documents=documents, vectors=vectors, reader=reader)


def test_rows_are_offers_and_columns_are_needs_in_the_order_of_their_owners() -> None:
    maker = enterprise(offers=(offer("A"), offer("B")), needs=(need("C"),))
    shop = buyer(needs=(need("D"), need("E")))

    found = gathered(maker, shop)

    assert [one.title for one in found.offers] == ["A", "B"]
    assert [one.title for one in found.needs] == ["C", "D", "E"]
    assert found.offer_owner.tolist() == [0, 0]
    assert found.need_owner.tolist() == [0, 1, 1]
    assert {name: getattr(found, name).shape for name in ("text", "gloss", "words", "concepts", "context")} == {
        "text": (2, 3), "gloss": (2, 3), "words": (2, 3), "concepts": (2, 3), "context": (2, 2),
    }


def test_equal_texts_have_equal_signals_wherever_they_stand() -> None:
    makers = [enterprise(f"e-{number}", offers=(offer("Woven bag", "Wool."),)) for number in range(37)]
    shops = [buyer(f"b-{number}", needs=(need(f"Bag {number}", "Woven bags of wool."),)) for number in range(7)]

    found = gathered(*makers[:20], *shops, *makers[20:])

    for matrix in (found.gloss, found.text, found.words, found.concepts):
        assert [len(set(column)) for column in matrix.T.tolist()] == [1] * 7
    of_makers = np.delete(np.arange(44), np.arange(20, 27))
    assert [len(set(found.context[of_makers, shop].tolist())) for shop in range(20, 27)] == [1] * 7


def test_the_same_text_on_both_sides_is_alike_in_every_respect() -> None:
    found = gathered(enterprise(offers=(offer("Woven bag", "Wool."),)), buyer(needs=(need("Woven bag", "Wool."),)))

    for matrix in (found.text, found.gloss, found.words, found.concepts):
        assert matrix.tolist() == [[pytest.approx(1.0, abs=1e-5)]]


def test_texts_without_a_word_or_a_concept_share_none() -> None:
    found = gathered(enterprise(offers=(offer("…", "!"),)), buyer(needs=(need("。", "?"),)))

    assert found.words.tolist() == [[0.0]]
    assert found.concepts.tolist() == [[0.0]]


def test_a_concept_in_the_title_weighs_more_than_one_in_the_text_and_a_denied_one_nothing() -> None:
    listing = offer("Woven bags", "Of our own textile. No woven bag of plastic.")
    refusing = offer("Plain cloth", "No woven bags, no textile.")
    reader = plain_reader()

    readings = [
        read_listing(one, profile_documents(enterprise(offers=(one,)), glosser=reader.glosser).listings[one.id],
                     detector=reader.detector)
        for one in (listing, refusing)
    ]

    assert readings == [
        Reading(concepts={"bag": 2.0, "textile": 1.0}, denied=frozenset()),
        Reading(concepts={}, denied=frozenset({"bag", "textile"})),
    ]


def test_a_narrower_concept_is_a_part_of_the_broader_one() -> None:
    bag, textile = (Reading(concepts={name: 1.0}, denied=frozenset()) for name in ("bag", "textile"))

    found = concept_cosines([bag], [textile], vocabulary=VOCABULARY)

    # Of two readings, one names bags and both textiles: weights log(3/1.5) and 0.6 log(3/2.5).
    bags, textiles = np.log(2.0), BROADER_SHARE * np.log(1.2)
    assert found.tolist() == [[pytest.approx(textiles / np.hypot(bags, textiles), abs=1e-5)]]
