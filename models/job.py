"""Job: a piece of background work and how far it has come. The row is the truth; the queue only carries its id."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Timestamps, enum_column
from models.enums import JobKind, JobStatus

_LIVE = text("status IN ('queued', 'running')")


class Job(Timestamps, Base):
    """Work of a kind, once at a time per ``dedupe_key``; a lease that runs out makes it due again."""

    __tablename__ = "job"
    __table_args__ = (
        Index("uq_job_live", "kind", "dedupe_key", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("status <> 'running' OR lease_until IS NOT NULL", name="running_has_a_lease"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(enum_column(JobKind))
    dedupe_key: Mapped[str] = mapped_column(String(128))
    status: Mapped[JobStatus] = mapped_column(enum_column(JobStatus))
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    # Asking again for work that is already running must not be lost: ``requests`` counts the askings, and a run
    # that ends having seen fewer of them goes back to the queue.
    requests: Mapped[int] = mapped_column(default=1)
    requests_seen: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(128))
    lease_until: Mapped[datetime | None]
    step: Mapped[str | None] = mapped_column(String(64))
    done_units: Mapped[int] = mapped_column(default=0)
    total_units: Mapped[int | None]
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None] = mapped_column(Text)
    finished_at: Mapped[datetime | None]
