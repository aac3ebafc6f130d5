"""A served demo mission and a browser to look at it; skipped where no Chromium is found."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.extensions import db
from models import Base
from tests.chromium import CHROMIUM, QUIET
from tests.integration.test_pages import mission_of


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    """The system's Chromium.

    Only for the module: while playwright's loop runs in this thread, no application context can be left in it.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small mission is served."""
    folder = tmp_path_factory.mktemp("served")
    app: Flask = create_app(Settings(instance_path=folder, _env_file=None))  # type: ignore[call-arg]
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with Session(db.engine) as session:
            mission_of(session, Path(folder) / "c", enterprises=8)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
