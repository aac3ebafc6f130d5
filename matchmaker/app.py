"""Composition root: settings, extensions, edges."""

from pathlib import Path

from flask import Flask

from matchmaker import cli, web
from matchmaker.config import PROJECT_ROOT, Settings, load_settings
from matchmaker.errors import SettingsError
from matchmaker.extensions import babel, background, db, migrate, teach_sqlite_manners
from matchmaker.jobs.wiring import build_queue, build_runner


def create_app(settings: Settings | None = None) -> Flask:
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
        SECRET_KEY=settings.secret_key or None,
        SQLALCHEMY_ENGINES={"default": {"url": settings.sqlalchemy_url}},
        MAX_CONTENT_LENGTH=10 * 1024 * 1024,
        SESSION_COOKIE_SAMESITE="Lax",
        BABEL_DEFAULT_LOCALE=settings.default_language,
    )
    db.init_app(app)
    with app.app_context():
        teach_sqlite_manners(db.engine)
        runner = build_runner(settings, db.sessionmaker)
    background.init_app(app, runner=runner, queue=build_queue(settings, runner))
    migrate.init_app(app, db, directory=str(PROJECT_ROOT / "migrations"))
    web.init_app(app, babel)
    cli.init_app(app)
    return app
