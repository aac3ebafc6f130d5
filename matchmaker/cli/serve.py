"""``flask serve``: from an empty folder to a running service in one command."""

import os
import socket
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from rich.console import Console

from matchmaker.cli.accounts import ensured_demo_logins, print_demo_logins
from matchmaker.cli.demo import DEMO, load_demo
from matchmaker.cli.jobs import run_due_jobs
from matchmaker.cli.match_lists import FIRST_ROWS, print_rows, ready_match_list
from matchmaker.cli.reporting import reports_errors
from matchmaker.config import PROJECT_ROOT, Settings
from matchmaker.errors import MatchmakerError
from matchmaker.extensions import db, entrance
from matchmaker.queries import match_lists as queries
from matchmaker.services import limits
from models.enums import Relation


@click.command("serve")
@with_appcontext
@reports_errors
def serve() -> None:
    """Migrate, load the demo, embed, compute and print its match list, then serve web and worker until Ctrl-C.

    In production there is no demo: it migrates and serves.
    """
    settings: Settings = current_app.config["SETTINGS"]
    console = Console()
    ensure_port_is_free(settings.host, settings.port)
    upgrade()
    limits.forget_closed(db.session, now=entrance.now())
    db.session.commit()
    if settings.demo:
        prepare_demo(console)
    db.session.close()
    console.print(f"\nServing on http://{settings.host}:{settings.port}/ — stop with Ctrl-C.", highlight=False)
    _become_honcho(settings)


def prepare_demo(console: Console) -> None:
    """Load the demo, compute and print its match list, and print who may sign in."""
    load_demo()
    if failed := run_due_jobs(console):
        raise MatchmakerError("\n".join(dict.fromkeys(message.partition(": ")[2] for message in failed)))
    newest = ready_match_list(DEMO, console=console)
    rows = queries.entries(db.session, match_list_id=newest.id, relation=Relation.BUYER)
    print_rows(console, newest, rows, mission=DEMO, limit=FIRST_ROWS)
    print_demo_logins(ensured_demo_logins(DEMO))


def ensure_port_is_free(host: str, port: int) -> None:
    """Raise MatchmakerError where another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise MatchmakerError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop the program that holds it, or choose"
                " another: MATCHMAKER_PORT=8001 make run."
            ) from error


def _become_honcho(settings: Settings) -> None:
    """Replace this process by honcho, which runs the Procfile's web and worker and stops both on Ctrl-C."""
    sys.stdout.flush()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "MATCHMAKER_HOST": settings.host,
        "PORT": str(settings.port),
        "WEB_THREADS": str(settings.web_threads),
        "PYTHONUNBUFFERED": "1",
    }
    procfile = str(PROJECT_ROOT / "Procfile")
    command = [sys.executable, "-m", "honcho", "start", "--app-root", str(PROJECT_ROOT), "--procfile", procfile]
    os.execve(sys.executable, command, environment)  # noqa: S606 -- the command is fixed, and no shell is wanted
