"""Business rounds of four sizes from a seeded generator: how good, how fast, how stable.

    python -m benchmarks.rounds --size S|M|L|XL [--peers] --json

``gap`` is 1 - quality / bound, where the bound is proven by the package's relaxation or exact program;
``violations`` are counted by a check that shares no code with the package (benchmarks/round_check.py).
"""

import argparse
import json
import math
import random
import resource
import sys
import time
from dataclasses import replace
from typing import Any

from benchmarks.round_check import faults
from benchmarks.round_generator import generate
from benchmarks.round_peers import first_come, plain_cpsat
from matchmaker.scheduler import Agenda, Participant, Progress, Round, diff, repair, solve
from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import score

LIMITS = {"S": 10.0, "M": 10.0, "L": 60.0, "XL": 600.0}
CANCELLED = 0.01


def main() -> int:
    """Run one size; exit status 1 if a hard rule is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(LIMITS), required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, help="seconds; default by size")
    parser.add_argument("--peers", action="store_true", help="also first come first served, and plain CP-SAT")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    limit = given.limit or LIMITS[given.size]
    round_ = generate(given.size, seed=given.seed)
    first: list[float] = []

    def progress(news: Progress) -> None:
        first.append(news.seconds)
        print(f"{news.seconds:7.1f} s {news.score}", file=sys.stderr, flush=True)

    began, busy = time.monotonic(), time.process_time()
    outcome = solve(round_, limit=limit, seed=given.seed, progress=progress)
    seconds, busy = time.monotonic() - began, time.process_time() - busy
    bound = outcome.most_quality or 0
    result: dict[str, Any] = {
        "size": given.size,
        "seed": given.seed,
        "participants": len(round_.participants),
        "slots": len(round_.slots),
        "requests": len(round_.requests),
        "status": outcome.status.value,
        **_judged(round_, outcome.agenda, bound),
        "bound": bound,
        "first_agenda_seconds": round(first[0], 2) if first else None,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(busy, 2),
        "peak_mb": _peak(),
        "below_minimum": outcome.score.below_minimum,
        "breaks": outcome.score.breaks,
        "idle_slots": outcome.score.idle_slots,
        **_repaired(round_, outcome.agenda, given.seed),
    }
    if given.peers:
        result["peers"] = _peers(round_, given.seed, limit, bound)
    print(json.dumps(result, indent=1) if given.json else "\n".join(f"{k}: {v}" for k, v in result.items()))
    return 1 if result["violations"] or result["repair_violations"] else 0


def _judged(round_: Round, agenda: Agenda, bound: int) -> dict[str, Any]:
    index = Index(round_)
    points = score(Board(index, agenda.meetings))
    return {
        "violations": len(faults(round_, agenda)),
        "musts_met": points.musts,
        "musts": points.musts_asked,
        "meetings": points.meetings,
        "quality": points.quality,
        "gap": round(1 - points.quality / bound, 5) if bound else None,
    }


def _repaired(round_: Round, agenda: Agenda, seed: int) -> dict[str, Any]:
    """Cancel 1 % of the participants the evening before and mend the agenda."""
    rng = random.Random(seed)
    gone = set(rng.sample([p.id for p in round_.participants], math.ceil(CANCELLED * len(round_.participants))))
    everywhere = frozenset(slot.id for slot in round_.slots)

    def away(participant: Participant) -> Participant:
        return replace(participant, unavailable=everywhere) if participant.id in gone else participant

    now = replace(
        round_,
        participants=tuple(away(p) for p in round_.participants),
        locks=tuple(lock for lock in round_.locks if not gone & _people(round_, lock.request)),
    )
    people = {r.id: r.participants for r in round_.requests}
    others = [m for m in agenda.meetings if not gone & set(people[m.request])]
    began = time.monotonic()
    mended = repair(now, agenda, limit=5.0, seed=seed)
    seconds = time.monotonic() - began
    changes = diff(agenda, mended.agenda)
    touched = [c for c in (*changes.moved, *changes.lost) if not gone & set(people[c.request])]
    return {
        "repair_seconds": round(seconds, 2),
        "repair_moved_share": round(len(touched) / max(1, len(others)), 5),
        "repair_violations": len(faults(now, mended.agenda)),
        "repair_changes": str(changes),
    }


def _people(round_: Round, request: str) -> set[str]:
    return set(next(r.participants for r in round_.requests if r.id == request))


def _peers(round_: Round, seed: int, limit: float, bound: int) -> dict[str, Any]:
    began = time.monotonic()
    agenda = first_come(round_, seed=seed, limit=limit)
    found = {"first_come_first_served": {**_judged(round_, agenda, bound), "seconds": _since(began)}}
    began = time.monotonic()
    plain = plain_cpsat(round_, limit=limit)
    if plain is None:
        found["plain_cpsat"] = {"note": "too large to build: over 2,000,000 columns"}
    else:
        found["plain_cpsat"] = {**_judged(round_, plain, bound), "seconds": _since(began)}
    return found


def _since(began: float) -> float:
    return round(time.monotonic() - began, 2)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
