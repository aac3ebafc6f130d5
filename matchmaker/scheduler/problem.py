"""What a business round is made of, as frozen values with ids; what an agenda is made of."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.enums import MissionFormat, OrganisationKind


class WishKind(StrEnum):
    """How much one side wants to meet another; ``NO`` is a veto that nothing outweighs."""

    MUST = "must"
    WANT = "want"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A part of a day (a morning, an afternoon) in which slots follow each other without a pause."""

    id: str
    name: str
    format: MissionFormat = MissionFormat.IN_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of real time. ``start`` is aware; ``zone`` is the IANA zone of the venue, which decides its date."""

    id: str
    session: str
    start: datetime
    minutes: int
    zone: str

    @property
    def day(self) -> date:
        """The date on which the slot starts at the venue."""
        return self.start.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """A person who sits at a table. No ``languages`` of their own means those of the participant."""

    id: str
    name: str
    languages: frozenset[str] = frozenset()
    unavailable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An enterprise or a buyer, with its limits.

    Without ``delegates`` it is one person. Two delegates may sit in two meetings at once. ``unavailable``
    holds slot ids. ``max_consecutive`` is how many meetings a person takes in a row before a free slot;
    ``minimum`` is the number of meetings the organiser guarantees. ``format`` MIXED takes part in every day.
    """

    id: str
    name: str
    languages: frozenset[str]
    zone: str
    kind: OrganisationKind | None = None
    party: str | None = None
    delegates: tuple[Delegate, ...] = ()
    unavailable: frozenset[str] = frozenset()
    format: MissionFormat = MissionFormat.MIXED
    max_per_day: int | None = None
    max_total: int | None = None
    max_consecutive: int | None = None
    minimum: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A place that holds ``capacity`` meetings at once, however many tables stand in it."""

    id: str
    name: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where one meeting sits; a virtual table is a link. ``seats`` counts delegates, not the interpreter."""

    id: str
    name: str
    room: str | None = None
    seats: int = 4
    virtual: bool = False
    unavailable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """Somebody who carries a meeting between the two languages of one of their ``pairs``."""

    id: str
    name: str
    pairs: frozenset[frozenset[str]]
    unavailable: frozenset[str] = frozenset()
    max_per_day: int | None = None
    max_consecutive: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What participant ``by`` says about participant ``about``."""

    by: str
    about: str
    kind: WishKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A meeting that may take place between two participants, or more in a group or consortium meeting.

    ``quality`` holds one number in [0, 1] per participant, in their order: how good the match is for that
    side. ``required`` makes it a must whatever the wishes say. Empty ``sessions`` means any session.
    """

    id: str
    participants: tuple[str, ...]
    quality: tuple[float, ...]
    required: bool = False
    sessions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The promise that a request is met in this slot; what else is named (table, people) is promised too."""

    request: str
    slot: str
    table: str | None = None
    delegates: tuple[str, ...] = ()
    interpreter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """If both are met, request ``earlier`` ends before request ``later`` starts."""

    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything a scheduler needs to know about one business round.

    ``fairness`` bounds, when given, the difference between the most and the fewest breaks of any two
    participants. ``balance`` is the tolerated difference between a Party's share of the meetings and its
    share of the enterprises.
    """

    slots: tuple[Slot, ...]
    sessions: tuple[Session, ...]
    participants: tuple[Participant, ...]
    tables: tuple[Table, ...]
    requests: tuple[Request, ...]
    rooms: tuple[Room, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    wishes: tuple[Wish, ...] = ()
    locks: tuple[Lock, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    fairness: int | None = None
    balance: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A request that has its slot. ``delegates`` follow the order of the request's participants."""

    request: str
    slot: str
    table: str
    delegates: tuple[str, ...]
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meetings of a round, in no particular order."""

    meetings: tuple[Meeting, ...] = field(default=())
