"""A fast board for large rounds: slots as bits, tables and interpreters as counts; ``seating`` has the last word.

It knows the same limits as ``rules`` (through ``limits``, ``capacity`` and the static rules) but not which table
a meeting gets, so that thousands of meetings can be tried per second.
"""

from collections.abc import Iterable, Iterator

from matchmaker.scheduler.capacity import tables_open
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.interpreting import interpreters_for
from matchmaker.scheduler.limits import SlotLimits, interpreter_limits, participant_limits, person_limits
from matchmaker.scheduler.problem import Request
from matchmaker.scheduler.rules import is_virtual, request_rules


def bits(mask: int) -> Iterator[int]:
    """Positions of the ones in ``mask``, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Agent:
    """A participant or interpreter: ``team`` people who share caps, each once in a slot, each with pauses."""

    __slots__ = ("at", "free", "limits", "open", "team")

    def __init__(self, masks: list[int], limits: list[tuple[int, int]], slots: int) -> None:
        self.team = len(masks)
        self.free = [sum(mask >> slot & 1 for mask in masks) for slot in range(slots)]
        self.limits = limits
        self.at: dict[int, list[str]] = {}
        self.open = 0
        self.refresh()

    def refresh(self) -> None:
        """Work out again in which slots one more meeting would break no limit."""
        here, free = self.at, self.free
        mask = taken = 0
        for slot, there in enumerate(free):
            if there > len(here.get(slot, ())):
                mask |= 1 << slot
        for slot in here:
            taken |= 1 << slot
        for limit, most in self.limits:
            inside = taken & limit
            if inside.bit_count() >= most or self.team > 1:
                held = inside.bit_count() if self.team == 1 else sum(len(here[slot]) for slot in bits(inside))
                if held >= most:
                    mask &= ~limit
        self.open = mask


class Grid:
    """Meetings by request id: the slot number of each and, where needed, the interpreter."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.ids = tuple(index.position)
        self.slot_of: dict[str, int] = {}
        self.interpreter_of: dict[str, str] = {}
        self._masks: dict[tuple[tuple[int, ...], int], list[tuple[int, int]]] = {}
        count = len(self.ids)
        self.agents = {
            participant: Agent(
                [self.mask(set(index.slot) - person.unavailable) for person in own],
                self._limits(participant_limits(index, participant), person_limits(index, own[0].id), team=len(own)),
                count,
            )
            for participant, own in index.people.items()
        }
        self.interpreters = {
            i.id: Agent(
                [self.mask(set(index.slot) - i.unavailable)], self._limits(interpreter_limits(index, i.id)), count
            )
            for i in index.round.interpreters
        }
        self.held = [[0] * count, [0] * count]
        self.room = [[tables_open(index, slot, virtual=kind) for slot in self.ids] for kind in (False, True)]
        self.tables = [
            self.mask(s for s, room in zip(self.ids, self.room[kind], strict=True) if room) for kind in (0, 1)
        ]
        self._static: dict[object, tuple[int, int]] = {}
        self._able: dict[str, tuple[str, ...] | None] = {}

    def mask(self, slots: Iterable[str]) -> int:
        """The slots as bits."""
        return sum(1 << self.index.position[slot] for slot in slots)

    def able(self, request: Request) -> tuple[str, ...] | None:
        """Interpreters who could carry the request, the least versatile first; none if it needs nobody."""
        if request.id not in self._able:
            found = interpreters_for(self.index, request)
            pairs = self.index.interpreter
            self._able[request.id] = (
                None if found is None else tuple(sorted(found, key=lambda i: (len(pairs[i].pairs), i)))
            )
        return self._able[request.id]

    def allowed(self, request: Request) -> tuple[int, int]:
        """Slots the request may take whoever else meets, and those of them in which it needs a link."""
        index = self.index
        key = (request.sessions, tuple(index.participant[p].format for p in request.participants))
        if index.is_vetoed(request):
            return 0, 0
        if key not in self._static:
            runs = [run for run in index.runs if not any(request_rules(index, request, run[0]))]
            links = [run for run in runs if is_virtual(index, request, run[0])]
            self._static[key] = (self.mask(s for run in runs for s in run), self.mask(s for run in links for s in run))
        mask, link = self._static[key]
        for lock in index.locks.get(request.id, ()):
            mask &= 1 << index.position[lock.slot]
        for other in index.before.get(request.id, ()):
            if other in self.slot_of:
                mask &= -1 << (self.slot_of[other] + 1)
        for other in index.after.get(request.id, ()):
            if other in self.slot_of:
                mask &= (1 << self.slot_of[other]) - 1
        return mask, mask & link

    def candidates(self, request: Request) -> int:
        """Slots in which the request can be placed now."""
        mask, link = self.allowed(request)
        for participant in request.participants:
            mask &= self.agents[participant].open
        mask &= (link & self.tables[1]) | (~link & self.tables[0])
        able = self.able(request) if mask else None
        if able is not None:
            carried = 0
            for interpreter in able:
                carried |= self.interpreters[interpreter].open
            mask &= carried
        return mask

    def place(self, request: Request, slot: int, interpreter: str | None = None) -> None:
        """Put the request in a slot of ``candidates``, with this interpreter or the first who is free."""
        self.slot_of[request.id] = slot
        for participant in request.participants:
            self._come(self.agents[participant], request.id, slot)
        able = self.able(request)
        if able is not None:
            chosen = interpreter or next(i for i in able if self.interpreters[i].open >> slot & 1)
            self.interpreter_of[request.id] = chosen
            self._come(self.interpreters[chosen], request.id, slot)
        self._count(request, slot, 1)

    def remove(self, request: Request) -> tuple[int, str | None]:
        """Take the request out and return the slot and the interpreter it had."""
        slot = self.slot_of.pop(request.id)
        for participant in request.participants:
            self._go(self.agents[participant], request.id, slot)
        interpreter = self.interpreter_of.pop(request.id, None)
        if interpreter is not None:
            self._go(self.interpreters[interpreter], request.id, slot)
        self._count(request, slot, -1)
        return slot, interpreter

    def _count(self, request: Request, slot: int, change: int) -> None:
        kind = int(is_virtual(self.index, request, self.ids[slot]))
        self.held[kind][slot] += change
        if self.held[kind][slot] < self.room[kind][slot]:
            self.tables[kind] |= 1 << slot
        else:
            self.tables[kind] &= ~(1 << slot)

    def _limits(self, *kinds: SlotLimits, team: int = 1) -> list[tuple[int, int]]:
        """Limits as bits; those of a person count once per member of a team."""
        key = (tuple(map(id, kinds)), team)  # the tables are kept per index, so equal caps are the same object
        if key not in self._masks:
            found: dict[tuple[int, int], None] = {}
            for limit in {limit for kind in kinds for limits in kind.values() for limit in limits}:
                found[self.mask(limit.slots), limit.most * team if limit.rule == "break" else limit.most] = None
            self._masks[key] = sorted(found)
        return self._masks[key]

    @staticmethod
    def _come(agent: Agent, request: str, slot: int) -> None:
        agent.at.setdefault(slot, []).append(request)
        agent.refresh()

    @staticmethod
    def _go(agent: Agent, request: str, slot: int) -> None:
        agent.at[slot].remove(request)
        if not agent.at[slot]:
            del agent.at[slot]
        agent.refresh()
