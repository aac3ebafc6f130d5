"""Every page of the demo mission, in both languages, can be shown: whatever languages, places and consents it names."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matchmaker import demo
from matchmaker.cli.demo import DEMO, DEMO_MISSION
from matchmaker.services.collections import import_collection
from matchmaker.services.missions import ensure_mission, invite_collection

FOLDER = Path(demo.__file__).parent
REFS = [json.loads(line)["ref"] for line in (FOLDER / "profiles.jsonl").read_text("utf-8").splitlines()]

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions() as session:
        import_collection(session, folder=FOLDER, name=DEMO)
        invite_collection(session, mission=ensure_mission(session, DEMO_MISSION), collection=DEMO)
        session.commit()
    return app.test_client()


def test_no_page_of_the_demo_fails(client: FlaskClient) -> None:
    paths = [
        f"/{lang}/missions/demo{rest}"
        for lang in ("es", "en")
        for rest in ("", "?side=enterprise", *(f"/{ref}" for ref in REFS))
    ]

    failing = {path: answer.status_code for path in paths if (answer := client.get(path)).status_code != 200}

    assert failing == {}
