"""Migrations lead to the tables of the code and back, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

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
