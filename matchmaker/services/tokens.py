"""One-time tokens: random, kept as SHA-256 only, good for one purpose and once."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.errors import AccountError, NotFoundError
from matchmaker.services.audit import record_event
from models.account import OneTimeToken, User
from models.enums import AuditKind, TokenPurpose

TOKEN_BYTES = 32
LIFETIMES = {
    TokenPurpose.CONFIRM_ADDRESS: timedelta(hours=24),
    TokenPurpose.SIGN_IN: timedelta(minutes=30),
    TokenPurpose.INVITATION: timedelta(days=10),
    TokenPurpose.RESET_PASSWORD: timedelta(hours=1),
    TokenPurpose.CHANGE_ADDRESS: timedelta(hours=24),
    TokenPurpose.SECOND_FACTOR: timedelta(minutes=10),
}


def new_secret() -> str:
    """A random token of 256 bits that fits into an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def sha256(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def prepare(
    session: Session, *, user_id: int, purpose: TokenPurpose, now: datetime, email: str | None = None,
) -> OneTimeToken:
    """A token to be, without its secret, that replaces earlier ones of its purpose; flushes."""
    revoke(session, user_id=user_id, now=now, purposes=(purpose,))
    token = OneTimeToken(user_id=user_id, purpose=purpose, created_at=now, email=email)
    session.add(token)
    session.flush()
    return token


def arm(token: OneTimeToken, *, now: datetime) -> str:
    """Give the token its secret and its time, and return the secret; an earlier secret of it is void from then on."""
    secret = new_secret()
    token.token_hash = sha256(secret)
    token.expires_at = now + LIFETIMES[token.purpose]
    return secret


def rearm(session: Session, *, token_id: int, now: datetime) -> str | None:
    """A secret for a prepared token, as ``arm``; None where the token was used or ended before. Flushes."""
    token = session.get(OneTimeToken, token_id, with_for_update=True, populate_existing=True)
    if token is None or token.used_at is not None or token.revoked_at is not None:
        return None
    secret = arm(token, now=now)
    session.flush()
    return secret


def issue(session: Session, *, user_id: int, purpose: TokenPurpose, now: datetime) -> str:
    """A new token's secret, handed to whoever asked in person; flushes."""
    secret = arm(prepare(session, user_id=user_id, purpose=purpose, now=now), now=now)
    session.flush()
    return secret


def invite(session: Session, *, user_id: int, now: datetime, actor: str) -> str:
    """The secret of a link that signs a person in once, within ten days, for whoever invites him; flushes."""
    secret = issue(session, user_id=user_id, purpose=TokenPurpose.INVITATION, now=now)
    record_event(session, kind=AuditKind.INVITED, user_id=user_id, now=now, actor=actor)
    return secret


def look_at(session: Session, secret: str, *, purposes: Collection[TokenPurpose], now: datetime) -> OneTimeToken:
    """The living token with that secret, unused; raises AccountError where it is used, replaced, old or made up."""
    token = session.scalar(
        select(OneTimeToken).where(
            OneTimeToken.token_hash == sha256(secret), OneTimeToken.purpose.in_(purposes),
            OneTimeToken.used_at.is_(None), OneTimeToken.revoked_at.is_(None), OneTimeToken.expires_at > now,
        )
    )
    if token is None:
        raise dead()
    return token


def use(session: Session, secret: str, *, purposes: Collection[TokenPurpose], now: datetime) -> OneTimeToken:
    """The token, used up now; of two at once one succeeds. Raises AccountError as ``look_at`` does."""
    token = look_at(session, secret, purposes=purposes, now=now)
    taken = session.scalar(
        update(OneTimeToken)
        .where(OneTimeToken.id == token.id, OneTimeToken.used_at.is_(None), OneTimeToken.revoked_at.is_(None))
        .values(used_at=now).returning(OneTimeToken.id)
    )
    if taken is None:
        raise dead()
    return token


def revoke(session: Session, *, user_id: int, now: datetime, purposes: Collection[TokenPurpose] = ()) -> None:
    """End a person's unused tokens of these purposes, or all of them."""
    unused = (
        OneTimeToken.user_id == user_id, OneTimeToken.used_at.is_(None), OneTimeToken.revoked_at.is_(None),
    )
    asked = (OneTimeToken.purpose.in_(purposes),) if purposes else ()
    session.execute(update(OneTimeToken).where(*unused, *asked).values(revoked_at=now))


def dead() -> AccountError:
    """What to say of a link that is used, replaced, old or made up; which of them is nobody's business."""
    return AccountError("This link has been used, or it is too old. Ask for a new one.", fault="dead_link")


def owner(session: Session, token: OneTimeToken) -> User:
    """Whose token it is, locked until the commit, so that what is decided about the person still holds then."""
    user = session.get(User, token.user_id, with_for_update=True, populate_existing=True)
    if user is None:
        raise NotFoundError(f"There is no account {token.user_id}.")
    return user
