"""The business-to-business meeting scheduling benchmark of Bofill et al., JAIR 74 (2022).

    python -m benchmarks.b2b_meetings DIR --d 2 --limit 120 --json --out OUT

Reads every .dzn below DIR, solves it as a round of the package and writes OUT/<stem>.csv (meeting,slot) or
OUT/<stem>.infeasible. Where DIR or a folder not far above holds published_optima.csv, each result is compared with it.
"""

import argparse
import csv
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.dzn import read
from matchmaker.scheduler import Progress, Status, solve


def main() -> int:
    """Run the benchmark; exit status 1 if an instance stays open or differs from the published result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--d", type=int, default=2, help="fairness: most minus fewest breaks; below 0 for none")
    parser.add_argument("--limit", type=float, default=120, help="seconds per instance")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="only files whose name contains this")
    parser.add_argument("--json", action="store_true", help="JSON on standard output; progress goes to standard error")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    published = _published(given.directory, given.d)
    results = []
    for path in sorted(found for found in given.directory.rglob("*.dzn") if given.only in found.name):
        result = _run(path, given)
        result["published"] = published.get(path.name)
        results.append(result)
        print(json.dumps(result), file=sys.stderr, flush=True)
    summary = _summary(results)
    if given.json:
        print(json.dumps({**summary, "instances": results}, indent=1))
    else:
        print("\n".join(f"{key}: {value}" for key, value in summary.items()))
    return 0 if summary["settled"] == summary["of"] and not summary["different"] else 1


def _run(path: Path, given: argparse.Namespace) -> dict[str, Any]:
    began, busy = time.monotonic(), _processor_seconds()
    for old in (given.out / f"{path.stem}.csv", given.out / f"{path.stem}.infeasible"):
        old.unlink(missing_ok=True)
    round_ = read(path, fairness=given.d if given.d >= 0 else None)
    first: list[float] = []

    def progress(news: Progress) -> None:
        if news.agenda.meetings and not first:
            first.append(time.monotonic() - began)

    outcome = solve(round_, limit=given.limit - (time.monotonic() - began), explain=0, progress=progress)
    if outcome.status is Status.IMPOSSIBLE:
        (given.out / f"{path.stem}.infeasible").write_text("")
    elif outcome.score.meetings == len(round_.requests):
        with (given.out / f"{path.stem}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["meeting", "slot"])
            writer.writerows(sorted((int(m.request), int(m.slot)) for m in outcome.agenda.meetings))
    return {
        "instance": path.name,
        "status": outcome.status.value,
        "breaks": outcome.score.breaks if outcome.status is not Status.IMPOSSIBLE else None,
        "idle_slots": outcome.score.idle_slots if outcome.status is not Status.IMPOSSIBLE else None,
        "bound": outcome.fewest_breaks,
        "first_agenda_seconds": round(first[0], 2) if first else None,
        "seconds": round(time.monotonic() - began, 2),
        "cpu_seconds": round(_processor_seconds() - busy, 2),
    }


def _processor_seconds() -> float:
    """Of this process and its ended children together: what a busy machine does not distort."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _published(directory: Path, apart: int) -> dict[str, str]:
    for place in (directory, *directory.resolve().parents[:2]):
        if (place / "published_optima.csv").exists():
            with (place / "published_optima.csv").open(newline="") as file:
                rows = [row for row in csv.DictReader(file) if int(row["fairness_d"]) == apart]
            return {row["instance_file"]: row["optimum_breaks"] for row in rows}
    return {}


def _summary(results: list[dict[str, Any]]) -> dict[str, Any]:
    def found(result: dict[str, Any]) -> str:
        return "UNSAT" if result["status"] == "impossible" else str(result["breaks"])

    settled = [result for result in results if result["status"] != "feasible"]
    seconds = [result["seconds"] for result in results]
    busy = [result["cpu_seconds"] for result in results]
    return {
        "of": len(results),
        "settled": len(settled),
        "as_published": sum(1 for r in settled if r["published"] == found(r)),
        "different": [r["instance"] for r in settled if r["published"] not in (None, found(r))],
        "open": [r["instance"] for r in results if r["status"] == "feasible"],
        "median_seconds": statistics.median(seconds) if seconds else None,
        "worst_seconds": max(seconds, default=None),
        "median_cpu_seconds": statistics.median(busy) if busy else None,
        "worst_cpu_seconds": max(busy, default=None),
    }


if __name__ == "__main__":
    sys.exit(main())
