"""Signing in: by password or by a link, then by the second factor where there is one.

A try is counted and committed before the password is looked at, so that neither a crash nor a try in the same
moment is free, and so that no lock is held while the hash is computed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.errors import AccountError
from matchmaker.queries.identities import has_second_factor
from matchmaker.services import accounts, limits, second_factor, sessions, tokens
from matchmaker.services.addresses import address_key
from matchmaker.services.audit import record_event
from models.account import User
from models.enums import AccountStatus, AuditKind, TokenPurpose

LINKS = (TokenPurpose.SIGN_IN, TokenPurpose.INVITATION)
STEP_TWO = (TokenPurpose.SECOND_FACTOR,)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted try at a password: what it is checked against, and what to give back if it is right."""

    user_id: int | None
    password_hash: str | None
    key: str
    network: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How it went on: a session's secret, or a token for the second step; never both."""

    session_secret: str | None = None
    second_step: str | None = None


def begin(session: Session, *, email: str, network: str, now: datetime) -> Attempt:
    """Count a try; commit before you check the password. Raises LimitError."""
    key = address_key(email)
    limits.take(session, _rules(key, network), now=now)
    user = accounts.find_by_address(session, email)
    if user is None:
        return Attempt(user_id=None, password_hash=None, key=key, network=network)
    return Attempt(user_id=user.id, password_hash=user.password_hash, key=key, network=network)


def conclude(
    session: Session, attempt: Attempt, *, verified: bool, new_hash: str | None, browser: str, now: datetime,
    demo_logins: bool,
) -> Entry | None:
    """Let the person in whose password was verified, None where it was not; flushes, and records either.

    ``new_hash`` is the same password hashed with today's parameters, where the kept one is weaker.
    """
    user = session.get(User, attempt.user_id, populate_existing=True) if attempt.user_id else None
    unchanged = user is not None and user.password_hash == attempt.password_hash
    if user is None or not (verified and unchanged and _may_enter(user, demo_logins=demo_logins)):
        record_event(session, kind=AuditKind.SIGN_IN_FAILED, user_id=attempt.user_id, now=now, actor="anonymous")
        return None
    limits.give_back(session, _rules(attempt.key, attempt.network))
    limits.clear(session, [(limits.SIGN_IN_ACCOUNT, attempt.key)])
    if new_hash is not None:
        user.password_hash = new_hash
        record_event(session, kind=AuditKind.PASSWORD_REHASHED, user_id=user.id, now=now)
    return _enter(session, user, browser=browser, now=now)


def prove_again(
    session: Session, attempt: Attempt, *, verified: bool, user_id: int, session_id: int, now: datetime,
) -> bool:
    """Note that somebody signed in has given his password once more, or failed to; flushes."""
    if not verified or attempt.user_id != user_id:
        record_event(session, kind=AuditKind.SIGN_IN_FAILED, user_id=user_id, now=now)
        return False
    limits.give_back(session, _rules(attempt.key, attempt.network))
    limits.clear(session, [(limits.SIGN_IN_ACCOUNT, attempt.key)])
    sessions.prove_again(session, user_id=user_id, session_id=session_id, now=now)
    return True


def by_link(session: Session, secret: str, *, browser: str, now: datetime, demo_logins: bool) -> Entry:
    """Let the person in who holds a one-time link; raises AccountError where it is dead."""
    token = tokens.use(session, secret, purposes=LINKS, now=now)
    user = tokens.owner(session, token)
    if not _may_enter(user, demo_logins=demo_logins):
        raise tokens.dead()
    return _enter(session, user, browser=browser, now=now)


def count_code(session: Session, *, user_id: int, now: datetime) -> None:
    """Count a try at the second factor; commit before you check it. Raises LimitError."""
    limits.take(session, second_factor.rules(user_id), now=now)


def second_step_of(session: Session, secret: str, *, now: datetime) -> int:
    """Whose second step it is; raises AccountError where it took too long."""
    try:
        return tokens.look_at(session, secret, purposes=STEP_TWO, now=now).user_id
    except AccountError as error:
        raise AccountError("This took too long. Start again.", fault="too_late") from error


def enter_code(session: Session, secret: str, *, code: str, browser: str, now: datetime) -> second_factor.Step | None:
    """Take the second step; None where the code is wrong. Flushes, and records either. Raises AccountError."""
    token = tokens.look_at(session, secret, purposes=STEP_TWO, now=now)
    user = tokens.owner(session, token)
    taken = second_factor.accept(session, user=user, code=code, now=now)
    if taken is None:
        return None
    tokens.use(session, secret, purposes=STEP_TWO, now=now)
    opened = sessions.open_session(session, user_id=user.id, browser=browser, now=now, second_factor=True)
    return second_factor.Step(session_secret=opened, jobs=taken)


def _enter(session: Session, user: User, *, browser: str, now: datetime) -> Entry:
    if has_second_factor(session, user_id=user.id):
        token = tokens.issue(session, user_id=user.id, purpose=TokenPurpose.SECOND_FACTOR, now=now)
        return Entry(second_step=token)
    opened = sessions.open_session(session, user_id=user.id, browser=browser, now=now, second_factor=False)
    return Entry(session_secret=opened)


def _may_enter(user: User, *, demo_logins: bool) -> bool:
    return user.status is AccountStatus.ACTIVE and (demo_logins or not user.demo)


def _rules(key: str, network: str) -> list[limits.Rule]:
    return [(limits.SIGN_IN_ACCOUNT, key), (limits.SIGN_IN_ADDRESS, network), (limits.SIGN_IN_GLOBAL, "")]
