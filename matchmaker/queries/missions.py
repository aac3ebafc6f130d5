"""Missions as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matchmaker.errors import NotFoundError
from matchmaker.queries import match_lists
from models.enums import MatchListStatus, OrganisationKind, Relation
from models.mission import MatchList, MatchListEntry, Mission, Participation
from models.organisation import Organisation

SHOWN_FIRST = 3


@dataclass(frozen=True, slots=True)
class MissionOverview:
    """A mission with the number of its participants by side."""

    mission: Mission
    counts: dict[OrganisationKind, int]


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """A participant, how many matches its main list has, and the entries at its top."""

    organisation: Organisation
    matches: int
    first: Sequence[MatchListEntry]


@dataclass(frozen=True, slots=True)
class MissionPage:
    """A mission, its newest ready list (None while there is none), whether another is being made, and the lines."""

    mission: Mission
    counts: dict[OrganisationKind, int]
    newest: MatchList | None
    pending: MatchList | None
    lines: Sequence[ParticipantLine]


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """A participant with its entries by relation, in order of rank."""

    mission: Mission
    organisation: Organisation
    newest: MatchList | None
    lists: Mapping[Relation, Sequence[MatchListEntry]]


def overview(session: Session) -> list[MissionOverview]:
    """Every mission, the latest first."""
    missions = session.scalars(select(Mission).order_by(Mission.starts_on.desc(), Mission.id)).all()
    counts = _counts(session)
    return [MissionOverview(mission=mission, counts=counts.get(mission.id, {})) for mission in missions]


def mission_page(session: Session, *, slug: str, side: OrganisationKind) -> MissionPage:
    """What the page of a mission shows; a fixed number of statements. Raises NotFoundError."""
    mission = _mission(session, slug)
    versions = match_lists.versions(session, mission_id=mission.id)
    newest = next((one for one in versions if one.status is MatchListStatus.READY), None)
    waiting = {MatchListStatus.REQUESTED, MatchListStatus.COMPUTING}
    organisations = match_lists.participants(session, mission_id=mission.id, role=side)
    relation = Relation.BUYER if side is OrganisationKind.BUYER else Relation.MARKET
    counts, first = {}, []
    if newest is not None:
        counts = match_lists.list_lengths(session, match_list_id=newest.id, relation=relation)
        first = match_lists.entries(session, match_list_id=newest.id, relation=relation, up_to_rank=SHOWN_FIRST)
    return MissionPage(
        mission=mission,
        counts=_counts(session).get(mission.id, {}),
        newest=newest,
        pending=next((one for one in versions if one.status in waiting), None),
        lines=[
            ParticipantLine(
                organisation=one, matches=counts.get(one.id, 0), first=[e for e in first if e.query_id == one.id],
            )
            for one in organisations
        ],
    )


def participant_page(session: Session, *, slug: str, ref: str) -> ParticipantPage:
    """What the page of a participant shows; raises NotFoundError where it takes no part in the mission."""
    mission = _mission(session, slug)
    organisation = session.scalar(
        select(Organisation).join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.mission_id == mission.id, Organisation.ref == ref)
        .options(selectinload(Organisation.listings)).order_by(Organisation.id).limit(1)
    )
    if organisation is None:
        raise NotFoundError(f"“{ref}” takes no part in the mission “{slug}”.")
    newest = match_lists.latest_ready(session, mission_id=mission.id)
    relations = (
        (Relation.BUYER,) if organisation.kind is OrganisationKind.BUYER else (Relation.MARKET, Relation.PARTNER)
    )
    found = [] if newest is None else list(
        session.scalars(
            select(MatchListEntry)
            .where(MatchListEntry.match_list_id == newest.id, MatchListEntry.query_id == organisation.id)
            .options(joinedload(MatchListEntry.candidate))
            .order_by(MatchListEntry.relation, MatchListEntry.rank, MatchListEntry.id)
        )
    )
    lists = {relation: [entry for entry in found if entry.relation is relation] for relation in relations}
    return ParticipantPage(mission=mission, organisation=organisation, newest=newest, lists=lists)


def _mission(session: Session, slug: str) -> Mission:
    mission = session.scalar(select(Mission).where(Mission.slug == slug))
    if mission is None:
        raise NotFoundError(f"There is no mission “{slug}”.")
    return mission


def _counts(session: Session) -> dict[int, dict[OrganisationKind, int]]:
    rows = session.execute(
        select(Participation.mission_id, Participation.role, func.count())
        .group_by(Participation.mission_id, Participation.role).order_by(Participation.mission_id)
    )
    counts: dict[int, dict[OrganisationKind, int]] = {}
    for mission_id, role, count in rows:
        counts.setdefault(mission_id, {})[role] = count
    return counts
