"""Sessions of signed-in people: server-side, listed, ended at will."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.services.audit import record_event
from matchmaker.services.tokens import new_secret, sha256
from models.account import AuthSession
from models.enums import AuditKind, SessionEnd

BROWSER_LENGTH = 200
#: ``last_seen_at`` is written at most this often, so that reading pages does not write on every request.
SEEN_EVERY = timedelta(minutes=1)


def open_session(
    session: Session, *, user_id: int, browser: str, now: datetime, second_factor: bool,
) -> str:
    """Begin a session for a person who has proved who he is; the secret for his cookie. Flushes."""
    secret = new_secret()
    row = AuthSession(
        user_id=user_id, token_hash=sha256(secret), browser=browser[:BROWSER_LENGTH], created_at=now,
        last_seen_at=now, authenticated_at=now, second_factor_at=now if second_factor else None,
    )
    session.add(row)
    session.flush()
    record_event(session, kind=AuditKind.SIGNED_IN, user_id=user_id, now=now, about=f"session:{row.id}")
    return secret


def touch(session: Session, *, session_id: int, now: datetime) -> None:
    """Note that the session is in use, unless that was noted within the last minute or it has ended."""
    session.execute(
        update(AuthSession)
        .where(
            AuthSession.id == session_id, AuthSession.ended_at.is_(None), AuthSession.last_seen_at < now - SEEN_EVERY,
        )
        .values(last_seen_at=now)
    )


def prove_again(session: Session, *, user_id: int, session_id: int, now: datetime) -> None:
    """Note that the person has just proved once more who he is; flushes."""
    row = find_own(session, user_id=user_id, session_id=session_id)
    row.authenticated_at = now
    session.flush()
    record_event(session, kind=AuditKind.REAUTHENTICATED, user_id=user_id, now=now, about=f"session:{session_id}")


def sign_out(session: Session, *, user_id: int, session_id: int, now: datetime) -> None:
    """End the session in hand; its cookie opens nothing any more. Flushes."""
    _end(session, find_own(session, user_id=user_id, session_id=session_id), reason=SessionEnd.SIGNED_OUT, now=now)
    record_event(session, kind=AuditKind.SIGNED_OUT, user_id=user_id, now=now, about=f"session:{session_id}")


def revoke(session: Session, *, user_id: int, session_id: int, now: datetime) -> None:
    """End another of the person's own sessions; flushes. Raises NotFoundError for anybody else's."""
    _end(session, find_own(session, user_id=user_id, session_id=session_id), reason=SessionEnd.REVOKED, now=now)
    record_event(session, kind=AuditKind.SESSION_REVOKED, user_id=user_id, now=now, about=f"session:{session_id}")


def end_all(
    session: Session, *, user_id: int, reason: SessionEnd, now: datetime, keep: int | None = None,
    actor: str | None = None,
) -> int:
    """End all sessions of a person, but for ``keep``; how many there were. Flushes."""
    ended = session.execute(
        update(AuthSession)
        .where(AuthSession.user_id == user_id, AuthSession.ended_at.is_(None), AuthSession.id != (keep or 0))
        .values(ended_at=now, end_reason=reason).returning(AuthSession.id)
    ).all()
    if ended:
        record_event(session, kind=AuditKind.SESSIONS_ENDED, user_id=user_id, now=now, actor=actor, about=reason.value)
    return len(ended)


def find_own(session: Session, *, user_id: int, session_id: int) -> AuthSession:
    """A person's running session; raises NotFoundError where it is another's, has ended or never was."""
    row = session.scalar(
        select(AuthSession).where(
            AuthSession.id == session_id, AuthSession.user_id == user_id, AuthSession.ended_at.is_(None),
        )
    )
    if row is None:
        raise NotFoundError(f"There is no session {session_id}.")
    return row


def _end(session: Session, row: AuthSession, *, reason: SessionEnd, now: datetime) -> None:
    row.ended_at, row.end_reason = now, reason
    session.flush()
