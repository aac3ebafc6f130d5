"""Give slots to chosen requests: put each where it fits, and swap two slots along a chain where it does not.

A chain is the alternating path of Kempe and König's edge-colouring theorem: if one side is free in one slot and
the other side in another, exchanging the two slots along the path that starts at the other side frees the first.
Availability, pauses, tables and interpreters can forbid an exchange, so each is tried and taken back if it fails.
"""

from collections.abc import Callable, Iterable

from matchmaker.scheduler.grid import Grid, bits
from matchmaker.scheduler.problem import Request

LONGEST = 40
"""Meetings in one chain; longer ones rarely succeed."""


def put(grid: Grid, request: Request) -> bool:
    """Place the request in the slot that joins on best to its people's other meetings, if any is open."""
    mask = grid.candidates(request)
    if not mask:
        return False
    near = 0
    for participant in request.participants:
        for slot in grid.agents[participant].at:
            near |= 1 << slot + 1 | 1 << slot >> 1
    joined = mask & near or mask
    grid.place(request, (joined & -joined).bit_length() - 1)
    return True


def insert(grid: Grid, request: Request, *, tries: int = 60) -> bool:
    """Place the request, exchanging slots of others along chains if need be; at most ``tries`` chains."""
    if put(grid, request):
        return True
    people = [grid.agents[p] for p in request.participants]
    if len(people) != 2 or any(agent.team > 1 for agent in people):
        return False
    allowed, _ = grid.allowed(request)
    for near, far in ((0, 1), (1, 0)):
        here, there = people[near].open & allowed, people[far].open
        for slot in bits(here & ~there):
            if slot not in people[far].at:
                continue
            for other in bits(there):
                tries -= 1
                if tries < 0:
                    return False
                if _exchange(grid, request, request.participants[far], slot, other):
                    return True
    return False


def arrange(grid: Grid, wanted: Iterable[Request], *, stop: Callable[[], bool], chains: int = 60) -> list[Request]:
    """Place the requests in this order and return those that found no slot."""
    left: list[Request] = []
    for number, request in enumerate(wanted):
        if number % 32 == 0 and stop():
            return left
        if request.id in grid.slot_of:
            continue
        if not (insert(grid, request, tries=chains) if chains else put(grid, request)):
            left.append(request)
    return left


def _exchange(grid: Grid, request: Request, start: str, slot: int, other: int) -> bool:
    """Free ``slot`` for ``start`` by swapping it with ``other`` along the chain, then place the request in it."""
    chain: list[tuple[Request, int]] = []
    person, now, then = start, slot, other
    while True:
        agent = grid.agents[person]
        met = agent.at.get(now)
        if not met:
            break
        moved = grid.index.request[met[0]]
        if agent.team > 1 or len(moved.participants) != 2 or moved.id in grid.index.locks or len(chain) == LONGEST:
            return False
        if not grid.agents[moved.participants[0]].free[then] or not grid.agents[moved.participants[1]].free[then]:
            return False
        chain.append((moved, now))
        person = moved.participants[1] if moved.participants[0] == person else moved.participants[0]
        if person in request.participants:
            return False
        now, then = then, now
    before = [(moved, *grid.remove(moved)) for moved, _ in chain]
    done: list[Request] = []
    for moved, was in chain:
        target = other if was == slot else slot
        if not grid.candidates(moved) >> target & 1:
            break
        grid.place(moved, target)
        done.append(moved)
    else:
        if grid.candidates(request) >> slot & 1:
            grid.place(request, slot)
            return True
    for moved in done:
        grid.remove(moved)
    for moved, was, interpreter in before:
        grid.place(moved, was, interpreter)
    return False
