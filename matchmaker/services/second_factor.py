"""The second factor: time-based codes (RFC 6238) and ten recovery codes, each good once."""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from matchmaker.errors import AccountError, NotFoundError
from matchmaker.services import limits, outbox, sessions
from matchmaker.services.audit import record_event
from matchmaker.services.tokens import sha256
from models.account import AuthSession, RecoveryCode, TotpSecret, User
from models.enums import AuditKind, MailTemplate, SessionEnd

ISSUER = "Creative matchmaking"
STEP_SECONDS = 30
#: Codes of the step before and after are taken too: clocks differ.
DRIFT = (0, -1, 1)
RECOVERY_CODES = 10
#: 16 letters of 32 are 80 bits: enough to need no slow hash.
RECOVERY_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
RECOVERY_LENGTH = 16
RECOVERY_GROUP = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A finished second step: the session's secret, and the jobs to announce after the commit."""

    session_secret: str
    jobs: tuple[int, ...]


def rules(user_id: int) -> list[limits.Rule]:
    """How often codes may be tried."""
    return [(limits.SECOND_FACTOR_SHORT, f"user:{user_id}"), (limits.SECOND_FACTOR_HOUR, f"user:{user_id}")]


def begin_setup(session: Session, *, user_id: int, now: datetime) -> None:
    """Make a secret that waits for its first code, unless one waits or is in use already; flushes."""
    if session.get(TotpSecret, user_id) is None:
        session.add(TotpSecret(user_id=user_id, secret=pyotp.random_base32()))
        session.flush()
        record_event(session, kind=AuditKind.SECOND_FACTOR_STARTED, user_id=user_id, now=now)


def waiting_uri(session: Session, *, user_id: int) -> tuple[str, str]:
    """The secret that waits for its first code, and the address an authenticator reads; raises NotFoundError."""
    row = session.get(TotpSecret, user_id)
    user = session.get(User, user_id)
    if row is None or user is None or row.confirmed_at is not None:
        raise NotFoundError("No second factor is being set up.")
    return row.secret, pyotp.TOTP(row.secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def confirm_setup(
    session: Session, *, user_id: int, session_id: int, code: str, now: datetime,
) -> tuple[list[str], tuple[int, ...]]:
    """Switch the second factor on by its first code; the recovery codes, shown this once, and jobs to announce.

    Other sessions end: they were opened without it. Raises AccountError where the code is wrong.
    """
    row = session.get(TotpSecret, user_id)
    if row is None or row.confirmed_at is not None:
        raise NotFoundError("No second factor is being set up.")
    step = _matching_step(row, normalised(code), now)
    if step is None:
        raise AccountError("This code is not right, or its half minute is over.", fault="wrong_code")
    row.last_step, row.confirmed_at = step, now
    session.flush()
    limits.clear(session, rules(user_id))
    sessions.end_all(
        session, user_id=user_id, reason=SessionEnd.CREDENTIALS_CHANGED, now=now, keep=session_id,
    )
    _mark(session, session_id, now)
    codes = _new_codes(session, user_id=user_id, now=now)
    return codes, _tell(session, user_id, AuditKind.SECOND_FACTOR_ON, MailTemplate.SECOND_FACTOR_ON, now)


def turn_off(session: Session, *, user_id: int, now: datetime, actor: str | None = None) -> tuple[int, ...]:
    """Remove the second factor and its codes; the jobs to announce. Sessions lose what rested on it. Flushes."""
    session.execute(delete(TotpSecret).where(TotpSecret.user_id == user_id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    session.execute(update(AuthSession).where(AuthSession.user_id == user_id).values(second_factor_at=None))
    return _tell(session, user_id, AuditKind.SECOND_FACTOR_OFF, MailTemplate.SECOND_FACTOR_OFF, now, actor=actor)


def renew_codes(session: Session, *, user_id: int, now: datetime) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones are void. Flushes."""
    codes = _new_codes(session, user_id=user_id, now=now)
    record_event(session, kind=AuditKind.RECOVERY_CODES_RENEWED, user_id=user_id, now=now)
    return codes


def codes_left(session: Session, *, user_id: int) -> int:
    """How many recovery codes are unused."""
    unused = select(RecoveryCode.id).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return len(session.scalars(unused.order_by(RecoveryCode.id)).all())


def accept(session: Session, *, user: User, code: str, now: datetime) -> tuple[int, ...] | None:
    """Take a time-based or a recovery code, each once; jobs to announce, None where it is wrong. Records either."""
    plain = normalised(code)
    if _accept_totp(session, user.id, plain, now):
        limits.clear(session, rules(user.id))
        return ()
    if _accept_recovery(session, user.id, plain, now):
        limits.clear(session, rules(user.id))
        return _tell(session, user.id, AuditKind.RECOVERY_CODE_USED, MailTemplate.RECOVERY_CODE_USED, now)
    record_event(session, kind=AuditKind.SECOND_FACTOR_FAILED, user_id=user.id, now=now, actor="anonymous")
    return None


def normalised(code: str) -> str:
    """The code as it is compared and remembered: without blanks, hyphens or invisible signs, in plain small letters.

    Before both, or a code typed with a blank would be another code and could be used twice.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", code).casefold() if c.isalnum())


def _accept_totp(session: Session, user_id: int, code: str, now: datetime) -> bool:
    row = session.get(TotpSecret, user_id, populate_existing=True)
    if row is None or row.confirmed_at is None:
        return False
    step = _matching_step(row, code, now)
    if step is None:
        return False
    # The condition is in the statement: of two requests with the same code one succeeds.
    taken = session.scalar(
        update(TotpSecret)
        .where(TotpSecret.user_id == user_id, or_(TotpSecret.last_step.is_(None), TotpSecret.last_step < step))
        .values(last_step=step).returning(TotpSecret.user_id)
    )
    return taken is not None


def _matching_step(row: TotpSecret, code: str, now: datetime) -> int | None:
    """The step whose code it is, later than the last one taken."""
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(row.secret)
    for step in (current + drift for drift in DRIFT):
        fresh = row.last_step is None or step > row.last_step
        if fresh and hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def _accept_recovery(session: Session, user_id: int, code: str, now: datetime) -> bool:
    taken = session.scalar(
        update(RecoveryCode)
        .where(RecoveryCode.user_id == user_id, RecoveryCode.code_hash == sha256(code), RecoveryCode.used_at.is_(None))
        .values(used_at=now).returning(RecoveryCode.id)
    )
    return taken is not None


def _new_codes(session: Session, *, user_id: int, now: datetime) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    plain = ["".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(user_id=user_id, code_hash=sha256(code), created_at=now) for code in plain)
    session.flush()
    groups = range(0, RECOVERY_LENGTH, RECOVERY_GROUP)
    return ["-".join(code[start : start + RECOVERY_GROUP] for start in groups) for code in plain]


def _mark(session: Session, session_id: int, now: datetime) -> None:
    session.execute(update(AuthSession).where(AuthSession.id == session_id).values(second_factor_at=now))


def _tell(
    session: Session, user_id: int, kind: AuditKind, template: MailTemplate, now: datetime, *, actor: str | None = None,
) -> tuple[int, ...]:
    event = record_event(session, kind=kind, user_id=user_id, now=now, actor=actor)
    user = session.get_one(User, user_id)
    return (outbox.post(session, template=template, user=user, now=now, object_key=f"event:{event.id}"),)
