"""A solve gives a valid agenda at once, the best it finds by the end, and the best so far when it is ended."""

import os
import signal
from dataclasses import replace

import pytest

from benchmarks.round_check import faults
from matchmaker.scheduler import Lock, Method, Outcome, Precedence, Progress, Round, Status, check, solve
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.maxsat import model
from matchmaker.scheduler.race import CONFIGURATIONS, Configuration, race
from tests.scheduler.rounds import person, random_round, request, slots, small_round, table


class Clock:
    """A clock that moves by ``step`` seconds whenever somebody looks at it."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def fixed_set(**changes: object) -> Round:
    """Five people, every pair of them required, over five slots: nobody needs to wait twice."""
    names = ["a", "b", "c", "d", "e"]
    pairs = [(one, other) for i, one in enumerate(names) for other in names[i + 1 :]]
    made = Round(
        slots=slots(5),
        sessions=small_round().sessions,
        participants=tuple(person(name) for name in names),
        tables=(table("t1"), table("t2")),
        requests=tuple(request(*pair, required=True) for pair in pairs),
        fairness=2,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_fixed_set_is_solved_to_the_proven_fewest_breaks() -> None:
    outcome = solve(fixed_set(), limit=20)

    # Each of five people is idle in one of five slots, a different one each; three of these lie inside the day.
    assert (outcome.method, outcome.status) == (Method.FIXED_SET, Status.OPTIMAL)
    assert (outcome.score.meetings, outcome.score.breaks, outcome.fewest_breaks) == (10, 3, 3)
    assert faults(fixed_set(), outcome.agenda) == []


def test_locks_and_precedences_hold_in_a_fixed_set() -> None:
    round_ = fixed_set(locks=(Lock(request="a-b", slot="s5"),), precedences=(Precedence(earlier="c-d", later="d-e"),))

    outcome = solve(round_, limit=20)

    assert outcome.status is Status.OPTIMAL
    assert check(round_, outcome.agenda) == ()


def test_an_impossible_fixed_set_is_proven_and_its_conflict_named() -> None:
    round_ = fixed_set(slots=slots(3))

    outcome = solve(round_, limit=20)

    assert outcome.status is Status.IMPOSSIBLE
    assert outcome.conflict == ("a-b", "a-c", "a-d", "a-e")


def test_fairness_can_make_a_set_impossible() -> None:
    round_ = Round(
        slots=slots(3),
        sessions=small_round().sessions,
        participants=(person("a"), person("b"), person("c", unavailable=frozenset({"s2"}))),
        tables=(table("t1"),),
        requests=(request("a", "c", required=True), request("b", "c", required=True)),
        fairness=0,
    )

    assert solve(round_, limit=20, explain=0).status is Status.IMPOSSIBLE
    assert solve(replace(round_, fairness=1), limit=20).status is Status.OPTIMAL


def test_a_round_with_a_choice_takes_the_best_meetings() -> None:
    round_ = small_round(
        slots=slots(1),
        requests=(request("a", "x", quality=0.9), request("a", "y", quality=0.8), request("b", "x", quality=0.8)),
    )

    outcome = solve(round_, limit=20)

    # One slot: a-y and b-x (1600) are together better than a-x (900).
    assert (outcome.method, outcome.status) == (Method.SELECTION, Status.OPTIMAL)
    assert sorted(meeting.request for meeting in outcome.agenda.meetings) == ["a-y", "b-x"]
    assert (outcome.score.quality, outcome.most_quality) == (1600, 1600)


def test_a_must_outweighs_better_meetings() -> None:
    round_ = small_round(
        slots=slots(1),
        requests=(
            request("a", "x", quality=0.1, required=True),
            request("a", "y", quality=0.9),
            request("b", "x", quality=0.9),
        ),
    )

    outcome = solve(round_, limit=20)

    assert [meeting.request for meeting in outcome.agenda.meetings] == ["a-x"]


@pytest.mark.parametrize("seed", range(12))
def test_no_solved_random_round_breaks_a_rule(seed: int) -> None:
    round_ = replace(random_round(seed), locks=())

    outcome = solve(round_, limit=2, explain=0.5)

    assert faults(round_, outcome.agenda) == []
    assert check(round_, outcome.agenda) == ()
    assert outcome.most_quality is None or outcome.score.quality <= outcome.most_quality or outcome.score.musts == 0


def test_progress_tells_valid_agendas_that_only_get_better() -> None:
    heard: list[Progress] = []

    outcome = solve(random_round(3), limit=2, explain=0, progress=heard.append)

    assert [news.score.key for news in heard] == sorted(news.score.key for news in heard)
    assert all(not [v for v in check(random_round(3), news.agenda) if "lock" not in v.message] for news in heard)
    assert heard[-1].agenda == outcome.agenda


def test_the_time_limit_keeps_the_best_so_far() -> None:
    outcome = solve(fixed_set(), limit=1, clock=Clock(0.4))

    assert outcome.status is Status.FEASIBLE
    assert outcome.note == "The time limit was reached."
    assert check(fixed_set(), outcome.agenda) == ()


def test_cancel_keeps_the_best_so_far() -> None:
    heard: list[Progress] = []

    outcome = solve(fixed_set(), limit=60, progress=heard.append, cancelled=lambda: bool(heard))

    assert outcome.note == "Cancelled."
    assert outcome.agenda == heard[-1].agenda


def test_when_every_solver_process_is_killed_the_first_agenda_is_kept() -> None:
    outcome: Outcome = solve(fixed_set(), limit=60, started=lambda pid: os.kill(pid, signal.SIGKILL))

    assert outcome.status is Status.FEASIBLE
    assert outcome.note == "The solver was ended from outside; the best agenda so far is kept."
    assert check(fixed_set(), outcome.agenda) == ()


def test_when_one_solver_process_is_killed_the_other_answers() -> None:
    killed: list[int] = []

    def kill_the_first(pid: int) -> None:
        if not killed:
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    assert solve(fixed_set(), limit=60, started=kill_the_first).status is Status.OPTIMAL


def test_no_runner_outlives_a_race() -> None:
    pids: list[int] = []
    index = Index(fixed_set())

    race(lambda counting: model(index, counting=counting), stop=lambda: True, seconds=5, started=pids.append)

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.parametrize("seed", range(4))
def test_a_selection_that_is_cancelled_at_once_is_still_valid(seed: int) -> None:
    round_ = replace(random_round(seed), locks=())

    outcome = solve(round_, limit=60, cancelled=lambda: True)

    assert check(round_, outcome.agenda) == ()


def test_a_request_has_the_same_variables_in_every_encoding() -> None:
    index = Index(fixed_set())

    assert model(index, counting="seqcounter").place == model(index, counting="kmtotalizer").place


@pytest.mark.parametrize("one", CONFIGURATIONS, ids=lambda one: f"{one.solver} {one.counting} {one.implied}")
def test_every_configuration_finds_the_same_optimum(one: Configuration) -> None:
    index = Index(fixed_set())

    finish = race(
        lambda counting: model(index, counting=counting), stop=lambda: False, seconds=60, configurations=(one,)
    )

    assert (finish.bound, finish.true is not None) == (3, True)
