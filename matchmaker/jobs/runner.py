"""Running one job: claim it, keep its lease alive, commit its progress, and end it in one of the known ways."""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import psutil
import structlog

from matchmaker.errors import MatchmakerError
from matchmaker.extensions import Session, in_plain_words, sessionmaker
from matchmaker.jobs.context import JobRun, LeaseLost, Tools
from matchmaker.queries import jobs as job_queries
from matchmaker.services import jobs
from matchmaker.services.jobs import Lease, ProgressListener
from models.enums import JobKind, JobStatus

Handler = Callable[[JobRun], dict[str, Any]]

log = structlog.get_logger(__name__)


class Runner:
    """Runs jobs by id; safe to call twice for the same id, from any number of processes."""

    def __init__(
        self, *, sessions: sessionmaker[Session], handlers: Mapping[JobKind, Handler], tools: Tools,
        lease_seconds: int, attempts: int,
    ) -> None:
        self._sessions = sessions
        self._handlers = handlers
        self._tools = tools
        self._lease = Lease(owner=owner_name(), seconds=lease_seconds)
        self._attempts = attempts

    def run(self, job_id: int, *, listener: ProgressListener | None = None) -> JobStatus | None:
        """Do the job if it is due and free; its status afterwards, None where another worker has it."""
        clock = self._tools.clock
        with self._sessions() as session:
            claimed = jobs.claim(session, job_id=job_id, lease=self._lease, now=clock())
            session.commit()
            if not claimed:
                return None
            job = jobs.find(session, job_id)
            kind, payload = job.kind, dict(job.payload)
            session.commit()
            with self._alive(job_id):
                try:
                    run = JobRun(
                        session=session, payload=payload, tools=self._tools,
                        progress=self._reporter(session, job_id, listener),
                    )
                    result = self._handlers[kind](run)
                    status = jobs.finish(
                        session, job_id=job_id, owner=self._lease.owner, now=clock(), result=result,
                    )
                    session.commit()
                except LeaseLost:
                    session.rollback()
                    log.warning("job lease lost", job=job_id, kind=kind.value)
                    return None
                except Exception as error:  # the edge: whatever a handler raises must end up on its row
                    session.rollback()
                    status = self._fail(session, job_id, error)
            log.info("job ended", job=job_id, kind=kind.value, status=status.value)
            return status

    def due(self) -> list[int]:
        """Ids of the jobs that are due, after taking back those whose worker is gone."""
        with self._sessions() as session:
            gone = frozenset(owner for owner in job_queries.lease_owners(session) if is_gone(owner))
            session.rollback()
            ids = jobs.sweep(session, now=self._tools.clock(), attempts=self._attempts, dead_owners=gone)
            session.commit()
            return ids

    def _fail(self, session: Session, job_id: int, error: Exception) -> JobStatus:
        error = in_plain_words(error)
        known = isinstance(error, MatchmakerError)
        log.error("job failed", job=job_id, error=str(error), exc_info=None if known else error)
        status = jobs.fail(
            session, job_id=job_id, owner=self._lease.owner, now=self._tools.clock(), attempts=self._attempts,
            error=str(error) if known else f"{type(error).__name__}: {error}", retry=not known,
        )
        session.commit()
        return status

    def _reporter(self, session: Session, job_id: int, listener: ProgressListener | None) -> ProgressListener:
        def report(step: str, done: int, total: int) -> None:
            held = jobs.report_progress(
                session, job_id=job_id, owner=self._lease.owner, step=step, done=done, total=total,
            )
            if not held:
                raise LeaseLost
            session.commit()
            if listener is not None:
                listener(step, done, total)

        return report

    @contextmanager
    def _alive(self, job_id: int) -> Iterator[None]:
        """Extend the lease every quarter of its length from a thread of its own, whatever the handler is busy with."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(self._lease.seconds / 4):
                # A missed beat is no reason to end the job: the next may succeed, and a lost lease shows at the end.
                with suppress(Exception), self._sessions() as session:
                    jobs.keep_alive(session, job_id=job_id, lease=self._lease, now=self._tools.clock())
                    session.commit()

        thread = threading.Thread(target=beat, name=f"lease-{job_id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def owner_name() -> str:
    """This process, by host, id and start time, so that a later process with the same id is not taken for it."""
    process = psutil.Process()
    return f"{socket.gethostname()}/{os.getpid()}/{int(process.create_time())}"


def is_gone(owner: str) -> bool:
    """True only where the owner ran on this host and has certainly ended."""
    host, pid, started = (*owner.rsplit("/", 2), "", "")[:3]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        return str(int(psutil.Process(int(pid)).create_time())) != started
    except psutil.NoSuchProcess:
        return True
