"""What changed between two agendas, so that a person can read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.scheduler.index import Index
from matchmaker.scheduler.problem import Agenda, Meeting, Round


@dataclass(frozen=True, slots=True)
class Change:
    """One request before and after; ``before`` is none for a new meeting, ``after`` for a lost one."""

    request: str
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class Diff:
    """Changes by kind, each in order of request id. ``moved``: another slot. ``reseated``: same slot, else changed."""

    moved: tuple[Change, ...]
    new: tuple[Change, ...]
    lost: tuple[Change, ...]
    reseated: tuple[Change, ...]
    kept: int

    def __str__(self) -> str:
        words = [f"{_number(self.moved)} moved", f"{_number(self.new)} new", f"{_number(self.lost)} lost"]
        if self.reseated:
            words.append(f"{_number(self.reseated)} with another table or other people")
        return ", ".join(words)

    def lines(self, before: Round, after: Round) -> list[str]:
        """One line per change, in words; lost meetings are named as in ``before``, the others as in ``after``."""
        old, new = Index(before), Index(after)
        found = [
            f"Moved: {new.request_name(c.request)}, {_when(old, c.before)} → {_when(new, c.after)}" for c in self.moved
        ]
        found += [f"New: {new.request_name(c.request)}, {_when(new, c.after)}" for c in self.new]
        found += [f"Lost: {old.request_name(c.request)}, {_when(old, c.before)}" for c in self.lost]
        found += [
            f"Same time, other place or people: {new.request_name(c.request)}, {_when(new, c.after)}"
            for c in self.reseated
        ]
        return found

    def of(self, requests: Iterable[str]) -> "Diff":
        """The part of the changes that touches these requests: what one participant is told."""
        own = set(requests)
        return Diff(
            moved=tuple(c for c in self.moved if c.request in own),
            new=tuple(c for c in self.new if c.request in own),
            lost=tuple(c for c in self.lost if c.request in own),
            reseated=tuple(c for c in self.reseated if c.request in own),
            kept=self.kept,
        )


def diff(before: Agenda, after: Agenda) -> Diff:
    """What changed from ``before`` to ``after``."""
    old, new = {m.request: m for m in before.meetings}, {m.request: m for m in after.meetings}
    both = [Change(request, old[request], new[request]) for request in sorted(old.keys() & new.keys())]
    moved = tuple(c for c in both if old[c.request].slot != new[c.request].slot)
    reseated = tuple(c for c in both if c not in moved and old[c.request] != new[c.request])
    return Diff(
        moved=moved,
        new=tuple(Change(request, None, new[request]) for request in sorted(new.keys() - old.keys())),
        lost=tuple(Change(request, old[request], None) for request in sorted(old.keys() - new.keys())),
        reseated=reseated,
        kept=len(both) - len(moved) - len(reseated),
    )


def _number(changes: tuple[Change, ...]) -> str:
    return str(len(changes)) if changes else "none"


def _when(index: Index, meeting: Meeting | None) -> str:
    return index.slot_name(meeting.slot) if meeting is not None else "–"
