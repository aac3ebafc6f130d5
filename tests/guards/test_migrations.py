"""Migrations lead to the tables of the code and back, on both engines."""

import re
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.extensions import db
from models import Base


@pytest.fixture
def bare_app(settings: Settings) -> Flask:
    return create_app(settings)


def test_up_is_equal_to_the_tables_and_down_leaves_nothing(bare_app: Flask) -> None:
    with bare_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        tables = set(inspect(db.engine).get_table_names())
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names())
        db.engine.dispose()

    assert difference == []
    assert tables == set(Base.metadata.tables) | {"alembic_version"}
    assert left == {"alembic_version"}


def test_migrated_tables_defend_themselves_as_the_tables_of_the_code_do(bare_app: Flask) -> None:
    """``compare_metadata`` sees neither CHECKs nor partial indexes nor triggers, and SQLite rebuilds lose them."""
    with bare_app.app_context():
        upgrade()
        migrated = _defences()
        downgrade(revision="base")
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        Base.metadata.create_all(db.engine)
        built = _defences()
        Base.metadata.drop_all(db.engine)
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
        db.engine.dispose()

    assert migrated == built


def _defences() -> dict[str, Any]:
    found: dict[str, Any] = {}
    inspector = inspect(db.engine)
    for table in Base.metadata.tables:
        found[table] = (
            {
                str(check["name"]): re.sub(r"\s", "", str(check["sqltext"]))
                for check in inspector.get_check_constraints(table)
            },
            {
                str(index["name"]): (index["unique"], index["column_names"], _condition(index))
                for index in inspector.get_indexes(table)
            },
        )
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    }[db.engine.dialect.name]
    with db.engine.connect() as connection:
        found["triggers"] = connection.execute(text(triggers)).scalars().all()
    return found


def _condition(index: Any) -> list[str]:
    return [str(value) for option, value in index.get("dialect_options", {}).items() if option.endswith("_where")]
