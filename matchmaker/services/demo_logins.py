"""Logins of the demonstration: one per role, with passwords made at the first start."""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import SettingsError
from matchmaker.queries.identities import current_grants
from matchmaker.services import accounts, roles
from matchmaker.services.audit import record_event
from matchmaker.services.passwords import Hasher
from models.account import User
from models.enums import AuditKind, Membership, OrganisationKind, Party, Role
from models.mission import Mission, Participation
from models.organisation import Organisation

DOMAIN = "demo.example.org"
ACTOR = "demo"
PASSWORD_BYTES = 12
#: The Party the demonstration's staff works for.
HOME = Party.PERU


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Address and password of a role's login."""

    role: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class _Part:
    role: str
    name: str
    kind: Role
    side: OrganisationKind | None = None


_PARTS = (
    _Part("entrepreneur", "Rosa Quispe", Role.MEMBER, OrganisationKind.ENTERPRISE),
    _Part("buyer", "Kenji Mori", Role.MEMBER, OrganisationKind.BUYER),
    _Part("mission-officer", "Elena Soto", Role.MISSION_OFFICER),
    _Part("technical-liaison", "Diego Ramos", Role.TECHNICAL_LIAISON),
    _Part("institutional-liaison", "Lucia Vargas", Role.INSTITUTIONAL_LIAISON),
    _Part("focal-point", "Marta Rojas", Role.FOCAL_POINT),
    _Part("reporting-officer", "Tomas Vidal", Role.REPORTING_OFFICER),
    _Part("administrator", "Ines Prado", Role.ADMINISTRATOR),
)


def ensure_demo_logins(
    session: Session, *, file: Path, mission_slug: str, hasher: Hasher, demo: bool, now: datetime,
) -> list[DemoLogin]:
    """The demonstration's logins, in order of rights; those that are missing are made, and kept in ``file`` (0600).

    Passwords stand in that file alone. The entrepreneur and the buyer belong to the mission's first enterprise of
    Peru and first buyer. Raises SettingsError outside demo mode.
    """
    if not demo:
        raise SettingsError("Demo logins exist in demo mode only. Production makes people with “flask create-admin”.")
    kept = _read(file)
    logins = []
    for part in _PARTS:
        email = f"{part.role}@{DOMAIN}"
        user = accounts.find_by_address(session, email)
        password = kept.get(email) or secrets.token_urlsafe(PASSWORD_BYTES)
        if user is None:
            user = accounts.create_active(
                session, email=email, name=part.name, language="es", now=now, actor=ACTOR, demo=True,
            )
        if not hasher.verify(user.password_hash, password):
            user.password_hash = hasher.hash(password)
            record_event(session, kind=AuditKind.PASSWORD_CHANGED, user_id=user.id, now=now, actor=ACTOR)
        _give_role(session, user, part, mission_slug=mission_slug, now=now)
        logins.append(DemoLogin(role=part.role, email=email, password=password))
    session.flush()
    _write(file, logins)
    return logins


def _give_role(session: Session, user: User, part: _Part, *, mission_slug: str, now: datetime) -> None:
    scope = _scope(session, part, mission_slug)
    held = {grant.role for grant in current_grants(session, user_id=user.id, now=now)}
    if scope is None or part.kind in held:
        return
    roles.grant_role(
        session, user_id=user.id, role=part.kind, scope=scope, actor=ACTOR, now=now,
        membership=Membership.OWNER if part.kind is Role.MEMBER else None,
    )


def _scope(session: Session, part: _Part, mission_slug: str) -> roles.Scope | None:
    """Where the part is played; None while the mission, or such an organisation in it, is missing."""
    if part.kind is Role.ADMINISTRATOR:
        return roles.EVERYWHERE
    if part.kind not in {Role.MEMBER, Role.MISSION_OFFICER}:
        return roles.Scope(party=HOME)
    mission_id = session.scalar(select(Mission.id).where(Mission.slug == mission_slug))
    if mission_id is None:
        return None
    if part.kind is Role.MISSION_OFFICER:
        return roles.Scope(mission_id=mission_id)
    organisation_id = session.scalar(
        select(Organisation.id).join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.mission_id == mission_id, Organisation.kind == part.side)
        .order_by((Organisation.economy != HOME.value), Organisation.id).limit(1)
    )
    return None if organisation_id is None else roles.Scope(organisation_id=organisation_id)


def _read(file: Path) -> dict[str, str]:
    """Passwords by address; nothing where the file is missing."""
    if not file.exists():
        return {}
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row[1]: row[2] for row in rows if len(row) == 3}  # role, address, password


def _write(file: Path, logins: Iterable[DemoLogin]) -> None:
    """Write the file so that it is complete, and never readable by others, at any moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write("# Logins of the demonstration: role, address, password. Delete a line to get a new password.\n")
        out.writelines(f"{login.role} {login.email} {login.password}\n" for login in logins)
    draft.replace(file)
