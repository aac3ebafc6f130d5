"""Roles: granting them within a scope and a time, and ending them at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.errors import AccountError, NotFoundError
from matchmaker.services.audit import record_event
from models.account import RoleGrant
from models.enums import AuditKind, Membership, Party, Role


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds: one Party, one mission, one organisation, or everywhere."""

    party: Party | None = None
    mission_id: int | None = None
    organisation_id: int | None = None


EVERYWHERE = Scope()


def grant_role(
    session: Session, *, user_id: int, role: Role, scope: Scope, actor: str, now: datetime,
    membership: Membership | None = None, starts_at: datetime | None = None, ends_at: datetime | None = None,
) -> RoleGrant:
    """Give a person a role in a scope, from now or a later day on, for good or until a day; flushes.

    Raises AccountError where the role does not have such a scope, or the person holds it there already.
    """
    grant = RoleGrant(
        user_id=user_id, role=role, party=scope.party, mission_id=scope.mission_id,
        organisation_id=scope.organisation_id, membership=membership, starts_at=starts_at or now, ends_at=ends_at,
    )
    try:
        with session.begin_nested():
            session.add(grant)
    except IntegrityError as error:
        raise AccountError(_why_not(str(error.orig)), fault="grant") from error
    record_event(
        session, kind=AuditKind.ROLE_GRANTED, user_id=user_id, now=now, actor=actor, about=f"role_grant:{grant.id}",
    )
    return grant


def end_grant(session: Session, *, grant_id: int, actor: str, now: datetime) -> None:
    """End a role now; whatever followed from it is over at the person's next request. Flushes."""
    grant = session.get(RoleGrant, grant_id)
    if grant is None:
        raise NotFoundError(f"There is no role {grant_id}.")
    if grant.ends_at is not None and grant.ends_at <= now:
        return
    grant.starts_at, grant.ends_at = min(grant.starts_at, now), now
    session.flush()
    record_event(
        session, kind=AuditKind.ROLE_ENDED, user_id=grant.user_id, now=now, actor=actor,
        about=f"role_grant:{grant.id}",
    )


def leave_organisation(session: Session, *, user_id: int, organisation_id: int, actor: str, now: datetime) -> None:
    """End a person's membership of an organisation; raises NotFoundError where there is none."""
    grant = session.scalar(
        select(RoleGrant).where(
            RoleGrant.user_id == user_id, RoleGrant.organisation_id == organisation_id, RoleGrant.ends_at.is_(None),
        )
    )
    if grant is None:
        raise NotFoundError(f"There is no such member of organisation {organisation_id}.")
    end_grant(session, grant_id=grant.id, actor=actor, now=now)


def _why_not(complaint: str) -> str:
    if "unique" in complaint.lower():
        return "This person holds that role there already."
    if "dates" in complaint:
        return "A role cannot end before it starts."
    return "This role is not given in that scope: a member belongs to an organisation, an officer to a mission, a" \
        " liaison or focal point to a Party, and an administrator to none of them."
