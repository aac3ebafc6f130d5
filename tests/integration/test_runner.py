"""The runner: every way a job can end stands on its row."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.errors import EncoderError
from matchmaker.jobs.context import JobRun, Tools
from matchmaker.jobs.runner import Runner, is_gone, owner_name
from matchmaker.services import jobs
from models import Job
from models.enums import JobKind, JobStatus
from tests.fakes.encoder import WordEncoder
from tests.fakes.mailer import Postbox
from tests.fakes.reader import plain_reader

NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
Handler = Callable[[JobRun], dict[str, Any]]


def runner_with(handler: Handler, sessions: sessionmaker[Session], *, attempts: int = 3) -> Runner:
    tools = Tools(
        encoder=WordEncoder, reader=plain_reader, clock=lambda: NOW, mailer=Postbox(), sender="no-reply@example.org",
        base_url="https://here.example",
    )
    return Runner(
        sessions=sessions, handlers={JobKind.EMBED_LISTINGS: handler}, tools=tools, lease_seconds=60,
        attempts=attempts,
    )


@pytest.fixture
def job_id(session: Session) -> int:
    job = jobs.enqueue(session, kind=JobKind.EMBED_LISTINGS, dedupe_key="all", now=NOW)
    # The id is read before the commit: reading it afterwards would open a transaction, and SQLite has one writer.
    id_ = job.id
    session.commit()
    return id_


def test_a_job_that_returns_is_done_with_its_result_and_progress(sessions: sessionmaker[Session], session: Session, job_id: int) -> None:
    def handler(run: JobRun) -> dict[str, Any]:
        run.progress("counting", 2, 3)
        return {"counted": 3}

    seen: list[tuple[str, int, int]] = []
    status = runner_with(handler, sessions).run(job_id, listener=lambda *args: seen.append(args))

    job = jobs.find(session, job_id)
    assert (status, job.status, job.result) == (JobStatus.DONE, JobStatus.DONE, {"counted": 3})
    assert (seen, job.step, job.done_units, job.total_units) == ([("counting", 2, 3)], "counting", 3, 3)


def test_an_error_a_person_can_mend_ends_a_job_at_once_in_its_own_words(
    sessions: sessionmaker[Session], session: Session, job_id: int,
) -> None:
    def handler(run: JobRun) -> dict[str, Any]:
        raise EncoderError("The encoder is missing. Run “make install”.")

    status = runner_with(handler, sessions).run(job_id)

    assert (status, jobs.find(session, job_id).error) == (
        JobStatus.DEAD, "The encoder is missing. Run “make install”.",
    )


def test_an_unforeseen_error_is_tried_again_later(sessions: sessionmaker[Session], session: Session, job_id: int) -> None:
    def handler(run: JobRun) -> dict[str, Any]:
        raise ZeroDivisionError("by zero")

    status = runner_with(handler, sessions).run(job_id)

    job = jobs.find(session, job_id)
    assert (status, job.error, job.due_at > NOW) == (JobStatus.QUEUED, "ZeroDivisionError: by zero", True)


def test_what_a_failed_handler_wrote_since_its_last_progress_is_undone(
    sessions: sessionmaker[Session], session: Session, job_id: int,
) -> None:
    def handler(run: JobRun) -> dict[str, Any]:
        jobs.enqueue(run.session, kind=JobKind.COMPUTE_MATCH_LIST, dedupe_key="half", now=NOW)
        raise ZeroDivisionError

    runner_with(handler, sessions).run(job_id)

    assert [job.kind for job in session.scalars(select(Job))] == [JobKind.EMBED_LISTINGS]


def test_a_handler_stops_as_soon_as_another_worker_has_its_job(sessions: sessionmaker[Session], session: Session, job_id: int) -> None:
    went_on: list[bool] = []

    def handler(run: JobRun) -> dict[str, Any]:
        jobs.sweep(run.session, now=NOW, attempts=3, dead_owners=frozenset({owner_name()}))
        run.session.commit()
        run.progress("step", 1, 2)
        went_on.append(True)
        return {}

    status = runner_with(handler, sessions).run(job_id)

    assert (status, went_on, jobs.find(session, job_id).status) == (None, [], JobStatus.QUEUED)


def test_a_job_that_somebody_else_runs_is_left_alone(sessions: sessionmaker[Session], session: Session, job_id: int) -> None:
    jobs.claim(session, job_id=job_id, lease=jobs.Lease(owner="elsewhere/1/1", seconds=60), now=NOW)
    session.commit()

    assert runner_with(lambda _run: {}, sessions).run(job_id) is None


def test_this_process_lives_and_one_that_never_was_is_gone_while_other_hosts_cannot_be_judged() -> None:
    host, pid, started = owner_name().rsplit("/", 2)

    judged = [
        is_gone(owner)
        for owner in (f"{host}/{pid}/{started}", f"{host}/{pid}/1", f"{host}/4194999/1", f"other/{pid}/1", "odd")
    ]

    assert judged == [False, True, True, False, False]
