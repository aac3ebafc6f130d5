"""Composition root: settings, extensions, edges."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from matchmaker import cli, web
from matchmaker.config import PROJECT_ROOT, Settings, load_settings, secret_key
from matchmaker.errors import SettingsError
from matchmaker.extensions import babel, background, db, entrance, migrate, teach_sqlite_manners
from matchmaker.jobs.wiring import build_queue, build_runner
from matchmaker.services.passwords import Argon2
from models.base import utc_now

SESSION_COOKIE_LIFE = timedelta(days=14)
FORM_LIFE = timedelta(hours=12)


def create_app(settings: Settings | None = None, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Build the application; raises SettingsError where the settings cannot be used."""
    settings = settings or load_settings()
    app = Flask("matchmaker", instance_path=str(settings.instance_path.resolve()))
    try:
        Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The instance folder {app.instance_path} cannot be made: {error.strerror}."
            " Check MATCHMAKER_INSTANCE_PATH."
        ) from error
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=secret_key(settings),
        SECRET_KEY_FALLBACKS=settings.former_keys,
        TRUSTED_HOSTS=settings.host_names,
        # What people wrote stays out of error messages, and so out of logs.
        SQLALCHEMY_ENGINES={"default": {"url": settings.sqlalchemy_url, "hide_parameters": True}},
        MAX_CONTENT_LENGTH=10 * 1024 * 1024,
        # The prefix makes browsers insist on https, this host and every path: https://www.rfc-editor.org/rfc/rfc6265
        SESSION_COOKIE_NAME="__Host-session" if settings.over_https else "session",
        SESSION_COOKIE_SECURE=settings.over_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_COOKIE_LIFE,
        WTF_CSRF_TIME_LIMIT=int(FORM_LIFE.total_seconds()),
        # Checked by web.csrf, together with the origin; a page shows its own form again when it has expired.
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE=settings.default_language,
    )
    db.init_app(app)
    with app.app_context():
        teach_sqlite_manners(db.engine)
        runner = build_runner(settings, db.sessionmaker, clock=clock)
    background.init_app(app, runner=runner, queue=build_queue(settings, runner))
    entrance.init_app(app, hasher=Argon2(at_once=settings.web_threads // 2), clock=clock)
    migrate.init_app(app, db, directory=str(PROJECT_ROOT / "migrations"))
    web.init_app(app, babel)
    cli.init_app(app)
    if hops := settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
