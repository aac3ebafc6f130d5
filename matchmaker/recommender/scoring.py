"""The score of two organisations: the best offer for the one's need, the best for the other's, and what surrounds them.

The unit is the (offer, need) pair. Organisations are never compared as such: what they have in common only tips
the scale between pairs that carry a match.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.recommender.eligibility import Block, Rule
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.recommendation import Evidence
from matchmaker.recommender.signals import Floats, Signals
from models.enums import OrganisationKind

#: Reasons against an (offer, need), by its row and column in the signals.
Blocked = Mapping[tuple[int, int], Sequence[Block]]


#: What whole profiles may add at most, as a multiple of the fit: two alike houses stay apart.
CONTEXT_PER_FIT = 1.5
#: The fit from which the weaker direction is told as a reason; below it only weighs.
RETURN_WORTH_SAYING = 0.25
#: The fit that another offer needs beside a heritage licence whose consent is missing. Under it, the likeness mostly
#: comes from the very heritage that may not be licensed.
FIT_BESIDE_MISSING_CONSENT = 0.20


@dataclass(frozen=True, slots=True)
class Weights:
    """How the signals are weighed. A prior, not a fit: the same for every mission.

    ``gloss``, ``words``, ``concepts`` and ``text`` make the fit of an offer to a need; ``returned`` is what the
    weaker direction adds to the stronger one, ``context`` what whole profiles add, ``target`` what it adds that the
    enterprise names the buyer's economy among those it seeks.
    """

    gloss: float = 1.0
    words: float = 0.7
    concepts: float = 0.4
    text: float = 0.0
    returned: float = 0.3
    context: float = 0.5
    target: float = 0.1

    @property
    def most(self) -> float:
        """The score of two organisations that fit in every respect; scores are divided by it."""
        return 1.0 + self.returned + self.context + self.target


@dataclass(frozen=True, slots=True)
class Direction:
    """The best that one side offers the other: its fit, the rows that carry it, and the best fit a rule took away."""

    fit: float
    offer: int
    need: int
    blocked_fit: float
    blocked_by: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PairScore:
    """The score (0..1) of two organisations with its parts and what carries it."""

    score: float
    parts: dict[str, float]
    evidence: Evidence
    return_evidence: Evidence | None


def listing_fit(signals: Signals, weights: Weights) -> Floats:
    """``(n_offers, n_needs)`` fit of every offer to every need, in 0..1."""
    total = weights.gloss + weights.words + weights.concepts + weights.text
    fit = (
        weights.gloss * signals.gloss
        + weights.words * signals.words
        + weights.concepts * signals.concepts
        + weights.text * signals.text
    )
    clipped: Floats = np.clip(fit / total, 0.0, 1.0).astype(np.float32)
    return clipped


def best_direction(
    fit: Floats, *, offers: NDArray[np.int64], needs: NDArray[np.int64], blocked: Blocked,
) -> Direction | None:
    """The best unblocked (offer, need) among the given rows and columns; None where there is none at all.

    Ties go to the earlier offer, then the earlier need.
    """
    best: tuple[float, int, int] | None = None
    taken: tuple[float, tuple[Block, ...]] = (0.0, ())
    for offer in offers.tolist():
        for need in needs.tolist():
            value = float(fit[offer, need])
            reasons = blocked.get((offer, need))
            if reasons:
                if value > taken[0]:
                    taken = (value, tuple(reasons))
            elif best is None or value > best[0]:
                best = (value, offer, need)
    if best is None and not taken[1]:
        return None
    return Direction(*(best or (0.0, -1, -1)), *taken)


def outweighed(direction: Direction) -> bool:
    """True where what fits best was taken away by a rule, so that the rest would be shown for want of it."""
    return direction.offer < 0 or (bool(direction.blocked_by) and direction.blocked_fit >= direction.fit)


def pair_score(
    signals: Signals, weights: Weights, *, one: int, other: int, to_one: Direction | None, to_other: Direction | None,
) -> PairScore | None:
    """The score of two organisations by their indices; ``to_one`` is what the other offers the one.

    None where nothing that may be shown carries a match, or where a rule took away what fitted best.
    """
    directions = [(found, seeker) for found, seeker in ((to_one, one), (to_other, other)) if found is not None]
    usable = sorted(
        ((found, seeker) for found, seeker in directions if not outweighed(found)),
        key=lambda pair: (-pair[0].fit, signals.profiles[pair[1]].ref),
    )
    if not usable or max(found.blocked_fit for found, _ in directions) >= usable[0][0].fit:
        return None
    if usable[0][0].fit < FIT_BESIDE_MISSING_CONSENT and any(_lacks_consent(found) for found, _ in directions):
        return None
    main, returned = usable[0], usable[1] if len(usable) > 1 else None
    parts = {
        "fit": main[0].fit,
        "returned": weights.returned * returned[0].fit if returned else 0.0,
        "context": min(
            weights.context * max(float(signals.context[one, other]), 0.0), CONTEXT_PER_FIT * main[0].fit,
        ),
        "target": weights.target * aims_at(signals.profiles[one], signals.profiles[other]),
    }
    return PairScore(
        score=min(sum(parts.values()) / weights.most, 1.0),
        parts=parts,
        evidence=_evidence(signals, *main),
        return_evidence=_evidence(signals, *returned) if returned and returned[0].fit >= RETURN_WORTH_SAYING else None,
    )


def _lacks_consent(direction: Direction) -> bool:
    return any(block.rule is Rule.CONSENT_MISSING for block in direction.blocked_by)


def aims_at(one: Profile, other: Profile) -> bool:
    """True where one is an enterprise that seeks the market of the other, a buyer."""
    sides = {profile.kind: profile for profile in (one, other)}
    buyer, enterprise = sides.get(OrganisationKind.BUYER), sides.get(OrganisationKind.ENTERPRISE)
    return buyer is not None and enterprise is not None and buyer.economy in enterprise.target_economies


def _evidence(signals: Signals, direction: Direction, seeker: int) -> Evidence:
    return Evidence(
        offer_id=signals.offers[direction.offer].id,
        need_id=signals.needs[direction.need].id,
        seeker_id=signals.profiles[seeker].id,
    )
