"""What holds for the lists of any round, whatever its profiles say."""

from collections import defaultdict
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.recommender.profile import Listing, Profile
from matchmaker.recommender.recommendation import Recommendation
from models.enums import Consent, ListingKind, OrganisationKind, Relation
from tests.unit.recommender.rounds import recommended

WORDS = ("wool", "hats", "clay", "pots", "films", "drawn", "leather", "indigo")
ECONOMIES = ("PE", "CL", "JP")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
economies = st.frozensets(st.sampled_from(ECONOMIES), max_size=2)
numbers = st.none() | st.integers(1, 4)


@st.composite
def listings(draw: st.DrawFn, *, kind: ListingKind, first_id: int) -> tuple[Listing, ...]:
    """Up to two offers or needs, numbered from an id on."""
    return tuple(
        Listing(
            id=first_id + number, ref=f"l{number}", kind=kind, title=draw(words), text=draw(words), lang="en",
            refuses=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=1))),
            territories_excluded=draw(economies), capacity_per_month=draw(numbers), min_per_month=draw(numbers),
            pooling_accepted=draw(st.none() | st.booleans()), consent=draw(st.none() | st.sampled_from(Consent)),
            licences_heritage=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 2)))
    )


@st.composite
def rounds(draw: st.DrawFn) -> list[Profile]:
    """A few profiles that share their words."""
    return [
        Profile(
            id=number, ref=f"p-{number}", kind=draw(st.sampled_from(OrganisationKind)), name=f"House {number}",
            economy=draw(st.sampled_from(ECONOMIES)), languages=("en",), summary=draw(words), summary_lang="en",
            verified=draw(st.sampled_from([True, True, True, False])), target_economies=draw(economies),
            offers=draw(listings(kind=ListingKind.OFFER, first_id=100 * number)),
            needs=draw(listings(kind=ListingKind.NEED, first_id=100 * number + 50)),
        )
        for number in range(1, draw(st.integers(2, 5)) + 1)
    ]


def by_list(found: list[Recommendation]) -> dict[tuple[Relation, int], list[Recommendation]]:
    """Every list in the order it came."""
    gathered: dict[tuple[Relation, int], list[Recommendation]] = defaultdict(list)
    for one in found:
        gathered[one.relation, one.query_id].append(one)
    return dict(gathered)


@given(rounds())
@settings(max_examples=30, deadline=None)
def test_no_recommendation_breaks_a_rule_of_the_fields(profiles: list[Profile]) -> None:
    owners = {profile.id: profile for profile in profiles}
    texts = {listing.id: listing for profile in profiles for listing in profile.listings}

    for one in recommended(*profiles):
        query, candidate = owners[one.query_id], owners[one.candidate_id]
        assert query.verified
        assert candidate.verified
        assert {query.kind, candidate.kind} != {OrganisationKind.BUYER}
        assert query.kind is not candidate.kind or query.economy != candidate.economy
        for side, opposite in ((query, candidate), (candidate, query)):
            if side.kind is OrganisationKind.BUYER and side.target_economies:
                assert opposite.economy in side.target_economies
        for evidence in (one.evidence, one.return_evidence):
            if evidence is None:
                continue
            seeker = owners[evidence.seeker_id]
            giver = candidate if seeker is query else query
            offer, need = texts[evidence.offer_id], texts[evidence.need_id]
            assert offer in giver.offers
            assert need in seeker.needs
            assert seeker.economy not in offer.territories_excluded
            assert offer.consent not in {Consent.PENDING, Consent.REVOKED}
            assert not offer.licences_heritage or offer.consent is Consent.GRANTED
            if need.min_per_month and offer.capacity_per_month and not need.pooling_accepted:
                assert offer.capacity_per_month >= need.min_per_month
            assert not any(word in offer.title for side_need in seeker.needs for word in side_need.refuses)
            assert not any(word in need.title for side_offer in giver.offers for word in side_offer.refuses)


@given(rounds(), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_every_list_is_ranked_from_one_by_scores_that_never_rise(profiles: list[Profile], length: int) -> None:
    for ranked in by_list(recommended(*profiles, length=length)).values():
        scores = [one.score for one in ranked]

        assert [one.rank for one in ranked] == list(range(1, len(ranked) + 1))
        assert len(ranked) <= length
        assert scores == sorted(scores, reverse=True)
        assert all(0.0 <= score <= 1.0 for score in scores)
        assert len({one.candidate_id for one in ranked}) == len(ranked)


@given(rounds())
@settings(max_examples=30, deadline=None)
def test_a_pair_has_the_same_score_and_evidence_from_both_sides(profiles: list[Profile]) -> None:
    found = {(one.query_id, one.candidate_id): one for one in recommended(*profiles)}

    for (query, candidate), one in found.items():
        back = found[candidate, query]
        assert (one.score, one.parts, one.evidence) == (back.score, back.parts, back.evidence)


@given(rounds(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_in_which_profiles_come_does_not_matter(profiles: list[Profile], random: Random) -> None:
    shuffled = random.sample(profiles, len(profiles))

    one, other = by_list(recommended(*profiles)), by_list(recommended(*shuffled))

    assert one.keys() == other.keys()
    for key, ranked in one.items():
        assert [r.candidate_id for r in ranked] == [r.candidate_id for r in other[key]]
        assert [r.evidence for r in ranked] == [r.evidence for r in other[key]]
        assert [r.score for r in ranked] == pytest.approx([r.score for r in other[key]], abs=1e-6)
