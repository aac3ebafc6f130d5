"""Every hard rule of a round, written once.

The greedy builder, the solvers' own check, the page where a person moves a meeting and the check before
anything is saved all read these functions. A rule yields a violation with words fit to show a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduler.board import Board, Uses
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.limits import Limit, counted, interpreter_limits, participant_limits, person_limits
from matchmaker.scheduler.problem import Agenda, Delegate, Interpreter, Meeting, Request, Round, Table
from models.enums import MissionFormat


class Rule(StrEnum):
    """The name of each hard rule."""

    UNKNOWN = "unknown"
    MET_TWICE = "met_twice"
    PERSON_TWICE = "person_twice"
    TABLE_TWICE = "table_twice"
    ROOM_FULL = "room_full"
    INTERPRETER_TWICE = "interpreter_twice"
    AVAILABILITY = "availability"
    VETO = "veto"
    SESSION = "session"
    FORMAT = "format"
    LANGUAGE = "language"
    SEATS = "seats"
    DAY_CAP = "day_cap"
    TOTAL_CAP = "total_cap"
    BREAK = "break"
    LOCK = "lock"
    PRECEDENCE = "precedence"
    FAIRNESS = "fairness"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: which, in words, and the requests whose meetings break it."""

    rule: Rule
    message: str
    requests: tuple[str, ...] = ()


def check(round_: Round, agenda: Agenda) -> tuple[Violation, ...]:
    """Every hard rule the agenda breaks; empty means it may be saved. Raises ``RoundError`` for a malformed round."""
    return violations(Index(round_), agenda)


def violations(index: Index, agenda: Agenda) -> tuple[Violation, ...]:
    """As ``check``, for a round whose look-ups are at hand."""
    found: dict[Violation, None] = {}
    board = Board(index)
    for meeting in agenda.meetings:
        if unknown := list(unknown_rule(index, meeting)):
            found.update(dict.fromkeys(unknown))
        elif meeting.request in board.meetings:
            name = index.request_name(meeting.request)
            found[Violation(Rule.MET_TWICE, f"{name} are in the agenda twice.", (meeting.request,))] = None
        else:
            board.place(meeting)
    for request in tuple(board.meetings):
        meeting = board.remove(request)
        found.update(dict.fromkeys(broken_by(board, meeting)))
        board.place(meeting)
    found.update(dict.fromkeys(promises_rule(board)))
    found.update(dict.fromkeys(fairness_rule(board)))
    return tuple(found)


def check_move(round_: Round, agenda: Agenda, meeting: Meeting) -> tuple[Violation, ...]:
    """The rules that ``meeting`` would break beside the other meetings of the agenda; its request may be in it."""
    index = Index(round_)
    if unknown := tuple(unknown_rule(index, meeting)):
        return unknown
    board = Board(index, {other.request: other for other in agenda.meetings}.values())
    if meeting.request in board.meetings:
        board.remove(meeting.request)
    found = tuple(broken_by(board, meeting))
    board.place(meeting)
    return found + tuple(fairness_rule(board))


def broken_by(board: Board, meeting: Meeting) -> Iterator[Violation]:
    """The rules one more meeting would break; the meeting must not be on the board."""
    index, request = board.index, board.index.request[meeting.request]
    people = [index.delegate[delegate] for delegate in meeting.delegates]
    table = index.table[meeting.table]
    interpreter = index.interpreter[meeting.interpreter] if meeting.interpreter else None
    yield from request_rules(index, request, meeting.slot)
    yield from order_rule(board, request, meeting.slot)
    yield from cap_rules(board, request, meeting.slot)
    for delegate in people:
        yield from person_rules(board, request, delegate, meeting.slot)
    yield from language_rule(index, request, people, interpreter)
    yield from table_rules(board, request, table, meeting.slot)
    if interpreter is not None:
        yield from interpreter_rules(board, request, interpreter, meeting.slot)
    yield from lock_rule(index, meeting)


def unknown_rule(index: Index, meeting: Meeting) -> Iterator[Violation]:
    """A meeting names things that exist, with one delegate of each participant."""
    request = index.request.get(meeting.request)
    if request is None or meeting.slot not in index.slot or meeting.table not in index.table:
        yield Violation(Rule.UNKNOWN, "A meeting names a request, slot or table that does not exist.")
    elif meeting.interpreter is not None and meeting.interpreter not in index.interpreter:
        yield Violation(Rule.UNKNOWN, "A meeting names an interpreter who does not exist.", (request.id,))
    elif tuple(index.participant_of.get(d) for d in meeting.delegates) != request.participants:
        name = index.request_name(request.id)
        yield Violation(Rule.UNKNOWN, f"{name} need one delegate each, of their own.", (request.id,))


def request_rules(index: Index, request: Request, slot: str) -> Iterator[Violation]:
    """Vetoes, the sessions a request is for, and the format of the day."""
    if index.is_vetoed(request):
        yield _broken(Rule.VETO, index, request, "one of them does not want this meeting.")
    session = index.session[index.slot[slot].session]
    if request.sessions and session.id not in request.sessions:
        yield _broken(Rule.SESSION, index, request, f"this meeting is not for {session.name}.")
    if session.format is not MissionFormat.MIXED:
        for participant_id in request.participants:
            participant = index.participant[participant_id]
            if participant.format not in (MissionFormat.MIXED, session.format):
                words = f"{participant.name} does not take part in {_words(session.format)} sessions."
                yield _broken(Rule.FORMAT, index, request, words)


def is_virtual(index: Index, request: Request, slot: str) -> bool:
    """Whether the meeting needs a link instead of a table: a virtual session, or a mixed one with somebody away."""
    kind = index.session[index.slot[slot].session].format
    return kind is MissionFormat.VIRTUAL or (
        kind is MissionFormat.MIXED
        and any(index.participant[p].format is MissionFormat.VIRTUAL for p in request.participants)
    )


def cap_rules(board: Board, request: Request, slot: str) -> Iterator[Violation]:
    """How many meetings a participant has, per day and in total."""
    for participant_id in request.participants:
        name = board.index.participant[participant_id].name
        limits = participant_limits(board.index, participant_id)
        yield from _over(limits, board.index, request, slot, board.participants, participant_id, name)


def person_rules(board: Board, request: Request, delegate: Delegate, slot: str) -> Iterator[Violation]:
    """A delegate is there, in one meeting at a time, and pauses after so many in a row."""
    index = board.index
    if slot in delegate.unavailable:
        words = f"{delegate.name} is not available at {index.slot_name(slot)}."
        yield _broken(Rule.AVAILABILITY, index, request, words)
    there = board.delegates.get(delegate.id, {}).get(slot)
    if there:
        words = f"{delegate.name} is already in another meeting at {index.slot_name(slot)}."
        yield _broken(Rule.PERSON_TWICE, index, request, words, *there)
    limits = person_limits(index, delegate.id)
    yield from _over(limits, index, request, slot, board.delegates, delegate.id, delegate.name)


def language_rule(
    index: Index, request: Request, people: Sequence[Delegate], interpreter: Interpreter | None
) -> Iterator[Violation]:
    """Everybody shares a language, or each speaks one of the two languages of one pair of the interpreter."""
    if not is_understood(people, interpreter):
        spoken = "; ".join(f"{d.name}: {', '.join(sorted(d.languages)) or 'none given'}" for d in people)
        words = f"they share no language ({spoken}) and no interpreter for them is there."
        yield _broken(Rule.LANGUAGE, index, request, words)


def is_understood(people: Sequence[Delegate], interpreter: Interpreter | None) -> bool:
    """Whether these delegates can speak with each other, with the interpreter if there is one."""
    if frozenset.intersection(*(delegate.languages for delegate in people)):
        return True
    return interpreter is not None and any(
        all(delegate.languages & pair for delegate in people) for pair in interpreter.pairs
    )


def table_rules(board: Board, request: Request, table: Table, slot: str) -> Iterator[Violation]:
    """A table is there, of the right kind and size, holds one meeting, and its room is not full."""
    index = board.index
    if table.virtual != is_virtual(index, request, slot):
        words = "this meeting needs a link." if not table.virtual else "this meeting needs a table in the venue."
        yield _broken(Rule.FORMAT, index, request, words)
    if len(request.participants) > table.seats:
        words = f"{table.name} has {counted(table.seats, 'seat')} for {len(request.participants)} people."
        yield _broken(Rule.SEATS, index, request, words)
    if slot in table.unavailable:
        words = f"{table.name} is not available at {index.slot_name(slot)}."
        yield _broken(Rule.AVAILABILITY, index, request, words)
    there = board.tables.get(table.id, {}).get(slot)
    if there:
        words = f"{table.name} is already taken at {index.slot_name(slot)}."
        yield _broken(Rule.TABLE_TWICE, index, request, words, *there)
    if table.room is not None:
        room, held = index.room[table.room], board.rooms.get(table.room, {}).get(slot, ())
        if len(held) >= room.capacity:
            words = f"{room.name} holds {counted(room.capacity)} at once and is full at {index.slot_name(slot)}."
            yield _broken(Rule.ROOM_FULL, index, request, words, *held)


def interpreter_rules(board: Board, request: Request, interpreter: Interpreter, slot: str) -> Iterator[Violation]:
    """An interpreter is there, in one meeting at a time, within their own limits."""
    index = board.index
    if slot in interpreter.unavailable:
        words = f"the interpreter {interpreter.name} is not available at {index.slot_name(slot)}."
        yield _broken(Rule.AVAILABILITY, index, request, words)
    there = board.interpreters.get(interpreter.id, {}).get(slot)
    if there:
        words = f"the interpreter {interpreter.name} is already in another meeting at {index.slot_name(slot)}."
        yield _broken(Rule.INTERPRETER_TWICE, index, request, words, *there)
    limits = interpreter_limits(index, interpreter.id)
    yield from _over(limits, index, request, slot, board.interpreters, interpreter.id, interpreter.name)


def order_rule(board: Board, request: Request, slot: str) -> Iterator[Violation]:
    """A meeting that precedes another is in an earlier slot."""
    index, position = board.index, board.index.position
    for other in index.before.get(request.id, ()):
        if other in board.meetings and position[board.meetings[other].slot] >= position[slot]:
            words = f"the meeting of {index.request_name(other)} comes first."
            yield _broken(Rule.PRECEDENCE, index, request, words, other)
    for other in index.after.get(request.id, ()):
        if other in board.meetings and position[board.meetings[other].slot] <= position[slot]:
            words = f"the meeting of {index.request_name(other)} comes afterwards."
            yield _broken(Rule.PRECEDENCE, index, request, words, other)


def lock_rule(index: Index, meeting: Meeting) -> Iterator[Violation]:
    """A locked meeting keeps its slot, and the table and people the lock names."""
    for lock in index.locks.get(meeting.request, ()):
        kept = (
            lock.slot == meeting.slot
            and lock.table in (None, meeting.table)
            and lock.delegates in ((), meeting.delegates)
            and lock.interpreter in (None, meeting.interpreter)
        )
        if not kept:
            request = index.request[meeting.request]
            words = f"this meeting is locked at {index.slot_name(lock.slot)}, with the table and people promised."
            yield _broken(Rule.LOCK, index, request, words)


def promises_rule(board: Board) -> Iterator[Violation]:
    """Every locked meeting is in the agenda."""
    for request in board.index.locks:
        if request not in board.meetings:
            yield _broken(Rule.LOCK, board.index, board.index.request[request], "their locked meeting is missing.")


def fairness_rule(board: Board) -> Iterator[Violation]:
    """No participant has more breaks than another by more than the round's ``fairness``."""
    if board.index.round.fairness is None:
        return
    counts = {p: breaks(board.index, board.participants.get(p, {})) for p in board.index.participant}
    if counts and max(counts.values()) - min(counts.values()) > board.index.round.fairness:
        most, fewest = max(counts, key=lambda p: counts[p]), min(counts, key=lambda p: counts[p])
        name = board.index.participant
        words = (
            f"{name[most].name} has {counted(counts[most], 'break')}, {name[fewest].name} "
            f"{counted(counts[fewest], 'break')}; the difference allowed is {board.index.round.fairness}."
        )
        yield Violation(Rule.FAIRNESS, words)


def breaks(index: Index, slots: Sequence[str] | dict[str, list[str]]) -> int:
    """Idle groups between meetings within each day (Bofill et al., JAIR 74, 2022), not idle slots."""
    places = sorted(index.position[slot] for slot in slots)
    day = [index.day[index.slots[place].id] for place in places]
    return sum(1 for i in range(len(places) - 1) if places[i + 1] > places[i] + 1 and day[i] == day[i + 1])


def _over(
    limits: dict[str, tuple[Limit, ...]],
    index: Index,
    request: Request,
    slot: str,
    uses: Uses,
    subject: str,
    name: str,
) -> Iterator[Violation]:
    for limit in limits.get(slot, ()):
        held = [r for s, there in uses.get(subject, {}).items() if s in limit.slots for r in there]
        if len(held) >= limit.most:
            yield _broken(Rule(limit.rule), index, request, f"{name} {limit.words}", *held)


def _broken(rule: Rule, index: Index, request: Request, words: str, *others: str) -> Violation:
    return Violation(rule, f"{index.request_name(request.id)}: {words}", (request.id, *others))


def _words(kind: MissionFormat) -> str:
    return kind.value.replace("_", "-")
