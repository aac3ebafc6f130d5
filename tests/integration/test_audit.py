"""Every command about accounts leaves an audit row; a new command without one is found here."""

import inspect
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.services import accounts, roles, second_factor, sessions, signing_in, tokens
from models import AuditEvent, AuthSession, TotpSecret, User
from models.base import utc_now
from models.enums import Role, SessionEnd, TokenPurpose
from tests.fakes.clock import Clock
from tests.people import code_of, make_staff, person

MODULES = (accounts, roles, second_factor, sessions, signing_in)
HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA"
#: They read, count a try, or note that a session is in use.
NO_EVENT = {
    "accounts.address_of", "accounts.context_of", "sessions.touch", "signing_in.begin", "signing_in.count_code",
    "signing_in.second_step_of",
}
NET = "192.0.2.1"
Act = Callable[[Session, User, datetime], object]


def link(session: Session, user: User, purpose: TokenPurpose, now: datetime) -> str:
    secret = tokens.arm(tokens.prepare(
        session, user_id=user.id, purpose=purpose, now=now,
        email="new@example.org" if purpose is TokenPurpose.CHANGE_ADDRESS else None,
    ), now=now)
    session.flush()
    return secret


def unconfirmed(session: Session, now: datetime) -> User:
    accounts.sign_up(session, email="eva@example.org", language="es", network=NET, now=now)
    return session.scalars(select(User).where(User.email_key == "eva@example.org")).one()


def open_one(session: Session, user: User, now: datetime) -> int:
    sessions.open_session(session, user_id=user.id, browser="x", now=now, second_factor=False)
    return session.scalars(select(AuthSession.id).order_by(AuthSession.id.desc())).first() or 0


def phone(session: Session, user: User, now: datetime, *, confirmed: bool = True) -> str:
    session.add(TotpSecret(
        user_id=user.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", confirmed_at=now if confirmed else None,
        last_step=1 if confirmed else None,
    ))
    session.flush()
    return code_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", now)


def attempt(session: Session, user: User, now: datetime) -> signing_in.Attempt:
    return signing_in.begin(session, email=user.email, network=NET, now=now)


COMMANDS: dict[str, Act] = {
    "accounts.sign_up": lambda s, _u, now: accounts.sign_up(
        s, email="ida@example.org", language="es", network=NET, now=now),
    "accounts.confirm": lambda s, _u, now: accounts.confirm(
        s, link(s, unconfirmed(s, now), TokenPurpose.CONFIRM_ADDRESS, now), name="Eva", password_hash=None,
        browser="x", now=now),
    "accounts.request_link": lambda s, u, now: accounts.request_link(s, email=u.email, network=NET, now=now),
    "accounts.request_reset": lambda s, u, now: accounts.request_reset(s, email=u.email, network=NET, now=now),
    "accounts.reset": lambda s, u, now: accounts.reset(
        s, link(s, u, TokenPurpose.RESET_PASSWORD, now), password_hash=HASH, now=now),
    "accounts.change_password": lambda s, u, now: accounts.change_password(
        s, user_id=u.id, password_hash=HASH, now=now),
    "accounts.request_address_change": lambda s, u, now: accounts.request_address_change(
        s, user_id=u.id, email="new@example.org", network=NET, now=now),
    "accounts.change_address": lambda s, u, now: accounts.change_address(
        s, link(s, u, TokenPurpose.CHANGE_ADDRESS, now), now=now),
    "accounts.create_active": lambda s, _u, now: accounts.create_active(
        s, email="ida@example.org", name="Ida", language="es", now=now, actor="cli"),
    "accounts.disable": lambda s, u, now: accounts.disable(s, user_id=u.id, actor="cli", reason="x", now=now),
    "accounts.enable": lambda s, u, now: (
        accounts.disable(s, user_id=u.id, actor="cli", reason="x", now=now),
        accounts.enable(s, user_id=u.id, actor="cli", reason="x", now=now)),
    "roles.grant_role": lambda s, u, now: roles.grant_role(
        s, user_id=u.id, role=Role.ADMINISTRATOR, scope=roles.EVERYWHERE, actor="cli", now=now),
    "roles.end_grant": lambda s, u, now: roles.end_grant(s, grant_id=make_staff(s, u), actor="cli", now=now),
    "second_factor.begin_setup": lambda s, u, now: second_factor.begin_setup(s, user_id=u.id, now=now),
    "second_factor.confirm_setup": lambda s, u, now: second_factor.confirm_setup(
        s, user_id=u.id, session_id=open_one(s, u, now), code=phone(s, u, now, confirmed=False), now=now),
    "second_factor.turn_off": lambda s, u, now: second_factor.turn_off(s, user_id=u.id, now=now),
    "second_factor.renew_codes": lambda s, u, now: second_factor.renew_codes(s, user_id=u.id, now=now),
    "second_factor.accept": lambda s, u, now: second_factor.accept(s, user=u, code="000000", now=now),
    "sessions.open_session": open_one,
    "sessions.prove_again": lambda s, u, now: sessions.prove_again(
        s, user_id=u.id, session_id=open_one(s, u, now), now=now),
    "sessions.sign_out": lambda s, u, now: sessions.sign_out(s, user_id=u.id, session_id=open_one(s, u, now), now=now),
    "sessions.revoke": lambda s, u, now: sessions.revoke(s, user_id=u.id, session_id=open_one(s, u, now), now=now),
    "sessions.end_all": lambda s, u, now: (
        open_one(s, u, now), sessions.end_all(s, user_id=u.id, reason=SessionEnd.REVOKED, now=now)),
    "signing_in.conclude": lambda s, u, now: signing_in.conclude(
        s, attempt(s, u, now), verified=False, new_hash=None, browser="x", now=now, demo_logins=True),
    "signing_in.prove_again": lambda s, u, now: signing_in.prove_again(
        s, attempt(s, u, now), verified=False, user_id=u.id, session_id=open_one(s, u, now), now=now),
    "signing_in.by_link": lambda s, u, now: signing_in.by_link(
        s, link(s, u, TokenPurpose.SIGN_IN, now), browser="x", now=now, demo_logins=True),
    "signing_in.enter_code": lambda s, u, now: signing_in.enter_code(
        s, link(s, u, TokenPurpose.SECOND_FACTOR, now), code=phone(s, u, now), browser="x", now=now),
}
#: A membership needs an organisation: ``tests/integration/test_roles.py`` leaves one.
ELSEWHERE = {"roles.leave_organisation"}


def commands(module: ModuleType) -> set[str]:
    """Public functions of a module that take a session and a time."""
    short = module.__name__.rpartition(".")[2]
    return {
        f"{short}.{name}"
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        and {"session", "now"} <= set(inspect.signature(function).parameters)
    }


def test_every_command_is_in_the_table() -> None:
    known = set().union(*(commands(module) for module in MODULES))

    assert known - NO_EVENT - ELSEWHERE == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_leaves_an_audit_row_in_its_own_transaction(session: Session, clock: Clock, name: str) -> None:
    user = person(session)
    session.refresh(user)
    before = session.scalar(select(func.count()).select_from(AuditEvent)) or 0

    COMMANDS[name](session, user, clock())

    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[before:]
    assert len(rows) > 0
    assert [row.kind.value for row in rows if "@" in f"{row.actor}{row.object}"] == []


def test_what_is_rolled_back_leaves_no_row_either(session: Session, clock: Clock) -> None:
    user = person(session)
    before = session.scalar(select(func.count()).select_from(AuditEvent))

    accounts.disable(session, user_id=user.id, actor="cli", reason="x", now=utc_now())
    session.rollback()

    assert session.scalar(select(func.count()).select_from(AuditEvent)) == before
