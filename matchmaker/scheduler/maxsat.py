"""Fixed sets of meetings: a MaxSAT model of "every meeting has its slot, with the fewest breaks".

The model is that of Bofill et al., "Constraint solving approaches to the business-to-business meeting
scheduling problem", JAIR 74 (2022), with its implied constraint that a participant is busy in exactly as many
slots as it has meetings. A break is an idle group between two meetings of a day; each costs one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from matchmaker.scheduler.capacity import tables_open
from matchmaker.scheduler.greedy import open_slots
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.limits import participant_limits, person_limits
from matchmaker.scheduler.problem import Request
from matchmaker.scheduler.rules import is_virtual

LARGEST = 20_000
"""Requests times slots; the largest benchmark instance has 6,644 and half a million clauses."""


@dataclass(slots=True)
class Model:
    """Clauses over positive integers; ``place`` maps a request and slot to its variable, ``cost`` is to be avoided.

    ``implied`` clauses follow from the hard ones: some instances need them, some are slower with them.
    ``counting`` names python-sat's encoding of "at most n".
    """

    place: dict[tuple[str, str], int] = field(default_factory=dict)
    hard: list[list[int]] = field(default_factory=list)
    implied: list[list[int]] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    top: int = 0
    counting: str = "seqcounter"

    def new(self) -> int:
        """A fresh variable."""
        self.top += 1
        return self.top

    def at_most(self, literals: list[int], most: int) -> None:
        """No more than ``most`` of the literals are true."""
        from pysat.card import CardEnc, EncType  # noqa: PLC0415 -- loads a C extension only a solve needs

        if most < 0:
            self.hard.append([])
        elif len(literals) > most:
            if most == 1 and len(literals) <= 6:
                self.hard += [[-one, -other] for one, other in combinations(literals, 2)]
                return
            encoding = getattr(EncType, self.counting if most > 1 else "seqcounter")
            made = CardEnc.atmost(lits=literals, bound=most, top_id=self.top, encoding=encoding)
            self._take(made.clauses, made.nv)

    def exactly(self, literals: list[int], number: int) -> None:
        """Exactly ``number`` of the literals are true."""
        from pysat.card import CardEnc, EncType  # noqa: PLC0415 -- loads a C extension only a solve needs

        if number < 0 or len(literals) < number:
            self.hard.append([])
        elif literals:
            # The plain totalizer is the k-modulo totalizer's nearest relative that counts from both sides.
            exact = "totalizer" if self.counting == "kmtotalizer" else self.counting
            encoding = getattr(EncType, exact if number > 1 else "seqcounter")
            made = CardEnc.equals(lits=literals, bound=number, top_id=self.top, encoding=encoding)
            self._take(made.clauses, made.nv)

    def counted(self, literals: list[int], most: int) -> list[int]:
        """Variables that are true exactly if at least 1, 2, ... ``most`` of the literals are true."""
        counts: list[int] = []
        for literal in literals:
            grown = [self.new() for _ in range(min(len(counts) + 1, most))]
            for place, variable in enumerate(grown):
                same = counts[place] if place < len(counts) else None
                less = counts[place - 1] if place else None
                self.hard.append([-literal, variable] + ([-less] if less else []))
                self.hard.append([-variable, literal] + ([same] if same else []))
                if same:
                    self.hard.append([-same, variable])
                if less:
                    self.hard.append([-variable, less])
            counts = grown
        return counts

    def _take(self, clauses: list[list[int]], top: int) -> None:
        self.hard += clauses
        self.top = max(self.top, top)


def fits(index: Index) -> bool:
    """Whether this model says all there is, every request a must, one person each, nobody to interpret for, and
    is small enough to be built."""
    everybody = index.people.values()
    return (
        0 < len(index.round.requests) * len(index.slots) <= LARGEST
        and all(len(own) == 1 for own in everybody)
        and not index.round.interpreters
        and len(index.musts) == len(index.round.requests)
    )


def model(index: Index, *, counting: str = "seqcounter") -> Model:
    """The clauses of the round. An unsatisfiable model proves that not all of its meetings fit.

    The variables of ``place`` are the same whatever encoding ``counting`` names.
    """
    made = Model(counting=counting)
    slots = {request.id: open_slots(index, request) for request in index.round.requests}
    for name, found in slots.items():
        made.place.update({(name, slot): made.new() for slot in found})
    for name, found in slots.items():
        made.exactly([made.place[name, slot] for slot in found], 1)
    tables_and_orders(made, index, index.round.requests)
    of: dict[str, list[Request]] = {p: [] for p in index.participant}
    for request in index.round.requests:
        for participant in request.participants:
            of[participant].append(request)
    waits: dict[str, list[int]] = {}
    present: dict[str, list[int]] = {slot: [] for slot in index.position}
    for participant, requests in of.items():
        busy = _busy(made, index, requests)
        for slot, literal in busy.items():
            present[slot].append(literal)
        _caps(made, index, participant, busy)
        waits[participant] = _breaks(made, index, busy) if len(requests) > 1 else []
    _seats(made, index, present)
    made.cost = [literal for literals in waits.values() for literal in literals]
    if index.round.fairness is not None:
        _fairness(made, waits, index.round.fairness)
    return made


def tables_and_orders(made: Model, index: Index, requests: Sequence[Request]) -> None:
    """What the tables of each slot hold, and which meeting comes first, for the placements in the model."""
    sizes = sorted({len(request.participants) for request in requests})
    for slot in index.position:
        for virtual in (False, True):
            for size in sizes:
                here = [
                    made.place[r.id, slot]
                    for r in requests
                    if (r.id, slot) in made.place
                    and len(r.participants) >= size
                    and is_virtual(index, r, slot) == virtual
                ]
                made.at_most(here, tables_open(index, slot, virtual=virtual, seats=size))
    slots = list(index.position)
    for rule in index.round.precedences:
        for place, slot in enumerate(slots):
            if (rule.later, slot) in made.place and any((rule.earlier, s) in made.place for s in slots):
                before = [made.place[rule.earlier, s] for s in slots[:place] if (rule.earlier, s) in made.place]
                made.hard.append([-made.place[rule.later, slot], *before])


def _busy(made: Model, index: Index, requests: list[Request]) -> dict[str, int]:
    busy: dict[str, int] = {}
    for slot in index.position:
        here = [made.place[r.id, slot] for r in requests if (r.id, slot) in made.place]
        if len(here) == 1:
            busy[slot] = here[0]
        elif here:
            busy[slot] = made.new()
            made.at_most(here, 1)
            made.hard.append([-busy[slot], *here])
            made.hard += [[busy[slot], -variable] for variable in here]
    made.exactly(list(busy.values()), len(requests))
    return busy


def _breaks(made: Model, index: Index, busy: dict[str, int]) -> list[int]:
    """One variable per slot that is true exactly if a break ends there."""
    found = []
    for slots in index.days.values():
        met: int | None = None  # true if there was a meeting before the slot that precedes the present one
        previous: int | None = None
        for slot in slots:
            here = busy.get(slot)
            if here is not None and met is not None:
                variable = made.new()
                found.append(variable)
                idle = [] if previous is None else [-previous]
                made.hard += [[-variable, here], [-variable, met], *([-variable, literal] for literal in idle)]
                made.hard.append([variable, -here, -met, *(-literal for literal in idle)])
            if previous is not None:
                if met is None:
                    met = previous
                else:
                    longer = made.new()
                    made.hard += [[-met, longer], [-previous, longer], [-longer, met, previous]]
                    met = longer
            previous = here
    return found


def _seats(made: Model, index: Index, present: dict[str, list[int]]) -> None:
    """Implied: no more people are busy than the tables seat. It lets a solver count people without the pairs."""
    before = len(made.hard)
    largest = max(len(request.participants) for request in index.round.requests)
    for slot, literals in present.items():
        tables = sum(tables_open(index, slot, virtual=virtual) for virtual in (False, True))
        made.at_most(literals, largest * tables)
    made.implied = made.hard[before:]
    del made.hard[before:]


def _caps(made: Model, index: Index, participant: str, busy: dict[str, int]) -> None:
    person = index.people[participant][0].id
    rules = (participant_limits(index, participant), person_limits(index, person))
    limits = {limit for by_slot in rules for found in by_slot.values() for limit in found}
    for limit in sorted(limits, key=lambda one: (one.rule, sorted(one.slots))):
        made.at_most([literal for slot, literal in busy.items() if slot in limit.slots], limit.most)


def _fairness(made: Model, waits: dict[str, list[int]], apart: int) -> None:
    """Most and fewest breaks differ by at most ``apart``: nobody has k + apart + 1 unless all have k + 1."""
    longest = max((len(literals) for literals in waits.values()), default=0)
    counts = {p: made.counted(literals, len(literals)) for p, literals in waits.items()}
    for least in range(longest - apart):
        everybody = made.new()
        for literals in counts.values():
            made.hard.append([-everybody, literals[least]] if least < len(literals) else [-everybody])
        for literals in counts.values():
            if least + apart < len(literals):
                made.hard.append([-literals[least + apart], everybody])
