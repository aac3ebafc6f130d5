"""Mission, its participations, and the versioned snapshots of its match list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamps, enum_column
from models.enums import MatchListStatus, MissionFormat, OrganisationKind, Relation
from models.organisation import Organisation
from models.pairing import Pairing


class Mission(Timestamps, Base):
    """A trade mission: buyers of an economy, enterprises of the Parties, dates in one zone."""

    __tablename__ = "mission"
    __table_args__ = (UniqueConstraint("slug"), CheckConstraint("ends_on >= starts_on", name="dates"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64))
    titles: Mapped[dict[str, Any]]
    host_economy: Mapped[str] = mapped_column(String(2))
    city: Mapped[str | None] = mapped_column(String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64))
    format: Mapped[MissionFormat] = mapped_column(enum_column(MissionFormat))

    participations: Mapped[list[Participation]] = relationship(
        back_populates="mission", cascade="all, delete-orphan", order_by="Participation.id",
    )


class Participation(Timestamps, Base):
    """An organisation in a mission: an invited buyer or an applying enterprise."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("mission_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    role: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))

    mission: Mapped[Mission] = relationship(back_populates="participations")
    organisation: Mapped[Organisation] = relationship()


class MatchList(Timestamps, Base):
    """One version of a mission's match list: what was computed, with which encoder and settings, and when."""

    __tablename__ = "match_list"
    __table_args__ = (
        UniqueConstraint("mission_id", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("(status = 'ready') = (completed_at IS NOT NULL)", name="completed_when_ready"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id", ondelete="CASCADE"))
    version: Mapped[int]
    status: Mapped[MatchListStatus] = mapped_column(enum_column(MatchListStatus))
    encoder_id: Mapped[str | None] = mapped_column(String(200))
    settings: Mapped[dict[str, Any]]
    failure: Mapped[str | None] = mapped_column(Text)
    completed_at: Mapped[datetime | None]

    mission: Mapped[Mission] = relationship()


class MatchListEntry(Base):
    """One row of a snapshot: a candidate at a rank of somebody's list, with what it rests on.

    ``evidence`` repeats the listings as they read that day, so that a later edit does not rewrite history.
    """

    __tablename__ = "match_list_entry"
    __table_args__ = (
        UniqueConstraint("match_list_id", "relation", "query_id", "rank"),
        UniqueConstraint("match_list_id", "relation", "query_id", "candidate_id"),
        CheckConstraint("rank > 0", name="rank"),
        CheckConstraint("query_id <> candidate_id", name="two_sides"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_list_id: Mapped[int] = mapped_column(ForeignKey("match_list.id", ondelete="CASCADE"))
    relation: Mapped[Relation] = mapped_column(enum_column(Relation))
    query_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairing.id"), index=True)
    rank: Mapped[int]
    score: Mapped[float]
    parts: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]

    match_list: Mapped[MatchList] = relationship()
    query: Mapped[Organisation] = relationship(foreign_keys=query_id)
    candidate: Mapped[Organisation] = relationship(foreign_keys=candidate_id)
    pairing: Mapped[Pairing] = relationship()
