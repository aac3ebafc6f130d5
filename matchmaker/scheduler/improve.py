"""Better agendas by large neighbourhoods: free a few slots at once and fill them again by an exact program."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Any

from matchmaker.scheduler.grid import Agent, Grid, bits
from matchmaker.scheduler.problem import Request

MUST = 20_000.0
"""What placing a must adds to its worth, so that no sum of other meetings in a few slots outweighs it."""

MOST_COLUMNS = 12_000
"""Columns of one program; what lies beyond is left out, the least promising requests first."""

Column = tuple[Request, int, str | None]
"""A request in a slot, with its interpreter if that is chosen too."""

Row = tuple[list[int], float, float]
"""Columns whose sum lies between two numbers."""

LONGEST = 5.0
"""Seconds for one program."""


@dataclass(frozen=True, slots=True)
class Refill:
    """What refilling gained; the worth of what was lifted, and a bound on what could have come instead."""

    gain: float
    held: float
    most: float


@dataclass(frozen=True, slots=True)
class Taken:
    """A meeting lifted off the grid, so that it can go back exactly."""

    request: Request
    slot: int
    interpreter: str | None


def improve(
    grid: Grid,
    pool: Sequence[Request],
    *,
    worth: Callable[[Request], float],
    stop: Callable[[], bool],
    left: Callable[[], float],
    better: Callable[[], None],
    goal: float,
    seed: int,
) -> None:
    """Refill random sets of slots until ``stop()`` says so or the worth on the grid reaches ``goal``.

    ``pool`` holds requests that may come in, best first; ``left`` tells the seconds left; ``better`` is called
    after each gain.
    """
    rng = random.Random(seed)  # noqa: S311 -- a search order, not a secret
    value = sum(worth(grid.index.request[request]) for request in grid.slot_of)
    for slots in _neighbourhoods(len(grid.ids), rng):
        if stop() or value >= goal:
            return
        found = refill(grid, slots, pool, worth=worth, seconds=min(left(), LONGEST))
        value += found.gain
        if found.gain > 0:
            better()
        elif len(slots) == len(grid.ids) and found.most <= found.held + 0.5:
            return  # the program held every slot and proved that nothing is better


def _neighbourhoods(count: int, rng: random.Random) -> Iterator[list[int]]:
    """Every slot alone, then random groups of two, three and more, again and again."""
    for width in chain((1, 1), cycle((2, 2, 3, 4, 3, 6))):
        order = rng.sample(range(count), count)
        for begin in range(0, count, width):
            yield order[begin : begin + width]


def refill(
    grid: Grid,
    slots: Iterable[int],
    pool: Sequence[Request],
    *,
    worth: Callable[[Request], float],
    seconds: float,
) -> Refill:
    """Fill these slots anew as well as can be and keep all else; never lose any worth.

    A first program counts interpreters in sets, which keeps it free of symmetry; a second names them.
    """
    index = grid.index
    mask = sum(1 << slot for slot in slots)
    before = {p: sum(map(len, agent.at.values())) for p, agent in grid.agents.items()}
    lifted = [
        Taken(request, *grid.remove(request))
        for request in [index.request[r] for r, slot in grid.slot_of.items() if mask >> slot & 1]
        if request.id not in index.locks
    ]
    old = sum(worth(one.request) for one in lifted)
    columns: list[Column] = [
        (request, slot, None)
        for request in (*(one.request for one in lifted), *(r for r in pool if r.id not in grid.slot_of))
        if request.id not in index.locks
        for slot in bits(grid.candidates(request) & mask)
    ]
    columns = list(dict.fromkeys(columns[:MOST_COLUMNS]))
    kept = {one.request.id for one in lifted}
    chosen, most = _program(grid, columns, mask, kept, before, worth, seconds, old)
    if any(grid.able(request) is not None for request, _, _ in chosen) and mask & (mask - 1):
        chosen, _ = _program(grid, list(_named(grid, chosen)), mask, set(), {}, worth, seconds, 0.0)
    done: list[Request] = []
    for request, slot, carrier in _carried(grid, chosen):
        if grid.candidates(request) >> slot & 1:
            grid.place(request, slot, carrier)
            done.append(request)
    gain = sum(worth(request) for request in done) - old
    if gain < 0 or not chosen:
        for request in done:
            grid.remove(request)
        for one in lifted:
            grid.place(one.request, one.slot, one.interpreter)
        return Refill(0.0, old, most)
    return Refill(gain, old, most)


def _named(grid: Grid, columns: Iterable[Column]) -> Iterator[Column]:
    """One column per interpreter who is free, for requests that need one."""
    for request, slot, _ in columns:
        able = grid.able(request)
        if able is None:
            yield request, slot, None
        else:
            yield from ((request, slot, i) for i in able if grid.interpreters[i].open >> slot & 1)


def _agent_rows(agent: Agent, own: Sequence[int], columns: Sequence[Column], mask: int) -> list[Row]:
    """What an agent can take in each freed slot and under each of its limits, less what it has elsewhere."""
    rows: list[Row] = []
    for slot in {columns[n][1] for n in own}:
        here = [n for n in own if columns[n][1] == slot]
        rows.append((here, 0.0, float(agent.free[slot] - len(agent.at.get(slot, ())))))
    for limit, most in agent.limits:
        if limit & mask:
            held = sum(len(there) for slot, there in agent.at.items() if limit >> slot & 1)
            inside = [n for n in own if limit >> columns[n][1] & 1]
            if most - held < len(inside):
                rows.append((inside, 0.0, float(most - held)))
    return rows


def _pauses(grid: Grid, by_able: Mapping[tuple[int, frozenset[str]], list[int]], mask: int) -> list[Row]:
    """Caps and pauses of interpreters within the freed slots, for each set that could share the work."""
    rows: list[Row] = []
    for carriers in {able for _, able in by_able}:
        agents = [grid.interpreters[i] for i in carriers]
        for limit in {limit for agent in agents for limit, _ in agent.limits if limit & mask}:
            own = [n for (s, able), found in by_able.items() if limit >> s & 1 and able <= carriers for n in found]
            most = 0.0
            for agent in agents:
                here = [m for other, m in agent.limits if other == limit]
                held = sum(len(there) for slot, there in agent.at.items() if limit >> slot & 1)
                most += min([(limit & mask).bit_count(), *(m - held for m in here)])
            if most < len(own):
                rows.append((own, 0.0, float(most)))
    return rows


def _orders(grid: Grid, columns: Sequence[Column], by_request: Mapping[str, list[int]]) -> list[Row]:
    """A later meeting at or before a slot rules out the earlier one at or after it."""
    rows: list[Row] = []
    for rule in grid.index.round.precedences:
        early, late = by_request.get(rule.earlier, []), by_request.get(rule.later, [])
        if early and late:
            for slot in {columns[n][1] for n in early}:
                clash = [n for n in late if columns[n][1] <= slot] + [n for n in early if columns[n][1] >= slot]
                rows.append((clash, 0.0, 1.0))
    return rows


def _carried(grid: Grid, chosen: Sequence[Column]) -> Iterator[Column]:
    """The chosen with an interpreter each where one is needed, by augmenting paths; who gets none is left out."""
    carries: dict[tuple[str, int], Request] = {}

    def find(request: Request, slot: int, seen: set[str]) -> bool:
        for carrier in grid.able(request) or ():
            if carrier not in seen and grid.interpreters[carrier].open >> slot & 1:
                seen.add(carrier)
                other = carries.get((carrier, slot))
                if other is None or find(other, slot, seen):
                    carries[carrier, slot] = request
                    return True
        return False

    for slot in sorted({slot for _, slot, _ in chosen}):  # one by one: a pause may hang on the slot before
        carries.clear()
        here = [column for column in chosen if column[1] == slot]
        for request, _, carrier in here:
            if carrier is None and grid.able(request) is not None:
                find(request, slot, set())
        yield from [column for column in here if column[2] is not None or grid.able(column[0]) is None]
        yield from [(request, slot, carrier) for (carrier, _), request in carries.items()]


def _program(
    grid: Grid,
    columns: Sequence[Column],
    mask: int,
    lifted: set[str],
    before: Mapping[str, int],
    worth: Callable[[Request], float],
    seconds: float,
    held: float,
) -> tuple[list[Column], float]:
    """The best choice among the columns beside what is on the grid, and its bound, by HiGHS.

    Empty if the bound shows that nothing is worth more than ``held``; worths are whole numbers.
    """
    import numpy as np  # noqa: PLC0415 -- slow import, only a solve needs it
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 -- slow import
    from scipy.sparse import csr_matrix  # noqa: PLC0415 -- slow import

    if not columns or seconds <= 0:
        return [], float("inf")
    rows: list[Row] = []
    by_request, by_agent = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    by_slot = defaultdict[tuple[int, bool], list[int]](list)
    by_able = defaultdict[tuple[int, frozenset[str]], list[int]](list)
    by_carrier = defaultdict[str, list[int]](list)
    for number, (request, slot, carrier) in enumerate(columns):
        by_request[request.id].append(number)
        for participant in request.participants:
            by_agent[participant].append(number)
        by_slot[slot, bool(grid.allowed(request)[1] >> slot & 1)].append(number)
        able = grid.able(request)
        if carrier is not None:
            by_carrier[carrier].append(number)
        elif able is not None:
            by_able[slot, frozenset(able)].append(number)
    for request_id, own in by_request.items():
        keep = request_id in lifted and request_id in grid.index.musts
        rows.append((own, 1.0 if keep else 0.0, 1.0))
    for participant, own in by_agent.items():
        agent = grid.agents[participant]
        rows += _agent_rows(agent, own, columns, mask)
        now = sum(map(len, agent.at.values()))
        least = min(before.get(participant, 0), grid.index.participant[participant].minimum) - now
        if least > 0:
            rows.append((own, float(least), float("inf")))
    for (slot, link), own in by_slot.items():
        rows.append((own, 0.0, grid.room[link][slot] - grid.held[link][slot]))
    for slot in {slot for slot, _ in by_able}:
        sets = [able for other, able in by_able if other == slot]
        for carriers in {one | other for one in sets for other in sets} | {frozenset[str]().union(*sets)}:
            own = [n for (s, able), found in by_able.items() if s == slot and able <= carriers for n in found]
            rows.append((own, 0.0, sum(1 for i in carriers if grid.interpreters[i].open >> slot & 1)))
    for carrier, own in by_carrier.items():
        rows += _agent_rows(grid.interpreters[carrier], own, columns, mask)
    rows += _pauses(grid, by_able, mask)
    rows += _orders(grid, columns, by_request)
    flat = [n for own, _, _ in rows for n in own]
    owner = np.repeat(np.arange(len(rows)), [len(own) for own, _, _ in rows])
    matrix = csr_matrix((np.ones(len(flat)), (owner, flat)), shape=(len(rows), len(columns)))
    cost = -np.array([worth(request) for request, _, _ in columns])
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])

    def program(whole: float) -> Any:
        options = {"time_limit": seconds, "mip_rel_gap": 1e-5}
        kind = np.full(len(columns), whole)
        return milp(cost, integrality=kind, bounds=Bounds(0, 1), constraints=limits, options=options)

    solved = program(0)  # often whole by itself, or proof enough that nothing is gained
    most = float("inf") if solved.status != 0 else -float(solved.fun)
    if most < held + 0.5:
        return [], most
    if solved.status != 0 or np.abs(solved.x - np.round(solved.x)).max() > 1e-6:
        solved = program(1)
        most = min(most, float("inf") if solved.mip_dual_bound is None else -solved.mip_dual_bound)
    if solved.x is None:
        return [], most
    return [column for column, value in zip(columns, solved.x, strict=True) if value > 0.5], most
