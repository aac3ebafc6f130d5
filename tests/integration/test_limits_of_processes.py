"""Limits hold when four processes try at once, and after a restart."""

import os
import subprocess
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.errors import LimitError
from matchmaker.services import limits
from models.base import utc_now

LIMIT = limits.Limit("test", 25, limits.HOUR)
TRIES = 20
PROGRAM = """
import sys
from matchmaker.app import create_app
from matchmaker.errors import LimitError
from matchmaker.extensions import db, entrance
from tests.integration.test_limits_of_processes import LIMIT, TRIES
from matchmaker.services import limits

app = create_app()
heard = 0
with app.app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(TRIES):
        try:
            limits.take(db.session, [(LIMIT, "ana@example.org")], now=entrance.now())
            heard += 1
        except LimitError:
            pass
        db.session.commit()
print(heard)
"""


def test_four_processes_together_have_the_tries_of_one(app: Flask, settings: Settings, session: Session) -> None:
    root = Path(__file__).resolve().parent.parent.parent
    environment = {
        **os.environ, "PYTHONPATH": str(root), "MATCHMAKER_DATABASE_URL": settings.sqlalchemy_url,
        "MATCHMAKER_INSTANCE_PATH": str(settings.instance_path), "MATCHMAKER_SECRET_KEY": "for tests only",
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        heard = [int(process.communicate(timeout=60)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait()

    assert sum(heard) == LIMIT.amount
    try:
        limits.take(session, [(LIMIT, "ana@example.org")], now=utc_now())
        refused = False
    except LimitError:
        refused = True
    assert refused
