"""Fewer breaks for the same meetings: move single meetings to slots that join on to others."""

from collections.abc import Callable

from matchmaker.scheduler.grid import Grid, bits
from matchmaker.scheduler.problem import Request


def compact(grid: Grid, *, stop: Callable[[], bool]) -> None:
    """Move meetings while that lowers first the breaks, then the idle slots, of their people together."""
    days = [grid.mask(slots) for slots in grid.index.days.values()]
    moved = True
    while moved:
        moved = False
        for number, request_id in enumerate(sorted(grid.slot_of)):
            if number % 32 == 0 and stop():
                return
            request = grid.index.request[request_id]
            if request_id not in grid.index.locks and _waits(grid, request, days) != (0, 0):
                moved |= _move(grid, request, days)


def _move(grid: Grid, request: Request, days: list[int]) -> bool:
    best = _waits(grid, request, days)
    was, interpreter = grid.remove(request)
    target = was
    for slot in bits(grid.candidates(request) & ~(1 << was)):
        waits = _waits(grid, request, days, slot)
        if waits < best:
            best, target = waits, slot
    grid.place(request, target, interpreter if target == was else None)
    return target != was


def _waits(grid: Grid, request: Request, days: list[int], slot: int | None = None) -> tuple[int, int]:
    """(breaks, idle slots) of the request's people, with one more meeting in ``slot`` if given."""
    breaks = idle = 0
    for participant in request.participants:
        taken = 1 << slot if slot is not None else 0
        for there in grid.agents[participant].at:
            taken |= 1 << there
        for day in days:
            here = taken & day
            if here:
                groups = (here & ~(here << 1)).bit_count()
                breaks += groups - 1
                idle += here.bit_length() - (here & -here).bit_length() + 1 - here.bit_count()
    return breaks, idle
