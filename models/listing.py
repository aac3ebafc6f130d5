"""Listing: an Offer (what an organisation brings) or a Need (what it seeks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamps, enum_column
from models.enums import Authorship, Consent, ListingKind

if TYPE_CHECKING:
    from models.organisation import Organisation


class Listing(Timestamps, Base):
    """One offer or need. The unit of matching is the (offer, need) pair, never the organisation."""

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("organisation_id", "ref"),
        CheckConstraint(
            "kind = 'offer' OR (capacity_per_month IS NULL AND authorship IS NULL AND consent IS NULL"
            " AND NOT licences_heritage)",
            name="offer_fields",
        ),
        CheckConstraint("kind = 'need' OR (min_per_month IS NULL AND pooling_accepted IS NULL)", name="need_fields"),
        CheckConstraint("capacity_per_month > 0", name="capacity_per_month"),
        CheckConstraint("min_per_month > 0", name="min_per_month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(32))
    kind: Mapped[ListingKind] = mapped_column(enum_column(ListingKind))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(16))
    concepts: Mapped[tuple[str, ...]]
    refuses: Mapped[tuple[str, ...]]
    territories_excluded: Mapped[tuple[str, ...]]
    capacity_per_month: Mapped[int | None]
    min_per_month: Mapped[int | None]
    pooling_accepted: Mapped[bool | None]
    authorship: Mapped[Authorship | None] = mapped_column(enum_column(Authorship))
    consent: Mapped[Consent | None] = mapped_column(enum_column(Consent))
    licences_heritage: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(back_populates="listings")

    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 -- SQLAlchemy reads it as a plain dict


class Offer(Listing):
    """What an organisation brings: a good, a service or a right."""

    __mapper_args__ = {"polymorphic_identity": ListingKind.OFFER}  # noqa: RUF012 -- as above


class Need(Listing):
    """What an organisation seeks."""

    __mapper_args__ = {"polymorphic_identity": ListingKind.NEED}  # noqa: RUF012 -- as above
