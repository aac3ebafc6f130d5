"""Background work as rows: ask, claim, keep alive, finish, fail, and find what was lost.

The row is the truth. A message in the queue only carries its id and may be lost or arrive twice; a claim succeeds
for one worker at a time, and a lease that runs out makes the job due again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker import lifecycle
from matchmaker.errors import NotFoundError, TransitionError
from matchmaker.services.transitions import record_transition
from models.enums import JobKind, JobStatus, TransitionSubject
from models.job import Job

#: Called with the step's name, how many units are done, and how many there are in all.
ProgressListener = Callable[[str, int, int], None]

#: Key of ``session.info`` under which the ids of asked-for jobs wait for the commit that makes them real.
ENQUEUED = "enqueued_jobs"
RETRY_BASE = timedelta(seconds=10)
_LIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who may work on a job, and for how long without a sign of life."""

    owner: str
    seconds: int


def enqueue(
    session: Session, *, kind: JobKind, dedupe_key: str, now: datetime, payload: dict[str, Any] | None = None,
) -> Job:
    """The live job of that kind and key, asked for once more, or a new one; flushes.

    Asking while it runs makes it run again afterwards, so that work which arrived in between is not missed.
    """
    again = (
        update(Job).where(Job.kind == kind, Job.dedupe_key == dedupe_key, Job.status.in_(_LIVE))
        .values(requests=Job.requests + 1, updated_at=now).returning(Job.id)
    )
    live = session.scalar(again)
    if live is not None:
        session.info.setdefault(ENQUEUED, []).append(live)
    else:
        job = Job(kind=kind, dedupe_key=dedupe_key, status=JobStatus.QUEUED, payload=payload or {}, due_at=now)
        try:
            with session.begin_nested():
                session.add(job)
            _log(session, job.id, before=None, after=JobStatus.QUEUED, actor="service")
            session.flush()
            session.info.setdefault(ENQUEUED, []).append(job.id)
            return job
        except IntegrityError:
            # Somebody else asked for the same in this very moment; theirs serves both.
            live = session.scalar(again)
    return find(session, live or 0)


def find(session: Session, job_id: int) -> Job:
    """The job as it stands in the database now; raises NotFoundError."""
    job = session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise NotFoundError(f"There is no job {job_id}.")
    return job


def claim(session: Session, *, job_id: int, lease: Lease, now: datetime) -> bool:
    """Take a due job; False where another worker has it or there is nothing to do."""
    taken = session.execute(
        update(Job).where(Job.id == job_id, Job.status == JobStatus.QUEUED, Job.due_at <= now)
        .values(
            status=JobStatus.RUNNING, lease_owner=lease.owner, attempts=Job.attempts + 1, error=None,
            lease_until=now + timedelta(seconds=lease.seconds), requests_seen=Job.requests, updated_at=now,
        )
        .returning(Job.id)
    ).scalar()
    if taken is not None:
        _log(session, job_id, before=JobStatus.QUEUED, after=JobStatus.RUNNING, actor=lease.owner)
    return taken is not None


def keep_alive(session: Session, *, job_id: int, lease: Lease, now: datetime) -> bool:
    """Extend the lease; False where it was lost to another worker, who then does the work."""
    return _touch(session, job_id=job_id, owner=lease.owner, lease_until=now + timedelta(seconds=lease.seconds))


def report_progress(session: Session, *, job_id: int, owner: str, step: str, done: int, total: int | None) -> bool:
    """Write how far a running job has come; False where the lease was lost."""
    return _touch(session, job_id=job_id, owner=owner, step=step, done_units=done, total_units=total)


def finish(
    session: Session, *, job_id: int, owner: str, now: datetime, result: dict[str, Any] | None = None,
) -> JobStatus:
    """Mark a running job done, or put it back where it was asked for again meanwhile; returns its status now."""
    job = find(session, job_id)
    held = and_(Job.id == job_id, Job.status == JobStatus.RUNNING, Job.lease_owner == owner)
    done = session.execute(
        update(Job).where(held, Job.requests == Job.requests_seen)
        .values(
            status=JobStatus.DONE, result=result, finished_at=now, lease_owner=None, lease_until=None, updated_at=now,
            done_units=func.coalesce(Job.total_units, Job.done_units),
        )
        .returning(Job.id)
    ).scalar()
    again = None if done else session.execute(
        update(Job).where(held)
        .values(status=JobStatus.QUEUED, due_at=now, attempts=0, lease_owner=None, lease_until=None, updated_at=now)
        .returning(Job.id)
    ).scalar()
    if done or again:
        _log(session, job_id, before=JobStatus.RUNNING, after=JobStatus.DONE if done else JobStatus.QUEUED, actor=owner)
    session.refresh(job)
    return job.status


def fail(
    session: Session, *, job_id: int, owner: str, now: datetime, error: str, attempts: int, retry: bool = True,
) -> JobStatus:
    """Queue a failed job again with a growing pause, or declare it dead after ``attempts`` or without ``retry``."""
    job = find(session, job_id)
    if job.status is not JobStatus.RUNNING or job.lease_owner != owner:
        return job.status
    dead = not retry or job.attempts >= attempts
    _release(session, job, target=JobStatus.DEAD if dead else JobStatus.QUEUED, actor=owner, now=now, error=error)
    job.due_at = now + RETRY_BASE * 2 ** (job.attempts - 1)
    return job.status


def sweep(session: Session, *, now: datetime, attempts: int, dead_owners: frozenset[str] = frozenset()) -> list[int]:
    """Put jobs whose worker is gone back into the queue; the ids of all that are due now, oldest first.

    A worker is gone when its lease ran out, or when it is one of ``dead_owners``, processes known to have ended.
    """
    lost = session.scalars(
        select(Job).where(
            Job.status == JobStatus.RUNNING,
            or_(Job.lease_until < now, Job.lease_owner.in_(dead_owners)),
        ).order_by(Job.id)
    )
    for job in lost:
        target = JobStatus.DEAD if job.attempts >= attempts else JobStatus.QUEUED
        _release(session, job, target=target, actor="sweep", now=now, error="The worker stopped in the middle.")
        job.due_at = now
    session.flush()
    return list(
        session.scalars(select(Job.id).where(Job.status == JobStatus.QUEUED, Job.due_at <= now).order_by(Job.id))
    )


def retry(session: Session, *, job_id: int, now: datetime) -> Job:
    """Give a dead job its attempts back; flushes. Raises TransitionError where it is not dead."""
    job = find(session, job_id)
    if job.status is not JobStatus.DEAD:
        raise TransitionError(f"Job {job_id} is {job.status.value}; only a dead job can be tried again.")
    _release(session, job, target=JobStatus.QUEUED, actor="operator", now=now, error=job.error or "")
    job.attempts, job.due_at = 0, now
    session.flush()
    return job


def _release(
    session: Session, job: Job, *, target: JobStatus, actor: str, now: datetime, error: str,
) -> None:
    lifecycle.check(lifecycle.JOB, current=job.status, target=target)
    _log(session, job.id, before=job.status, after=target, actor=actor)
    job.status = target
    job.error = error
    job.lease_owner = job.lease_until = None
    job.finished_at = now if target is JobStatus.DEAD else None


def _touch(session: Session, *, job_id: int, owner: str, **values: Any) -> bool:
    held = session.execute(
        update(Job).where(Job.id == job_id, Job.status == JobStatus.RUNNING, Job.lease_owner == owner)
        .values(**values).returning(Job.id)
    ).scalar()
    return held is not None


def _log(session: Session, job_id: int, *, before: JobStatus | None, after: JobStatus, actor: str) -> None:
    record_transition(
        session, subject=TransitionSubject.JOB, subject_id=job_id, before=before, after=after, actor=actor,
    )
