"""The audit record: one row for every event of an account, in the transaction that makes it."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.audit import AuditEvent
from models.enums import AuditKind


def record_event(
    session: Session, *, kind: AuditKind, user_id: int | None, now: datetime, actor: str | None = None,
    about: str | None = None,
) -> AuditEvent:
    """Append what happened; flushes. ``actor`` is the person himself unless another is named; ids only, no address."""
    event = AuditEvent(
        kind=kind, user_id=user_id, actor=actor or (f"user:{user_id}" if user_id else "anonymous"), object=about,
        at=now,
    )
    session.add(event)
    session.flush()
    return event
