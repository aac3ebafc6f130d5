"""The second factor: codes that work once, recovery codes, and roles that wait for it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.services import second_factor
from models import RecoveryCode, User
from models.enums import Role
from tests.fakes.clock import Clock
from tests.people import Visitor, code_of, make_staff, person, set_up_second_factor

CODE_PAGE = "/en/sign-in/code"


@pytest.fixture
def protected(visitor: Visitor, session: Session, clock: Clock) -> tuple[str, list[str]]:
    """Ana with a second factor, signed out: the phone's secret and her recovery codes."""
    person(session)
    visitor.sign_in()
    found = set_up_second_factor(visitor, clock)
    visitor.send("/en/sign-out", page="/en/account/")
    clock.forward(minutes=2)
    return found


def test_a_password_alone_no_longer_lets_in(visitor: Visitor, protected: tuple[str, list[str]], clock: Clock) -> None:
    first = visitor.sign_in()
    before = visitor.is_in()
    second = visitor.send(CODE_PAGE, code=code_of(protected[0], clock()))

    assert (first.status_code, first.location, before) == (303, CODE_PAGE, False)
    assert (second.status_code, second.location, visitor.is_in()) == (303, "/en/account/", True)


def test_a_code_works_once_also_with_a_blank_in_it(
    app: Flask, visitor: Visitor, protected: tuple[str, list[str]], clock: Clock,
) -> None:
    code = code_of(protected[0], clock())
    visitor.sign_in()
    visitor.send(CODE_PAGE, code=code)
    thief = visitor.another()
    thief.sign_in()

    replays = [
        thief.send(CODE_PAGE, code=again).status_code
        for again in (code, f"{code[:3]} {code[3:]}", f" {code} ", f"{code[:3]}\u00a0{code[3:]}")
    ]

    assert (replays, thief.is_in()) == ([422] * 4, False)


def test_a_code_of_a_step_before_the_last_one_taken_is_refused(
    session: Session, clock: Clock, visitor: Visitor, protected: tuple[str, list[str]],
) -> None:
    now = clock()
    user = session.scalars(select(User)).one()
    later = second_factor.accept(session, user=user, code=code_of(protected[0], now), now=now)

    clock.forward(seconds=-30)
    earlier = second_factor.accept(session, user=user, code=code_of(protected[0], clock()), now=now)

    assert (later, earlier) == ((), None)


def test_a_recovery_code_works_once_however_it_is_typed_and_is_told(
    app: Flask, visitor: Visitor, protected: tuple[str, list[str]], session: Session,
) -> None:
    codes = protected[1]
    visitor.sign_in()
    entered = visitor.send(CODE_PAGE, code=codes[0].upper().replace("-", " "))
    thief = visitor.another()
    thief.sign_in()
    again = thief.send(CODE_PAGE, code=codes[0])

    assert (len(set(codes)), entered.status_code, again.status_code) == (10, 303, 422)
    assert visitor.read_mail()[-1][1] == "A recovery code was used"
    kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert [len(code) for code in kept] == [64] * 10


def test_five_wrong_codes_close_the_second_step_for_five_minutes(
    visitor: Visitor, protected: tuple[str, list[str]], clock: Clock,
) -> None:
    visitor.sign_in()
    wrong = [visitor.send(CODE_PAGE, code="000000").status_code for _ in range(6)]
    right_but_early = visitor.send(CODE_PAGE, code=code_of(protected[0], clock())).status_code
    clock.forward(minutes=5)
    right = visitor.send(CODE_PAGE, code=code_of(protected[0], clock())).status_code

    assert (wrong, right_but_early, right) == ([422] * 5 + [429], 429, 303)


def test_the_second_step_is_open_for_ten_minutes(
    visitor: Visitor, protected: tuple[str, list[str]], clock: Clock,
) -> None:
    visitor.sign_in()
    clock.forward(minutes=10, seconds=1)

    late = visitor.send(CODE_PAGE, code=code_of(protected[0], clock()))

    assert (late.status_code, visitor.is_in(), "This took too long" in late.text) == (422, False, True)


def test_a_link_does_not_go_round_the_second_factor(
    visitor: Visitor, protected: tuple[str, list[str]], clock: Clock,
) -> None:
    visitor.send("/en/sign-in/link", email="ana@example.org")

    entered = visitor.send(visitor.link())

    assert (entered.location, visitor.is_in()) == (CODE_PAGE, False)


def test_a_new_password_ends_a_second_step_that_was_open(
    app: Flask, visitor: Visitor, protected: tuple[str, list[str]], clock: Clock,
) -> None:
    visitor.sign_in()
    owner = visitor.another()
    owner.send("/en/reset", email="ana@example.org")
    owner.send(owner.link(), password="siete cabras en el balcón")

    visitor.send(CODE_PAGE, code=code_of(protected[0], clock()))

    assert visitor.is_in() is False


def test_switching_it_on_ends_other_sessions_and_switching_it_off_is_told(
    app: Flask, visitor: Visitor, session: Session, clock: Clock,
) -> None:
    person(session)
    other = visitor.another()
    other.sign_in()
    visitor.sign_in()
    set_up_second_factor(visitor, clock)
    still_in = other.is_in()

    visitor.send("/en/account/second-factor/off", page="/en/account/")

    assert (still_in, [subject for _, subject, _ in visitor.read_mail()]) == (
        False, ["Your second factor is on", "Your second factor is off"],
    )


def test_the_picture_of_the_secret_is_a_page_of_its_own_for_its_owner_only(
    app: Flask, visitor: Visitor, session: Session,
) -> None:
    person(session)
    visitor.sign_in()
    visitor.send("/en/account/second-factor/begin", page="/en/account/")

    picture = visitor.get("/en/account/second-factor/code.svg")
    stranger = visitor.another().get("/en/account/second-factor/code.svg")

    assert (picture.status_code, picture.mimetype, picture.headers["Cache-Control"]) == (
        200, "image/svg+xml", "no-store",
    )
    assert ("<script" in picture.text, "style=" in picture.text, stranger.status_code) == (False, False, 401)


def test_in_production_a_staff_role_waits_for_the_second_factor(
    live: Visitor, session: Session, clock: Clock,
) -> None:
    make_staff(session, person(session))
    live.sign_in()
    before = live.get("/en/account/").text
    secret, _codes = set_up_second_factor(live, clock)
    after = live.get("/en/account/").text

    assert ("Your role needs a second factor" in before, "<li>Administrator" in before) == (True, False)
    assert ("Your role needs a second factor" in after, "<li>Administrator" in after) == (False, True)
    assert len(secret) == 32


def test_the_demo_asks_staff_for_no_second_factor(visitor: Visitor, session: Session) -> None:
    make_staff(session, person(session))

    visitor.sign_in()

    assert "<li>Administrator" in visitor.get("/en/account/").text


def test_staff_sessions_are_short(visitor: Visitor, session: Session, clock: Clock) -> None:
    make_staff(session, person(session), Role.ADMINISTRATOR)
    visitor.sign_in()
    clock.forward(minutes=29)
    used = visitor.is_in()
    clock.forward(minutes=31)

    assert (used, visitor.is_in()) == (True, False)


def test_cookies_of_production_are_bound_to_host_and_https(live: Visitor, session: Session) -> None:
    person(session)

    cookie = live.sign_in().headers["Set-Cookie"]

    name, _, rest = cookie.partition("=")
    attributes = {part.strip().partition("=")[0] for part in rest.split(";")[1:]}
    assert (name, attributes - {"Expires"}) == ("__Host-session", {"Secure", "HttpOnly", "Path", "SameSite"})
    assert "SameSite=Lax" in cookie


def test_demo_logins_open_nothing_in_production(live: Visitor, visitor: Visitor, session: Session) -> None:
    user = person(session)
    user.demo = True
    session.commit()
    visitor.sign_in()

    assert (visitor.is_in(), live.sign_in().status_code) == (True, 401)


def test_a_changed_key_keeps_sessions_open_as_long_as_the_former_one_is_named(
    visitor: Visitor, settings: Settings, session: Session, browser_at: Callable[[Settings], Visitor],
) -> None:
    person(session)
    visitor.sign_in()
    renewed = settings.model_copy(update={"secret_key": "another", "former_secret_keys": settings.secret_key})

    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    answers = []
    for changed in (renewed, renewed.model_copy(update={"former_secret_keys": ""})):
        later = browser_at(changed)
        later.client.set_cookie("session", cookie.value)
        answers.append(later.is_in())

    assert answers == [True, False]
