"""AuditEvent: the append-only record of what happened to accounts. Ids and facts, never a name or an address."""

from datetime import datetime

from sqlalchemy import DDL, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, enum_column, utc_now
from models.enums import AuditKind


class AuditEvent(Base):
    """One event. ``user_id`` is no foreign key: the row outlives the person's account and then points to nobody."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "user_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AuditKind] = mapped_column(enum_column(AuditKind))
    user_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(64))
    object: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=utc_now)


#: What makes the table append-only, per engine; a migration that alters the table must run it again.
APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event"
        " BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$",
        "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
    ),
}

for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        _trigger = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
        event.listen(AuditEvent.__table__, "after_create", _trigger.execute_if(dialect=_dialect))
