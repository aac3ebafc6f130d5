"""The append-only log: one row for every status change, in the transaction that makes it."""

from enum import StrEnum

from sqlalchemy.orm import Session

from models.enums import TransitionSubject
from models.transition import Transition


def record_transition(
    session: Session, *, subject: TransitionSubject, subject_id: int, before: StrEnum | None, after: StrEnum,
    actor: str, reason: str | None = None, on_behalf_of: str | None = None,
) -> None:
    """Append what changed; ``before`` is None for something new. The caller has checked the lifecycle."""
    session.add(
        Transition(
            subject=subject, subject_id=subject_id, from_status=before and before.value, to_status=after.value,
            actor=actor, on_behalf_of=on_behalf_of, reason=reason,
        )
    )
