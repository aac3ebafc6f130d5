"""Match lists as pages and exports read them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models.enums import MatchListStatus, Relation
from models.mission import MatchList, MatchListEntry, Participation
from models.organisation import Organisation


def latest_ready(session: Session, *, mission_id: int) -> MatchList | None:
    """The newest version that is ready."""
    return session.scalar(
        select(MatchList)
        .where(MatchList.mission_id == mission_id, MatchList.status == MatchListStatus.READY)
        .order_by(MatchList.version.desc(), MatchList.id).limit(1)
    )


def versions(session: Session, *, mission_id: int) -> list[MatchList]:
    """Every version of a mission's list, newest first."""
    return list(
        session.scalars(
            select(MatchList).where(MatchList.mission_id == mission_id)
            .order_by(MatchList.version.desc(), MatchList.id)
        )
    )


def entries(
    session: Session, *, match_list_id: int, relation: Relation, up_to_rank: int | None = None,
) -> list[MatchListEntry]:
    """Entries of a relation by owner and rank, with both organisations loaded."""
    statement = (
        select(MatchListEntry)
        .where(MatchListEntry.match_list_id == match_list_id, MatchListEntry.relation == relation)
        .options(joinedload(MatchListEntry.query), joinedload(MatchListEntry.candidate))
        .order_by(MatchListEntry.query_id, MatchListEntry.rank, MatchListEntry.id)
    )
    if up_to_rank is not None:
        statement = statement.where(MatchListEntry.rank <= up_to_rank)
    return list(session.scalars(statement))


def list_lengths(session: Session, *, match_list_id: int, relation: Relation) -> dict[int, int]:
    """How many entries each organisation's list has; those with none are not named."""
    rows = session.execute(
        select(MatchListEntry.query_id, func.count())
        .where(MatchListEntry.match_list_id == match_list_id, MatchListEntry.relation == relation)
        .group_by(MatchListEntry.query_id).order_by(MatchListEntry.query_id)
    )
    return {query_id: int(count) for query_id, count in rows}


def participants(session: Session, *, mission_id: int, role: str) -> list[Organisation]:
    """The organisations of a role in a mission, by name."""
    return list(
        session.scalars(
            select(Organisation).join(Participation, Participation.organisation_id == Organisation.id)
            .where(Participation.mission_id == mission_id, Participation.role == role)
            .order_by(func.lower(Organisation.name), Organisation.id)
        )
    )
