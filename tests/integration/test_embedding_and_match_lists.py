"""From imported profiles to a stored match list, with a small encoder; on both engines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.jobs.context import Tools
from matchmaker.jobs.embedding import BATCH
from matchmaker.jobs.runner import Runner
from matchmaker.jobs.wiring import HANDLERS
from matchmaker.queries import match_lists as queries
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services import jobs, match_lists
from matchmaker.services.collections import import_collection
from matchmaker.services.missions import MissionPlan, ensure_mission, invite_collection
from models import Embedding, Job, MatchListEntry, Pairing, Transition
from models.enums import JobKind, JobStatus, MatchListStatus, MissionFormat, PairingStatus, Relation, TransitionSubject
from tests.builders import listing_record, profile_record, write_collection
from tests.fakes.encoder import WordEncoder
from tests.fakes.mailer import Postbox
from tests.fakes.reader import plain_reader

NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
SETTINGS = RecommenderSettings(list_length=10, display_threshold=0.3)
PLAN = MissionPlan(
    slug="tokyo", titles={"en": "Tokyo"}, host_economy="JP", city="Tokyo", starts_on=date(2027, 5, 1),
    ends_on=date(2027, 5, 2), time_zone="Asia/Tokyo", format=MissionFormat.IN_PERSON,
)
RECORDS = (
    profile_record("e-001", offers=[listing_record("o1", title="Woven bags", text="Woven by hand from wool.")]),
    profile_record("e-002", economy="CL", offers=[listing_record("o1", title="Film music", text="Scores.")]),
    profile_record("e-003", verified=False, offers=[listing_record("o1", title="Woven bags", text="Woven bags.")]),
    profile_record("b-001", needs=[listing_record("n1", title="Woven bags", text="Handmade, for museum shops.")]),
)


@dataclass
class Installation:
    """A migrated database with one mission, and the runner that works for it."""

    session: Session
    encoder: WordEncoder
    runner: Runner

    def do_everything(self) -> None:
        self.session.rollback()  # a reading transaction of ours would keep the runner from writing on SQLite
        while ids := self.runner.due():
            for job_id in ids:
                self.runner.run(job_id)
        self.session.expire_all()

    def request(self) -> int:
        match_list = match_lists.request(self.session, slug="tokyo", settings=SETTINGS, now=NOW, actor="test")
        id_ = match_list.id
        self.session.commit()
        return id_


@pytest.fixture
def house(sessions: sessionmaker[Session], session: Session, tmp_path: Path) -> Installation:
    encoder = WordEncoder()
    tools = Tools(
        encoder=lambda: encoder, reader=plain_reader, clock=lambda: NOW, mailer=Postbox(), sender="no-reply@example.org",
        base_url="https://here.example",
    )
    runner = Runner(sessions=sessions, handlers=HANDLERS, tools=tools, lease_seconds=60, attempts=3)
    import_collection(session, folder=write_collection(tmp_path / "c", *RECORDS), name="c")
    invite_collection(session, mission=ensure_mission(session, PLAN), collection="c")
    session.commit()
    return Installation(session=session, encoder=encoder, runner=runner)


def enqueue_embedding(house: Installation) -> None:
    jobs.enqueue(house.session, kind=JobKind.EMBED_LISTINGS, dedupe_key="all", now=NOW)
    house.session.commit()


def count(session: Session, table: Any) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_text_gets_one_vector_and_a_second_run_embeds_nothing(house: Installation) -> None:
    enqueue_embedding(house)
    house.do_everything()
    first = len(house.encoder.texts_seen)
    enqueue_embedding(house)

    house.do_everything()

    assert count(house.session, Embedding) == first == len(set(house.encoder.texts_seen))
    assert len(house.encoder.texts_seen) == first


def test_only_a_changed_listing_is_embedded_again(house: Installation, tmp_path: Path) -> None:
    enqueue_embedding(house)
    house.do_everything()
    house.encoder.texts_seen.clear()
    changed = profile_record("e-002", economy="CL", offers=[listing_record("o1", title="Film songs", text="Sung.")])
    import_collection(house.session, folder=write_collection(tmp_path / "c", changed), name="c")
    house.session.commit()
    enqueue_embedding(house)

    house.do_everything()

    assert house.encoder.texts_seen == ["Film songs. Sung."]


def test_embedding_that_was_killed_goes_on_after_its_last_batch(house: Installation, tmp_path: Path) -> None:
    many = [
        profile_record(f"e-{number:03d}", offers=[listing_record("o1", title=f"Bag number {number}")])
        for number in range(100, 100 + 2 * BATCH)
    ]
    import_collection(house.session, folder=write_collection(tmp_path / "many", *many), name="many")
    house.session.commit()
    enqueue_embedding(house)
    house.encoder.fail_after = BATCH

    house.do_everything()
    kept = count(house.session, Embedding)
    house.session.rollback()
    house.encoder.fail_after = None
    house.encoder.texts_seen.clear()
    job = house.session.scalars(select(Job)).one()
    job.due_at = NOW
    house.session.commit()
    house.do_everything()

    assert kept == BATCH
    assert count(house.session, Embedding) == kept + len(house.encoder.texts_seen)


def test_two_encoders_keep_their_vectors_apart(house: Installation) -> None:
    enqueue_embedding(house)
    house.do_everything()
    before = count(house.session, Embedding)
    house.session.rollback()
    house.encoder.encoder_id = "words@2"
    enqueue_embedding(house)

    house.do_everything()

    assert count(house.session, Embedding) == 2 * before


def test_a_match_list_names_who_answers_with_the_listings_it_rests_on(house: Installation) -> None:
    match_list_id = house.request()

    house.do_everything()

    match_list = match_lists.find_match_list(house.session, match_list_id)
    rows = queries.entries(house.session, match_list_id=match_list_id, relation=Relation.BUYER)
    assert (match_list.status, match_list.version, match_list.encoder_id) == (MatchListStatus.READY, 1, "words@1")
    assert [(row.query.ref, row.rank, row.candidate.ref) for row in rows] == [("b-001", 1, "e-001")]
    assert rows[0].evidence["main"] == {
        "seeker": "House b-001", "giver": "House e-001",
        "need": {"id": rows[0].evidence["main"]["need"]["id"], "ref": "n1", "title": "Woven bags", "lang": "en",
                 "keywords": "Woven bags"},
        "offer": {"id": rows[0].evidence["main"]["offer"]["id"], "ref": "o1", "title": "Woven bags", "lang": "en",
                  "keywords": "Woven bags"},
    }


def test_a_new_version_leaves_the_old_snapshot_as_it_was(house: Installation, tmp_path: Path) -> None:
    first = house.request()
    house.do_everything()
    renamed = profile_record("e-001", offers=[listing_record("o1", title="Woven bags of Puno", text="Woven bags.")])
    import_collection(house.session, folder=write_collection(tmp_path / "c", renamed), name="c")
    house.session.commit()

    second = house.request()
    house.do_everything()

    titles = [
        queries.entries(house.session, match_list_id=id_, relation=Relation.BUYER)[0].evidence["main"]["offer"]["title"]
        for id_ in (first, second)
    ]
    assert titles == ["Woven bags", "Woven bags of Puno"]
    assert count(house.session, Pairing) == 1


def test_asking_while_a_version_is_waiting_returns_that_version(house: Installation) -> None:
    assert house.request() == house.request()


def test_a_suggested_pairing_stands_once_in_the_log(house: Installation) -> None:
    house.request()
    house.do_everything()
    house.request()
    house.do_everything()

    log = house.session.execute(
        select(Transition.from_status, Transition.to_status).where(Transition.subject == TransitionSubject.PAIRING)
        .order_by(Transition.id)
    )
    assert [tuple(row) for row in log] == [(None, PairingStatus.SUGGESTED.value)]


def test_a_computation_that_was_killed_is_done_again_without_doubling_entries(house: Installation) -> None:
    match_list_id = house.request()
    match_lists.begin(house.session, match_list_id=match_list_id, encoder_id="words@1")
    house.session.commit()

    house.do_everything()

    assert match_lists.find_match_list(house.session, match_list_id).status is MatchListStatus.READY
    assert count(house.session, MatchListEntry) == 2


def test_a_broken_encoder_fails_the_version_with_its_reason_and_keeps_the_last_one(house: Installation) -> None:
    first = house.request()
    house.do_everything()
    house.encoder.encoder_id = "words@2"
    house.encoder.broken = "The encoder is damaged."

    second = house.request()
    house.do_everything()

    failed = match_lists.find_match_list(house.session, second)
    mission_id = failed.mission_id
    newest = queries.latest_ready(house.session, mission_id=mission_id)
    assert (failed.status, failed.failure) == (MatchListStatus.FAILED, "The encoder is damaged.")
    assert newest is not None
    assert newest.id == first
    assert house.session.scalars(select(Job).order_by(Job.id.desc())).first().status is JobStatus.DEAD
