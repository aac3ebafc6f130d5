"""An agenda under construction, counted so that a rule can be asked about one more meeting quickly."""

from collections import defaultdict
from collections.abc import Iterable

from matchmaker.scheduler.index import Index
from matchmaker.scheduler.problem import Agenda, Meeting

Uses = dict[str, dict[str, list[str]]]
"""Who is where: id -> slot id -> ids of the requests met there. More than one request is a clash."""


class Board:
    """Meetings placed so far; it judges nothing and may hold clashes (see ``rules``)."""

    def __init__(self, index: Index, meetings: Iterable[Meeting] = ()) -> None:
        self.index = index
        self.meetings: dict[str, Meeting] = {}
        self.participants: Uses = defaultdict(dict)
        self.delegates: Uses = defaultdict(dict)
        self.tables: Uses = defaultdict(dict)
        self.rooms: Uses = defaultdict(dict)
        self.interpreters: Uses = defaultdict(dict)
        for meeting in meetings:
            self.place(meeting)

    def place(self, meeting: Meeting) -> None:
        """Put one meeting on the board; its request must not be on it."""
        self.meetings[meeting.request] = meeting
        for uses, subject in self._used(meeting):
            uses[subject].setdefault(meeting.slot, []).append(meeting.request)

    def remove(self, request: str) -> Meeting:
        """Take the meeting of ``request`` off the board and return it."""
        meeting = self.meetings.pop(request)
        for uses, subject in self._used(meeting):
            there = uses[subject][meeting.slot]
            there.remove(request)
            if not there:
                del uses[subject][meeting.slot]
        return meeting

    def agenda(self) -> Agenda:
        """The meetings in order of time, then of request id."""
        position = self.index.position
        return Agenda(tuple(sorted(self.meetings.values(), key=lambda m: (position[m.slot], m.request))))

    def _used(self, meeting: Meeting) -> Iterable[tuple[Uses, str]]:
        for participant in self.index.request[meeting.request].participants:
            yield self.participants, participant
        for delegate in meeting.delegates:
            yield self.delegates, delegate
        yield self.tables, meeting.table
        room = self.index.table[meeting.table].room
        if room is not None:
            yield self.rooms, room
        if meeting.interpreter is not None:
            yield self.interpreters, meeting.interpreter
