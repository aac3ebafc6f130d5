"""Slots as each side of the Pacific sees them, and the hours both can bear.

Everything is worked out from real time and the IANA rules of each zone, never from a fixed offset, so that
daylight saving of Santiago, Sydney and Auckland comes out right on every date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from matchmaker.errors import RoundError
from matchmaker.scheduler.problem import Participant, Slot

STEP = timedelta(minutes=15)
"""Grid of the window finder; every offset in use today is a multiple of it."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of the local day, ``start`` included and ``end`` not; ``end`` 00:00 means midnight."""

    start: time
    end: time


WORKING = Hours(time(9), time(18))
BEARABLE = (WORKING, Hours(time(8), time(20)), Hours(time(7), time(22)), Hours(time(6), time(23)))
"""From comfortable to hard; the finder widens only as far as it must."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A stretch of time on the clock of one zone."""

    zone: str
    start: datetime
    end: datetime

    @property
    def city(self) -> str:
        """The city that names the zone."""
        return self.zone.rsplit("/", 1)[-1].replace("_", " ")

    def __str__(self) -> str:
        ends = f"{self.end:%H:%M}" if self.end.date() == self.start.date() else f"{self.end:%a %d %b %H:%M}"
        return f"{self.start:%a %d %b %Y %H:%M}–{ends} {self.city}"


@dataclass(frozen=True, slots=True)
class Window:
    """Real time, in UTC, that lies within ``hours`` of the local day of every zone asked for."""

    start: datetime
    end: datetime
    hours: Hours


def local(slot: Slot, zone: str) -> LocalTime:
    """The slot on the clock of ``zone``, with its date there."""
    start, end = slot.start.astimezone(UTC), slot.start.astimezone(UTC) + timedelta(minutes=slot.minutes)
    return LocalTime(zone, start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone)))


def for_both(slot: Slot, zones: Iterable[str]) -> str:
    """The slot as text on the clocks of all ``zones``, each with its own date and each zone once."""
    return " · ".join(str(local(slot, zone)) for zone in dict.fromkeys(zones))


def common_windows(zones: Sequence[str], *, day: date, hours: Hours = WORKING) -> list[Window]:
    """Stretches that begin on ``day`` in the first zone and lie within ``hours`` everywhere, in order of time."""
    home = ZoneInfo(zones[0])
    begin = datetime.combine(day, time(), home).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), home).astimezone(UTC)
    found: list[Window] = []
    moment, open_since = begin, None
    while True:
        inside = all(_within(moment.astimezone(ZoneInfo(zone)), hours) for zone in zones)
        if inside and open_since is None and moment < end:
            open_since = moment
        if not inside and open_since is not None:
            found.append(Window(open_since, moment, hours))
            open_since = None
        if moment >= end and open_since is None:
            return found
        moment += STEP
        if moment > end + timedelta(days=1):  # hours that never close
            return [*found, Window(open_since, end, hours)] if open_since is not None else found


def bearable_windows(
    zones: Sequence[str], *, day: date, minutes: int, levels: Sequence[Hours] = BEARABLE
) -> list[Window]:
    """Windows of at least ``minutes`` at the most comfortable level that has any; empty if none has."""
    for hours in levels:
        found = [
            w for w in common_windows(zones, day=day, hours=hours) if w.end - w.start >= timedelta(minutes=minutes)
        ]
        if found:
            return found
    return []


def unbearable(participant: Participant, slots: Iterable[Slot], *, hours: Hours) -> frozenset[str]:
    """Ids of the slots that do not lie within ``hours`` of the participant's local day."""
    refused = set()
    for slot in slots:
        here = local(slot, participant.zone)
        inside = _within(here.start, hours) and _within(here.end - timedelta(minutes=1), hours)
        if not inside or here.end - here.start > timedelta(hours=24):
            refused.add(slot.id)
    return frozenset(refused)


def slots_at(
    *, day: date, start: time, zone: str, count: int, minutes: int, pause: int, session: str
) -> tuple[Slot, ...]:
    """``count`` slots of ``minutes`` with ``pause`` between them, from a local time; ids are session and number.

    They follow each other in real time even where the clocks change. Raises ``RoundError`` for a local time that
    the change to summer time skips; of a time that comes twice, the first is meant.
    """
    wanted = datetime.combine(day, start, ZoneInfo(zone))
    first = wanted.astimezone(UTC)
    if first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        raise RoundError(f"There is no {start:%H:%M} in {zone} on {day:%d %b %Y}; the clocks go forward.")
    return tuple(
        Slot(
            id=f"{session}-{number + 1}",
            session=session,
            start=first + timedelta(minutes=number * (minutes + pause)),
            minutes=minutes,
            zone=zone,
        )
        for number in range(count)
    )


def clock_changes(zone: str, *, first: date, last: date) -> list[date]:
    """Days in the range on which the clocks of the zone change, so that a round can warn of them."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 2)]
    offsets = [datetime.combine(day, time(), ZoneInfo(zone)).utcoffset() for day in days]
    return [days[number] for number, (one, other) in enumerate(pairwise(offsets)) if one != other]


def _within(moment: datetime, hours: Hours) -> bool:
    clock = moment.time()
    return hours.start <= clock and (clock < hours.end or hours.end == time())
