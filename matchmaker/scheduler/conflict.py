"""Which musts of an impossible round cannot all take place: a small set, found by counting and by SAT."""

from collections.abc import Callable, Iterable
from threading import Timer

from matchmaker.scheduler.greedy import open_slots
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.interpreting import interpreters_for
from matchmaker.scheduler.limits import SlotLimits, interpreter_limits, participant_limits, person_limits
from matchmaker.scheduler.maxsat import Model, tables_and_orders
from matchmaker.scheduler.outcome import Watch
from matchmaker.scheduler.problem import Request

AT_ONCE = 2.0
"""Seconds for one SAT call; a set that is hard to refute is left as it is."""


def conflicting_musts(index: Index, *, watch: Watch) -> tuple[str, ...]:
    """Ids of musts that clash, with none to spare as far as time allowed; empty if no clash was proven.

    First a must that no slot is open for, then the musts of one participant that share too few slots (a
    violator of Hall's condition), then a core of the whole by SAT, shrunk by leaving out one after another.
    """
    musts = [index.request[request] for request in sorted(index.musts)]
    slots = {request.id: open_slots(index, request) for request in musts}
    for request in musts:
        if not slots[request.id]:
            return (request.id,)
    for participant, own in index.people.items():
        wanted = [r.id for r in musts if participant in r.participants]
        crowd = _crowded({r: [(s, n) for s in slots[r] for n in range(len(own))] for r in wanted})
        total = index.participant[participant].max_total
        if total is not None and len(wanted) > total and (not crowd or total + 1 < len(crowd)):
            crowd = tuple(wanted[: total + 1])
        if crowd:
            return crowd
    return _core(index, musts, slots, watch)


def _crowded(choices: dict[str, list[tuple[str, int]]]) -> tuple[str, ...]:
    """Requests that together have fewer places than there are of them; empty if each can have its own."""
    holder: dict[tuple[str, int], str] = {}

    def find(request: str, seen: dict[str, None]) -> bool:
        seen[request] = None
        for place in choices[request]:
            other = holder.get(place)
            if other is None or (other not in seen and find(other, seen)):
                holder[place] = request
                return True
        return False

    for request in choices:
        seen: dict[str, None] = {}
        if not find(request, seen):
            return tuple(sorted(seen))
    return ()


def _core(index: Index, musts: list[Request], slots: dict[str, list[str]], watch: Watch) -> tuple[str, ...]:
    from pysat.solvers import Solver  # noqa: PLC0415 -- loads a C extension only a solve needs

    made = Model()
    for request in musts:
        for slot in slots[request.id]:
            made.place[request.id, slot] = made.new()
    chosen = {made.new(): request.id for request in musts}
    for selector, request_id in chosen.items():
        made.hard.append([-selector, *(made.place[request_id, slot] for slot in slots[request_id])])
    tables_and_orders(made, index, musts)
    _people(made, index)
    _interpreters(made, index, musts)
    with Solver(name="g4", bootstrap_with=made.hard) as solver:

        def refute(selectors: list[int]) -> list[int] | None:
            timer = Timer(min(AT_ONCE, watch.left()), solver.interrupt)
            timer.start()
            try:
                answer = solver.solve_limited(assumptions=selectors, expect_interrupt=True)
            finally:
                timer.cancel()
                solver.clear_interrupt()
            return list(solver.get_core() or ()) if answer is False else None

        core = refute(list(chosen))
        if core is None:
            return ()
        return tuple(sorted(chosen[selector] for selector in _shrunk(core, refute, watch.stop)))


def _shrunk(
    core: list[int], refute: Callable[[list[int]], list[int] | None], stop: Callable[[], bool]
) -> Iterable[int]:
    for selector in list(core):
        if stop():
            break
        if selector in core:
            smaller = refute([other for other in core if other != selector])
            core = smaller if smaller is not None else core
    return core


def _people(made: Model, index: Index) -> None:
    for participant, own in index.people.items():
        placed = [
            (slot, variable)
            for (request, slot), variable in made.place.items()
            if participant in index.request[request].participants
        ]
        if not placed:
            continue
        for slot in index.position:
            there = sum(1 for person in own if slot not in person.unavailable)
            made.at_most([variable for s, variable in placed if s == slot], there)
        _capped(made, placed, participant_limits(index, participant))
        _capped(made, placed, person_limits(index, own[0].id), team=len(own))


def _capped(made: Model, placed: list[tuple[str, int]], limits: SlotLimits, *, team: int = 1) -> None:
    for limit in sorted({one for found in limits.values() for one in found}, key=lambda one: sorted(one.slots)):
        most = limit.most * (team if limit.rule == "break" else 1)
        made.at_most([variable for slot, variable in placed if slot in limit.slots], most)


def _interpreters(made: Model, index: Index, musts: list[Request]) -> None:
    """Who interprets what, with each interpreter once in a slot and within their limits."""
    carries: dict[str, list[tuple[str, int]]] = {i.id: [] for i in index.round.interpreters}
    for request in musts:
        able = interpreters_for(index, request)
        if able is None:
            continue
        for slot in index.position:
            placed = made.place.get((request.id, slot))
            if placed is not None:
                here = [(i, made.new()) for i in sorted(able) if slot not in index.interpreter[i].unavailable]
                made.hard.append([-placed, *(variable for _, variable in here)])
                for interpreter, variable in here:
                    carries[interpreter].append((slot, variable))
    for interpreter, held in carries.items():
        for slot in index.position:
            made.at_most([variable for s, variable in held if s == slot], 1)
        _capped(made, held, interpreter_limits(index, interpreter))
