"""Flask extension objects and the engine's manners, shared by all edges."""

import sqlite3
from typing import Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event

BUSY_TIMEOUT_MS = 10_000

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
