"""The language of a page stands first in its address, so that a link can be shared as it is read."""

from typing import Any

from flask import Flask, abort, current_app, g, request, url_for

LANGUAGES = {"es": "Español", "en": "English"}


def init_app(app: Flask) -> None:
    """Take the language out of every address and put it into every link."""

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        lang = (values or {}).pop("lang", None)
        if lang is not None and lang not in LANGUAGES:
            abort(404)
        g.lang = lang or preferred()

    @app.url_defaults
    def _put(endpoint: str, values: dict[str, Any]) -> None:
        if app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values.setdefault("lang", current())

    @app.context_processor
    def _links() -> dict[str, Any]:
        return {"lang": current(), "languages": LANGUAGES, "in_language": same_page_in}


def current() -> str:
    """The language of this page."""
    return str(g.get("lang") or preferred())


def preferred() -> str:
    """The reader's language by the browser's wishes, or the installation's."""
    default = str(current_app.config["SETTINGS"].default_language)
    if not request or not request.accept_languages:
        return default
    # Who reads neither is helped more by English: a buyer in Tokyo or Seoul.
    return request.accept_languages.best_match(LANGUAGES) or "en"


def same_page_in(lang: str) -> str:
    """The address of this page in another language; of the front page where there is no such page."""
    if request.endpoint and current_app.url_map.is_endpoint_expecting(request.endpoint, "lang"):
        query = request.args.to_dict(flat=True)
        return url_for(request.endpoint, **{**query, **(request.view_args or {}), "lang": lang})
    return url_for("home.index", lang=lang)
