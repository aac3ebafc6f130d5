"""How many meetings the tables of a slot can hold: what solvers count before any table is chosen."""

from collections import Counter
from datetime import date

from matchmaker.scheduler.index import Index


def tables_open(index: Index, slot: str, *, virtual: bool, seats: int = 2) -> int:
    """Meetings of ``seats`` people or more that fit in the slot: free tables, no more per room than its capacity.

    Exact while no room holds both tables and links; where one does, ``seating.seat`` has the last word.
    """
    by_room = Counter(
        table.room
        for table in index.round.tables
        if table.virtual == virtual and table.seats >= seats and slot not in table.unavailable
    )
    return sum(number if room is None else min(number, index.room[room].capacity) for room, number in by_room.items())


def most_meetings(index: Index, participant: str) -> int:
    """An upper bound on a participant's meetings from its own limits alone: availability, caps and pauses."""
    who = index.participant[participant]
    slots = {person.id: set(index.slot) - person.unavailable for person in index.people[participant]}
    return _most(index, list(slots.values()), who.max_per_day, who.max_total, who.max_consecutive)


def most_interpreted(index: Index, interpreter: str) -> int:
    """An upper bound on the meetings an interpreter can take."""
    who = index.interpreter[interpreter]
    return _most(index, [set(index.slot) - who.unavailable], who.max_per_day, None, who.max_consecutive)


def _most(index: Index, free: list[set[str]], per_day: int | None, total: int | None, longest: int | None) -> int:
    by_day: Counter[date] = Counter()
    for slots in free:
        for run in index.runs:
            by_day[index.day[run[0]]] += _most_in_run([slot in slots for slot in run], longest)
    days = (number if per_day is None else min(number, per_day) for number in by_day.values())
    return sum(days) if total is None else min(total, sum(days))


def _most_in_run(free: list[bool], longest: int | None) -> int:
    """Meetings that fit in one run of slots with a pause after ``longest``; taking each as early as can be is best."""
    row = number = 0
    for there in free:
        row = row + 1 if there and (longest is None or row < longest) else 0
        number += row > 0
    return number
