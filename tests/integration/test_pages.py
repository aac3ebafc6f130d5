"""The pages, read over HTTP from a small mission; on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from matchmaker.extensions import db
from matchmaker.queries.profiles import participating_profiles
from matchmaker.recommender.recommendation import Evidence, Recommendation
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import match_lists
from matchmaker.services.collections import import_collection
from matchmaker.services.missions import MissionPlan, ensure_mission, invite_collection
from matchmaker.web.headers import HEADERS
from models.enums import MissionFormat, Relation
from tests.builders import listing_record, profile_record, write_collection

NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
PLAN = MissionPlan(
    slug="taipei", titles={"es": "Ronda de Taipéi", "en": "Taipei round"}, host_economy="TW", city=None,
    starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 2), time_zone="Asia/Taipei", format=MissionFormat.IN_PERSON,
)
HOSTILE = "<script>alert(1)</script>"


def mission_of(session: Session, folder: Path, *, enterprises: int) -> None:
    """A mission with one buyer, whose list holds every enterprise."""
    records = [
        profile_record(f"e-{number:03d}", name=f"{HOSTILE} {number}", offers=[listing_record("o1", title="“Bags”.")])
        for number in range(enterprises)
    ]
    write_collection(folder, *records, profile_record("b-001", economy="TW"))
    import_collection(session, folder=folder, name="c")
    mission = ensure_mission(session, PLAN)
    invite_collection(session, mission=mission, collection="c")
    match_list = match_lists.request(
        session, slug="taipei", settings=RecommenderSettings(), now=NOW, actor="test",
    )
    match_lists.begin(session, match_list_id=match_list.id, encoder_id="words@1")
    profiles = participating_profiles(session, mission_id=mission.id)
    buyer = next(profile for profile in profiles if profile.ref == "b-001")
    makers = [profile for profile in profiles if profile is not buyer]
    rows = [
        Recommendation(
            relation=Relation.BUYER, query_id=buyer.id, candidate_id=maker.id, rank=rank, score=0.5, parts={},
            evidence=Evidence(offer_id=maker.offers[0].id, need_id=buyer.needs[0].id, seeker_id=buyer.id),
        )
        for rank, maker in enumerate(makers, start=1)
    ]
    mirrored = [
        replace(row, relation=Relation.MARKET, query_id=row.candidate_id, candidate_id=row.query_id, rank=1)
        for row in rows
    ]
    match_lists.complete(
        session, match_list_id=match_list.id, recommendations=rows + mirrored, profiles=profiles,
        glosser=lambda text, _lang: text, now=NOW,
    )
    session.commit()


@pytest.fixture
def client(app: Flask, session: Session, tmp_path: Path) -> FlaskClient:
    mission_of(session, tmp_path / "c", enterprises=3)
    return app.test_client()


def test_the_front_page_is_sent_in_the_language_of_the_browser(client: FlaskClient) -> None:
    answers = [
        client.get("/", headers={"Accept-Language": wish}).headers["Location"]
        for wish in ("es-PE,es;q=0.9", "en-NZ", "ja,en;q=0.3")
    ]

    assert answers == ["/es/", "/en/", "/en/"]


def test_a_page_offers_itself_in_the_other_language(client: FlaskClient) -> None:
    page = client.get("/en/missions/taipei?side=enterprise").text

    assert 'href="/es/missions/taipei?side=enterprise" lang="es"' in page
    assert "<title>Ronda de Taipéi</title>" in client.get("/es/missions/taipei").text


def test_a_buyers_page_ranks_the_enterprises_with_the_reason_in_the_readers_language(client: FlaskClient) -> None:
    english, spanish = (client.get(f"/{lang}/missions/taipei/b-001").text for lang in ("en", "es"))

    assert english.count('<li class="match">') == 3
    assert "House b-001 is looking for “Handmade bags” and" in english
    assert "House b-001 busca «Handmade bags» y" in spanish


def test_an_economy_is_called_by_its_agreed_name(client: FlaskClient) -> None:
    page = client.get("/en/missions/taipei").text

    assert "Chinese Taipei" in page
    assert "Taiwan" not in page


def test_what_a_profile_says_is_text_and_never_markup(client: FlaskClient) -> None:
    for path in ("/en/missions/taipei", "/en/missions/taipei/b-001", "/en/missions/taipei/e-001"):
        page = client.get(path).text

        assert (HOSTILE in page, "&lt;script&gt;" in page) == (False, True)


@pytest.mark.parametrize("path", [
    "/fr/", "/en/missions/nowhere", "/en/missions/taipei/x-999", "/en/missions/taipei?side=sellers", "/en/nothing",
])
def test_what_does_not_exist_is_said_on_a_page_of_our_own(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, "This page does not exist" in answer.text or path.startswith("/fr")) == (404, True)


@pytest.mark.parametrize("path", ["/", "/en/", "/en/missions/taipei", "/en/nothing", "/healthz", "/static/app.css"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_a_lost_table_gives_a_page_that_says_what_is_wrong_and_nothing_else(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE participation")

    answer = app.test_client().get("/en/")

    assert answer.status_code == 503
    assert "Nothing was lost" in answer.text
    assert "SELECT" not in answer.text


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", [
    "/en/", "/en/missions/taipei", "/en/missions/taipei?side=enterprise", "/en/missions/taipei/b-001",
])
def test_a_page_asks_the_database_as_often_for_thirty_rows_as_for_three(
    app: Flask, session: Session, tmp_path: Path, statements: list[str], path: str,
) -> None:
    counts = []
    for enterprises in (3, 30):
        mission_of(session, tmp_path / str(enterprises), enterprises=enterprises)
        statements.clear()
        assert app.test_client().get(path).status_code == 200
        counts.append(len([one for one in statements if one.startswith("SELECT")]))

    assert counts[0] == counts[1] <= 8


def test_languages_are_called_by_their_own_names_and_an_unknown_one_by_its_tag(
    app: Flask, session: Session, tmp_path: Path,
) -> None:
    mission_of(session, tmp_path / "c", enterprises=1)
    speaking = profile_record("e-000", languages=["es", "guc", "arn", "xyz", "zh-Hans"])
    import_collection(session, folder=write_collection(tmp_path / "c", speaking), name="c")
    session.commit()

    page = app.test_client().get("/en/missions/taipei/e-000").text

    assert "Spanish, Wayuunaiki, Mapudungun, xyz, Simplified Chinese" in page
