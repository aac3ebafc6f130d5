"""Pages: parse, call one query or use case, answer."""

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress

from matchmaker.web import (
    account,
    accounts,
    csrf,
    errors,
    headers,
    health,
    home,
    identity,
    language,
    missions,
    names,
    policies,
    second_factor,
    signing_in,
)


def init_app(app: Flask, babel: Babel) -> None:
    """Register pages, languages, headers and error pages."""
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES="web/translations",
        # Only files are compressed: compressing pages that carry tokens would help to guess them (BREACH).
        COMPRESS_MIMETYPES=["text/css", "image/svg+xml", "text/javascript"],
        COMPRESS_ALGORITHM=["gzip"],
    )
    app.template_folder = "web/templates"
    app.static_folder = "web/static"
    babel.init_app(app, locale_selector=language.current)
    Compress(app)
    for room in (home, missions, health, accounts, signing_in, account, second_factor):
        app.register_blueprint(room.pages)
    identity.init_app(app)
    # In this order: who may, then whether the request comes from one of our pages.
    policies.init_app(app)
    csrf.init_app(app)
    signing_in.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    language.init_app(app)
    names.init_app(app)
