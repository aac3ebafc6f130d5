"""One runner of a MaxSAT race, started as a script so that it loads nothing but python-sat.

Reads one JSON object from standard input: ``hard`` clauses, ``cost`` variables to keep false, ``solver``, and
``seconds`` after which it ends itself, in case whoever started it is gone by then.
Writes JSON lines: ``{"first": [...]}`` with the true variables of some answer to the hard clauses,
``{"bound": n}`` as it proves that fewer than n are impossible, at last ``{"optimum": n, "true": [...]}`` or
``{"infeasible": true}``.
"""

import ctypes
import json
import math
import signal
import sys
from typing import Any

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF


class Runner(RC2):  # type: ignore[misc]  # python-sat has no types
    """Core-guided MaxSAT (RC2, Ignatiev et al. 2019) that tells its lower bound after every core."""

    def process_core(self) -> None:
        """Relax the core as RC2 does, then tell the bound."""
        super().process_core()
        tell({"bound": self.cost})


def tell(message: dict[str, Any]) -> None:
    """Write one line at once."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Solve what standard input says."""
    _end_with_parent()
    task = json.load(sys.stdin)
    signal.alarm(math.ceil(task["seconds"]))
    formula = WCNF()
    for clause in task["hard"]:
        formula.append(clause)
    for variable in task["cost"]:
        formula.append([-variable], weight=1)
    with Runner(formula, solver=task["solver"], adapt=True, exhaust=True, minz=True) as runner:
        if runner.oracle.solve():
            tell({"first": [literal for literal in runner.oracle.get_model() if literal > 0]})
        found = runner.compute()
        if found is None:
            tell({"infeasible": True})
        else:
            tell({"optimum": runner.cost, "true": [literal for literal in found if literal > 0]})


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent ends (prctl, PR_SET_PDEATHSIG); elsewhere the alarm must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


if __name__ == "__main__":
    main()
