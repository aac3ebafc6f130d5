"""Text relevance alone: words, concepts and meaning together, whatever the languages."""

import numpy as np
import pytest

from matchmaker.recommender.scoring import Weights
from matchmaker.recommender.similarity import TextPairing, text_relevance
from matchmaker.recommender.text import guess_language
from tests.fakes.encoder import WordEncoder
from tests.fakes.reader import plain_reader


def relevance(*pairs: tuple[str, str]) -> list[float]:
    rows = [TextPairing(id=str(number), a=a, b=b) for number, (a, b) in enumerate(pairs)]
    found = text_relevance(
        rows, encoder=WordEncoder(), reader=plain_reader(), weights=Weights(), progress=lambda _done, _total: None,
    )
    return [round(float(score), 6) for score in found]


def test_a_text_is_fully_relevant_to_itself_and_not_at_all_to_one_without_a_shared_word() -> None:
    same, other = relevance(("A woven bag of wool", "A woven bag of wool"), ("woven bag", "film score"))

    assert (same, other) == (1.0, 0.0)


def test_relevance_is_the_same_both_ways_round() -> None:
    there, back = relevance(("woven bag of wool", "wool bag"), ("wool bag", "woven bag of wool"))

    assert there == back


def test_a_text_without_words_is_relevant_to_nothing() -> None:
    assert relevance(("", "bag"), ("🎨", "🎨"), ("...", "bag")) == [0.0, 0.0, 0.0]


def test_no_pairs_give_no_scores() -> None:
    assert np.array_equal(relevance(), [])


@pytest.mark.parametrize(("text", "lang"), [
    ("Tejemos bolsos con la lana de los Andes", "es"), ("We weave bags from the wool of the Andes", "en"),
    ("Tecemos bolsas com a lã dos Andes e não usamos máquinas", "pt"), ("手織りのバッグを探しています", "ja"),
    ("손으로 짠 가방을 찾습니다", "ko"), ("寻找手工编织的包", "zh"), ("", "en"), ("🎨 123", "en"),
])
def test_a_language_is_guessed_by_script_and_small_words(text: str, lang: str) -> None:
    assert guess_language(text) == lang
