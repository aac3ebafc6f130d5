"""Look-ups derived once from a round: order of slots, people, wishes, locks. Refuses a malformed round."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from matchmaker.errors import RoundError
from matchmaker.scheduler.problem import Delegate, Lock, Request, Round, Slot, WishKind


class Index:
    """The look-ups of ``round_``. Raises ``RoundError`` when ids, times or numbers make no sense."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.slots: tuple[Slot, ...] = tuple(sorted(round_.slots, key=lambda slot: (slot.start, slot.id)))
        self.slot = {slot.id: slot for slot in self.slots}
        self.position = {slot.id: number for number, slot in enumerate(self.slots)}
        self.session = {session.id: session for session in round_.sessions}
        self.participant = {participant.id: participant for participant in round_.participants}
        self.table = {table.id: table for table in round_.tables}
        self.room = {room.id: room for room in round_.rooms}
        self.interpreter = {interpreter.id: interpreter for interpreter in round_.interpreters}
        self.request = {request.id: request for request in round_.requests}
        self.people: dict[str, tuple[Delegate, ...]] = {}
        self.participant_of: dict[str, str] = {}
        for participant in round_.participants:
            own = participant.delegates or (Delegate(id=participant.id, name=participant.name),)
            self.people[participant.id] = tuple(
                replace(
                    delegate,
                    languages=delegate.languages or participant.languages,
                    unavailable=delegate.unavailable | participant.unavailable,
                )
                for delegate in own
            )
            self.participant_of.update({delegate.id: participant.id for delegate in own})
        self.delegate = {delegate.id: delegate for own in self.people.values() for delegate in own}
        self.locks: dict[str, list[Lock]] = defaultdict(list)
        for lock in round_.locks:
            self.locks[lock.request].append(lock)
        self.before: dict[str, set[str]] = defaultdict(set)
        self.after: dict[str, set[str]] = defaultdict(set)
        for precedence in round_.precedences:
            self.before[precedence.later].add(precedence.earlier)
            self.after[precedence.earlier].add(precedence.later)
        self.vetoes = {frozenset((w.by, w.about)) for w in round_.wishes if w.kind is WishKind.NO}
        self.wishes = {(w.by, w.about): w.kind for w in round_.wishes}
        problems = tuple(self._faults())
        if problems:
            raise RoundError(f"This round cannot be scheduled: {problems[0]}", problems)

    @cached_property
    def day(self) -> dict[str, date]:
        """The venue's date of each slot id."""
        return {slot.id: slot.day for slot in self.slots}

    @cached_property
    def days(self) -> dict[date, tuple[str, ...]]:
        """Slot ids of each day, in order of time."""
        found: dict[date, list[str]] = defaultdict(list)
        for slot in self.slots:
            found[self.day[slot.id]].append(slot.id)
        return {day: tuple(ids) for day, ids in found.items()}

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Slot ids that follow each other without a pause: one run per session and day, in order of time."""
        found: dict[tuple[date, str], list[str]] = defaultdict(list)
        for slot in self.slots:
            found[self.day[slot.id], slot.session].append(slot.id)
        return tuple(tuple(ids) for ids in found.values())

    @cached_property
    def musts(self) -> frozenset[str]:
        """Ids of the requests that must take place: required, locked, or a must of any side."""
        wanted = {pair for pair, kind in self.wishes.items() if kind is WishKind.MUST}
        return frozenset(
            request.id
            for request in self.round.requests
            if request.required or request.id in self.locks or self._any_wish(request, wanted)
        )

    @cached_property
    def adjacent(self) -> dict[str, tuple[str, ...]]:
        """Slots directly before and after each slot within its day."""
        found: dict[str, list[str]] = {slot.id: [] for slot in self.slots}
        for ids in self.days.values():
            for one, other in pairwise(ids):
                found[one].append(other)
                found[other].append(one)
        return {slot: tuple(ids) for slot, ids in found.items()}

    def is_vetoed(self, request: Request) -> bool:
        """Whether any participant of the request refuses another."""
        people = request.participants
        return bool(self.vetoes) and any(
            frozenset((one, other)) in self.vetoes for i, one in enumerate(people) for other in people[i + 1 :]
        )

    def request_name(self, request_id: str) -> str:
        """The request as a person reads it: the names of its participants."""
        return " and ".join(self.participant[p].name for p in self.request[request_id].participants)

    def slot_name(self, slot_id: str) -> str:
        """The slot as a person reads it, in the zone of the venue."""
        return self._slot_names[slot_id]

    @cached_property
    def _slot_names(self) -> dict[str, str]:
        return {s.id: f"{s.start.astimezone(ZoneInfo(s.zone)):%a %d %b %H:%M}" for s in self.slots}

    @staticmethod
    def _any_wish(request: Request, wanted: set[tuple[str, str]]) -> bool:
        if not wanted:
            return False
        people = request.participants
        return any((one, other) in wanted for one in people for other in people if one != other)

    def _faults(self) -> Iterable[str]:
        round_ = self.round
        for noun, members, known in (
            ("slot", round_.slots, self.slot),
            ("session", round_.sessions, self.session),
            ("participant", round_.participants, self.participant),
            ("table", round_.tables, self.table),
            ("room", round_.rooms, self.room),
            ("interpreter", round_.interpreters, self.interpreter),
            ("request", round_.requests, self.request),
        ):
            if len(members) != len(known):
                yield f"Two entries share one {noun} id."
        if sum(len(own) for own in self.people.values()) != len(self.delegate):
            yield "Two delegates share one id."
        for slot in self.slots:
            if slot.start.tzinfo is None:
                yield f"Slot {slot.id} has no time zone on its start."
            if slot.session not in self.session:
                yield f"Slot {slot.id} belongs to session {slot.session}, which does not exist."
        if all(slot.start.tzinfo for slot in self.slots):
            for one, other in pairwise(self.slots):
                if one.start + timedelta(minutes=one.minutes) > other.start:
                    yield f"Slots {one.id} and {other.id} overlap."
        for table in round_.tables:
            if table.room is not None and table.room not in self.room:
                yield f"Table {table.name} stands in room {table.room}, which does not exist."
        for request in round_.requests:
            people = request.participants
            if len(people) < 2 or len(set(people)) != len(people):
                yield f"Request {request.id} needs at least two different participants."
            if len(request.quality) != len(people):
                yield f"Request {request.id} needs one quality per participant."
            if not all(participant in self.participant for participant in people):
                yield f"Request {request.id} names a participant who does not exist."
        for lock in round_.locks:
            if lock.request not in self.request or lock.slot not in self.slot:
                yield f"A lock names request {lock.request} and slot {lock.slot}, which do not both exist."
        for precedence in round_.precedences:
            if precedence.earlier not in self.request or precedence.later not in self.request:
                yield f"A precedence names {precedence.earlier} and {precedence.later}, which do not both exist."
