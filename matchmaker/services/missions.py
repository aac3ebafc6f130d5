"""Missions: making one and saying who takes part."""

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import MatchmakerError, NotFoundError
from matchmaker.services.collection_files import ECONOMIES
from models.enums import MissionFormat
from models.mission import Mission, Participation
from models.organisation import Organisation


@dataclass(frozen=True, slots=True)
class MissionPlan:
    """What is known of a mission when it is made."""

    slug: str
    titles: dict[str, str]
    host_economy: str
    city: str | None
    starts_on: date
    ends_on: date
    time_zone: str
    format: MissionFormat


def find_mission(session: Session, slug: str) -> Mission:
    """The mission of that name; raises NotFoundError."""
    mission = session.scalar(select(Mission).where(Mission.slug == slug))
    if mission is None:
        known = list(session.scalars(select(Mission.slug).order_by(Mission.id)))
        hint = f" There is: {', '.join(known)}." if known else " There is none yet: “flask mission create” makes one."
        raise NotFoundError(f"There is no mission “{slug}”.{hint}")
    return mission


def ensure_mission(session: Session, plan: MissionPlan) -> Mission:
    """The mission of that name, made if it is missing; flushes. An existing one is left as it is."""
    mission = session.scalar(select(Mission).where(Mission.slug == plan.slug))
    if mission is not None:
        return mission
    try:
        ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MatchmakerError(f"“{plan.time_zone}” is not an IANA time zone such as Asia/Tokyo.") from error
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", plan.slug):
        raise MatchmakerError("A mission's name has small letters, digits and hyphens only, such as tokyo-2027.")
    if plan.host_economy not in ECONOMIES:
        raise MatchmakerError(f"“{plan.host_economy}” is not an economy's code of two letters, such as JP.")
    if plan.ends_on < plan.starts_on:
        raise MatchmakerError("A mission cannot end before it starts.")
    mission = Mission(
        slug=plan.slug, titles=dict(plan.titles), host_economy=plan.host_economy, city=plan.city,
        starts_on=plan.starts_on, ends_on=plan.ends_on, time_zone=plan.time_zone, format=plan.format,
    )
    session.add(mission)
    session.flush()
    return mission


def invite_collection(session: Session, *, mission: Mission, collection: str) -> int:
    """Let every organisation of a collection take part that does not yet; flushes; how many were new."""
    present = set(
        session.scalars(
            select(Participation.organisation_id).where(Participation.mission_id == mission.id)
            .order_by(Participation.id)
        )
    )
    fresh = [
        organisation
        for organisation in session.scalars(
            select(Organisation).where(Organisation.collection == collection).order_by(Organisation.id)
        )
        if organisation.id not in present
    ]
    session.add_all(
        Participation(mission_id=mission.id, organisation_id=organisation.id, role=organisation.kind)
        for organisation in fresh
    )
    session.flush()
    return len(fresh)
