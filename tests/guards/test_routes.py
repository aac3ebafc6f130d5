"""Every route states who may use it; every form refuses what is not sent by it."""

import inspect

import pytest
from flask import Flask
from werkzeug.routing import Rule

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.extensions import db
from matchmaker.jobs.wiring import HANDLERS
from matchmaker.web.policies import READING, Access, stated
from models import Base
from models.enums import JobKind

VIEW_LINES = 15


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        instance_path=tmp_path_factory.mktemp("instance"), secret_key="for tests only", default_language="en",
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it
    )


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


def rules(app: Flask) -> list[tuple[Rule, Access | None]]:
    return [(rule, stated(app.view_functions[rule.endpoint])) for rule in app.url_map.iter_rules()]


def test_every_route_states_who_may_use_it_for_reading_and_for_writing(app: Flask) -> None:
    silent = [
        f"{rule.rule} {method}"
        for rule, found in rules(app)
        for method in sorted(rule.methods or ())
        if found is None or (found.read if method in READING else found.write) is None
        if method not in {"HEAD", "OPTIONS"}
    ]

    assert silent == []


def test_a_route_without_a_policy_would_be_found(app: Flask) -> None:
    app.add_url_rule("/unstated", view_func=lambda: "hello")

    assert [rule.rule for rule, found in rules(app) if found is None] == ["/unstated"]


def test_no_route_states_a_right_to_write_that_it_does_not_offer(app: Flask) -> None:
    excess = [
        rule.rule for rule, found in rules(app)
        if found is not None and found.write is not None and not set(rule.methods or ()) - READING
    ]

    assert excess == []


def test_every_order_without_a_token_is_refused_or_shown_again(app: Flask) -> None:
    """Of somebody not signed in: 400 with the form, 401 where one must be signed in, 303 or 410 to begin anew."""
    with app.app_context():
        engine = db.engine
    Base.metadata.create_all(engine)
    client = app.test_client()

    answers = {
        rule.rule: client.post(_filled_in(rule)).status_code
        for rule, _ in rules(app) if set(rule.methods or ()) - READING
    }
    engine.dispose()

    assert sorted(set(answers.values())) == [303, 400, 401, 410]
    assert [path for path, status in answers.items() if status == 303] == ["/<lang>/sign-in/code"]


def test_every_order_from_another_site_is_refused(app: Flask) -> None:
    client = app.test_client()

    answers = {
        client.post(_filled_in(rule), headers={"Origin": "https://evil.example"}).status_code
        for rule, _ in rules(app) if set(rule.methods or ()) - READING
    }

    assert answers == {401, 403}


def test_views_only_translate(app: Flask) -> None:
    long = {
        endpoint: lines
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and (lines := _body_lines(view)) > VIEW_LINES
    }

    assert long == {}


def test_every_kind_of_job_has_a_handler() -> None:
    assert set(HANDLERS) == set(JobKind)


def _filled_in(rule: Rule) -> str:
    return rule.rule.replace("<lang>", "en").replace("<int:session_id>", "1").replace("<token>", "x")


def _body_lines(view: object) -> int:
    """Lines of a view without its decorators, signature and docstring."""
    source = inspect.getsource(view)  # type: ignore[arg-type]
    return len([line for line in source.partition('"""')[2].partition('"""')[2].splitlines() if line.strip()])
