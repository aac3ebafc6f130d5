"""The queue: Huey carries job ids from whoever asks to the worker. Losing it loses nothing."""

import sqlite3
import threading
from pathlib import Path

import structlog
from huey import SqliteHuey
from huey.consumer import Consumer

from matchmaker.errors import StorageError
from matchmaker.jobs.runner import Runner

log = structlog.get_logger(__name__)


class JobQueue:
    """Announces job ids, and feeds those announced, and those found by the sweep, to a runner."""

    def __init__(self, *, path: Path, runner: Runner, sweep_seconds: float) -> None:
        self._runner = runner
        self._sweep_seconds = sweep_seconds
        self._huey = _open_or_renew(path)
        self._run_job = self._huey.task(name="run_job")(self._run)

    def announce(self, job_id: int) -> None:
        """Tell the worker that a job is due; a broken queue is only logged, because the sweep finds the job too."""
        try:
            self._run_job(job_id)
        except Exception as error:  # any storage error of the queue: it must never undo what was committed
            log.warning("queue unavailable, the sweep will find the job", job=job_id, error=str(error))

    def work(self) -> None:
        """Do jobs until SIGTERM, which lets the job in hand finish, or SIGINT, after which another worker redoes it."""
        stopping = threading.Event()
        sweeper = threading.Thread(target=self._sweep_until, args=(stopping,), name="sweep", daemon=True)
        sweeper.start()
        try:
            Consumer(
                self._huey, workers=1, periodic=False, initial_delay=0.1, max_delay=1.0, graceful_signal="TERM",
            ).run()
        finally:
            stopping.set()

    def _run(self, job_id: int) -> None:
        self._runner.run(job_id)

    def _sweep_until(self, stopping: threading.Event) -> None:
        """Announce due jobs at once and then regularly: Huey alone loses the task of a worker that was killed."""
        while True:
            try:
                for job_id in self._runner.due():
                    self.announce(job_id)
            except Exception as error:  # the database may be away for a while; the next round tries again
                log.warning("sweep failed", error=str(error))
            if stopping.wait(self._sweep_seconds):
                return


def _open_or_renew(path: Path) -> SqliteHuey:
    """The queue in that file; a damaged one is begun anew, because the job rows are the truth."""
    try:
        return SqliteHuey("matchmaker", filename=str(path), fsync=False)
    except sqlite3.DatabaseError as error:
        if "not a database" not in str(error) and "malformed" not in str(error):
            raise StorageError(f"The queue file {path} cannot be used ({error}). Check its folder.") from error
        log.warning("damaged queue file begun anew", path=str(path))
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        return SqliteHuey("matchmaker", filename=str(path), fsync=False)
