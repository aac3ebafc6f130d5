"""Sending the outbox: once per mail, again while the server is down, never with a dead link."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.jobs.context import Tools
from matchmaker.jobs.runner import Runner
from matchmaker.jobs.wiring import HANDLERS
from matchmaker.services import accounts, jobs, outbox
from models import Job, OutgoingMail
from models.enums import JobStatus, MailTemplate
from tests.fakes.clock import Clock
from tests.fakes.mailer import Postbox
from tests.fakes.reader import plain_reader
from tests.people import Visitor, link_in, person


def runner(sessions: sessionmaker[Session], postbox: Postbox, clock: Clock) -> Runner:
    def unwanted() -> None:
        raise AssertionError("a mail needs no encoder")

    tools = Tools(
        encoder=unwanted, reader=plain_reader,  # type: ignore[arg-type]  # neither is to be called
        clock=clock, mailer=postbox, sender="no-reply@example.org", base_url="https://here.example",
    )
    return Runner(sessions=sessions, handlers=HANDLERS, tools=tools, lease_seconds=60, attempts=5)


def ask_link(session: Session, clock: Clock) -> int:
    (job_id,) = accounts.request_link(session, email="ana@example.org", network="192.0.2.1", now=clock())
    session.commit()
    return job_id


def test_a_mail_waits_while_the_server_is_down_and_its_link_then_works(
    visitor: Visitor, sessions: sessionmaker[Session], session: Session, clock: Clock,
) -> None:
    person(session)
    job_id = ask_link(session, clock)
    postbox = Postbox(failures=2)
    worker = runner(sessions, postbox, clock)

    ended = []
    for _ in range(3):
        ended.append(worker.run(job_id))
        clock.forward(minutes=5)

    assert ended == [JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.DONE]
    assert [(mail.key, mail.recipient) for mail in postbox.sent] == [("mail-1", "ana@example.org")]
    assert visitor.send(link_in(postbox.sent[0].body)).status_code == 303


def test_doing_the_job_twice_sends_one_mail(
    sessions: sessionmaker[Session], session: Session, clock: Clock,
) -> None:
    person(session)
    job_id = ask_link(session, clock)
    postbox = Postbox()
    worker = runner(sessions, postbox, clock)
    worker.run(job_id)
    job = session.get_one(Job, job_id)
    again = jobs.enqueue(session, kind=job.kind, dedupe_key=job.dedupe_key, now=clock(), payload=dict(job.payload))
    session.commit()
    again_id = again.id
    session.rollback()

    ended = worker.run(again_id)

    assert (ended, len(postbox.sent)) == (JobStatus.DONE, 1)


def test_the_same_mail_about_the_same_thing_cannot_be_posted_twice(session: Session, clock: Clock) -> None:
    user = person(session)
    post = {"template": MailTemplate.PASSWORD_CHANGED, "user": user, "now": clock(), "object_key": "event:1"}
    outbox.post(session, **post)  # type: ignore[arg-type]

    with pytest.raises(IntegrityError):
        outbox.post(session, **post)  # type: ignore[arg-type]


def test_no_secret_of_a_link_stands_in_the_outbox_or_the_job(
    sessions: sessionmaker[Session], session: Session, clock: Clock,
) -> None:
    person(session)
    postbox = Postbox()
    runner(sessions, postbox, clock).run(ask_link(session, clock))
    secret = link_in(postbox.sent[0].body).rpartition("/")[2]

    rows = [str(row) for table in (Job, OutgoingMail) for row in session.execute(select(table.__table__))]

    assert (len(rows), [row for row in rows if secret in row]) == (2, [])
