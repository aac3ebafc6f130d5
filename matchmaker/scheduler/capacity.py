"""How many meetings the tables of a slot can hold: what solvers count before any table is chosen."""

from collections import Counter

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
