"""Settings of the recommender, kept with every match list they made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecommenderSettings:
    """How long a list may be, and what is too little to be shown.

    ``display_threshold`` is a score (0..1); ``share_of_best`` the part of a list's best score under which the rest
    would only fill it up.
    """

    list_length: int = 10
    display_threshold: float = 0.25
    share_of_best: float = 0.55
