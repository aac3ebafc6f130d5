"""Hard rules: what may never be shown, each with its reason. They act before any score.

Some rules look at two organisations, the others at one offer and one need. Two organisations live by the best
(offer, need) that no rule blocks, so a blocked offer does not block another offer of the same profile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.recommender.pooling import welcomes_pooling
from matchmaker.recommender.profile import Listing, Profile
from models.enums import Consent, OrganisationKind, Relation


class Rule(StrEnum):
    """The hard rules, by the code under which a block is stored and explained."""

    SAME_PARTY = "same_party"
    UNVERIFIED = "unverified"
    ORIGIN_NOT_ACCEPTED = "origin_not_accepted"
    TERRITORY_SOLD = "territory_sold"
    CONSENT_MISSING = "consent_missing"
    CAPACITY_UNDER_MINIMUM = "capacity_under_minimum"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Block:
    """Why something may not be shown. ``detail`` is what the rule rests on: a code, a number or a sentence."""

    rule: Rule
    detail: str


def relation_kinds(relation: Relation) -> tuple[OrganisationKind, OrganisationKind]:
    """Who asks and who is looked for in a relation."""
    return {
        Relation.BUYER: (OrganisationKind.BUYER, OrganisationKind.ENTERPRISE),
        Relation.MARKET: (OrganisationKind.ENTERPRISE, OrganisationKind.BUYER),
        Relation.PARTNER: (OrganisationKind.ENTERPRISE, OrganisationKind.ENTERPRISE),
    }[relation]


def blocks_between(one: Profile, other: Profile) -> Iterator[Block]:
    """Why two organisations may not be brought together at all."""
    for profile in (one, other):
        if not profile.verified:
            yield Block(Rule.UNVERIFIED, profile.name)
    if one.kind is other.kind and one.economy == other.economy:
        yield Block(Rule.SAME_PARTY, one.economy)
    for buyer, enterprise in ((one, other), (other, one)):
        # What a buyer accepts is a rule. Where an enterprise wants to sell is a wish, and weighs in the score.
        if (
            buyer.kind is OrganisationKind.BUYER
            and buyer.target_economies
            and enterprise.economy not in buyer.target_economies
        ):
            yield Block(Rule.ORIGIN_NOT_ACCEPTED, enterprise.economy)


def blocks_of_listing(offer: Listing, *, seeker: Profile) -> Iterator[Block]:
    """Why an offer may not be shown to a seeker, whatever the seeker needs."""
    if seeker.economy in offer.territories_excluded:
        yield Block(Rule.TERRITORY_SOLD, seeker.economy)
    # A licence of community heritage needs a consent on record; none said counts as none given.
    if offer.licences_heritage and offer.consent is not Consent.GRANTED:
        yield Block(Rule.CONSENT_MISSING, (offer.consent or Consent.PENDING).value)
    elif offer.consent in {Consent.PENDING, Consent.REVOKED}:
        yield Block(Rule.CONSENT_MISSING, offer.consent.value)


def blocks_of_pair(offer: Listing, need: Listing) -> Iterator[Block]:
    """Why an offer may not answer a need."""
    if (
        need.min_per_month is not None
        and offer.capacity_per_month is not None
        and offer.capacity_per_month < need.min_per_month
        and not welcomes_pooling(need)
    ):
        yield Block(Rule.CAPACITY_UNDER_MINIMUM, f"{offer.capacity_per_month} < {need.min_per_month}")
