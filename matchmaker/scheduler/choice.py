"""Which requests deserve a slot: a linear relaxation without slots, solved by column generation.

The relaxation keeps every limit that does not depend on which slot a meeting takes: what each participant can
have at most, what the tables hold in all slots together, how many meetings the interpreters carry. Its value
bounds the quality of every agenda. With duals y >= 0, b y + sum(max(0, worth - A' y)) is such a bound even
before the last column is in (weak duality), so the search may stop early.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.scheduler.capacity import most_interpreted, most_meetings, tables_open
from matchmaker.scheduler.demand import Demand
from matchmaker.scheduler.index import Index
from models.enums import OrganisationKind

SLACK = 0.002
"""Share of the quality that may be given up for guaranteed minima and the balance of the Parties."""

FIRST_COLUMNS, MORE_COLUMNS = 2.0, 20_000
"""Columns to begin with, as a multiple of the meetings all participants can have, and at most added per turn."""

STEPS = 300
"""Subgradient steps; a step costs about 25 ms for a million requests."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``share``: (n,) float64 in [0, 1], how far each request is chosen. ``advantage``: (n,) float64, its worth
    less what it takes from others at the prices of the relaxation. No agenda has more than ``most_quality``
    together with ``most_musts``, nor more musts."""

    share: NDArray[np.float64]
    advantage: NDArray[np.float64]
    most_quality: int
    most_musts: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the relaxation. ``most``: (people + groups,) float64. A group row holds the requests whose class is
    marked in ``member``: (groups, classes) float64; ``group_of``: (n,) the class of each request."""

    most: NDArray[np.float64]
    member: NDArray[np.float64]
    group_of: NDArray[np.intp]
    people: int


def choose(
    index: Index, asked: Demand, *, stop: Callable[[], bool], left: Callable[[], float] = lambda: 3600.0
) -> Choice:
    """Solve the relaxation.

    Ends early with a valid, weaker bound when ``stop()`` says so; ``left`` tells the seconds left.
    """
    rows = _rows(index, asked)
    musts = np.flatnonzero(asked.must & asked.open)
    most_musts = _most_musts(asked, rows, musts, left())
    extra, forced = 0.0, asked.must & asked.open
    if most_musts < len(musts):  # musts outweigh everything else, so that as many as possible are taken first
        extra, forced = 20 * float(asked.worth.max(initial=1.0)), np.zeros(len(asked.worth), dtype=np.bool_)
    value = np.where(asked.must, asked.worth + extra, asked.worth)
    bound, advantage = _prices(asked, rows, value, forced, stop)
    columns = _first_columns(asked, rows, advantage)
    share, solved = (asked.open & (advantage > 0)).astype(np.float64), None
    while len(columns) and not stop():
        solved = _linear(asked, rows, columns, value, forced, left())
        if solved.status != 0:  # out of time: the prices of the subgradient steps must do
            solved = None
            break
        prices = np.maximum(0.0, -solved.ineqlin.marginals)
        advantage = value - _cost(asked, rows, prices)
        bound = min(bound, _bound(asked, rows, prices, advantage, forced))
        share[:] = 0.0
        share[columns] = solved.x
        missing = np.setdiff1d(np.flatnonzero(asked.open & (advantage > 1e-6)), columns, assume_unique=True)
        if not len(missing) or stop():
            break
        best = missing[np.argsort(-advantage[missing], kind="stable")[:MORE_COLUMNS]]
        columns = np.union1d(columns, best)
    if solved is not None:
        share[columns] = _later_goals(index, asked, rows, columns, value, forced, solved, left())
    quality = int(np.floor(bound - extra * most_musts + 1e-6)) if len(columns) else 0
    return Choice(share=share, advantage=advantage, most_quality=quality, most_musts=most_musts)


def _rows(index: Index, asked: Demand) -> _Rows:
    sets = {frozenset(n for n, other in enumerate(asked.ables) if other <= able): able for able in asked.ables}
    everybody = frozenset(i for able in asked.ables for i in able)
    if everybody:
        sets[frozenset(range(len(asked.ables)))] = everybody
    kinds = [sum(tables_open(index, slot, virtual=virtual) for slot in index.slot) for virtual in (False, True)]
    people = [most_meetings(index, participant) for participant in index.participant]
    carried = [sum(most_interpreted(index, i) for i in able) for able in sets.values()]
    # The class of a request: where it can be held (3 ways) and who could interpret (none, or a number in ables).
    tongues = len(asked.ables) + 1
    place, tongue = np.divmod(np.arange(3 * tongues), tongues)
    member = [place == 0, place == 1, place >= 0, *(np.isin(tongue - 1, sorted(numbers)) for numbers in sets)]
    return _Rows(
        most=np.array([*people, *kinds, sum(kinds), *carried], dtype=np.float64),
        member=np.array(member, dtype=np.float64),
        group_of=asked.place.astype(np.intp) * tongues + asked.tongue + 1,
        people=len(people),
    )


def _prices(
    asked: Demand,
    rows: _Rows,
    value: NDArray[np.float64],
    forced: NDArray[np.bool_],
    stop: Callable[[], bool],
) -> tuple[float, NDArray[np.float64]]:
    """A bound and the advantages at good prices, by subgradient steps (Held, Wolfe and Crowder, 1974).

    Close enough to tell which columns matter; the linear program then finds the exact prices among those.
    """
    prices = np.zeros(len(rows.most))
    best, advantage, kept = float(value[asked.open].sum()), value, prices
    step, since = 0.3 * float(value.max(initial=1.0)), 0
    for _ in range(STEPS):
        if not len(value) or stop():
            break
        advantage = value - _cost(asked, rows, prices)
        bound = _bound(asked, rows, prices, advantage, forced)
        since += 1
        if bound < best:
            best, kept, since = bound, prices, 0
        elif since > 5:
            step, since, prices = step * 0.6, 0, kept
            continue
        taken = asked.open & (forced | (advantage > 0))
        over = _used(asked, rows, taken) - rows.most
        prices = np.maximum(0.0, prices + step * over / np.maximum(rows.most, 1.0))
    return best, value - _cost(asked, rows, kept) if len(value) else value


def _bound(
    asked: Demand,
    rows: _Rows,
    prices: NDArray[np.float64],
    advantage: NDArray[np.float64],
    forced: NDArray[np.bool_],
) -> float:
    gains = np.where(asked.open, np.where(forced, advantage, np.maximum(0.0, advantage)), 0.0)
    return float(rows.most @ prices + gains.sum())


def _used(asked: Demand, rows: _Rows, taken: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(rows,) How much of each limit the taken requests use."""
    sizes = np.diff(np.append(asked.starts, len(asked.people)))
    own = np.bincount(asked.people[np.repeat(taken, sizes)], minlength=rows.people)
    classes = np.bincount(rows.group_of[taken], minlength=rows.member.shape[1])
    return np.concatenate((own, rows.member @ classes))


def _most_musts(asked: Demand, rows: _Rows, musts: NDArray[np.intp], seconds: float) -> int:
    if not len(musts):
        return 0
    ones = np.ones(len(asked.worth))
    solved = _linear(asked, rows, musts, ones, np.zeros(len(ones), dtype=np.bool_), seconds)
    return int(np.floor(-solved.fun + 1e-6)) if solved.status == 0 else len(musts)


def _first_columns(asked: Demand, rows: _Rows, advantage: NDArray[np.float64]) -> NDArray[np.intp]:
    """The musts, and the requests of greatest advantage: some more than can take place."""
    usable = np.flatnonzero(asked.open)
    number = min(len(usable), int(FIRST_COLUMNS * rows.most[: rows.people].sum() / 2) + 100)
    best = usable[np.argsort(-advantage[usable], kind="stable")[:number]]
    return np.union1d(best, np.flatnonzero(asked.must & asked.open))


def _matrix(asked: Demand, rows: _Rows, columns: NDArray[np.intp]) -> Any:
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415 -- slow import, only a solve needs it

    sizes = np.diff(np.append(asked.starts, len(asked.people)))[columns]
    flat = np.repeat(asked.starts[columns] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(
        sizes.sum()
    )
    own = csr_matrix(
        (np.ones(len(flat)), (asked.people[flat], np.repeat(np.arange(len(columns)), sizes))),
        shape=(rows.people, len(columns)),
    )
    return vstack([own, csr_matrix(rows.member[:, rows.group_of[columns]])], format="csr")


def _cost(asked: Demand, rows: _Rows, prices: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) What each request takes of every limit, at these prices."""
    shared: NDArray[np.float64] = prices[rows.people :] @ rows.member
    cost: NDArray[np.float64] = np.add.reduceat(prices[asked.people], asked.starts) + shared[rows.group_of]
    return cost


def _linear(
    asked: Demand,
    rows: _Rows,
    columns: NDArray[np.intp],
    value: NDArray[np.float64],
    forced: NDArray[np.bool_],
    seconds: float,
) -> Any:
    from scipy.optimize import linprog  # noqa: PLC0415 -- slow import, only a solve needs it

    bounds = np.column_stack((forced[columns].astype(np.float64), np.ones(len(columns))))
    matrix = _matrix(asked, rows, columns)
    return linprog(
        -value[columns],
        A_ub=matrix,
        b_ub=rows.most,
        bounds=bounds,
        method="highs",
        options={"time_limit": max(0.1, seconds)},
    )


def _later_goals(
    index: Index,
    asked: Demand,
    rows: _Rows,
    columns: NDArray[np.intp],
    value: NDArray[np.float64],
    forced: NDArray[np.bool_],
    best: Any,
    seconds: float,
) -> NDArray[np.float64]:
    """(columns,) The choice that, within ``SLACK`` of the best quality, best meets minima and balance."""
    from scipy.optimize import linprog  # noqa: PLC0415 -- slow import, only a solve needs it
    from scipy.sparse import csr_matrix, eye_array, hstack, vstack  # noqa: PLC0415 -- slow import

    matrix, people = _matrix(asked, rows, columns), index.round.participants
    guaranteed = np.array([p.minimum for p in people], dtype=np.float64)
    parties = sorted({p.party for p in people if p.party and p.kind is not OrganisationKind.BUYER})
    if not guaranteed.any() and len(parties) < 2:
        return np.asarray(best.x)
    sellers = np.array([p.kind is not OrganisationKind.BUYER and bool(p.party) for p in people])
    own = matrix[: len(people)]
    everybody = sellers @ own
    blocks = [hstack([matrix, csr_matrix((matrix.shape[0], len(people) + 1))])]
    limits = [rows.most]
    blocks.append(hstack([-own, -eye_array(len(people)), csr_matrix((len(people), 1))]))
    limits.append(-guaranteed)
    for party in parties:
        members = np.array([p.party == party for p in people]) & sellers
        share = members.sum() / sellers.sum()
        for sign in (1.0, -1.0):
            row = sign * (members @ own) - (sign * share + index.round.balance) * everybody
            blocks.append(csr_matrix(np.concatenate((row, np.zeros(len(people)), [-1.0]))[None, :]))
            limits.append(np.zeros(1))
    blocks.append(csr_matrix(np.concatenate((-value[columns], np.zeros(len(people) + 1)))[None, :]))
    limits.append(np.array([best.fun * (1 - SLACK)]))
    aim = np.concatenate((-1e-4 * value[columns], np.ones(len(people)), [1.0]))
    bounds = [(float(f), 1.0) for f in forced[columns]] + [(0.0, None)] * (len(people) + 1)
    solved = linprog(
        aim,
        A_ub=vstack(blocks, format="csr"),
        b_ub=np.concatenate(limits),
        bounds=bounds,
        method="highs",
        options={"time_limit": max(0.1, seconds)},
    )
    return np.asarray(solved.x[: len(columns)] if solved.success else best.x)
