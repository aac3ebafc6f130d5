"""Error pages: what happened and what to do, in the reader's language, never a trace."""

from typing import Any

from flask import Flask, Response, render_template, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from matchmaker.errors import NotFoundError, StorageError
from matchmaker.extensions import in_plain_words

Page = tuple[str, int]


def init_app(app: Flask) -> None:
    """Register one page per family of errors."""

    @app.errorhandler(NotFoundError)
    @app.errorhandler(404)
    def _not_found(_error: Exception) -> Page:
        return _page(404, _("This page does not exist"), _("It may have moved, or the address has a slip in it."))

    @app.errorhandler(SecurityError)
    def _foreign_host(_error: Exception) -> Response:
        # No page: without a host that we know there are no addresses to link to.
        words = "This service does not answer under that name. MATCHMAKER_TRUSTED_HOSTS can add it.\n"
        return Response(words, status=400, mimetype="text/plain")

    @app.errorhandler(CSRFError)
    def _expired(_error: Exception) -> Page:
        return _page(
            400, _("This page had been open too long"),
            _("Go back, reload the page and press the button again. Nothing was changed."),
        )

    @app.errorhandler(403)
    def _foreign(_error: Exception) -> Page:
        return _page(
            403, _("This came from another site"), _("Open our page yourself and try again. Nothing was changed."),
        )

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Page:
        return _page(error.code or 500, _("This did not work"), _("Go back and try it once more."))

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Page:
        app.logger.exception("request failed", exc_info=error)
        if isinstance(in_plain_words(error), StorageError):
            return _page(
                503, _("The service cannot reach its data"), _("Nothing was lost. Please try again in a few minutes."),
            )
        return _page(500, _("Something went wrong here"), _("It is not your fault, and it has been noted."))


def _page(status: int, title: str, advice: str) -> Page:
    """The page of an error. It names nothing of the request, so that a hidden thing and a missing one look alike;
    and where the service itself is ill, it asks nobody who is reading.
    """
    about: dict[str, Any] = {"in_language": lambda lang: url_for("home.index", lang=lang)}
    if status >= 500:
        about["viewer"] = lambda: None
    return render_template("error.html", status=status, title=title, advice=advice, **about), status
