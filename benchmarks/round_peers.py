"""The peers of the rounds benchmark: first come first served, and one CP-SAT model without decomposition."""

import random
import time
from itertools import product
from typing import Any

from matchmaker.scheduler import Agenda, Meeting, Request, Round, WishKind
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import worth
from matchmaker.scheduler.rules import cap_rules, is_understood, is_virtual, order_rule, person_rules, request_rules
from matchmaker.scheduler.seating import seat


def first_come(round_: Round, *, seed: int, limit: float) -> Agenda:
    """Requests arrive in random order, locked ones first, and each takes the first slot that is open to it."""
    began, index = time.monotonic(), Index(round_)
    board = Board(index)
    order = list(round_.requests)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda request: request.id not in index.locks)
    for request in order:
        if time.monotonic() - began > limit:
            break
        slots = [lock.slot for lock in index.locks.get(request.id, ())] or list(index.position)
        meeting = next((m for slot in slots if (m := seat(board, request, slot))), None)
        if meeting is not None:
            board.place(meeting)
    return board.agenda()


def plain_cpsat(round_: Round, *, limit: float, most_columns: int = 2_000_000) -> Agenda | None:
    """One model with a variable per request and slot (and interpreter); none if it is too large to build.

    ``limit`` seconds go to the solver alone, so that the time Python takes to build the model is not held against it.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

    index = Index(round_)
    if len(round_.requests) * len(round_.slots) > most_columns:
        return None
    model, empty = cp_model.CpModel(), Board(index)
    met: dict[tuple[str, str], Any] = {}
    for request in round_.requests:
        for slot in index.position:
            if _possible(empty, request, slot):
                met[request.id, slot] = model.new_bool_var("")
    by_person: dict[str, list[tuple[str, Any]]] = {p.id: [] for p in round_.participants}
    for (request_id, slot), variable in met.items():
        for participant in index.request[request_id].participants:
            by_person[participant].append((slot, variable))
    for request in round_.requests:
        own = [met[request.id, slot] for slot in index.position if (request.id, slot) in met]
        model.add_exactly_one(own) if request.id in index.locks else model.add_at_most_one(own)
    for participant in round_.participants:
        _person(model, index, participant, by_person[participant.id])
    _tables(model, index, met)
    _interpreters(model, index, met)
    _orders(model, index, met)
    asked = {(w.by, w.about) for w in round_.wishes if w.kind is WishKind.MUST}
    heavy = {r.id for r in round_.requests if any((a, b) in asked for a, b in product(r.participants, repeat=2))}
    gain = {r.id: worth(index, r) + (10**6 if r.id in heavy or r.id in index.locks else 0) for r in round_.requests}
    model.maximize(sum(gain[request] * variable for (request, _), variable in met.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Agenda()
    board = Board(index)
    chosen = [pair for pair, variable in met.items() if solver.value(variable)]
    chosen.sort(key=lambda c: (c[0] not in index.locks, index.position[c[1]], -len(index.request[c[0]].participants)))
    for request_id, slot in chosen:
        meeting: Meeting | None = seat(board, index.request[request_id], slot)
        if meeting is not None:
            board.place(meeting)
    return board.agenda()


def _possible(empty: Board, request: Request, slot: str) -> bool:
    index = empty.index
    locked = index.locks.get(request.id)
    return (
        not (locked and locked[0].slot != slot)
        and not any(request_rules(index, request, slot))
        and not any(order_rule(empty, request, slot))
        and not any(cap_rules(empty, request, slot))
        and all(
            any(not any(person_rules(empty, request, d, slot)) for d in index.people[p]) for p in request.participants
        )
    )


def _person(model: Any, index: Index, participant: Any, held: list[tuple[str, Any]]) -> None:
    team = len(index.people[participant.id])
    for slot in index.position:
        there = sum(slot not in person.unavailable for person in index.people[participant.id])
        model.add(sum(v for s, v in held if s == slot) <= there)
    if participant.max_total is not None:
        model.add(sum(v for _, v in held) <= participant.max_total)
    if participant.max_per_day is not None:
        for slots in index.days.values():
            model.add(sum(v for s, v in held if s in slots) <= participant.max_per_day)
    _pauses(model, index, held, participant.max_consecutive, team)


def _pauses(model: Any, index: Index, held: list[tuple[str, Any]], longest: int | None, team: int = 1) -> None:
    if longest is not None:
        for run in index.runs:
            for begin in range(len(run) - longest):
                window = run[begin : begin + longest + 1]
                model.add(sum(v for s, v in held if s in window) <= longest * team)


def _tables(model: Any, index: Index, met: dict[tuple[str, str], Any]) -> None:
    held: dict[tuple[str, bool], list[tuple[int, Any]]] = {}
    for (request_id, slot), variable in met.items():
        request = index.request[request_id]
        place = slot, is_virtual(index, request, slot)
        held.setdefault(place, []).append((len(request.participants), variable))
    for (slot, virtual), here in held.items():
        for size in (2, 3):
            by_room: dict[str | None, int] = {}
            for table in index.round.tables:
                if table.virtual == virtual and table.seats >= size and slot not in table.unavailable:
                    by_room[table.room] = by_room.get(table.room, 0) + 1
            most = sum(n if room is None else min(n, index.room[room].capacity) for room, n in by_room.items())
            model.add(sum(variable for people, variable in here if people >= size) <= most)


def _interpreters(model: Any, index: Index, met: dict[tuple[str, str], Any]) -> None:
    held: dict[str, list[tuple[str, Any]]] = {i.id: [] for i in index.round.interpreters}
    for (request_id, slot), variable in met.items():
        teams = list(product(*(index.people[p] for p in index.request[request_id].participants)))
        if any(is_understood(people, None) for people in teams):
            continue
        able = [i for i in index.round.interpreters if any(is_understood(people, i) for people in teams)]
        carried = []
        for interpreter in able:
            if slot not in interpreter.unavailable:
                carried.append(model.new_bool_var(""))
                held[interpreter.id].append((slot, carried[-1]))
        model.add(sum(carried) >= variable)
    for interpreter in index.round.interpreters:
        for slot in index.position:
            model.add_at_most_one([v for s, v in held[interpreter.id] if s == slot])
        _pauses(model, index, held[interpreter.id], interpreter.max_consecutive)


def _orders(model: Any, index: Index, met: dict[tuple[str, str], Any]) -> None:
    place = index.position
    for rule in index.round.precedences:
        early = [(place[s], met[rule.earlier, s]) for s in place if (rule.earlier, s) in met]
        late = [(place[s], met[rule.later, s]) for s in place if (rule.later, s) in met]
        for slot in range(len(place)):
            clash = [v for n, v in late if n <= slot] + [v for n, v in early if n >= slot]
            model.add(sum(clash) <= 1)
