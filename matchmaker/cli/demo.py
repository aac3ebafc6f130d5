"""``flask demo``: the demo collection and its mission."""

from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from matchmaker import demo as demo_package
from matchmaker.cli.accounts import ensured_demo_logins, print_demo_logins
from matchmaker.cli.collections import load_collection
from matchmaker.cli.reporting import reports_errors
from matchmaker.errors import SettingsError
from matchmaker.extensions import background, db
from matchmaker.queries.match_lists import latest_ready
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import match_lists
from matchmaker.services.collections import ImportReport
from matchmaker.services.missions import MissionPlan, ensure_mission, invite_collection
from models.enums import MissionFormat

DEMO = "demo"
DEMO_MISSION = MissionPlan(
    slug=DEMO,
    titles={
        "es": "Ronda creativa Asia-Pacífico, Singapur 2027",
        "en": "Asia-Pacific creative round, Singapore 2027",
    },
    host_economy="SG",
    city="Singapore",
    starts_on=date(2027, 5, 11),
    ends_on=date(2027, 5, 13),
    time_zone="Asia/Singapore",
    format=MissionFormat.MIXED,
)

demo = AppGroup("demo", help="The demo collection: fictional enterprises, buyers and a mission.")


@demo.command("load")
@reports_errors
def load() -> None:
    """Load the demo collection and its mission; a second time changes nothing."""
    report = load_demo()
    print_demo_logins(ensured_demo_logins(DEMO))
    click.echo(
        f"Demo collection: {report.added} profiles new, {report.changed} changed, {report.unchanged} unchanged."
    )


def load_demo() -> ImportReport:
    """The demo collection, its mission with everybody in it, and a request for the mission's first match list."""
    if not current_app.config["SETTINGS"].demo:
        raise SettingsError("Production holds no demo collection. Set MATCHMAKER_MODE=demo to see it elsewhere.")
    report = load_collection(Path(demo_package.__file__).parent, name=DEMO)
    session = db.session
    mission = ensure_mission(session, DEMO_MISSION)
    invite_collection(session, mission=mission, collection=DEMO)
    if latest_ready(session, mission_id=mission.id) is None:
        settings = RecommenderSettings(list_length=current_app.config["SETTINGS"].list_length)
        match_lists.request(session, slug=DEMO, settings=settings, now=datetime.now(UTC), actor="cli")
    background.commit(session)
    return report
