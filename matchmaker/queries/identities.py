"""Who asks: the person behind a session's cookie, with what he may do at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from models.account import AuthSession, RoleGrant, TotpSecret
from models.enums import STAFF_ROLES, AccountStatus, Membership, Party, Role

#: How recent a proof of identity must be for what is delicate.
RECENT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts unused, and how long at all."""

    idle: timedelta
    absolute: timedelta


ORDINARY = Lifetime(idle=timedelta(hours=24), absolute=timedelta(days=14))
STAFF = Lifetime(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that holds now, with its scope; without any scope it holds everywhere."""

    id: int
    role: Role
    party: Party | None = None
    mission_id: int | None = None
    organisation_id: int | None = None
    membership: Membership | None = None

    def covers(self, *, party: Party | None, mission_id: int | None, organisation_id: int | None) -> bool:
        """Whether it reaches a thing of that Party, mission and organisation; None asks for none in particular."""
        scope = (self.party, self.mission_id, self.organisation_id)
        asked = (party, mission_id, organisation_id)
        return not any(scope) or all(wanted is None or own == wanted for own, wanted in zip(scope, asked, strict=True))


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person. ``grants`` are those in force; staff grants wait for the second factor where it is due."""

    user_id: int
    session_id: int
    name: str
    email: str
    language: str
    grants: tuple[Grant, ...]
    authenticated_at: datetime
    last_seen_at: datetime
    has_password: bool
    second_factor_on: bool
    second_factor_due: bool

    def holds(
        self, *roles: Role, party: Party | None = None, mission_id: int | None = None,
        organisation_id: int | None = None,
    ) -> bool:
        """Whether one of the roles is held where it is asked for; without a place, anywhere."""
        return any(
            grant.role in roles and grant.covers(party=party, mission_id=mission_id, organisation_id=organisation_id)
            for grant in self.grants
        )

    def proved_recently(self, *, now: datetime) -> bool:
        """Whether the last proof of identity is recent enough for what is delicate."""
        return now - self.authenticated_at <= RECENT


def identify(
    session: Session, *, token_hash: str, now: datetime, second_factor_required: bool, demo_logins: bool,
) -> Identity | None:
    """The person of a running session, None where it has ended, is too old or the account is not active."""
    row = session.scalar(
        select(AuthSession).where(AuthSession.token_hash == token_hash, AuthSession.ended_at.is_(None))
        .options(joinedload(AuthSession.user))
    )
    if row is None or row.user.status is not AccountStatus.ACTIVE or (row.user.demo and not demo_logins):
        return None
    grants = current_grants(session, user_id=row.user_id, now=now)
    staff = any(grant.role in STAFF_ROLES for grant in grants)
    lifetime = STAFF if staff else ORDINARY
    if now - row.last_seen_at > lifetime.idle or now - row.created_at > lifetime.absolute:
        return None
    due = staff and second_factor_required and row.second_factor_at is None
    return Identity(
        user_id=row.user_id,
        session_id=row.id,
        name=row.user.name,
        email=row.user.email,
        language=row.user.language,
        grants=tuple(grant for grant in grants if not (due and grant.role in STAFF_ROLES)),
        authenticated_at=row.authenticated_at,
        last_seen_at=row.last_seen_at,
        has_password=row.user.password_hash is not None,
        second_factor_on=has_second_factor(session, user_id=row.user_id),
        second_factor_due=due,
    )


def current_grants(session: Session, *, user_id: int, now: datetime) -> list[Grant]:
    """The grants of a person that have begun and not ended, oldest first."""
    rows = session.scalars(
        select(RoleGrant)
        .where(
            RoleGrant.user_id == user_id, RoleGrant.starts_at <= now,
            or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
        )
        .order_by(RoleGrant.id)
    )
    return [
        Grant(
            id=row.id, role=row.role, party=row.party, mission_id=row.mission_id, organisation_id=row.organisation_id,
            membership=row.membership,
        )
        for row in rows
    ]


def has_second_factor(session: Session, *, user_id: int) -> bool:
    """Whether a second factor has been set up and confirmed."""
    confirmed = select(TotpSecret.user_id).where(TotpSecret.user_id == user_id, TotpSecret.confirmed_at.is_not(None))
    return session.scalar(confirmed) is not None


def running_sessions(session: Session, *, user_id: int, now: datetime) -> Sequence[AuthSession]:
    """A person's sessions that may still be used, the latest used first."""
    return session.scalars(
        select(AuthSession)
        .where(
            AuthSession.user_id == user_id, AuthSession.ended_at.is_(None),
            AuthSession.last_seen_at > now - ORDINARY.idle, AuthSession.created_at > now - ORDINARY.absolute,
        )
        .order_by(AuthSession.last_seen_at.desc(), AuthSession.id.desc())
    ).all()
