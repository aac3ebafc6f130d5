"""How many meetings a participant, a person or an interpreter may have within a set of slots.

Each cap is one ``Limit``: the checker counts meetings in ``slots`` against it, and a solver turns the same
object into one linear constraint, so that both read one statement of the rule.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from matchmaker.scheduler.index import Index

SlotLimits = dict[str, tuple["Limit", ...]]
"""The limits that one more meeting in a slot counts against, by slot id."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` meetings in ``slots``; ``rule`` is the value of a ``rules.Rule``."""

    rule: str
    slots: frozenset[str]
    most: int
    words: str


Caps = tuple[int | None, int | None, int | None]
"""Meetings per day, in total, and in a row; none means no cap."""

_kept: WeakKeyDictionary[Index, dict[Caps, SlotLimits]] = WeakKeyDictionary()


def participant_limits(index: Index, participant: str) -> SlotLimits:
    """Caps per day and in total."""
    who = index.participant[participant]
    return _by_slot(index, (who.max_per_day, who.max_total, None))


def person_limits(index: Index, delegate: str) -> SlotLimits:
    """The pause after so many meetings in a row."""
    longest = index.participant[index.participant_of[delegate]].max_consecutive
    return _by_slot(index, (None, None, longest))


def interpreter_limits(index: Index, interpreter: str) -> SlotLimits:
    """An interpreter's cap per day and pause."""
    who = index.interpreter[interpreter]
    return _by_slot(index, (who.max_per_day, None, who.max_consecutive))


def _caps(index: Index, per_day: int | None, total: int | None) -> Iterable[Limit]:
    if per_day is not None:
        for day, slots in index.days.items():
            words = f"has {counted(per_day)} on {day:%a %d %b}, as many as allowed in a day."
            yield Limit("day_cap", frozenset(slots), per_day, words)
    if total is not None:
        words = f"has {counted(total)}, as many as allowed in this round."
        yield Limit("total_cap", frozenset(index.slot), total, words)


def _pauses(index: Index, longest: int | None) -> Iterable[Limit]:
    if longest is not None:
        for run in index.runs:
            for start in range(len(run) - longest):
                words = f"needs a pause after {counted(longest)} in a row."
                yield Limit("break", frozenset(run[start : start + longest + 1]), longest, words)


def _by_slot(index: Index, caps: Caps) -> SlotLimits:
    known = _kept.setdefault(index, {})
    if caps not in known:
        per_day, total, longest = caps
        found: dict[str, list[Limit]] = defaultdict(list)
        for limit in (*_caps(index, per_day, total), *_pauses(index, longest)):
            for slot in limit.slots:
                found[slot].append(limit)
        known[caps] = {slot: tuple(limits) for slot, limits in found.items()}
    return known[caps]


def counted(number: int, noun: str = "meeting") -> str:
    """The number with its noun, as in "1 meeting" and "2 meetings"."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
