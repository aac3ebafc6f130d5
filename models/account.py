"""Accounts: who a person is, what he may do and where, and how he proves it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamps, enum_column, utc_now
from models.enums import AccountStatus, Membership, Party, Role, SessionEnd, TokenPurpose

SHA256_HEX = 64
_OPEN = "ends_at IS NULL"


class User(Timestamps, Base):
    """A person. ``email`` is shown and written to; ``email_key``, its folded form, says who is the same."""

    __tablename__ = "user_account"
    __table_args__ = (
        UniqueConstraint("email_key"),
        CheckConstraint("status <> 'active' OR confirmed_at IS NOT NULL", name="active_is_confirmed"),
        CheckConstraint("status <> 'unconfirmed' OR password_hash IS NULL", name="password_after_confirming"),
        CheckConstraint("status = 'unconfirmed' OR confirmed_at IS NULL OR name <> ''", name="confirmed_has_a_name"),
        CheckConstraint("language IN ('es', 'en')", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[AccountStatus] = mapped_column(enum_column(AccountStatus))
    confirmed_at: Mapped[datetime | None]
    # None: this person signs in by a link sent to the address.
    password_hash: Mapped[str | None] = mapped_column(String(255))
    # A login of the demo: production lets nobody in through it.
    demo: Mapped[bool] = mapped_column(default=False)

    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="RoleGrant.id",
    )


class RoleGrant(Timestamps, Base):
    """A role of a person within its scope, from one moment until another; without an end it is open."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("(role = 'member') = (organisation_id IS NOT NULL)", name="member_of_an_organisation"),
        CheckConstraint("(role = 'member') = (membership IS NOT NULL)", name="kind_of_membership"),
        CheckConstraint("(role = 'mission_officer') = (mission_id IS NOT NULL)", name="officer_of_a_mission"),
        CheckConstraint(
            "role NOT IN ('technical_liaison', 'institutional_liaison', 'focal_point') OR party IS NOT NULL",
            name="of_a_party",
        ),
        CheckConstraint("role NOT IN ('member', 'mission_officer', 'administrator') OR party IS NULL", name="no_party"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="dates"),
        # One open grant per person, role and scope; NULLs differ from one another, so each kind of scope has its own.
        Index("uq_role_grant_organisation", "user_id", "organisation_id", unique=True,
              sqlite_where=text(f"organisation_id IS NOT NULL AND {_OPEN}"),
              postgresql_where=text(f"organisation_id IS NOT NULL AND {_OPEN}")),
        Index("uq_role_grant_mission", "user_id", "mission_id", unique=True,
              sqlite_where=text(f"mission_id IS NOT NULL AND {_OPEN}"),
              postgresql_where=text(f"mission_id IS NOT NULL AND {_OPEN}")),
        Index("uq_role_grant_party", "user_id", "role", "party", unique=True,
              sqlite_where=text(f"party IS NOT NULL AND {_OPEN}"),
              postgresql_where=text(f"party IS NOT NULL AND {_OPEN}")),
        Index("uq_role_grant_everywhere", "user_id", "role", unique=True,
              sqlite_where=text(f"organisation_id IS NULL AND mission_id IS NULL AND party IS NULL AND {_OPEN}"),
              postgresql_where=text(f"organisation_id IS NULL AND mission_id IS NULL AND party IS NULL AND {_OPEN}")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    party: Mapped[Party | None] = mapped_column(enum_column(Party))
    mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    membership: Mapped[Membership | None] = mapped_column(enum_column(Membership))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants")


class AuthSession(Base):
    """A signed-in browser. The cookie carries a random token, the row its SHA-256; an ended one never opens again.

    No network address is kept: the browser's own name and the times are enough to recognise a session.
    """

    __tablename__ = "auth_session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
        CheckConstraint("last_seen_at >= created_at", name="seen_after_it_began"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(SHA256_HEX))
    browser: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    # When its person last proved who he is: what is delicate asks for a recent proof.
    authenticated_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[SessionEnd | None] = mapped_column(enum_column(SessionEnd))

    user: Mapped[User] = relationship()


class OneTimeToken(Base):
    """A token good for one purpose, once. Its hash is set when it is sent; the token itself is kept nowhere."""

    __tablename__ = "one_time_token"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("(token_hash IS NULL) = (expires_at IS NULL)", name="expires_once_sent"),
        CheckConstraint("used_at IS NULL OR token_hash IS NOT NULL", name="used_once_sent"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="one_end"),
        CheckConstraint("(purpose = 'change_address') = (email IS NOT NULL)", name="new_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(enum_column(TokenPurpose))
    token_hash: Mapped[str | None] = mapped_column(String(SHA256_HEX))
    email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class TotpSecret(Timestamps, Base):
    """A person's second factor. ``last_step`` is the last time step whose code was taken; it never comes back."""

    __tablename__ = "totp_secret"
    __table_args__ = (CheckConstraint("confirmed_at IS NULL OR last_step IS NOT NULL", name="confirmed_by_a_code"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """The SHA-256 of a code that stands in for the second factor, once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(SHA256_HEX))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]


class LimitCounter(Base):
    """How often something was tried since its window opened; ``subject`` is a hash, never an address."""

    __tablename__ = "limit_counter"
    __table_args__ = (CheckConstraint("hits >= 0", name="hits"), Index(None, "window_ends_at"))

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(SHA256_HEX), primary_key=True)
    hits: Mapped[int]
    window_ends_at: Mapped[datetime]
