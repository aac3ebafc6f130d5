"""Flask extension objects and the engine's manners, shared by all edges."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, current_app
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.errors import StorageError
from matchmaker.services.jobs import ENQUEUED, ProgressListener
from matchmaker.services.passwords import Hasher
from models.enums import JobStatus

__all__ = [
    "Session", "babel", "background", "csrf", "db", "entrance", "in_plain_words", "login", "migrate", "sessionmaker",
    "storage_errors",
    "teach_sqlite_manners",
]

BUSY_TIMEOUT_MS = 10_000

class JobRunner(Protocol):
    """Does jobs in this process."""

    def run(self, job_id: int, *, listener: ProgressListener | None = None) -> JobStatus | None:
        """Do a job if it is due and free; its status afterwards, None where another worker has it."""

    def due(self) -> list[int]:
        """Ids of the jobs that are due now."""


class JobQueue(Protocol):
    """Brings jobs to the worker."""

    def announce(self, job_id: int) -> None:
        """Tell the worker, after the commit, that a job is due."""

    def work(self) -> None:
        """Be the worker, until told to stop."""


class Background:
    """The application's runner and queue, put in place by the composition root."""

    def init_app(self, app: Flask, *, runner: JobRunner, queue: JobQueue) -> None:
        """Give the application its runner and queue."""
        app.extensions["background"] = (runner, queue)

    @property
    def runner(self) -> JobRunner:
        """The current application's runner."""
        runner: JobRunner = current_app.extensions["background"][0]
        return runner

    @property
    def queue(self) -> JobQueue:
        """The current application's queue."""
        queue: JobQueue = current_app.extensions["background"][1]
        return queue


    def commit(self, session: Session) -> None:
        """Commit, then announce the jobs that were asked for in the transaction; a lost announcement does no harm."""
        session.commit()
        for job_id in session.info.pop(ENQUEUED, ()):
            self.queue.announce(job_id)


class Entrance:
    """The application's hasher of passwords and its clock, put in place by the composition root."""

    def init_app(self, app: Flask, *, hasher: Hasher, clock: Callable[[], datetime]) -> None:
        """Give the application its hasher and clock."""
        app.extensions["entrance"] = (hasher, clock)

    @property
    def hasher(self) -> Hasher:
        """The current application's hasher."""
        hasher: Hasher = current_app.extensions["entrance"][0]
        return hasher

    def now(self) -> datetime:
        """The time, aware, by the current application's clock."""
        clock: Callable[[], datetime] = current_app.extensions["entrance"][1]
        return clock()


background = Background()
entrance = Entrance()
login = LoginManager()
csrf = CSRFProtect()
db = SQLAlchemy()
migrate = Migrate()
babel = Babel()


def teach_sqlite_manners(engine: Engine) -> None:
    """Make SQLite lose no update: WAL, foreign keys, a busy timeout and BEGIN IMMEDIATE for transactions that write.

    With the driver's own transaction handling, read-then-write transactions of several processes overwrote
    each other without an error. A transaction that only reads asks for ``sqlite_readonly=True`` among its
    execution options and then takes no lock.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        readonly = connection.get_execution_options().get("sqlite_readonly", False)
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn an engine's complaint about its file, disk or server into a StorageError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        words = _storage_words(str(error.orig).lower())
        if words is None:
            raise
        raise StorageError(words) from error


def in_plain_words(error: Exception) -> Exception:
    """The StorageError an engine's complaint amounts to, or the error itself."""
    try:
        with storage_errors():
            raise error
    except StorageError as plain:
        return plain
    except Exception as other:
        return other


def _storage_words(complaint: str) -> str | None:
    if "disk is full" in complaint or "no space left" in complaint:
        return "The disk is full. Free some space and try again; nothing was half-saved."
    if "not a database" in complaint or "malformed" in complaint or "disk image" in complaint:
        return (
            "The database file is damaged. Put a backup in its place, or move it away and start again"
            " with an empty one; it has not been touched."
        )
    if "no such table" in complaint or "does not exist" in complaint:
        return "The database has no tables yet, or old ones. Run “flask db upgrade”."
    if "locked" in complaint:
        return "The database is busy: another process has held it for more than ten seconds. Try again."
    if "unable to open" in complaint or "readonly" in complaint or "disk i/o" in complaint:
        return "The database file cannot be opened or written. Check that its folder exists and who may write there."
    if "connection" in complaint and ("refused" in complaint or "failed" in complaint):
        return "The database server does not answer. Check MATCHMAKER_DATABASE_URL and that the server runs."
    return None
