"""MaxSAT configurations race in processes of their own; the first answer counts, the others are stopped."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from matchmaker.scheduler.maxsat import Model


@dataclass(frozen=True, slots=True)
class Configuration:
    """A solver by python-sat's name, whether it gets the implied clauses, the encoding of its model, and when it
    joins, in seconds."""

    solver: str
    implied: bool
    counting: str = "seqcounter"
    after: float = 0.0


CONFIGURATIONS = (
    Configuration("cd15", implied=True),
    Configuration("g4", implied=False),
    Configuration("cd15", implied=True, counting="kmtotalizer", after=10.0),
)
"""CaDiCaL 1.5.3 and Glucose 4. Where tables are short all day the implied clauses prove in seconds what takes
minutes without them; where they are short in the morning only it is the other way round. The third joins when
a round turns out to be hard; a few of those yield to it alone (measured, see docs/scheduler.md)."""

POLL = 0.05
"""Seconds between two looks at the clock and the cancel request."""

GRACE = 5.0
"""Seconds after which a runner that nobody stopped ends itself."""


@dataclass(slots=True)
class Finish:
    """How a race ended. Neither ``true`` nor ``infeasible``: it was stopped, or every runner died."""

    true: frozenset[int] | None = None
    infeasible: bool = False
    bound: int = 0
    died: int = 0


def race(
    model: Callable[[str], Model],
    *,
    stop: Callable[[], bool],
    seconds: float,
    bound: Callable[[int], None] = lambda _: None,
    first: Callable[[frozenset[int]], None] = lambda _: None,
    configurations: tuple[Configuration, ...] = CONFIGURATIONS,
    started: Callable[[int], None] = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
) -> Finish:
    """Run every configuration until one answers or ``stop()`` says so; ``bound`` hears each better lower bound.

    ``model`` makes the clauses in a named encoding, with the same variables for the placements in each.
    ``first`` hears the true variables of some answers that keep the hard clauses, whatever they cost.
    ``started`` hears the process id of each runner. No runner outlives the call, nor ``seconds`` by much if this
    process is killed.
    """
    finish, heard, began = Finish(), SimpleQueue[dict[str, Any]](), clock()
    waiting = sorted(configurations, key=lambda one: one.after)
    running = 0
    with ExitStack() as stack:
        while (waiting or finish.died < running) and not stop():
            while waiting and (finish.died == running or clock() - began >= waiting[0].after):
                one, running = waiting.pop(0), running + 1
                made = model(one.counting)
                hard = made.hard + (made.implied if one.implied else [])
                task = {"hard": hard, "cost": made.cost, "solver": one.solver, "seconds": seconds + GRACE}
                started(_start(stack, json.dumps(task), heard))
            try:
                message = heard.get(timeout=POLL)
            except Empty:
                continue
            if "gone" in message:
                finish.died += 1
            elif "infeasible" in message:
                finish.infeasible = True
                return finish
            elif "optimum" in message:
                finish.true, finish.bound = frozenset(message["true"]), message["optimum"]
                return finish
            elif "first" in message:
                first(frozenset(message["first"]))
            elif message["bound"] > finish.bound:
                finish.bound = message["bound"]
                bound(finish.bound)
    return finish


def _start(stack: ExitStack, task: str, heard: "SimpleQueue[dict[str, Any]]") -> int:
    """Start a runner that ends with the stack; its process id."""
    runner = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("race_child.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    listener = Thread(target=_talk, args=(runner, task, heard), daemon=True)
    stack.callback(_end, runner, listener)
    listener.start()
    return runner.pid


def _talk(runner: "subprocess.Popen[str]", task: str, heard: "SimpleQueue[dict[str, Any]]") -> None:
    assert runner.stdin is not None
    assert runner.stdout is not None
    with suppress(OSError, ValueError):  # killed while writing or reading
        try:
            runner.stdin.write(task)
        finally:
            runner.stdin.close()
        for line in runner.stdout:
            heard.put(json.loads(line))
    runner.stdout.close()
    heard.put({"gone": True})


def _end(runner: "subprocess.Popen[str]", listener: Thread) -> None:
    runner.kill()
    runner.wait()
    listener.join()
