"""The front page."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.queries import missions
from matchmaker.web.policies import access, public
from matchmaker.web.reading import reading_session

pages = Blueprint("home", __name__)


@pages.get("/")
@access(read=public)
def front() -> Response:
    """Send the reader to the front page in his language."""
    return redirect(url_for("home.index"), code=302)


@pages.get("/<lang>/missions")
@access(read=public)
def missions_index() -> Response:
    """The missions stand on the front page."""
    return redirect(url_for("home.index"), code=302)


@pages.get("/<lang>/")
@access(read=public)
def index() -> str:
    """What this is, and the missions there are."""
    return render_template("home.html", missions=missions.overview(reading_session()))
