"""The ways in, as pages use them: count, commit, compute, conclude. And what accounts' pages have in common."""

import ipaddress
from collections.abc import Iterable

from flask import current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from matchmaker.errors import AccountError
from matchmaker.extensions import background, db, entrance
from matchmaker.services import passwords, signing_in
from matchmaker.services.signing_in import Entry
from matchmaker.web.identity import browser_name, enter, me
from matchmaker.web.safe_next import asked_next

SECOND_STEP = "second_step"
#: Whoever has one IPv6 address has all of its /64.
IPV6_PREFIX = 64


def commit(jobs: Iterable[int] = ()) -> None:
    """Commit, then tell the worker of the jobs that follow from it."""
    db.session.commit()
    for job_id in jobs:
        background.queue.announce(job_id)


def network() -> str:
    """Where the request comes from, as limits count it: an IPv4 address or an IPv6 network."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)


def new_password_hash(password: str, *, context: Iterable[str]) -> str:
    """The hash of a password that will do; no transaction is open while it is computed. Raises AccountError."""
    db.session.rollback()
    passwords.check_password(password, context=context)
    return entrance.hasher.hash(password)


def by_password(email: str, password: str) -> Entry:
    """Let somebody in by address and password; raises AccountError and LimitError. Commits."""
    attempt = signing_in.begin(db.session, email=email, network=network(), now=entrance.now())
    db.session.commit()
    verified = entrance.hasher.verify(attempt.password_hash, password)
    weak = verified and entrance.hasher.needs_rehash(attempt.password_hash or "")
    entry = signing_in.conclude(
        db.session, attempt, verified=verified, new_hash=entrance.hasher.hash(password) if weak else None,
        browser=browser_name(), now=entrance.now(), demo_logins=current_app.config["SETTINGS"].demo,
    )
    db.session.commit()
    if entry is None:
        raise AccountError("Address and password do not belong together.", fault="wrong_credentials")
    return entry


def prove(password: str) -> None:
    """Take the password of somebody signed in once more; raises AccountError and LimitError. Commits."""
    who = me()
    attempt = signing_in.begin(db.session, email=who.email, network=network(), now=entrance.now())
    db.session.commit()
    verified = entrance.hasher.verify(attempt.password_hash, password)
    proved = signing_in.prove_again(
        db.session, attempt, verified=verified, user_id=who.user_id, session_id=who.session_id, now=entrance.now(),
    )
    db.session.commit()
    if not proved:
        raise AccountError("This is not your password.", fault="wrong_password")


def by_code(code: str) -> str:
    """Take the second step of whoever has done the first; his session's secret. Raises as above. Commits."""
    token = str(session.get(SECOND_STEP, ""))
    user_id = signing_in.second_step_of(db.session, token, now=entrance.now())
    signing_in.count_code(db.session, user_id=user_id, now=entrance.now())
    db.session.commit()
    step = signing_in.enter_code(db.session, token, code=code, browser=browser_name(), now=entrance.now())
    commit(step.jobs if step else ())
    if step is None:
        raise AccountError("This code is not right.", fault="wrong_code")
    return step.session_secret


def go_on(entry: Entry) -> Response:
    """Into the service, or to the second step."""
    if entry.session_secret is None:
        session[SECOND_STEP] = entry.second_step
        return redirect(url_for("signing_in.code", next=asked_next()), code=303)
    enter(entry.session_secret)
    return redirect(asked_next() or url_for("account.overview"), code=303)
