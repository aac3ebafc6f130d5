"""How often something may be tried: counters in the database, right for any number of processes.

A window opens with the first try and closes after its length; within it ``amount`` tries are heard. The counter
goes up in one statement that also checks it, so that two tries at once cannot both be the last one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matchmaker.errors import LimitError
from models.account import LimitCounter

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """``amount`` tries per ``period`` and subject."""

    name: str
    amount: int
    period: timedelta


#: A limit and whom it counts: an address, an account or, with "", everybody together.
Rule = tuple[Limit, str]

SIGN_IN_ACCOUNT = Limit("sign_in.account", 5, 15 * MINUTE)
SIGN_IN_ADDRESS = Limit("sign_in.address", 10, 5 * MINUTE)
SIGN_IN_GLOBAL = Limit("sign_in.global", 1000, 5 * MINUTE)
RESET_HOUR = Limit("reset.hour", 2, HOUR)
RESET_DAY = Limit("reset.day", 5, DAY)
CONFIRM = Limit("confirm", 3, 6 * HOUR)
LINK_HOUR = Limit("link.hour", 5, HOUR)
MAIL_ADDRESS = Limit("mail.address", 20, DAY)
SIGN_UP_HOUR = Limit("sign_up.hour", 2, HOUR)
SIGN_UP_DAY = Limit("sign_up.day", 5, DAY)
SECOND_FACTOR_SHORT = Limit("second_factor.short", 5, 5 * MINUTE)
SECOND_FACTOR_HOUR = Limit("second_factor.hour", 20, HOUR)


def take(session: Session, rules: Sequence[Rule], *, now: datetime) -> None:
    """Count one try against every rule, or against none and raise LimitError where one is used up; flushes.

    The caller commits before it does what was limited: a crash must not give a try back.
    """
    with session.begin_nested():
        # Always in the same order, so that two processes never wait for each other's counter.
        for limit, subject in sorted(rules):
            if not _counted(session, limit, _hashed(subject), now):
                raise LimitError(
                    "Too many tries. Wait a little before the next one.",
                    wait=_wait(session, limit, _hashed(subject), now),
                )


def give_back(session: Session, rules: Sequence[Rule]) -> None:
    """Undo one ``take``: the try was a good one."""
    for limit, subject in sorted(rules):
        session.execute(
            update(LimitCounter)
            .where(LimitCounter.name == limit.name, LimitCounter.subject == _hashed(subject), LimitCounter.hits > 0)
            .values(hits=LimitCounter.hits - 1)
        )


def clear(session: Session, rules: Sequence[Rule]) -> None:
    """Forget every try against these rules."""
    for limit, subject in sorted(rules):
        session.execute(
            delete(LimitCounter).where(LimitCounter.name == limit.name, LimitCounter.subject == _hashed(subject))
        )


def forget_closed(session: Session, *, now: datetime) -> int:
    """Delete the counters whose window closed a day ago; how many there were."""
    gone = session.execute(
        delete(LimitCounter).where(LimitCounter.window_ends_at < now - DAY).returning(LimitCounter.name)
    )
    return len(gone.all())


def _counted(session: Session, limit: Limit, subject: str, now: datetime) -> bool:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    closed = LimitCounter.window_ends_at <= now
    window_ends_at = now + limit.period
    statement = insert(LimitCounter).values(
        name=limit.name, subject=subject, hits=1, window_ends_at=window_ends_at,
    )
    statement = statement.on_conflict_do_update(
        index_elements=["name", "subject"],
        set_={
            "hits": case((closed, 1), else_=LimitCounter.hits + 1),
            "window_ends_at": case((closed, window_ends_at), else_=LimitCounter.window_ends_at),
        },
        where=or_(closed, LimitCounter.hits < limit.amount),
    )
    return session.execute(statement.returning(LimitCounter.hits)).scalar() is not None


def _wait(session: Session, limit: Limit, subject: str, now: datetime) -> int:
    ends = session.scalar(
        select(LimitCounter.window_ends_at).where(LimitCounter.name == limit.name, LimitCounter.subject == subject)
    )
    return max(1, int((ends - now).total_seconds()) + 1) if ends else 1


def _hashed(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
