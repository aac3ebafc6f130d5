"""``flask mission``: a mission for the organisations of a collection."""

from datetime import datetime

import click
from flask.cli import AppGroup

from matchmaker.cli.reporting import reports_errors
from matchmaker.errors import MatchmakerError
from matchmaker.extensions import background, db
from matchmaker.queries.profiles import count_organisations
from matchmaker.services.missions import MissionPlan, ensure_mission, invite_collection
from models.enums import MissionFormat

mission_group = AppGroup("mission", help="Trade missions: who takes part, where and when.")


@mission_group.command("create")
@click.argument("slug")
@click.option("--collection", required=True, help="Every organisation of this collection takes part.")
@click.option("--economy", required=True, help="Host economy, ISO 3166-1 alpha-2, such as JP.")
@click.option("--city", help="Where it is held.")
@click.option("--from", "starts_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day.")
@click.option("--to", "ends_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day.")
@click.option("--zone", default="UTC", show_default=True, help="IANA time zone, such as Asia/Tokyo.")
@click.option("--format", "held", type=click.Choice([one.value for one in MissionFormat]), default="in_person")
@click.option("--title-es", help="Spanish title; the name unless told.")
@click.option("--title-en", help="English title; the name unless told.")
@reports_errors
def create(
    slug: str, collection: str, economy: str, city: str | None, starts_on: datetime, ends_on: datetime, zone: str,
    held: str, title_es: str | None, title_en: str | None,
) -> None:
    """Make the mission SLUG, or let newcomers of the collection take part in it."""
    session = db.session
    if not count_organisations(session, collection=collection):
        raise MatchmakerError(f"There is no collection “{collection}”. Import it first: flask import-collection DIR.")
    mission = ensure_mission(session, MissionPlan(
        slug=slug, titles={"es": title_es or slug, "en": title_en or slug}, host_economy=economy.upper(), city=city,
        starts_on=starts_on.date(), ends_on=ends_on.date(), time_zone=zone, format=MissionFormat(held),
    ))
    invited = invite_collection(session, mission=mission, collection=collection)
    background.commit(session)
    click.echo(f"{invited} organisations take part in “{slug}” now. Its match list: flask match-list {slug}")
