"""What an evaluation says of a ranking, and what it stands beside."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from matchmaker.recommender.baselines import (
    Similarity,
    encoder_similarity,
    rank_by_similarity,
    tfidf_similarity,
    whole_text,
)
from matchmaker.recommender.evaluation import (
    Scored,
    by_relation,
    compare,
    folds,
    no_match,
    score_queries,
    slices,
    summarise,
)
from models.enums import Domain, Relation
from tests.builders import buyer, enterprise, need, offer
from tests.fakes.encoder import WordEncoder

PROFILES = {
    profile.ref: profile
    for profile in (
        enterprise("e-1", economy="PE", summary_lang="es", domains=frozenset({Domain.CRAFTS, Domain.DESIGN})),
        enterprise("e-2", economy="CL", summary_lang="en", domains=frozenset({Domain.CRAFTS})),
        buyer("b-1", economy="JP", summary_lang="ja", domains=frozenset({Domain.CRAFTS})),
        buyer("b-2", economy="TW", summary_lang="zh-Hant"),
        buyer("b-3", economy="SG", summary_lang="en"),
    )
}


def scored(
    lists: Mapping[str, Sequence[str]], judged: Mapping[str, Mapping[str, int]], relation: Relation = Relation.BUYER,
) -> list[Scored]:
    """Queries of one relation by ref."""
    return score_queries(
        {(relation, ref): ranked for ref, ranked in lists.items()},
        {(relation, ref): grades for ref, grades in judged.items()}, PROFILES,
    )


def flat(value: float, n: int) -> dict[str, float]:
    """The interval of ``n`` equal values."""
    return {"mean": value, "low": value, "high": value, "n": n}


def test_every_judged_query_is_scored_and_one_without_a_list_has_an_empty_one() -> None:
    found = scored({"b-2": ["e-1"], "b-3": ["e-1"]}, {"b-2": {"e-1": 3}, "b-1": {"e-1": 3}})

    assert [(one.query, one.profile.ref, one.measure.shown) for one in found] == [
        ((Relation.BUYER, "b-1"), "b-1", 0),
        ((Relation.BUYER, "b-2"), "b-2", 1),
    ]


def test_a_summary_averages_queries_with_something_to_find_and_counts_forbidden_pairs_over_all() -> None:
    found = summarise(scored(
        {"b-1": ["e-1", "e-2"], "b-2": ["e-1", "e-2"], "b-3": ["e-2"]},
        {"b-1": {"e-1": 3, "e-2": 0}, "b-2": {"e-1": 3, "e-2": -1}, "b-3": {"e-1": 0, "e-2": -1}},
    ))

    assert found == {
        "queries": 2, "ndcg": flat(1.0, 2), "recall": flat(1.0, 2), "mrr": flat(1.0, 2), "p1": flat(1.0, 2),
        "forbidden": 2, "traps": 1,
    }


def test_a_summary_of_nothing_to_find_has_no_averages() -> None:
    found = summarise(scored({"b-1": ["e-1"]}, {"b-1": {"e-1": 0}}))

    assert found == {
        "queries": 0, "ndcg": None, "recall": None, "mrr": None, "p1": None, "forbidden": 0, "traps": 0,
    }


def test_only_relations_that_were_asked_are_summarised() -> None:
    asked = [
        *scored({"b-1": ["e-1"]}, {"b-1": {"e-1": 3}}),
        *scored({}, {"e-1": {"e-2": 2}, "e-2": {"e-1": 2}}, Relation.PARTNER),
    ]

    found = by_relation(asked)

    assert {name: (summary["queries"], summary["recall"]["mean"]) for name, summary in found.items()} == {
        "buyer": (1, 1.0), "partner": (2, 0.0),
    }


def test_slices_are_cut_by_language_party_and_domain_of_who_asks() -> None:
    asked = [
        *scored({}, {"b-1": {"e-1": 3}, "b-2": {"e-1": 3}, "b-3": {"e-1": 3}}),
        *scored({}, {"e-1": {"e-2": 2}, "e-2": {"e-1": 2}}, Relation.PARTNER),
    ]

    found = slices(asked)

    assert {name: summary["queries"] for name, summary in found.items()} == {
        "buyer/domain/crafts": 1,
        "buyer/language/CJK": 2,
        "buyer/language/en": 1,
        "buyer/language/ja": 1,
        "buyer/language/zh-Hant": 1,
        "partner/domain/crafts": 2,
        "partner/domain/design": 1,
        "partner/language/en": 1,
        "partner/language/es": 1,
        "partner/party/CL": 1,
        "partner/party/PE": 1,
    }
    assert list(found) == sorted(found)


def test_empty_lists_are_right_where_there_is_nothing_to_find() -> None:
    found = no_match(scored(
        {"b-2": ["e-1"]}, {"b-1": {"e-1": 0}, "b-2": {"e-1": 0}, "b-3": {"e-1": 3}},
    ))

    assert found == {"queries": 2, "empty_lists": 2, "recall": 0.5, "precision": 0.5}


def test_without_empty_lists_and_without_queries_there_is_no_share() -> None:
    found = no_match(scored({"b-1": ["e-1"]}, {"b-1": {"e-1": 3}}))

    assert found == {"queries": 0, "empty_lists": 0, "recall": None, "precision": None}


def test_a_comparison_is_better_where_the_whole_interval_is_above_nothing() -> None:
    judged = {"b-1": {"e-1": 3}, "b-2": {"e-1": 3}, "b-3": {"e-1": 0}}
    good = scored({"b-1": ["e-1"], "b-2": ["e-1"], "b-3": ["e-1"]}, judged)
    bad = scored({"b-3": ["e-1"]}, judged)

    ahead, behind = compare(good, bad), compare(bad, good)

    assert ahead == {"buyer": {**flat(1.0, 2), "better": True}}
    assert behind == {"buyer": {**flat(-1.0, 2), "better": False}}


def test_a_ranking_is_not_better_than_itself() -> None:
    same = scored({"b-1": ["e-1"]}, {"b-1": {"e-1": 3}})

    assert compare(same, same) == {"buyer": {**flat(0.0, 1), "better": False}}


def test_comparing_different_numbers_of_queries_is_refused() -> None:
    one, two = scored({}, {"b-1": {"e-1": 3}}), scored({}, {"b-1": {"e-1": 3}, "b-2": {"e-1": 3}})

    with pytest.raises(ValueError, match=r"shorter|longer"):
        compare(one, two)


def test_folds_deal_out_the_queries_in_order_of_ref() -> None:
    judged = {"b-1": {"e-1": 3}, "b-2": {"e-1": 3}, "b-3": {"e-1": 3}}

    found = folds(scored({"b-1": ["e-1"], "b-3": ["e-1"]}, judged), count=2)

    assert found == [{"buyer": {"queries": 2, "ndcg": 1.0}}, {"buyer": {"queries": 1, "ndcg": 0.0}}]


def test_a_ref_that_asks_in_two_relations_stands_in_one_fold() -> None:
    asked = [
        *scored({}, {"e-1": {"b-1": 3}, "e-2": {"b-1": 0}}, Relation.MARKET),
        *scored({}, {"e-1": {"e-2": 3}}, Relation.PARTNER),
    ]

    found = folds(asked, count=2)

    assert found == [
        {"market": {"queries": 1, "ndcg": 0.0}, "partner": {"queries": 1, "ndcg": 0.0}},
        {"market": {"queries": 0, "ndcg": None}},
    ]


def test_a_baseline_reads_a_profile_in_the_order_it_is_written() -> None:
    profile = enterprise(name="House", summary="We weave.", offers=(offer("A", "b"),), needs=(need("C", "d"),))

    assert whole_text(profile) == "House We weave. A. b C. d"


def test_a_baseline_ranks_by_similarity_and_ties_by_ref() -> None:
    profiles = [PROFILES[ref] for ref in ("e-2", "e-1", "b-1")]
    similarity = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.3], [0.3, 0.3, 1.0]])

    ranking = rank_by_similarity(profiles, similarity)

    assert ranking == {
        (Relation.BUYER, "b-1"): ["e-1", "e-2"],
        (Relation.MARKET, "e-2"): ["b-1"],
        (Relation.MARKET, "e-1"): ["b-1"],
        (Relation.PARTNER, "e-2"): ["e-1"],
        (Relation.PARTNER, "e-1"): ["e-2"],
    }


def test_a_baseline_knows_no_partners_within_a_party_and_shows_twenty_at_most() -> None:
    peruvians = [enterprise(f"e-{number:02}", economy="PE") for number in range(25)]
    profiles = [*peruvians, buyer()]

    ranking = rank_by_similarity(profiles, np.zeros((26, 26)))

    assert ranking[Relation.PARTNER, "e-00"] == []
    assert ranking[Relation.BUYER, "b-1"] == [f"e-{number:02}" for number in range(20)]


@pytest.mark.parametrize("similarity", [tfidf_similarity, encoder_similarity(WordEncoder())])
def test_baselines_find_profiles_alike_that_share_words(similarity: Similarity) -> None:
    weaver, other_weaver, cook = (
        enterprise(ref, name=ref, summary=summary)
        for ref, summary in (("x", "woollen blankets"), ("y", "blankets woollen"), ("z", "quinoa soup"))
    )

    matrix = similarity([weaver, other_weaver, cook])

    assert matrix.shape == (3, 3)
    assert np.allclose(np.diag(matrix), 1.0)
    assert matrix[0, 1] > matrix[0, 2]
