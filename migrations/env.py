"""Alembic's environment: runs migrations on the engine of the Flask application, SQLite or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from models import Base
from models.base import StringList, UtcDateTime, Vector


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our column types into generated migrations as imports of ``models.base``."""
    if kind == "type" and isinstance(item, UtcDateTime | StringList | Vector):
        autogen_context.imports.add("import models.base")
        return f"models.base.{type(item).__name__}()"
    return False


def configure(connection: Connection) -> None:
    """Point Alembic at the connection; SQLite needs batch mode to alter tables."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=True,
        transaction_per_migration=True,
    )


def run() -> None:
    """Run the migrations, with SQLite's foreign keys off: a batch rebuild drops tables, and cascades would follow."""
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection, foreign_keys_off(connection):
        configure(connection)
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Switch enforcement off on the driver's connection, before any transaction, where SQLite still heeds it."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        if connection.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys = ON")


run()
