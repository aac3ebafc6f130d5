"""Organisation: a creative enterprise of a Party or an Asia-Pacific buyer, with its profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamps, enum_column
from models.enums import OrganisationKind, Party, ProfileStatus

if TYPE_CHECKING:
    from models.listing import Listing

_PARTIES = ", ".join(f"'{party}'" for party in Party)


class Organisation(Timestamps, Base):
    """One enterprise or buyer. Empty means "not said"; nothing is guessed."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("collection", "ref"),
        CheckConstraint(f"kind <> 'enterprise' OR economy IN ({_PARTIES})", name="enterprise_of_a_party"),
        CheckConstraint(f"kind <> 'buyer' OR economy NOT IN ({_PARTIES})", name="buyer_from_outside"),
        CheckConstraint("export_readiness BETWEEN 0 AND 5", name="export_readiness"),
        CheckConstraint("people > 0", name="people"),
        Index(None, "kind", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    collection: Mapped[str] = mapped_column(String(64))
    ref: Mapped[str] = mapped_column(String(64))
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    status: Mapped[ProfileStatus] = mapped_column(enum_column(ProfileStatus))
    name: Mapped[str] = mapped_column(String(200))
    economy: Mapped[str] = mapped_column(String(2))
    city: Mapped[str | None] = mapped_column(String(120))
    languages: Mapped[tuple[str, ...]]
    summary: Mapped[str] = mapped_column(Text)
    summary_lang: Mapped[str] = mapped_column(String(16))
    domains: Mapped[tuple[str, ...]]
    founded: Mapped[int | None]
    people: Mapped[int | None]
    export_readiness: Mapped[int | None]
    verified: Mapped[bool] = mapped_column(default=False)
    target_economies: Mapped[tuple[str, ...]]

    listings: Mapped[list[Listing]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by="Listing.position, Listing.id",
    )
