"""The hard rules that follow from fields: for each, what it lets pass and what it holds back."""

import pytest

from matchmaker.recommender.eligibility import (
    Block,
    Rule,
    blocks_between,
    blocks_of_listing,
    blocks_of_pair,
    relation_kinds,
)
from matchmaker.recommender.rulebook import Rulebook
from models.enums import Consent, OrganisationKind, Relation
from tests.builders import buyer, enterprise, need, offer
from tests.fakes.reader import plain_reader


def test_a_verified_enterprise_and_a_verified_buyer_may_meet() -> None:
    assert list(blocks_between(enterprise(), buyer())) == []


@pytest.mark.parametrize("doubtful_first", [True, False])
def test_an_organisation_that_is_not_verified_meets_nobody(doubtful_first: bool) -> None:
    doubtful = enterprise(name="House of Doubt", verified=False)
    pair = (doubtful, buyer()) if doubtful_first else (buyer(), doubtful)

    blocks = list(blocks_between(*pair))

    assert blocks == [Block(Rule.UNVERIFIED, "House of Doubt")]


def test_two_that_are_not_verified_are_both_named() -> None:
    blocks = list(blocks_between(enterprise(name="One", verified=False), buyer(name="Two", verified=False)))

    assert blocks == [Block(Rule.UNVERIFIED, "One"), Block(Rule.UNVERIFIED, "Two")]


def test_enterprises_of_different_parties_may_be_partners() -> None:
    assert list(blocks_between(enterprise("e-1", economy="PE"), enterprise("e-2", economy="CL"))) == []


def test_enterprises_of_the_same_party_are_not_partners() -> None:
    blocks = list(blocks_between(enterprise("e-1", economy="PE"), enterprise("e-2", economy="PE")))

    assert blocks == [Block(Rule.SAME_PARTY, "PE")]


def test_a_buyer_and_an_enterprise_of_one_economy_may_meet() -> None:
    assert list(blocks_between(enterprise(economy="PE"), buyer(economy="PE"))) == []


def test_a_buyer_that_names_the_enterprises_economy_may_meet_it() -> None:
    assert list(blocks_between(buyer(target_economies=frozenset({"PE", "CL"})), enterprise(economy="PE"))) == []


@pytest.mark.parametrize("buyer_first", [True, False])
def test_a_buyer_that_names_other_economies_does_not_accept_the_enterprise(buyer_first: bool) -> None:
    choosy, maker = buyer(target_economies=frozenset({"CL", "MX"})), enterprise(economy="PE")
    pair = (choosy, maker) if buyer_first else (maker, choosy)

    blocks = list(blocks_between(*pair))

    assert blocks == [Block(Rule.ORIGIN_NOT_ACCEPTED, "PE")]


def test_a_buyer_that_names_no_economy_accepts_them_all() -> None:
    assert list(blocks_between(buyer(target_economies=frozenset()), enterprise(economy="MX"))) == []


def test_the_markets_an_enterprise_wishes_for_hold_nobody_back() -> None:
    assert list(blocks_between(enterprise(target_economies=frozenset({"KR"})), buyer(economy="JP"))) == []


def test_an_offer_whose_rights_are_free_in_the_seekers_economy_may_be_shown() -> None:
    assert list(blocks_of_listing(offer(territories_excluded=frozenset({"KR"})), seeker=buyer(economy="JP"))) == []


def test_an_offer_already_sold_in_the_seekers_economy_is_held_back() -> None:
    sold = offer(territories_excluded=frozenset({"KR", "JP"}))

    assert list(blocks_of_listing(sold, seeker=buyer(economy="JP"))) == [Block(Rule.TERRITORY_SOLD, "JP")]


@pytest.mark.parametrize(
    ("licences_heritage", "consent"),
    [(True, Consent.GRANTED), (False, Consent.GRANTED), (False, Consent.NOT_NEEDED), (False, None)],
)
def test_an_offer_with_the_consent_it_needs_may_be_shown(licences_heritage: bool, consent: Consent | None) -> None:
    free = offer(licences_heritage=licences_heritage, consent=consent)

    assert list(blocks_of_listing(free, seeker=buyer())) == []


@pytest.mark.parametrize(
    ("licences_heritage", "consent", "detail"),
    [
        (True, None, "pending"),
        (True, Consent.PENDING, "pending"),
        (True, Consent.REVOKED, "revoked"),
        (True, Consent.NOT_NEEDED, "not_needed"),
        (False, Consent.PENDING, "pending"),
        (False, Consent.REVOKED, "revoked"),
    ],
)
def test_an_offer_without_the_consent_it_needs_is_held_back(
    licences_heritage: bool, consent: Consent | None, detail: str,
) -> None:
    heritage = offer(licences_heritage=licences_heritage, consent=consent)

    assert list(blocks_of_listing(heritage, seeker=buyer())) == [Block(Rule.CONSENT_MISSING, detail)]


def test_an_offer_held_back_for_two_reasons_names_both() -> None:
    heritage = offer(territories_excluded=frozenset({"JP"}), consent=Consent.REVOKED)

    blocks = list(blocks_of_listing(heritage, seeker=buyer(economy="JP")))

    assert blocks == [Block(Rule.TERRITORY_SOLD, "JP"), Block(Rule.CONSENT_MISSING, "revoked")]


@pytest.mark.parametrize(("capacity", "minimum"), [(50, 50), (51, 50), (None, 50), (1, None), (None, None)])
def test_an_offer_that_can_fill_the_order_may_answer_it(capacity: int | None, minimum: int | None) -> None:
    assert list(blocks_of_pair(offer(capacity_per_month=capacity), need(min_per_month=minimum))) == []


def test_an_offer_too_small_for_the_order_does_not_answer_it() -> None:
    blocks = list(blocks_of_pair(offer(capacity_per_month=49), need(min_per_month=50)))

    assert blocks == [Block(Rule.CAPACITY_UNDER_MINIMUM, "49 < 50")]


def test_an_offer_too_small_for_the_order_answers_it_where_several_may_share_it() -> None:
    shared = need(min_per_month=50, pooling_accepted=True)

    assert list(blocks_of_pair(offer(capacity_per_month=1), shared)) == []


def test_each_relation_says_who_asks_and_who_is_looked_for() -> None:
    kinds = {relation: relation_kinds(relation) for relation in Relation}

    assert kinds == {
        Relation.BUYER: (OrganisationKind.BUYER, OrganisationKind.ENTERPRISE),
        Relation.MARKET: (OrganisationKind.ENTERPRISE, OrganisationKind.BUYER),
        Relation.PARTNER: (OrganisationKind.ENTERPRISE, OrganisationKind.ENTERPRISE),
    }


def test_a_blocked_offer_does_not_block_another_of_the_same_profile() -> None:
    sold, free = offer(territories_excluded=frozenset({"JP"})), offer()
    maker, shop = enterprise(offers=(sold, free)), buyer(economy="JP", needs=(need(),))
    rules = Rulebook([maker, shop], reader=plain_reader())

    answers = [rules.against(one, shop.needs[0], seller=maker, seeker=shop) for one in maker.offers]

    assert answers == [(Block(Rule.TERRITORY_SOLD, "JP"),), ()]
    assert rules.allows(maker, shop)


def test_the_rulebook_names_every_reason_against_an_offer() -> None:
    bags = offer("Leather bags", territories_excluded=frozenset({"JP"}), capacity_per_month=5)
    maker = enterprise(offers=(bags,))
    shop = buyer(economy="JP", needs=(need(min_per_month=10, refuses=("leather",)),))
    rules = Rulebook([maker, shop], reader=plain_reader())

    reasons = rules.against(bags, shop.needs[0], seller=maker, seeker=shop)

    assert reasons == (
        Block(Rule.TERRITORY_SOLD, "JP"),
        Block(Rule.CAPACITY_UNDER_MINIMUM, "5 < 10"),
        Block(Rule.REFUSED, "leather"),
    )


def test_what_the_seller_refuses_holds_back_a_need_too() -> None:
    bags = offer(refuses=("fast fashion",))
    maker, shop = enterprise(offers=(bags,)), buyer(needs=(need("Fast fashion bags"), need("Museum bags")))
    rules = Rulebook([maker, shop], reader=plain_reader())

    reasons = [rules.against(bags, one, seller=maker, seeker=shop) for one in shop.needs]

    assert reasons == [(Block(Rule.REFUSED, "fast fashion"),), ()]


def test_the_rulebook_keeps_apart_whom_a_field_keeps_apart() -> None:
    one, other, third = (enterprise(f"e-{economy}", economy=economy) for economy in ("PE", "CL", "PE"))
    rules = Rulebook([one, other, third], reader=plain_reader())

    assert [rules.allows(one, other), rules.allows(one, third), rules.allows(other, third)] == [True, False, True]
