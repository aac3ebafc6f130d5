"""OutgoingMail: the outbox. A row is written with the change it tells of; a job sends it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, enum_column, utc_now
from models.enums import MailTemplate


class OutgoingMail(Base):
    """One mail to one person, once per template, recipient and version of what it is about (``object_key``).

    It is written when it is sent, so that no token stands in it: the row only names the token to make.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        UniqueConstraint("template", "recipient", "object_key"),
        CheckConstraint("sent_at IS NULL OR dropped_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template: Mapped[MailTemplate] = mapped_column(enum_column(MailTemplate))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    object_key: Mapped[str] = mapped_column(String(64))
    token_id: Mapped[int | None] = mapped_column(ForeignKey("one_time_token.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    sent_at: Mapped[datetime | None]
    # The token it would have carried died before it was sent.
    dropped_at: Mapped[datetime | None]
