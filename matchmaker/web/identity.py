"""Who is asking: flask-login over the server's own sessions. The signed cookie carries a session's secret only."""

from typing import Any

from flask import Flask, current_app, g, request, session
from flask_login import current_user, login_user

from matchmaker.errors import MatchmakerError
from matchmaker.extensions import db, entrance, login
from matchmaker.queries.identities import Identity, identify
from matchmaker.services import sessions
from matchmaker.services.sessions import SEEN_EVERY
from matchmaker.services.tokens import sha256


class SignedIn:
    """What flask-login calls a user."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, secret: str, identity: Identity | None = None) -> None:
        self._secret = secret
        self.identity = identity

    def get_id(self) -> str:
        """The session's secret: what the cookie carries and ``_load`` gets back."""
        return self._secret


def init_app(app: Flask) -> None:
    """Let flask-login find people by their session, and templates ask who reads."""
    # Its own protection compares addresses and would sign people out on the train.
    login.session_protection = None
    login.user_loader(_load)
    login.init_app(app)

    @app.context_processor
    def _viewer() -> dict[str, Any]:
        return {"viewer": identity, "demo_mode": current_app.config["SETTINGS"].demo}


def identity() -> Identity | None:
    """The person who asks, None where nobody is signed in."""
    found: Identity | None = getattr(current_user, "identity", None)
    return found


def me() -> Identity:
    """The person who asks, on a route that asks for one."""
    found = identity()
    if found is None:
        raise MatchmakerError("Nobody is signed in.")
    return found


def enter(secret: str) -> None:
    """Give this browser a session; whatever its cookie carried before, form tokens included, is void."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(secret))


def leave() -> None:
    """Take the session from this browser."""
    session.clear()
    g.pop("_login_user", None)


def browser_name() -> str:
    """How this browser calls itself."""
    return request.user_agent.string


def _load(secret: str) -> SignedIn | None:
    """The person of a session, read in a transaction of its own: what a view then writes begins with a fresh one."""
    settings, now = current_app.config["SETTINGS"], entrance.now()
    with db.sessionmaker() as own:
        own.connection(execution_options={"sqlite_readonly": True})
        found = identify(
            own, token_hash=sha256(secret), now=now, second_factor_required=not settings.demo,
            demo_logins=settings.demo,
        )
    if found is None:
        return None
    if found.last_seen_at < now - SEEN_EVERY:
        with db.sessionmaker() as own:
            sessions.touch(own, session_id=found.session_id, now=now)
            own.commit()
    return SignedIn(secret, found)
