"""What the recommender answers: ranked candidates with what each rests on."""

from dataclasses import dataclass
from typing import Any

from models.enums import Relation


@dataclass(frozen=True, slots=True)
class Evidence:
    """The offer and the need that carry a match, by listing id, and whose need it is."""

    offer_id: int
    need_id: int
    seeker_id: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A candidate at a rank (from 1) of somebody's list. ``score`` lies in 0..1; ``parts`` says what made it."""

    relation: Relation
    query_id: int
    candidate_id: int
    rank: int
    score: float
    parts: dict[str, Any]
    evidence: Evidence
    #: The match in the other direction, where the query side gives what the candidate seeks.
    return_evidence: Evidence | None = None
