"""The independent check of an agenda: plain counting that shares no code with ``matchmaker.scheduler.rules``."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from matchmaker.scheduler import Agenda, Round, WishKind


def faults(round_: Round, agenda: Agenda) -> list[str]:
    """Every fault of the agenda, one line each; empty if there is none. Written from the words of the rules only."""
    return [
        *_unknown(round_, agenda),
        *_twice(round_, agenda),
        *_absent(round_, agenda),
        *_unwelcome(round_, agenda),
        *_places(round_, agenda),
        *_speech(round_, agenda),
        *_caps(round_, agenda),
        *_promises(round_, agenda),
        *_fairness(round_, agenda),
    ]


def _unknown(round_: Round, agenda: Agenda) -> Iterator[str]:
    requests = {r.id: r for r in round_.requests}
    people = {p.id: {d.id for d in p.delegates} or {p.id} for p in round_.participants}
    for meeting in agenda.meetings:
        request = requests.get(meeting.request)
        if request is None:
            yield f"no request {meeting.request}"
        elif len(meeting.delegates) != len(request.participants) or not all(
            d in people[p] for d, p in zip(meeting.delegates, request.participants, strict=True)
        ):
            yield f"{meeting.request}: wrong delegates"


def _twice(round_: Round, agenda: Agenda) -> Iterator[str]:
    counted: Counter[tuple[str, str, str]] = Counter()
    room_of = {t.id: t.room for t in round_.tables}
    capacity = {room.id: room.capacity for room in round_.rooms}
    for meeting in agenda.meetings:
        counted["request", meeting.request, ""] += 1
        for delegate in meeting.delegates:
            counted["delegate", delegate, meeting.slot] += 1
        counted["table", meeting.table, meeting.slot] += 1
        if meeting.interpreter:
            counted["interpreter", meeting.interpreter, meeting.slot] += 1
        if room_of[meeting.table]:
            counted["room", str(room_of[meeting.table]), meeting.slot] += 1
    for (kind, who, slot), number in counted.items():
        if number > (capacity[who] if kind == "room" else 1):
            yield f"{kind} {who} {number} times in {slot}"


def _absent(round_: Round, agenda: Agenda) -> Iterator[str]:
    away: dict[str, set[str]] = {}
    for participant in round_.participants:
        away[participant.id] = set(participant.unavailable)
        for delegate in participant.delegates:
            away[delegate.id] = set(participant.unavailable) | set(delegate.unavailable)
    away |= {f"table {t.id}": set(t.unavailable) for t in round_.tables}
    away |= {f"interpreter {i.id}": set(i.unavailable) for i in round_.interpreters}
    for meeting in agenda.meetings:
        there = [*meeting.delegates, f"table {meeting.table}"]
        if meeting.interpreter:
            there.append(f"interpreter {meeting.interpreter}")
        for who in there:
            if meeting.slot in away[who]:
                yield f"{who} is away in {meeting.slot}"


def _unwelcome(round_: Round, agenda: Agenda) -> Iterator[str]:
    requests = {r.id: r for r in round_.requests}
    session_of = {s.id: s.session for s in round_.slots}
    no = {(w.by, w.about) for w in round_.wishes if w.kind == WishKind.NO}
    for meeting in agenda.meetings:
        people = requests[meeting.request].participants
        for one in people:
            for other in people:
                if (one, other) in no:
                    yield f"{one} refuses {other}"
        sessions = requests[meeting.request].sessions
        if sessions and session_of[meeting.slot] not in sessions:
            yield f"{meeting.request} is not for this session"


def _places(round_: Round, agenda: Agenda) -> Iterator[str]:
    requests = {r.id: r for r in round_.requests}
    formats = {p.id: p.format.value for p in round_.participants}
    session_of = {s.id: s.session for s in round_.slots}
    day_format = {s.id: s.format.value for s in round_.sessions}
    tables = {t.id: t for t in round_.tables}
    for meeting in agenda.meetings:
        people = requests[meeting.request].participants
        table, day = tables[meeting.table], day_format[session_of[meeting.slot]]
        if len(people) > table.seats:
            yield f"{meeting.request}: too few seats"
        kinds = {formats[p] for p in people}
        if day == "virtual":
            right = table.virtual and "in_person" not in kinds
        elif day == "in_person":
            right = not table.virtual and "virtual" not in kinds
        else:
            right = table.virtual == ("virtual" in kinds)
        if not right:
            yield f"{meeting.request}: wrong format"


def _speech(round_: Round, agenda: Agenda) -> Iterator[str]:
    spoken: dict[str, set[str]] = {}
    for participant in round_.participants:
        spoken[participant.id] = set(participant.languages)
        for delegate in participant.delegates:
            spoken[delegate.id] = set(delegate.languages or participant.languages)
    pairs = {i.id: [set(pair) for pair in i.pairs] for i in round_.interpreters}
    for meeting in agenda.meetings:
        tongues = [spoken[d] for d in meeting.delegates]
        shared = set.intersection(*tongues)
        bridged = meeting.interpreter is not None and any(
            all(t & pair for t in tongues) for pair in pairs[meeting.interpreter]
        )
        if not shared and not bridged:
            yield f"{meeting.request}: nobody understands"


def _caps(round_: Round, agenda: Agenda) -> Iterator[str]:
    requests = {r.id: r for r in round_.requests}
    order = sorted(round_.slots, key=lambda s: s.start)
    day: dict[str, date] = {s.id: s.start.astimezone(ZoneInfo(s.zone)).date() for s in order}
    lines: dict[tuple[date, str], list[str]] = {}
    for slot in order:
        lines.setdefault((day[slot.id], slot.session), []).append(slot.id)
    held: dict[str, list[str]] = {}
    for meeting in agenda.meetings:
        for participant in requests[meeting.request].participants:
            held.setdefault(f"p {participant}", []).append(meeting.slot)
        for delegate in meeting.delegates:
            held.setdefault(f"d {delegate}", []).append(meeting.slot)
        held.setdefault(f"i {meeting.interpreter}", []).append(meeting.slot)
    for participant in round_.participants:
        slots = held.get(f"p {participant.id}", [])
        if participant.max_total is not None and len(slots) > participant.max_total:
            yield f"{participant.id} has {len(slots)} meetings"
        yield from _daily(participant.id, slots, day, participant.max_per_day)
        for delegate in [d.id for d in participant.delegates] or [participant.id]:
            yield from _rows(delegate, held.get(f"d {delegate}", []), lines, participant.max_consecutive)
    for interpreter in round_.interpreters:
        slots = held.get(f"i {interpreter.id}", [])
        yield from _daily(interpreter.id, slots, day, interpreter.max_per_day)
        yield from _rows(interpreter.id, slots, lines, interpreter.max_consecutive)


def _daily(who: str, slots: list[str], day: dict[str, date], most: int | None) -> Iterator[str]:
    for date_, number in Counter(day[s] for s in slots).items():
        if most is not None and number > most:
            yield f"{who} has {number} meetings on {date_}"


def _rows(who: str, slots: list[str], lines: dict[tuple[date, str], list[str]], most: int | None) -> Iterator[str]:
    for line in lines.values():
        row = 0
        for slot in line:
            row = row + 1 if slot in slots else 0
            if most is not None and row > most:
                yield f"{who} has {row} meetings in a row at {slot}"


def _promises(round_: Round, agenda: Agenda) -> Iterator[str]:
    held = {m.request: m for m in agenda.meetings}
    start = {s.id: s.start for s in round_.slots}
    for lock in round_.locks:
        meeting = held.get(lock.request)
        if (
            meeting is None
            or meeting.slot != lock.slot
            or (lock.table and lock.table != meeting.table)
            or (lock.delegates and lock.delegates != meeting.delegates)
            or (lock.interpreter and lock.interpreter != meeting.interpreter)
        ):
            yield f"lock of {lock.request} broken"
    for rule in round_.precedences:
        both = rule.earlier in held and rule.later in held
        if both and start[held[rule.earlier].slot] >= start[held[rule.later].slot]:
            yield f"{rule.earlier} is not before {rule.later}"


def _fairness(round_: Round, agenda: Agenda) -> Iterator[str]:
    if round_.fairness is None or not round_.participants:
        return
    requests = {r.id: r for r in round_.requests}
    order = sorted(round_.slots, key=lambda s: s.start)
    place = {s.id: n for n, s in enumerate(order)}
    day = {place[s.id]: s.start.astimezone(ZoneInfo(s.zone)).date() for s in order}
    times: dict[str, list[int]] = {p.id: [] for p in round_.participants}
    for meeting in agenda.meetings:
        for participant in requests[meeting.request].participants:
            times[participant].append(place[meeting.slot])
    waits = [sum(b > a + 1 and day[a] == day[b] for a, b in pairwise(sorted(t))) for t in times.values()]
    if max(waits) - min(waits) > round_.fairness:
        yield f"breaks differ by {max(waits) - min(waits)}"
