"""Base of all tables: constraint names, column types and timestamps that both engines keep alike."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import DateTime, Dialect, Enum, LargeBinary, MetaData
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine, UserDefinedType

# SQLite can only drop a constraint that has a name, so every constraint gets one from the first migration on.
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored and returned in UTC; SQLite alone would return it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Convert to UTC; raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A datetime without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Put the zone back that SQLite dropped."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StringList(TypeDecorator[tuple[str, ...]]):
    """A short ordered list of strings as JSON; a tuple in Python, so that a change is always an assignment."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:  # noqa: ARG002 -- SQLAlchemy's signature
        """Store as a JSON list."""
        return None if value is None else [str(item) for item in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return as a tuple."""
        return None if value is None else tuple(value)


class _PostgresVector(UserDefinedType[Any]):
    """pgvector's ``vector`` without a fixed width, so that encoders of several widths share one table."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "vector"


# Reading a database's tables back (migrations do) must know the type too.
ischema_names["vector"] = _PostgresVector


class Vector(TypeDecorator[NDArray[np.float32]]):
    """A float32 vector of shape ``(dim,)``: little-endian bytes on SQLite, ``vector`` on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the engine."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_PostgresVector())
        return dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: NDArray[np.float32] | None, dialect: Dialect) -> bytes | str | None:
        """Bytes for SQLite, pgvector's text form for PostgreSQL."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return "[" + ",".join(repr(float(x)) for x in value) + "]"
        return np.ascontiguousarray(value, dtype="<f4").tobytes()

    def process_result_value(self, value: Any, dialect: Dialect) -> NDArray[np.float32] | None:
        """A read-only float32 array of shape ``(dim,)``."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            return np.array(value.strip("[]").split(","), dtype=np.float32)
        return np.frombuffer(value, dtype="<f4")


def enum_column(enum: type[StrEnum]) -> Enum:
    """A column type that stores the member's value under a CHECK, on both engines."""
    values: Callable[[type[StrEnum]], list[str]] = lambda members: [member.value for member in members]  # noqa: E731 -- typed for mypy
    return Enum(
        enum, native_enum=False, length=32, create_constraint=True, values_callable=values, validate_strings=True,
        name=_snake(enum.__name__),
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class Base(DeclarativeBase):
    """Declarative base; ``metadata`` carries the naming convention."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads it as a plain dict
        datetime: UtcDateTime,
        tuple[str, ...]: StringList,
        NDArray[np.float32]: Vector,
        dict[str, Any]: JSON,
    }


def utc_now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


class Timestamps:
    """When a row was made and last changed, in UTC."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
