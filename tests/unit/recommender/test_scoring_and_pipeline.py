"""From signals to lists: what carries a match, what hides it, and in which order it is shown."""

import numpy as np
import pytest

from matchmaker.errors import EncoderError
from matchmaker.recommender.documents import profile_documents
from matchmaker.recommender.eligibility import Block, Rule
from matchmaker.recommender.pipeline import recommend
from matchmaker.recommender.recommendation import Evidence
from matchmaker.recommender.scoring import (
    Direction,
    Weights,
    aims_at,
    best_direction,
    listing_fit,
    outweighed,
    pair_score,
)
from matchmaker.recommender.settings import RecommenderSettings
from models.enums import Relation
from tests.builders import buyer, enterprise, need, offer
from tests.fakes.reader import plain_reader
from tests.unit.recommender.rounds import lists, recommended, signals

BLOCK = Block(Rule.TERRITORY_SOLD, "JP")
ROWS = np.array([0, 1])


def direction(fit: float, *, blocked: float = 0.0, offer: int = 0, need: int = 0) -> Direction:
    """The best of a side, and the best that a rule took away."""
    return Direction(fit=fit, offer=offer, need=need, blocked_fit=blocked, blocked_by=(BLOCK,) if blocked else ())


def test_the_fit_is_a_weighed_mean_held_between_nothing_and_one() -> None:
    pair = signals([enterprise(offers=(offer(),)), buyer(needs=(need(), need(), need()))], fit=[[0.5, 2.0, -1.0]])

    fit = listing_fit(pair, Weights(gloss=2.0, words=1.0, concepts=0.5, text=0.5))

    assert fit.tolist() == [[0.5, 1.0, 0.0]]


def test_the_best_direction_is_the_best_of_the_given_rows() -> None:
    fit = np.array([[0.1, 0.7, 0.9], [0.3, 0.2, 0.9], [1.0, 1.0, 1.0]], dtype=np.float32)

    found = best_direction(fit, offers=ROWS, needs=ROWS, blocked={})

    assert found == Direction(fit=pytest.approx(0.7), offer=0, need=1, blocked_fit=0.0, blocked_by=())


def test_of_equal_fits_the_earlier_offer_and_then_the_earlier_need_is_best() -> None:
    found = best_direction(np.full((2, 2), 0.5, dtype=np.float32), offers=ROWS, needs=ROWS, blocked={})

    assert found is not None
    assert (found.offer, found.need) == (0, 0)


def test_the_best_that_a_rule_took_away_is_remembered() -> None:
    fit = np.array([[0.75, 0.5], [0.25, 0.0]], dtype=np.float32)

    found = best_direction(fit, offers=ROWS, needs=ROWS, blocked={(0, 0): [BLOCK], (0, 1): [BLOCK]})

    assert found == Direction(fit=0.25, offer=1, need=0, blocked_fit=0.75, blocked_by=(BLOCK,))
    assert outweighed(found)


def test_where_there_is_nothing_to_offer_there_is_no_direction() -> None:
    nothing = np.array([], dtype=np.int64)

    assert best_direction(np.ones((2, 2), dtype=np.float32), offers=nothing, needs=ROWS, blocked={}) is None


def test_a_pair_adds_up_its_parts() -> None:
    maker = enterprise(offers=(offer(),), needs=(need(),), target_economies=frozenset({"JP"}))
    shop = buyer(economy="JP", offers=(offer(),), needs=(need(),))
    both = signals([maker, shop], fit=[[0, 0.6], [0.4, 0]], context=0.2)

    found = pair_score(
        both, Weights(), one=0, other=1,
        to_one=direction(0.4, offer=1, need=0), to_other=direction(0.6, offer=0, need=1),
    )

    # 0.6 + 0.3 x 0.4 + 0.5 x 0.2 + 0.1 = 0.92, of at most 1.9.
    assert found is not None
    assert found.parts == pytest.approx({"fit": 0.6, "returned": 0.12, "context": 0.1, "target": 0.1})
    assert found.score == pytest.approx(0.92 / 1.9)
    assert found.evidence == Evidence(maker.offers[0].id, shop.needs[0].id, seeker_id=shop.id)
    assert found.return_evidence == Evidence(shop.offers[0].id, maker.needs[0].id, seeker_id=maker.id)


@pytest.mark.parametrize(
    ("to_one", "to_other"),
    [
        (None, None),
        (None, direction(0.0)),
        (direction(0.0), direction(0.0)),
        (None, direction(0.5, blocked=0.6)),
        (None, direction(0.5, blocked=0.5)),
        (direction(0.4), direction(0.0, blocked=0.6, offer=-1, need=-1)),
        (direction(0.4, blocked=0.45), direction(0.0)),
    ],
)
def test_a_pair_without_a_match_that_may_be_shown_has_no_score(
    to_one: Direction | None, to_other: Direction | None,
) -> None:
    alike = signals([enterprise(offers=(offer(),)), buyer(needs=(need(),))], fit=[[0.0]], context=1.0)

    assert pair_score(alike, Weights(), one=0, other=1, to_one=to_one, to_other=to_other) is None


def test_a_pair_is_shown_where_another_offer_fits_better_than_the_blocked_one() -> None:
    pair = signals([enterprise(offers=(offer(),)), buyer(needs=(need(),))], fit=[[0.0]])

    found = pair_score(pair, Weights(), one=0, other=1, to_one=None, to_other=direction(0.6, blocked=0.5))

    assert found is not None
    assert found.return_evidence is None


def test_only_an_enterprise_aims_at_only_a_buyer() -> None:
    maker = enterprise(economy="PE", target_economies=frozenset({"JP", "CL"}))
    shop = buyer(economy="JP", target_economies=frozenset({"PE"}))

    assert [aims_at(maker, shop), aims_at(shop, maker)] == [True, True]
    assert not aims_at(maker, buyer(economy="KR", target_economies=frozenset({"PE"})))
    assert not aims_at(maker, enterprise(economy="CL"))


def test_a_match_is_on_the_lists_of_both_sides() -> None:
    maker = enterprise("e-1", offers=(offer("Wool hats", "Knitted."),))
    shop = buyer("b-1", needs=(need("Wool hats", "Winter."),))

    assert lists(maker, shop) == {(Relation.BUYER, "b-1"): ["e-1"], (Relation.MARKET, "e-1"): ["b-1"]}


def test_a_match_in_both_directions_is_worth_more_than_in_one() -> None:
    shop = buyer("b-1", offers=(offer("Indigo", "A sack of seeds."),), needs=(need("Wool hats", "Winter."),))
    one_way, both_ways = (
        enterprise(ref, offers=(offer("Wool hats", "Winter."),), needs=(need(title, "Cloth."),))
        for ref, title in (("e-1", "Zinc"), ("e-2", "Indigo"))
    )

    found = [one for one in recommended(shop, one_way, both_ways) if one.relation is Relation.BUYER]

    assert [(one.candidate_id, one.evidence.seeker_id) for one in found] == [
        (both_ways.id, shop.id), (one_way.id, shop.id),
    ]
    assert found[0].return_evidence == Evidence(shop.offers[0].id, both_ways.needs[0].id, seeker_id=both_ways.id)
    assert found[0].parts["returned"] > found[1].parts["returned"] == 0.0


def test_profiles_that_are_alike_as_a_whole_are_no_match() -> None:
    same = {"summary": "Wool hats from the mountains, knitted by hand."}
    maker = enterprise("e-1", **same, offers=(offer("Clay", "Fired."),))
    shop = buyer("b-1", **same, needs=(need("Guitar", "Strings."),))

    assert lists(maker, shop) == {}


def test_two_identical_studios_without_needs_are_never_shown() -> None:
    studios = [
        enterprise(ref, economy=economy, summary="We draw films.", offers=(offer("Films", "Drawn."),))
        for ref, economy in (("e-1", "PE"), ("e-2", "CL"))
    ]

    assert lists(*studios) == {}


def test_a_blocked_best_offer_hides_the_pair() -> None:
    sold = offer("Wool hats", "Winter.", territories_excluded=frozenset({"JP"}))
    second = offer("Wool scarves", "Summer.")
    shop = buyer("b-1", economy="JP", needs=(need("Wool hats", "Winter."),))

    assert lists(enterprise("e-1", offers=(sold, second)), shop) == {}
    assert lists(enterprise("e-1", offers=(second,)), shop)[Relation.BUYER, "b-1"] == ["e-1"]


def test_a_blocked_offer_hides_nothing_where_another_fits_better() -> None:
    sold = offer("Wool scarves", "Summer.", territories_excluded=frozenset({"JP"}))
    best = offer("Wool hats", "Winter.")
    shop = buyer("b-1", economy="JP", needs=(need("Wool hats", "Winter."),))

    found = recommended(enterprise("e-1", offers=(sold, best)), shop)

    assert [one.evidence.offer_id for one in found] == [best.id, best.id]


def test_equal_scores_are_shown_in_order_of_ref() -> None:
    makers = [
        enterprise(ref, summary="Same.", offers=(offer("Wool hats", "Knitted."),))
        for ref in ("e-3", "e-1", "e-10", "e-2")
    ]
    shop = buyer("b-1", needs=(need("Wool hats", "Winter."),))

    assert lists(*makers, shop)[Relation.BUYER, "b-1"] == ["e-1", "e-10", "e-2", "e-3"]


def test_nothing_under_the_threshold_is_shown() -> None:
    good = enterprise("e-1", offers=(offer("Wool hats", "Winter."),))
    weak = enterprise("e-2", offers=(offer("Clay pots with a wool lid", "Fired in an oven, glazed."),))
    shop = buyer("b-1", needs=(need("Wool hats", "Winter."),))
    scores = {one.candidate_id: one.score for one in recommended(good, weak, shop) if one.relation is Relation.BUYER}

    at_the_good_score = lists(good, weak, shop, threshold=scores[good.id])
    above_it = lists(good, weak, shop, threshold=np.nextafter(scores[good.id], 2.0))

    assert scores[good.id] > scores[weak.id] > 0
    assert at_the_good_score == {(Relation.BUYER, "b-1"): ["e-1"], (Relation.MARKET, "e-1"): ["b-1"]}
    assert above_it == {}


def test_what_is_far_behind_the_best_of_a_list_does_not_fill_it_up() -> None:
    good = enterprise("e-1", offers=(offer("Wool hats", "Winter."),))
    weak = enterprise("e-2", offers=(offer("Clay pots with a wool lid", "Fired in an oven, glazed."),))
    shop = buyer("b-1", needs=(need("Wool hats", "Winter."),))

    shown = {
        share: [one.candidate_id for one in recommended(good, weak, shop, share=share) if one.relation is Relation.BUYER]
        for share in (0.0, 0.9)
    }

    assert shown == {0.0: [good.id, weak.id], 0.9: [good.id]}


def test_a_list_is_no_longer_than_asked_for() -> None:
    makers = [enterprise(f"e-{number}", offers=(offer("Wool hats", "Winter."),)) for number in range(5)]
    shop = buyer("b-1", needs=(need("Wool hats", "Winter."),))

    found = lists(*makers, shop, length=3)

    assert found[Relation.BUYER, "b-1"] == ["e-0", "e-1", "e-2"]
    assert found[Relation.MARKET, "e-4"] == ["b-1"]


def test_buyers_are_never_partners_of_buyers() -> None:
    one = buyer("b-1", economy="JP", offers=(offer("Wool hats", "Winter."),))
    other = buyer("b-2", economy="KR", needs=(need("Wool hats", "Winter."),))

    assert lists(one, other) == {}


def test_partners_are_of_other_parties_only() -> None:
    seeker = enterprise("e-1", economy="PE", needs=(need("Wool hats", "Winter."),))
    same, other = (
        enterprise(ref, economy=economy, offers=(offer("Wool hats", "Winter."),))
        for ref, economy in (("e-2", "PE"), ("e-3", "CL"))
    )

    assert lists(seeker, same, other) == {(Relation.PARTNER, "e-1"): ["e-3"], (Relation.PARTNER, "e-3"): ["e-1"]}


def test_an_empty_round_has_no_lists() -> None:
    assert recommended() == []
    assert recommended(enterprise()) == []


def test_a_text_without_a_vector_is_told_with_what_to_do() -> None:
    maker, reader = enterprise(offers=(offer(),)), plain_reader()
    documents = {maker.id: profile_documents(maker, glosser=reader.glosser)}

    with pytest.raises(EncoderError, match=r"^Some listings have no vectors yet\. Run “flask jobs run”"):
        recommend([maker], documents=documents, vectors={}, reader=reader, settings=RecommenderSettings())


@pytest.mark.parametrize("shuffled", [False, True])
def test_of_two_equal_directions_the_need_of_the_earlier_ref_comes_first(shuffled: bool) -> None:
    one, other = (
        enterprise(ref, economy=economy, offers=(offer("Wool", "Hats."),), needs=(need("Wool", "Hats."),))
        for ref, economy in (("e-1", "PE"), ("e-2", "CL"))
    )

    found = recommended(*((other, one) if shuffled else (one, other)))

    assert {match.evidence.seeker_id for match in found} == {one.id}
    assert {match.return_evidence.seeker_id for match in found if match.return_evidence} == {other.id}


def test_likeness_of_whole_profiles_never_adds_more_than_half_as_much_again_as_the_match_itself() -> None:
    alike = "We weave wool hats for winter in a valley of weavers."
    maker = enterprise("e-1", summary=alike, offers=(offer("Wool hats", "Winter."),))
    shop = buyer("b-1", summary=alike, needs=(need("Wool yarn dyed with plants", "Ten kilograms a month."),))

    (found,) = [one for one in recommended(maker, shop) if one.relation is Relation.BUYER]

    assert found.parts["context"] <= 1.5 * found.parts["fit"] + 1e-9
