"""Job rows: asked for once, done by one worker at a time, never lost; on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.errors import TransitionError
from matchmaker.services import jobs
from matchmaker.services.jobs import Lease
from models import Job, Transition
from models.enums import JobKind, JobStatus, TransitionSubject

NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
ADA, BEA = Lease(owner="host/1/1", seconds=60), Lease(owner="host/2/2", seconds=60)


def asked(session: Session, key: str = "all") -> Job:
    job = jobs.enqueue(session, kind=JobKind.EMBED_LISTINGS, dedupe_key=key, now=NOW)
    session.commit()
    return job


def test_asking_twice_for_the_same_work_makes_one_job(session: Session) -> None:
    first = asked(session)

    second = asked(session)

    assert (second.id, second.requests) == (first.id, 2)
    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_only_one_of_two_workers_gets_a_job(session: Session) -> None:
    job = asked(session)

    claims = [jobs.claim(session, job_id=job.id, lease=lease, now=NOW) for lease in (ADA, BEA)]

    assert claims == [True, False]


def test_work_asked_for_while_it_runs_runs_once_more(session: Session) -> None:
    job = asked(session)
    jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)
    asked(session)

    status = jobs.finish(session, job_id=job.id, owner=ADA.owner, now=NOW)

    assert status is JobStatus.QUEUED
    assert jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)
    assert jobs.finish(session, job_id=job.id, owner=ADA.owner, now=NOW) is JobStatus.DONE


def test_a_job_whose_lease_ran_out_is_due_again_for_another_worker(session: Session) -> None:
    job = asked(session)
    jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)

    due_before = jobs.sweep(session, now=NOW + timedelta(seconds=59), attempts=5)
    due_after = jobs.sweep(session, now=NOW + timedelta(seconds=61), attempts=5)

    assert (due_before, due_after) == ([], [job.id])
    assert jobs.claim(session, job_id=job.id, lease=BEA, now=NOW + timedelta(seconds=61))
    assert jobs.find(session, job.id).attempts == 2


def test_a_job_of_a_process_known_to_be_gone_is_due_at_once(session: Session) -> None:
    job = asked(session)
    jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)

    due = jobs.sweep(session, now=NOW, attempts=5, dead_owners=frozenset({ADA.owner}))

    assert due == [job.id]


def test_a_worker_that_lost_its_lease_can_neither_report_nor_finish(session: Session) -> None:
    job = asked(session)
    jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)
    jobs.sweep(session, now=NOW + timedelta(seconds=61), attempts=5)
    jobs.claim(session, job_id=job.id, lease=BEA, now=NOW + timedelta(seconds=61))

    reported = jobs.report_progress(session, job_id=job.id, owner=ADA.owner, step="late", done=1, total=2)
    status = jobs.finish(session, job_id=job.id, owner=ADA.owner, now=NOW)

    assert (reported, status, jobs.find(session, job.id).lease_owner) == (False, JobStatus.RUNNING, BEA.owner)


def test_a_failing_job_waits_longer_each_time_and_is_dead_after_the_last_attempt(session: Session) -> None:
    job = asked(session)
    pauses, now = [], NOW
    for _ in range(3):
        jobs.claim(session, job_id=job.id, lease=ADA, now=now)
        status = jobs.fail(session, job_id=job.id, owner=ADA.owner, now=now, error="no luck", attempts=3)
        pauses.append((jobs.find(session, job.id).due_at - now).total_seconds())
        now = jobs.find(session, job.id).due_at

    assert pauses[:2] == [10, 20]
    assert (status, jobs.find(session, job.id).error) == (JobStatus.DEAD, "no luck")
    assert jobs.sweep(session, now=now + timedelta(days=1), attempts=3) == []


def test_a_dead_job_can_be_tried_again_and_a_live_one_cannot(session: Session) -> None:
    dead, live = asked(session, "dead"), asked(session, "live")
    jobs.claim(session, job_id=dead.id, lease=ADA, now=NOW)
    jobs.fail(session, job_id=dead.id, owner=ADA.owner, now=NOW, error="x", attempts=1)

    jobs.retry(session, job_id=dead.id, now=NOW)

    assert jobs.find(session, dead.id).status is JobStatus.QUEUED
    with pytest.raises(TransitionError, match="only a dead job"):
        jobs.retry(session, job_id=live.id, now=NOW)


def test_every_change_of_a_jobs_status_leaves_one_row_in_the_log(session: Session) -> None:
    job = asked(session)
    jobs.claim(session, job_id=job.id, lease=ADA, now=NOW)
    jobs.fail(session, job_id=job.id, owner=ADA.owner, now=NOW, error="x", attempts=1)
    jobs.retry(session, job_id=job.id, now=NOW)
    session.commit()

    rows = session.execute(
        select(Transition.from_status, Transition.to_status)
        .where(Transition.subject == TransitionSubject.JOB, Transition.subject_id == job.id).order_by(Transition.id)
    )

    assert [tuple(row) for row in rows] == [
        (None, "queued"), ("queued", "running"), ("running", "dead"), ("dead", "queued"),
    ]
