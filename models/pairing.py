"""Pairing: two organisations a mission's recommender has put together, and what became of it."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Timestamps, enum_column
from models.enums import PairingStatus


class Pairing(Timestamps, Base):
    """An unordered pair within a mission, stored with the lower id first, so that it exists once."""

    __tablename__ = "pairing"
    __table_args__ = (
        UniqueConstraint("mission_id", "first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id", ondelete="CASCADE"))
    first_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    status: Mapped[PairingStatus] = mapped_column(enum_column(PairingStatus))
