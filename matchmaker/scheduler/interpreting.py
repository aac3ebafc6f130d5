"""Who could interpret a request, whichever delegates come."""

from itertools import islice, product
from weakref import WeakKeyDictionary

from matchmaker.scheduler.index import Index
from matchmaker.scheduler.problem import Delegate, Request
from matchmaker.scheduler.rules import is_understood
from matchmaker.scheduler.seating import MOST_COMBINATIONS

Able = frozenset[str]
"""Ids of the interpreters who could carry a meeting."""

Tongues = frozenset[frozenset[str]]
"""The languages of each delegate of one participant."""


def interpreters_for(index: Index, request: Request) -> Able | None:
    """Who could interpret for the request; none if it needs nobody, empty if nobody could."""
    return needed(index, tuple(frozenset(d.languages for d in index.people[p]) for p in request.participants))


def languages(index: Index) -> dict[str, Tongues]:
    """The languages of each participant's delegates, by participant id."""
    return {p: frozenset(person.languages for person in own) for p, own in index.people.items()}


_kept: WeakKeyDictionary[Index, dict[tuple[Tongues, ...], Able | None]] = WeakKeyDictionary()


def needed(index: Index, teams: tuple[Tongues, ...]) -> Able | None:
    """As ``interpreters_for``, by the languages alone; kept with the index, since rounds have few different teams."""
    known = _kept.setdefault(index, {})
    if teams not in known:
        known[teams] = _needed(index, teams)
    return known[teams]


def _needed(index: Index, teams: tuple[Tongues, ...]) -> Able | None:
    tongues = [tuple(Delegate(id="", name="", languages=spoken) for spoken in team) for team in teams]
    chosen = list(islice(product(*tongues), MOST_COMBINATIONS))
    if any(is_understood(people, None) for people in chosen):
        return None
    return frozenset(i.id for i in index.round.interpreters if any(is_understood(people, i) for people in chosen))
