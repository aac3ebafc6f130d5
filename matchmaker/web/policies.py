"""Who may use a route: stated beside it, refused where nothing is stated.

    @pages.route("/sign-in", methods=["GET", "POST"])
    @access(read=public, write=public)
    def sign_in() -> ...

Reading never implies writing: a route that accepts POST states both. Whoever may not see a thing gets the page of a
thing that does not exist, to the last byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from matchmaker.errors import NotFoundError
from matchmaker.extensions import entrance
from matchmaker.queries.identities import Identity
from matchmaker.services.roles import Scope
from matchmaker.web.identity import identity
from models.enums import Role

View = TypeVar("View", bound=Callable[..., Any])
#: From a view's arguments to where the thing they name belongs; raises NotFoundError where there is no such thing.
ScopeOf = Callable[[Mapping[str, Any]], Scope]

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Verdict(Enum):
    """What a policy says about a request."""

    ALLOWED = auto()
    SIGN_IN = auto()
    PROVE_AGAIN = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule with a name for the table of rights."""

    name: str
    judge: Callable[[Identity | None, Mapping[str, Any]], Verdict]


@dataclass(frozen=True, slots=True)
class Access:
    """What a route states; ``write`` is None where it only reads."""

    read: Policy | None
    write: Policy | None
    #: The view shows its form again when that has expired, and does nothing else: its form checks the token itself.
    redisplays: bool


_STATED: dict[Callable[..., Any], Access] = {}


def access(
    *, read: Policy | None = None, write: Policy | None = None, redisplays: bool = False,
) -> Callable[[View], View]:
    """State who may read through a view (GET) and who may write (every other method)."""

    def state(view: View) -> View:
        _STATED[view] = Access(read=read, write=write, redisplays=redisplays)
        return view

    return state


def stated(view: Callable[..., Any]) -> Access | None:
    """What a view states, None where it says nothing."""
    return _STATED.get(view)


def hide_unless(permitted: bool) -> None:  # noqa: FBT001 -- a condition reads best as it is
    """Raise the same NotFoundError that a missing thing raises, unless the reader may know of this one."""
    if not permitted:
        raise NotFoundError("There is no such thing.")


def init_app(app: Flask) -> None:
    """Ask every request's route for its policy; a route without one lets nobody in."""
    static = app.view_functions.get("static")
    if static is not None:
        access(read=public)(static)

    @app.before_request
    def _guard() -> Response | None:
        if request.endpoint is None:
            return None
        found = stated(current_app.view_functions[request.endpoint])
        if found is None:
            abort(404)
        policy = found.read if request.method in READING else found.write
        if policy is None:
            abort(404)
        return _obey(policy.judge(identity() if policy is not public else None, request.view_args or {}))


def _obey(verdict: Verdict) -> Response | None:
    if verdict is Verdict.ALLOWED:
        return None
    if verdict is Verdict.SIGN_IN:
        abort(401)
    who = identity()
    if verdict is Verdict.HIDDEN and who is not None and who.second_factor_due:
        return redirect(url_for("second_factor.overview"), code=303)
    if verdict is Verdict.PROVE_AGAIN:
        return redirect(url_for("account.prove", next=_this_page()), code=303)
    return abort(404)


def _this_page() -> str:
    """The page to come back to: this one, or the account's where this one only takes orders."""
    rule = request.url_rule
    readable = rule is not None and "GET" in (rule.methods or ())
    return request.path if readable else url_for("account.overview")


def _anybody(_who: Identity | None, _arguments: Mapping[str, Any]) -> Verdict:
    return Verdict.ALLOWED


def _somebody(who: Identity | None, _arguments: Mapping[str, Any]) -> Verdict:
    return Verdict.SIGN_IN if who is None else Verdict.ALLOWED


def _surely(who: Identity | None, _arguments: Mapping[str, Any]) -> Verdict:
    if who is None:
        return Verdict.SIGN_IN
    return Verdict.ALLOWED if who.proved_recently(now=entrance.now()) else Verdict.PROVE_AGAIN


public = Policy("public", _anybody)
signed_in = Policy("signed in", _somebody)
proved_recently = Policy("signed in, proved within 15 minutes", _surely)


def role(*roles: Role, scope: ScopeOf | None = None) -> Policy:
    """Holders of one of the roles where the thing in the address belongs; without ``scope``, holders anywhere."""

    def judge(who: Identity | None, arguments: Mapping[str, Any]) -> Verdict:
        if who is None:
            return Verdict.SIGN_IN
        where = Scope() if scope is None else scope(arguments)
        held = who.holds(
            *roles, party=where.party, mission_id=where.mission_id, organisation_id=where.organisation_id,
        )
        return Verdict.ALLOWED if held else Verdict.HIDDEN

    place = "" if scope is None else f" ({scope.__name__})"
    return Policy(", ".join(sorted(role.value for role in roles)) + place, judge)
