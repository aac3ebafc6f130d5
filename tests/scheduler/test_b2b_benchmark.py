"""The benchmark reads an instance as a round, and solves it by the package."""

from pathlib import Path

from benchmarks.dzn import read
from matchmaker.scheduler import Lock, Precedence, Status, check, solve

TINY = """
nBusiness = 3; nMeetings = 3; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 3, |1, 3, 1, |2, 3, 2 |];   % both numbers, then the session
forbidden = [{0}, {1}, {0}];
fixed = [0, 0, 4];
precedences = [{2}, {}, {}];
"""


def test_an_instance_becomes_a_round(tmp_path: Path) -> None:
    (tmp_path / "tiny.dzn").write_text(TINY)

    round_ = read(tmp_path / "tiny.dzn", fairness=2)

    assert [r.participants for r in round_.requests] == [("1", "2"), ("1", "3"), ("2", "3")]
    assert [sorted(r.sessions) for r in round_.requests] == [[], ["am"], ["pm"]]
    assert [sorted(p.unavailable) for p in round_.participants] == [[], ["1"], []]
    assert round_.locks == (Lock(request="3", slot="4"),)
    assert round_.precedences == (Precedence(earlier="2", later="1"),)
    assert (len(round_.tables), len(round_.slots), round_.fairness) == (1, 4, 2)


def test_the_instance_is_solved(tmp_path: Path) -> None:
    (tmp_path / "tiny.dzn").write_text(TINY)
    round_ = read(tmp_path / "tiny.dzn", fairness=2)

    outcome = solve(round_, limit=20)

    # Participant 3 meets in the morning and in slot 4: one break at least.
    assert (outcome.status, outcome.score.breaks) == (Status.OPTIMAL, 1)
    assert check(round_, outcome.agenda) == ()
