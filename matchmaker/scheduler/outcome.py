"""What a solve tells while it runs and when it ends, and the watch that ends it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from matchmaker.scheduler.objectives import Score
from matchmaker.scheduler.problem import Agenda
from matchmaker.scheduler.rules import Violation


class Status(StrEnum):
    """How far an agenda is known to be good.

    ``IMPOSSIBLE``: not every must can take place; the agenda holds those that were placed.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"


class Method(StrEnum):
    """How an agenda was made: by the solver that the round's shape asks for, or by mending another."""

    FIXED_SET = "fixed_set"
    SELECTION = "selection"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The best valid agenda so far. Bounds: no agenda has fewer breaks, or more quality, than these."""

    seconds: float
    agenda: Agenda
    score: Score
    fewest_breaks: int | None = None
    most_quality: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best valid agenda found, with what is proven about it.

    ``conflict`` names musts that cannot all take place, as few as were found; ``note`` says in words why the
    solve ended early, and is empty when it did not.
    """

    status: Status
    method: Method
    agenda: Agenda
    score: Score
    seconds: float
    fewest_breaks: int | None = None
    most_quality: int | None = None
    conflict: tuple[str, ...] = ()
    problems: tuple[Violation, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Watch:
    """When to stop: ``limit`` seconds after the start on ``clock``, or once ``cancelled()`` says so."""

    limit: float
    clock: Callable[[], float]
    cancelled: Callable[[], bool]
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def seconds(self) -> float:
        """Seconds since the start."""
        return self.clock() - self.began

    def left(self) -> float:
        """Seconds to the limit, never negative."""
        return max(0.0, self.limit - self.seconds())

    def stop(self) -> bool:
        """Whether it is time to end."""
        return self.left() <= 0 or self.cancelled()

    def until(self, seconds: float) -> Callable[[], bool]:
        """A stop that also says so ``seconds`` from now."""
        end = self.seconds() + seconds
        return lambda: self.seconds() >= end or self.stop()
