"""Requests that change something come from our own pages: by their origin, and by the token of their form."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request
from flask_wtf.csrf import CSRFError

from matchmaker.extensions import csrf
from matchmaker.web.policies import READING, stated

OWN_FETCHES = frozenset({"same-origin", "none"})


def init_app(app: Flask) -> None:
    """Check every request that is not a mere reading; call this after the policies have had their say."""
    csrf.init_app(app)

    @app.before_request
    def _check() -> None:
        if request.endpoint is None or request.method in READING:
            return
        if not from_here():
            abort(403)
        try:
            csrf.protect()
        except CSRFError:
            found = stated(current_app.view_functions[request.endpoint])
            if found is None or not found.redisplays:
                raise
            g.form_expired = True


def from_here() -> bool:
    """Whether the browser says that one of our pages sent this; one that says nothing is left to the token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_FETCHES:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin in {_origin(current_app.config["SETTINGS"].public_url), _origin(request.host_url)}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
