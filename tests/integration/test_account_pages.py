"""Signing up, in and out through the pages, on both engines."""


from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEvent, AuthSession, OneTimeToken, OutgoingMail, Transition, User
from models.enums import AccountStatus, AuditKind, TransitionSubject
from tests.fakes.clock import Clock
from tests.people import PASSWORD, Visitor, account, link_in, person

NEW_PASSWORD = "siete cabras en el balcón"


def audit(session: Session) -> list[AuditKind]:
    session.rollback()
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def test_an_address_becomes_an_account_when_its_owner_follows_the_link(visitor: Visitor, session: Session) -> None:
    sent = visitor.send("/en/sign-up", email="Ana@Example.org")
    pending = account(session).status
    link = visitor.link()
    looked_at = visitor.get(link).status_code, visitor.get(link).status_code
    opened = visitor.send(link, name="  Ana   María ", password=PASSWORD)

    assert (sent.status_code, sent.location) == (303, "/en/mail-sent")
    assert (pending, looked_at) == (AccountStatus.UNCONFIRMED, (200, 200))
    assert (opened.status_code, opened.location, visitor.is_in()) == (303, "/en/account/", True)
    ana = account(session)
    assert (ana.status, ana.name, ana.email) == (AccountStatus.ACTIVE, "Ana María", "Ana@example.org")
    assert audit(session) == [AuditKind.SIGNED_UP, AuditKind.ADDRESS_CONFIRMED, AuditKind.SIGNED_IN]
    moves = select(Transition.to_status).where(Transition.subject == TransitionSubject.ACCOUNT).order_by(Transition.id)
    assert session.scalars(moves).all() == ["unconfirmed", "active"]


def test_only_the_hash_of_a_token_is_kept(visitor: Visitor, session: Session, settings: object) -> None:
    visitor.send("/en/sign-up", email="ana@example.org")
    secret = visitor.link().rpartition("/")[2]
    visitor.send(f"/en/sign-up/confirm/{secret}", name="Ana", password=PASSWORD)
    with visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie_secret = cookie["_user_id"]

    session.rollback()
    rows = [str(row) for table in (OneTimeToken, OutgoingMail, AuthSession, AuditEvent, User)
            for row in session.execute(select(table.__table__))]

    assert len(secret) == len(cookie_secret) == 43  # 256 bits
    assert [row for row in rows if secret in row or cookie_secret in row or PASSWORD in row] == []


def test_a_link_works_once_and_not_after_its_time(visitor: Visitor, clock: Clock) -> None:
    visitor.send("/en/sign-up", email="ana@example.org")
    link = visitor.link()
    visitor.send(link, name="Ana", password=PASSWORD)
    again = visitor.get(link).status_code

    visitor.send("/en/sign-up", email="eva@example.org")
    late = visitor.link()
    clock.forward(hours=24, seconds=1)

    assert (again, visitor.get(late).status_code) == (410, 410)


def test_a_second_link_replaces_the_first(visitor: Visitor) -> None:
    visitor.send("/en/sign-up", email="ana@example.org")
    first = visitor.link()
    visitor.send("/en/sign-up", email="ana@example.org")
    second = visitor.link()

    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (410, 200)


def test_the_mail_goes_out_in_the_language_of_the_page_and_once(visitor: Visitor) -> None:
    visitor.send("/es/sign-up", email="ana@example.org")

    mails = visitor.read_mail() and visitor.read_mail()

    assert [(to, subject) for to, subject, _ in mails] == [("ana@example.org", "Confirme su dirección")]
    assert link_in(mails[0][2]).startswith("/es/sign-up/confirm/")


def test_links_in_mails_begin_with_the_configured_address_whatever_the_request_says(visitor: Visitor) -> None:
    visitor.base_url = "http://127.0.0.1:9999"

    visitor.send("/en/sign-up", email="ana@example.org")

    assert "http://127.0.0.1:8000/en/sign-up/confirm/" in visitor.read_mail()[0][2]


def test_a_foreign_host_gets_nothing(visitor: Visitor) -> None:
    response = visitor.get("/en/sign-in", base_url="http://evil.example")

    assert (response.status_code, "evil" in response.text) == (400, False)


def test_a_person_without_a_password_signs_in_by_a_link(visitor: Visitor, session: Session) -> None:
    person(session, password=None)
    visitor.send("/en/sign-in/link", email="ana@example.org")
    link = visitor.link()
    visitor.get(link)

    entered = visitor.send(link)

    assert (entered.status_code, visitor.is_in(), visitor.get(link).status_code) == (303, True, 410)


def test_the_new_address_counts_once_its_link_is_followed_and_the_old_one_is_told(
    visitor: Visitor, session: Session,
) -> None:
    person(session)
    visitor.sign_in()
    visitor.send("/en/sign-in/link", email="ana@example.org")
    sign_in_link = visitor.link()
    visitor.send("/en/account/address", email="ana@nueva.example.org")
    before = account(session).email
    link = visitor.link()

    visitor.send(link)

    assert (before, account(session, "ana@nueva.example.org").email) == ("ana@example.org", "ana@nueva.example.org")
    assert visitor.get(sign_in_link).status_code == 410
    assert visitor.read_mail()[-1][:2] == ("ana@example.org", "Your address was changed")


def test_nobody_moves_to_an_address_that_is_taken_and_the_answer_does_not_say_so(
    visitor: Visitor, session: Session,
) -> None:
    person(session)
    person(session, "eva@example.org")
    visitor.sign_in()

    taken = visitor.send("/en/account/address", email="EVA@example.org")
    free = visitor.send("/en/account/address", email="ida@example.org")

    assert (taken.status_code, taken.data) == (free.status_code, free.data)
    assert [to for to, _, _ in visitor.read_mail()] == ["ida@example.org"]
