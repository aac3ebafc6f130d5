"""Accounts: sign up, confirm, sign-in links, reset, change of address and password, disable.

What is asked for by somebody who is not signed in has the same answer whether or not the address has an account:
only its owner's mail differs. Every function that posts mail returns the ids of the jobs to announce after the
commit.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker import lifecycle
from matchmaker.errors import AccountError, NotFoundError
from matchmaker.services import limits, outbox, sessions, tokens
from matchmaker.services.addresses import address_key, read_address
from matchmaker.services.audit import record_event
from matchmaker.services.transitions import record_transition
from models.account import OneTimeToken, User
from models.enums import (
    AccountStatus,
    AuditKind,
    MailTemplate,
    SessionEnd,
    TokenPurpose,
    TransitionSubject,
)

CONFIRMING = (TokenPurpose.CONFIRM_ADDRESS,)
RESETTING = (TokenPurpose.RESET_PASSWORD,)
CHANGING = (TokenPurpose.CHANGE_ADDRESS,)
Jobs = tuple[int, ...]


def find(session: Session, user_id: int) -> User:
    """The account; raises NotFoundError."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError(f"There is no account {user_id}.")
    return user


def find_by_address(session: Session, email: str) -> User | None:
    """The account of an address, however it is spelled, if there is one."""
    try:
        read_address(email)
    except AccountError:
        return None
    return session.scalar(select(User).where(User.email_key == address_key(email)))


def address_of(
    session: Session, secret: str, *, purposes: tuple[TokenPurpose, ...], now: datetime,
) -> str:
    """The address a living link is about: the new one where it changes the address. Raises AccountError."""
    token = tokens.look_at(session, secret, purposes=purposes, now=now)
    return token.email or find(session, token.user_id).email


def context_of(
    session: Session, secret: str, *, purposes: tuple[TokenPurpose, ...], now: datetime,
) -> tuple[str, ...]:
    """What a new password of the link's owner must not be made of. Raises AccountError."""
    user = find(session, tokens.look_at(session, secret, purposes=purposes, now=now).user_id)
    return (user.name, user.email)


def sign_up(
    session: Session, *, email: str, language: str, network: str, now: datetime,
    per_network: tuple[limits.Limit, ...] = (limits.SIGN_UP_HOUR, limits.SIGN_UP_DAY),
) -> Jobs:
    """Begin an account by a mail to its address; to one that has an account goes a link to sign in instead.

    Name and password are asked of whoever follows the link, so that nobody prepares an account for somebody else.
    Raises AccountError for what is no address and LimitError.
    """
    address = read_address(email)
    rules = [(limit, network) for limit in per_network]
    limits.take(session, [*rules, *_mail_rules(address, network, limits.CONFIRM)], now=now)
    user = find_by_address(session, address)
    if user is None:
        try:
            with session.begin_nested():
                user = _new_account(session, address, language=language, now=now)
        except IntegrityError:
            # Somebody signed up with the same address in this very moment.
            user = find_by_address(session, address)
    else:
        record_event(session, kind=AuditKind.SIGN_UP_REPEATED, user_id=user.id, now=now, actor="anonymous")
    if user is None or user.status is AccountStatus.DISABLED:
        return ()
    if user.status is AccountStatus.UNCONFIRMED:
        return (_post(session, user, TokenPurpose.CONFIRM_ADDRESS, MailTemplate.CONFIRM_ADDRESS, now=now),)
    return (_post(session, user, TokenPurpose.SIGN_IN, MailTemplate.ALREADY_REGISTERED, now=now),)


def confirm(
    session: Session, secret: str, *, name: str, password_hash: str | None, browser: str, now: datetime,
) -> str:
    """Make the account active with its name and, if wanted, its password; the secret of its first session.

    Raises AccountError where the link is dead.
    """
    token = tokens.use(session, secret, purposes=CONFIRMING, now=now)
    user = tokens.owner(session, token)
    user.name = _name(name)
    _activate(session, user, now=now)
    user.password_hash = password_hash
    tokens.revoke(session, user_id=user.id, now=now)
    return sessions.open_session(session, user_id=user.id, browser=browser, now=now, second_factor=False)


def request_link(session: Session, *, email: str, network: str, now: datetime) -> Jobs:
    """Send a link that signs in once; nothing is sent to an address without an account. Raises LimitError."""
    limits.take(session, _mail_rules(email, network, limits.LINK_HOUR), now=now)
    user = find_by_address(session, email)
    record_event(session, kind=AuditKind.SIGN_IN_LINK_ASKED, user_id=_id(user), now=now, actor="anonymous")
    return _post_entry(session, user, TokenPurpose.SIGN_IN, MailTemplate.SIGN_IN_LINK, now=now)


def request_reset(session: Session, *, email: str, network: str, now: datetime) -> Jobs:
    """Send a link to choose a new password; nothing is sent to an address without an account. Raises LimitError."""
    limits.take(session, _mail_rules(email, network, limits.RESET_HOUR, limits.RESET_DAY), now=now)
    user = find_by_address(session, email)
    record_event(session, kind=AuditKind.RESET_ASKED, user_id=_id(user), now=now, actor="anonymous")
    return _post_entry(session, user, TokenPurpose.RESET_PASSWORD, MailTemplate.RESET_PASSWORD, now=now)


def reset(session: Session, secret: str, *, password_hash: str, now: datetime) -> Jobs:
    """Take the new password by its link; ends every session and every other link. Raises AccountError if dead."""
    token = tokens.use(session, secret, purposes=RESETTING, now=now)
    user = tokens.owner(session, token)
    if user.status is not AccountStatus.ACTIVE:
        raise tokens.dead()
    return _set_password(session, user, password_hash=password_hash, now=now)


def change_password(session: Session, *, user_id: int, password_hash: str, now: datetime) -> Jobs:
    """Take the new password of somebody signed in; ends every session, the one in hand too, and every link."""
    return _set_password(session, find(session, user_id), password_hash=password_hash, now=now)


def request_address_change(session: Session, *, user_id: int, email: str, network: str, now: datetime) -> Jobs:
    """Send a link to the new address, and nothing if it belongs to somebody. Raises AccountError and LimitError."""
    address = read_address(email)
    user = find(session, user_id)
    if address_key(address) == user.email_key:
        raise AccountError("This is your address already.", fault="same_address")
    limits.take(session, _mail_rules(address, network, limits.CONFIRM), now=now)
    record_event(session, kind=AuditKind.ADDRESS_CHANGE_ASKED, user_id=user.id, now=now)
    if find_by_address(session, address) is not None:
        return ()
    token = tokens.prepare(session, user_id=user.id, purpose=TokenPurpose.CHANGE_ADDRESS, now=now, email=address)
    return (outbox.post_token(session, template=MailTemplate.CHANGE_ADDRESS, user=user, now=now, token=token),)


def change_address(session: Session, secret: str, *, now: datetime) -> Jobs:
    """Take the new address by the link sent there, end every other link and tell the old one; flushes.

    Raises AccountError where the link is dead or somebody else has the address by now.
    """
    token = tokens.use(session, secret, purposes=CHANGING, now=now)
    user = tokens.owner(session, token)
    before, after = user.email, token.email or ""
    try:
        with session.begin_nested():
            user.email, user.email_key = after, address_key(after)
            session.flush()
    except IntegrityError as error:
        raise AccountError("This address belongs to another account.", fault="address_taken") from error
    tokens.revoke(session, user_id=user.id, now=now)
    event = record_event(session, kind=AuditKind.ADDRESS_CHANGED, user_id=user.id, now=now)
    return (
        outbox.post(
            session, template=MailTemplate.ADDRESS_CHANGED, user=user, now=now, object_key=f"event:{event.id}",
            recipient=before,
        ),
    )


def create_active(
    session: Session, *, email: str, name: str, language: str, now: datetime, actor: str, demo: bool = False,
) -> User:
    """An account an operator vouches for, without a password; the present one where there is one. Flushes."""
    address = read_address(email)
    user = find_by_address(session, address)
    if user is None:
        user = _new_account(session, address, language=language, now=now, kind=AuditKind.CREATED_BY_OPERATOR,
                            actor=actor)
        user.demo = demo
    if user.status is AccountStatus.UNCONFIRMED:
        user.name = _name(name)
        _activate(session, user, now=now, actor=actor)
    session.flush()
    return user


def disable(session: Session, *, user_id: int, actor: str, reason: str, now: datetime) -> None:
    """Let nobody in through the account any more; its sessions and links end at once. Flushes."""
    user = find(session, user_id)
    _move(session, user, AccountStatus.DISABLED, actor=actor, reason=reason)
    sessions.end_all(session, user_id=user.id, reason=SessionEnd.DISABLED, now=now, actor=actor)
    tokens.revoke(session, user_id=user.id, now=now)
    record_event(session, kind=AuditKind.ACCOUNT_DISABLED, user_id=user.id, now=now, actor=actor)


def enable(session: Session, *, user_id: int, actor: str, reason: str, now: datetime) -> None:
    """Open a disabled account again, one that was never confirmed as one that still has to be; flushes."""
    user = find(session, user_id)
    target = AccountStatus.ACTIVE if user.confirmed_at else AccountStatus.UNCONFIRMED
    _move(session, user, target, actor=actor, reason=reason)
    record_event(session, kind=AuditKind.ACCOUNT_ENABLED, user_id=user.id, now=now, actor=actor)


def _new_account(
    session: Session, address: str, *, language: str, now: datetime, kind: AuditKind = AuditKind.SIGNED_UP,
    actor: str = "anonymous",
) -> User:
    user = User(
        email=address, email_key=address_key(address), name="", language=language, status=AccountStatus.UNCONFIRMED,
    )
    session.add(user)
    session.flush()
    record_transition(
        session, subject=TransitionSubject.ACCOUNT, subject_id=user.id, before=None, after=user.status, actor=actor,
    )
    record_event(session, kind=kind, user_id=user.id, now=now, actor=actor)
    return user


def _activate(session: Session, user: User, *, now: datetime, actor: str | None = None) -> None:
    user.confirmed_at = now
    _move(session, user, AccountStatus.ACTIVE, actor=actor or f"user:{user.id}", reason=None)
    record_event(session, kind=AuditKind.ADDRESS_CONFIRMED, user_id=user.id, now=now, actor=actor)


def _move(session: Session, user: User, target: AccountStatus, *, actor: str, reason: str | None) -> None:
    lifecycle.check(lifecycle.ACCOUNT, current=user.status, target=target)
    record_transition(
        session, subject=TransitionSubject.ACCOUNT, subject_id=user.id, before=user.status, after=target, actor=actor,
        reason=reason,
    )
    user.status = target
    session.flush()


def _set_password(session: Session, user: User, *, password_hash: str, now: datetime) -> Jobs:
    user.password_hash = password_hash
    sessions.end_all(session, user_id=user.id, reason=SessionEnd.CREDENTIALS_CHANGED, now=now)
    tokens.revoke(session, user_id=user.id, now=now)
    event = record_event(session, kind=AuditKind.PASSWORD_CHANGED, user_id=user.id, now=now)
    return (
        outbox.post(
            session, template=MailTemplate.PASSWORD_CHANGED, user=user, now=now, object_key=f"event:{event.id}",
        ),
    )


def _post_entry(
    session: Session, user: User | None, purpose: TokenPurpose, template: MailTemplate, *, now: datetime,
) -> Jobs:
    """The mail that leads back into an account; who never confirmed it is asked to do that first."""
    if user is None or user.status is AccountStatus.DISABLED:
        return ()
    if user.status is AccountStatus.UNCONFIRMED:
        return (_post(session, user, TokenPurpose.CONFIRM_ADDRESS, MailTemplate.CONFIRM_ADDRESS, now=now),)
    return (_post(session, user, purpose, template, now=now),)


def _post(session: Session, user: User, purpose: TokenPurpose, template: MailTemplate, *, now: datetime) -> int:
    token: OneTimeToken = tokens.prepare(session, user_id=user.id, purpose=purpose, now=now)
    return outbox.post_token(session, template=template, user=user, now=now, token=token)


def _mail_rules(email: str, network: str, *per_recipient: limits.Limit) -> list[limits.Rule]:
    """Limits of an action that sends mail: by recipient, and by whoever makes us send."""
    return [*((limit, address_key(email)) for limit in per_recipient), (limits.MAIL_ADDRESS, network)]


def _id(user: User | None) -> int | None:
    return None if user is None else user.id


def _name(text: str) -> str:
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not name:
        raise AccountError("Say how you are called.", fault="name_missing")
    return name[:120]
