"""Settings of the recommender, kept with every match list they made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecommenderSettings:
    """Length of a list, and the score (0..1) under which nothing is shown."""

    list_length: int = 10
    display_threshold: float = 0.23
