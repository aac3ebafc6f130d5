"""Find the people, the table and the interpreter for a request in a slot, asking the rules for each."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.problem import Delegate, Interpreter, Meeting, Request, Table
from matchmaker.scheduler.rules import (
    Rule,
    Violation,
    broken_by,
    cap_rules,
    interpreter_rules,
    is_understood,
    is_virtual,
    language_rule,
    order_rule,
    person_rules,
    request_rules,
    table_rules,
)

MOST_COMBINATIONS = 64
"""Combinations of delegates tried for one meeting; enough for three companies of four."""


def seat(board: Board, request: Request, slot: str, *, interpreter: str | None = None) -> Meeting | None:
    """The first meeting of ``request`` in ``slot`` that breaks no rule beside the others, or none.

    Prefers people who need no interpreter, then this ``interpreter``, and a table at which somebody already
    sits before or after.
    """
    index = board.index
    if (
        any(request_rules(index, request, slot))
        or any(order_rule(board, request, slot))
        or any(cap_rules(board, request, slot))
    ):
        return None
    locks = index.locks.get(request.id)
    if locks:
        return _kept(board, request, slot)
    people = [
        [d for d in index.people[p] if not any(person_rules(board, request, d, slot))] for p in request.participants
    ]
    spoken = _speakers(board, request, people, slot, interpreter)
    if spoken is None:
        return None
    table = next(free_tables(board, request, slot), None)
    if table is None:
        return None
    delegates, carrier = spoken
    return Meeting(
        request=request.id,
        slot=slot,
        table=table.id,
        delegates=tuple(delegate.id for delegate in delegates),
        interpreter=carrier.id if carrier else None,
    )


def free_tables(board: Board, request: Request, slot: str) -> Iterator[Table]:
    """Tables that could hold the request in the slot, those next in time to its people first."""
    index = board.index
    near = {
        board.meetings[met].table: None
        for participant in request.participants
        for other in index.adjacent[slot]
        for met in board.participants.get(participant, {}).get(other, ())
    }
    virtual = is_virtual(index, request, slot)
    for table in (*(index.table[table] for table in near), *index.round.tables):
        # Asked first because it is what most tables of a full slot fail on; table_rules decides.
        likely = table.virtual == virtual and not board.tables.get(table.id, {}).get(slot)
        if likely and not any(table_rules(board, request, table, slot)):
            yield table


def obstacles(board: Board, request: Request, slot: str) -> tuple[Violation, ...]:
    """Why ``seat`` finds nothing: the rules that stand against the likeliest choice. Empty if it finds something.

    A violation without other requests cannot be cured by moving another meeting.
    """
    index = board.index
    fixed = [*request_rules(index, request, slot), *order_rule(board, request, slot), *cap_rules(board, request, slot)]
    people: list[list[Delegate]] = []
    for participant in request.participants:
        judged = [list(person_rules(board, request, d, slot)) for d in index.people[participant]]
        free = [d for d, broken in zip(index.people[participant], judged, strict=True) if not broken]
        if not free:
            easiest: list[Violation] = min(judged, key=_hardness)
            fixed += easiest
        people.append(free or list(index.people[participant]))
    if not any(is_understood(chosen, None) for chosen in islice(product(*people), MOST_COMBINATIONS)):
        fixed += _missing_interpreter(board, request, people, slot)
    if next(free_tables(board, request, slot), None) is None:
        fixed += _missing_table(board, request, slot)
    return tuple(fixed)


def _hardness(broken: list[Violation]) -> tuple[bool, int]:
    return any(not violation.requests[1:] for violation in broken), len(broken)


def _kept(board: Board, request: Request, slot: str) -> Meeting | None:
    index = board.index
    lock = index.locks[request.id][0]
    named = tuple(lock.delegates)
    delegates: Iterable[tuple[str, ...]] = (
        [named] if named else product(*([d.id for d in index.people[p]] for p in request.participants))
    )
    tables = [lock.table] if lock.table else [table.id for table in free_tables(board, request, slot)][:1]
    interpreters = [lock.interpreter] if lock.interpreter else [None, *index.interpreter]
    for chosen in islice(delegates, MOST_COMBINATIONS):
        for table in tables:
            for interpreter in interpreters:
                meeting = Meeting(request=request.id, slot=slot, table=table, delegates=chosen, interpreter=interpreter)
                if not any(broken_by(board, meeting)):
                    return meeting
    return None


def _speakers(
    board: Board, request: Request, people: list[list[Delegate]], slot: str, first: str | None
) -> tuple[tuple[Delegate, ...], Interpreter | None] | None:
    chosen = [tuple(c) for c in islice(product(*people), MOST_COMBINATIONS)]
    for delegates in chosen:
        if is_understood(delegates, None):
            return delegates, None
    for interpreter in sorted(board.index.round.interpreters, key=lambda i: i.id != first):
        if not any(interpreter_rules(board, request, interpreter, slot)):
            for delegates in chosen:
                if is_understood(delegates, interpreter):
                    return delegates, interpreter
    return None


def _missing_interpreter(board: Board, request: Request, people: list[list[Delegate]], slot: str) -> list[Violation]:
    index = board.index
    chosen = [tuple(c) for c in islice(product(*people), MOST_COMBINATIONS)]
    able = [i for i in index.round.interpreters if any(is_understood(c, i) for c in chosen)]
    if not able:
        return list(language_rule(index, request, chosen[0], None))
    judged = [list(interpreter_rules(board, request, interpreter, slot)) for interpreter in able]
    return min(judged, key=len)


def _missing_table(board: Board, request: Request, slot: str) -> list[Violation]:
    index, virtual = board.index, is_virtual(board.index, request, slot)
    right = [table for table in index.round.tables if table.virtual == virtual]
    judged = [list(table_rules(board, request, table, slot)) for table in right or index.round.tables]
    return min(judged, key=len, default=[Violation(Rule.SEATS, "There is no table in this round.", (request.id,))])
