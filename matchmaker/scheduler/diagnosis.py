"""Why two participants do not meet, and the smallest change that would let them."""

from dataclasses import dataclass, replace

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.problem import Agenda, Meeting, Request, Round, Wish, WishKind
from matchmaker.scheduler.rules import Rule, Violation
from matchmaker.scheduler.seating import obstacles, seat

SUGGESTED = "suggested meeting"
"""Id of the request that is made up for a pair that nobody has asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One change that would let them meet at ``meeting``.

    ``moved``: meetings that go to another slot, as they would then be. ``given_up``: requests that would lose
    their meeting. ``waived``: rules that a person would have to lift; then ``meeting`` is none.
    """

    words: str
    meeting: Meeting | None = None
    moved: tuple[Meeting, ...] = ()
    given_up: tuple[str, ...] = ()
    waived: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """``reasons`` stand against the meeting in every slot, or in the best one if they differ; ``by_slot`` has all.

    Neither reasons nor a remedy: they already meet.
    """

    reasons: tuple[Violation, ...]
    by_slot: dict[str, tuple[Violation, ...]]
    remedy: Remedy | None


def why_not(round_: Round, agenda: Agenda, *, participants: tuple[str, ...]) -> Diagnosis:
    """Why these participants do not meet in the agenda, which must be valid, and the smallest change for it.

    In order of size: nothing but the meeting itself; moving one meeting; giving one up; lifting a rule. A pair
    without a request is judged as if it had one. Raises ``RoundError`` for a participant who does not exist.
    """
    asked = next((r for r in round_.requests if set(r.participants) == set(participants)), None)
    if asked is None:
        asked = Request(id=SUGGESTED, participants=participants, quality=(0.0,) * len(participants))
        round_ = replace(round_, requests=(*round_.requests, asked))
    index = Index(round_)
    board = Board(index, agenda.meetings)
    if asked.id in board.meetings:
        return Diagnosis(reasons=(), by_slot={}, remedy=None)
    slots = [lock.slot for lock in index.locks.get(asked.id, ())] or list(index.position)
    found = {slot: obstacles(board, asked, slot) for slot in slots}
    return Diagnosis(reasons=_reasons(found), by_slot=found, remedy=_remedy(board, asked, found))


def unmet_wishes(round_: Round, agenda: Agenda) -> tuple[Wish, ...]:
    """Musts and wants of either side that the agenda does not hold, in the order of the round.

    Both sides are told of them: who asked, and who was asked for.
    """
    people = {r.id: r.participants for r in round_.requests}
    met = [set(people[m.request]) for m in agenda.meetings if m.request in people]
    pairs = {(one, other) for group in met for one in group for other in group}
    return tuple(w for w in round_.wishes if w.kind is not WishKind.NO and (w.by, w.about) not in pairs)


def _reasons(found: dict[str, tuple[Violation, ...]]) -> tuple[Violation, ...]:
    """Violations of rules that are broken in every slot; else all of the slot with the fewest."""
    if not found or not all(found.values()):
        return ()
    everywhere = set.intersection(*({v.rule for v in broken} for broken in found.values()))
    least = min(found.values(), key=_size)
    return tuple(v for v in least if v.rule in everywhere) or least


def _remedy(board: Board, asked: Request, found: dict[str, tuple[Violation, ...]]) -> Remedy | None:
    index = board.index
    for slot, broken in found.items():
        meeting = None if broken else seat(board, asked, slot)
        if meeting is not None:
            return Remedy(words=f"Nothing stands in the way at {index.slot_name(slot)}.", meeting=meeting)
    given_up: Remedy | None = None
    tried: set[tuple[str, str]] = set()
    for slot, broken in sorted(found.items(), key=lambda item: _size(item[1])):
        for other in dict.fromkeys(r for violation in broken for r in violation.requests[1:]):
            if other in index.locks or other not in board.meetings or (other, slot) in tried:
                continue
            tried.add((other, slot))
            remedy = _without(board, asked, slot, other)
            if remedy is not None and remedy.moved:
                return remedy
            given_up = _smaller(index, given_up, remedy)
    if given_up is not None:
        return given_up
    return _lifted(index, found)


def _without(board: Board, asked: Request, slot: str, other: str) -> Remedy | None:
    """What happens if the meeting of ``other`` makes way; the board is as before afterwards."""
    index = board.index
    old = board.remove(other)
    meeting, moved = seat(board, asked, slot), None
    if meeting is not None:
        board.place(meeting)
        moved = next((m for s in index.position if (m := seat(board, index.request[other], s))), None)
        board.remove(asked.id)
    board.place(old)
    if meeting is None:
        return None
    name, when = index.request_name(other), index.slot_name(slot)
    if moved is not None:
        words = f"Move the meeting of {name} to {index.slot_name(moved.slot)}; then they can meet at {when}."
        return Remedy(words=words, meeting=meeting, moved=(moved,))
    words = f"Give up the meeting of {name}; then they can meet at {when}."
    return Remedy(words=words, meeting=meeting, given_up=(other,))


def _smaller(index: Index, one: Remedy | None, other: Remedy | None) -> Remedy | None:
    """The remedy that gives up less: no must if that can be, then the meeting of least quality."""
    both = [remedy for remedy in (one, other) if remedy is not None]
    return min(
        both,
        key=lambda r: [(g in index.musts, sum(index.request[g].quality)) for g in r.given_up],
        default=None,
    )


def _lifted(index: Index, found: dict[str, tuple[Violation, ...]]) -> Remedy | None:
    if not found:
        return Remedy(words="The round has no slots; add some.")
    slot, broken = min(found.items(), key=lambda item: _size(item[1]))
    parts = list(dict.fromkeys(_LIFT[violation.rule] for violation in broken))
    words = f"At {index.slot_name(slot)} they could meet if {' and '.join(parts)}."
    return Remedy(words=words, waived=broken)


def _size(broken: tuple[Violation, ...]) -> tuple[int, int]:
    """Fewer rules first; of as many, those that another meeting causes, for that can be moved."""
    return len(broken), sum(1 for violation in broken if not violation.requests[1:])


_LIFT = {
    Rule.UNKNOWN: "the entry were corrected",
    Rule.MET_TWICE: "they did not meet already",
    Rule.PERSON_TWICE: "a participant sent a second delegate",
    Rule.TABLE_TWICE: "there were one more table",
    Rule.ROOM_FULL: "the room held one more meeting",
    Rule.INTERPRETER_TWICE: "there were one more interpreter for their languages",
    Rule.AVAILABILITY: "whoever is away came",
    Rule.VETO: "the refusal were taken back",
    Rule.SESSION: "the meeting were allowed in this session",
    Rule.FORMAT: "there were a place of the format they need",
    Rule.LANGUAGE: "there were an interpreter for their languages",
    Rule.SEATS: "there were a table with enough seats",
    Rule.DAY_CAP: "the daily cap were one higher",
    Rule.TOTAL_CAP: "the cap for the round were one higher",
    Rule.BREAK: "a pause were given up",
    Rule.LOCK: "the lock were opened",
    Rule.PRECEDENCE: "the order of the two meetings were given up",
    Rule.FAIRNESS: "waits could differ more between participants",
}
