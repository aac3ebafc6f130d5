"""All hard rules of a run in one place: those that follow from fields, and what the sides refuse in words."""

from collections.abc import Sequence

from matchmaker.recommender.eligibility import Block, Rule, blocks_between, blocks_of_listing, blocks_of_pair
from matchmaker.recommender.profile import Listing, Profile
from matchmaker.recommender.reader import Reader
from matchmaker.recommender.refusals import About, Refusal, about, first_against, refusals_of


class Rulebook:
    """Answers for organisations and for single (offer, need) pairs; each text is read once."""

    def __init__(self, profiles: Sequence[Profile], *, reader: Reader) -> None:
        self._about: dict[int, About] = {
            listing.id: about(listing, reader=reader) for profile in profiles for listing in profile.listings
        }
        self._sellers = {profile.id: refusals_of(profile.offers, reader=reader) for profile in profiles}
        self._seekers = {profile.id: refusals_of(profile.needs, reader=reader) for profile in profiles}
        self._spoken: dict[tuple[int, int], str | None] = {}

    def allows(self, one: Profile, other: Profile) -> bool:
        """True where no rule keeps the two organisations apart whatever they offer."""
        return not any(blocks_between(one, other))

    def against(self, offer: Listing, need: Listing, *, seller: Profile, seeker: Profile) -> tuple[Block, ...]:
        """Every reason why this offer may not answer this need; empty where it may."""
        found = [*blocks_of_listing(offer, seeker=seeker), *blocks_of_pair(offer, need)]
        for profile, refusals, listing in (
            (seeker, self._seekers[seeker.id], offer),
            (seller, self._sellers[seller.id], need),
        ):
            sentence = self._refused(profile, refusals, listing)
            if sentence is not None:
                found.append(Block(Rule.REFUSED, sentence))
        return tuple(found)

    def _refused(self, profile: Profile, refusals: Sequence[Refusal], listing: Listing) -> str | None:
        key = (profile.id, listing.id)
        if key not in self._spoken:
            self._spoken[key] = first_against(refusals, self._about[listing.id])
        return self._spoken[key]
