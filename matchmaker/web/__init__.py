"""Pages: parse, call one query or use case, answer. Read-only until there are accounts."""

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress

from matchmaker.web import errors, headers, health, home, language, missions, names


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
    for blueprint in (home.pages, missions.pages, health.pages):
        app.register_blueprint(blueprint)
    headers.init_app(app)
    errors.init_app(app)
    language.init_app(app)
    names.init_app(app)
