"""The requests of a round as arrays, for the relaxation that decides which of them deserve a slot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.scheduler.index import Index
from matchmaker.scheduler.interpreting import Able, languages, needed
from matchmaker.scheduler.objectives import worth
from matchmaker.scheduler.problem import Request
from matchmaker.scheduler.rules import request_rules
from models.enums import MissionFormat

CHUNK = 100_000
"""Requests looked at together; keeps the availability matrix of a chunk under 20 MB."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Arrays over the ``n`` requests, in the order of the round.

    ``people``: (nnz,) int32, participant numbers of all requests one after another; ``starts``: (n,) int64,
    where each request begins in it. ``worth``: (n,) float64, thousandths. ``must``: (n,) bool. ``open``: (n,)
    bool, false where a rule that no agenda can change forbids the meeting. ``tongue``: (n,) int16, the number
    in ``ables`` of the interpreters it needs, -1 if it needs none. ``place``: (n,) int8, 0 if it can only sit at a
    table, 1 if it can only be a link, 2 if it can be either.
    """

    people: NDArray[np.int32]
    starts: NDArray[np.int64]
    worth: NDArray[np.float64]
    must: NDArray[np.bool_]
    open: NDArray[np.bool_]
    tongue: NDArray[np.int16]
    place: NDArray[np.int8]
    ables: tuple[Able, ...]


def demand(index: Index) -> Demand:
    """The arrays of the round's requests."""
    requests = index.round.requests
    number = {participant: place for place, participant in enumerate(index.participant)}
    sizes = np.fromiter((len(r.participants) for r in requests), dtype=np.int64, count=len(requests))
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])) if len(requests) else np.zeros(0, dtype=np.int64)
    people = np.fromiter((number[p] for r in requests for p in r.participants), dtype=np.int32, count=int(sizes.sum()))
    ables: dict[Able, int] = {}
    tongue = np.full(len(requests), -1, dtype=np.int16)
    possible = _meet_somewhen(index, people, starts)
    teams = languages(index)
    for place, request in enumerate(requests):
        able = needed(index, tuple(teams[p] for p in request.participants))
        if able is not None:
            tongue[place] = ables.setdefault(able, len(ables))
            possible[place] &= bool(able)
        if request.sessions or index.vetoes:
            possible[place] &= _is_welcome(index, request)
    return Demand(
        people=people,
        starts=starts,
        worth=np.fromiter((worth(index, r) for r in requests), dtype=np.float64, count=len(requests)),
        must=np.fromiter((r.id in index.musts for r in requests), dtype=np.bool_, count=len(requests)),
        open=possible,
        tongue=tongue,
        place=_place(index, people, starts),
        ables=tuple(ables),
    )


def _place(index: Index, people: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.int8]:
    formats = {index.session[slot.session].format for slot in index.slots}
    away = np.array([p.format is MissionFormat.VIRTUAL for p in index.round.participants], dtype=np.bool_)
    if formats <= {MissionFormat.IN_PERSON}:
        return np.zeros(len(starts), dtype=np.int8)
    if formats <= {MissionFormat.VIRTUAL}:
        return np.ones(len(starts), dtype=np.int8)
    some_away = np.maximum.reduceat(away[people], starts) if len(starts) else np.zeros(0, dtype=np.bool_)
    return np.where(some_away, 1, 0 if MissionFormat.VIRTUAL not in formats else 2).astype(np.int8)


def _is_welcome(index: Index, request: Request) -> bool:
    return any(not any(request_rules(index, request, run[0])) for run in index.runs)


def _meet_somewhen(index: Index, people: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the people of each request are all there in some slot."""
    there = np.zeros((len(index.participant), len(index.slots)), dtype=np.bool_)
    for place, own in enumerate(index.people.values()):
        for person in own:
            there[place] |= [slot.id not in person.unavailable for slot in index.slots]
    found = np.zeros(len(starts), dtype=np.bool_)
    ends = np.append(starts[1:], len(people))
    for begin in range(0, len(starts), CHUNK):
        end = min(begin + CHUNK, len(starts))
        inside = there[people[starts[begin] : ends[end - 1]]]
        found[begin:end] = np.logical_and.reduceat(inside, starts[begin:end] - starts[begin], axis=0).any(axis=1)
    return found
