"""Error pages: what happened and what to do, in the reader's language, never a trace."""

from flask import Flask, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from matchmaker.errors import NotFoundError, StorageError
from matchmaker.extensions import in_plain_words

Page = tuple[str, int]


def init_app(app: Flask) -> None:
    """Register one page per family of errors."""

    @app.errorhandler(NotFoundError)
    @app.errorhandler(404)
    def _not_found(_error: Exception) -> Page:
        return _page(404, _("This page does not exist"), _("It may have moved, or the address has a slip in it."))

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
    return render_template("error.html", status=status, title=title, advice=advice), status
