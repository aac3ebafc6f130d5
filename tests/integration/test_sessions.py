"""Sessions: replay, age, revocation, proof of identity, and what the audit keeps of it all."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AuditEvent, AuthSession
from models.base import utc_now
from tests.fakes.clock import Clock
from tests.people import PASSWORD, Visitor, account, person

NEW_PASSWORD = "siete cabras en el balcón"


def test_a_session_that_was_signed_out_cannot_be_replayed(visitor: Visitor, session: Session) -> None:
    person(session)
    visitor.sign_in()
    captured = visitor.client.get_cookie("session")
    visitor.send("/en/sign-out", page="/en/account/")
    assert captured is not None

    visitor.client.set_cookie("session", captured.value)

    assert visitor.get("/en/account/").status_code == 401
    assert visitor.post("/en/sign-out").status_code == 401


def test_signing_in_begins_a_new_session_and_leaves_nothing_of_the_old(visitor: Visitor, session: Session) -> None:
    person(session)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie["planted"] = "by somebody else"
    before = visitor.token("/en/sign-in")

    visitor.sign_in()

    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        assert "planted" not in cookie
    sent = visitor.post("/en/account/sessions/end-others", data={"csrf_token": before})
    assert sent.status_code == 400


@pytest.mark.parametrize(("idle", "expected"), [({"hours": 23}, True), ({"hours": 24, "minutes": 2}, False)])
def test_an_unused_session_ends_after_a_day(
    visitor: Visitor, session: Session, clock: Clock, idle: dict[str, int], expected: bool,
) -> None:
    person(session)
    visitor.sign_in()

    clock.forward(**idle)

    assert visitor.is_in() is expected


def test_a_session_in_use_ends_after_two_weeks(visitor: Visitor, session: Session, clock: Clock) -> None:
    person(session)
    visitor.sign_in()

    days = 0
    while visitor.is_in() and days < 30:
        clock.forward(hours=12)
        days += 1

    assert days == 29  # half days: the one after the fourteenth day


def test_a_new_password_ends_every_session_and_every_link_and_is_told(
    app: Flask, visitor: Visitor, session: Session, settings: object,
) -> None:
    person(session)
    other = visitor.another()
    other.sign_in()
    visitor.send("/en/reset", email="ana@example.org")
    link = visitor.link()
    visitor.send("/en/sign-in/link", email="ana@example.org")
    sign_in_link = visitor.link()

    done = visitor.send(link, password=NEW_PASSWORD)

    assert (done.status_code, done.location) == (303, "/en/sign-in?note=password")
    assert (other.is_in(), visitor.get(link).status_code, visitor.get(sign_in_link).status_code) == (False, 410, 410)
    assert (other.sign_in().status_code, other.sign_in(password=NEW_PASSWORD).status_code) == (401, 303)
    assert visitor.read_mail()[-1][1] == "Your password was changed"


def test_changing_the_password_signs_out_all_others_and_renews_the_session_in_hand(
    app: Flask, visitor: Visitor, session: Session,
) -> None:
    person(session)
    other = visitor.another()
    other.sign_in()
    visitor.sign_in()
    before = visitor.client.get_cookie("session")

    visitor.send("/en/account/password", password=NEW_PASSWORD)

    assert (visitor.is_in(), other.is_in()) == (True, False)
    assert before is not None
    visitor.client.set_cookie("session", before.value)
    assert visitor.is_in() is False


def test_what_is_delicate_asks_for_the_password_again_after_a_quarter_of_an_hour(
    visitor: Visitor, session: Session, clock: Clock,
) -> None:
    person(session)
    visitor.sign_in()
    fresh = visitor.get("/en/account/password").status_code
    clock.forward(minutes=15, seconds=1)

    stale = visitor.get("/en/account/password")
    sent = visitor.send("/en/account/password", page="/en/account/", password=NEW_PASSWORD)
    wrong = visitor.send("/en/account/prove?next=/en/account/password", password="not my password")
    proved = visitor.send("/en/account/prove?next=/en/account/password", password=PASSWORD)

    assert (fresh, stale.status_code, stale.location) == (200, 303, "/en/account/prove?next=/en/account/password")
    assert (sent.status_code, wrong.status_code) == (303, 422)
    assert (proved.status_code, proved.location) == (303, "/en/account/password")
    assert visitor.get("/en/account/password").status_code == 200


def test_a_disabled_account_is_out_at_once_and_stays_out(visitor: Visitor, session: Session) -> None:
    from matchmaker.services import accounts  # noqa: PLC0415 -- only this test acts as an operator

    user = person(session)
    visitor.sign_in()

    accounts.disable(session, user_id=user.id, actor="test", reason="asked for", now=utc_now())
    session.commit()

    assert (visitor.is_in(), visitor.sign_in().status_code) == (False, 401)


def test_another_persons_session_is_as_missing_as_one_that_never_was(
    app: Flask, visitor: Visitor, session: Session,
) -> None:
    person(session)
    person(session, "eva@example.org")
    eva = visitor.another()
    eva.sign_in("eva@example.org")
    visitor.sign_in()
    hers = session.scalars(select(AuthSession.id).order_by(AuthSession.id)).first()
    session.rollback()

    foreign = visitor.send(f"/en/account/sessions/{hers}/end", page="/en/account/")
    missing = visitor.send("/en/account/sessions/999999/end", page="/en/account/")

    assert (foreign.status_code, foreign.data) == (missing.status_code, missing.data)
    assert [(k, v) for k, v in foreign.headers if k != "Date"] == [(k, v) for k, v in missing.headers if k != "Date"]
    assert (foreign.status_code, eva.is_in()) == (404, True)


def test_sessions_are_listed_and_ended_one_by_one_or_together(app: Flask, visitor: Visitor, session: Session) -> None:
    person(session)
    others = [visitor.another() for _ in range(3)]
    for other in others:
        other.sign_in()
    visitor.sign_in()
    first = session.scalars(select(AuthSession.id).order_by(AuthSession.id)).first()
    session.rollback()

    listed = visitor.get("/en/account/").text.count('class="tile session"')
    visitor.send(f"/en/account/sessions/{first}/end", page="/en/account/")
    one_gone = [other.is_in() for other in others]
    visitor.send("/en/account/sessions/end-others", page="/en/account/")

    assert (listed, one_gone) == (4, [False, True, True])
    assert ([other.is_in() for other in others], visitor.is_in()) == ([False, False, False], True)


def test_a_sign_in_leads_back_to_the_page_that_was_asked_for_and_never_elsewhere(
    visitor: Visitor, session: Session,
) -> None:
    person(session)

    wanted = visitor.get("/en/account/password").text
    here = visitor.send("/en/sign-in?next=/en/account/password", email="ana@example.org", password=PASSWORD)
    visitor.send("/en/sign-out", page="/en/account/")
    away = visitor.send("/en/sign-in?next=//evil.example", email="ana@example.org", password=PASSWORD)

    assert 'action="/en/sign-in?next=/en/account/password"' in wanted
    assert (here.location, away.location) == ("/en/account/password", "/en/account/")


def test_a_hash_of_weaker_parameters_is_renewed_by_signing_in(visitor: Visitor, session: Session) -> None:
    from argon2 import PasswordHasher  # noqa: PLC0415 -- only this test needs a weak one

    user = person(session)
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    session.commit()

    signed_in = visitor.sign_in().status_code

    assert (signed_in, str(account(session).password_hash)[:31]) == (303, "$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_audit_holds_no_personal_data_and_cannot_be_rewritten(visitor: Visitor, session: Session) -> None:
    person(session)
    visitor.sign_in()
    visitor.sign_in(password="wrong password here")

    rows = [str(row) for row in session.execute(select(AuditEvent.__table__))]
    refused = []
    for statement in ("UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(Exception, match="append-only") as caught:
            session.connection().exec_driver_sql(statement)
        refused.append(caught.type.__module__.partition(".")[0])
        session.rollback()

    assert [row for row in rows if "ana" in row.lower() or "127.0.0.1" in row] == []
    assert refused == ["sqlalchemy", "sqlalchemy"]
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == len(rows)


def test_the_mail_of_a_link_that_has_died_is_not_sent(visitor: Visitor, session: Session, tmp_path: Path) -> None:
    user = person(session)
    visitor.send("/en/sign-in/link", email="ana@example.org")
    from matchmaker.services import tokens  # noqa: PLC0415 -- only this test ends a token by hand

    tokens.revoke(session, user_id=user.id, now=utc_now())
    session.commit()

    assert visitor.read_mail() == []
