"""``/healthz``: the process answers; it asks nothing of the database."""

from flask import Blueprint, Response

from matchmaker.web.policies import access, public

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@access(read=public)
def healthz() -> Response:
    """Always 200 while the process lives."""
    return Response("ok\n", mimetype="text/plain")
