"""How often things may be tried, and that answers tell nobody who has an account."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import LimitError
from matchmaker.extensions import entrance
from matchmaker.services import limits
from models import LimitCounter
from tests.fakes.clock import Clock
from tests.fakes.hasher import CountingHasher
from tests.people import PASSWORD, Visitor, person

WRONG = "not the password at all"
SMALL = limits.Limit("test", 3, limits.MINUTE)


def tries(session: Session, clock: Clock, count: int, *rules: limits.Rule) -> list[bool]:
    """Whether each try was heard."""
    heard = []
    for _ in range(count):
        try:
            limits.take(session, rules, now=clock())
            heard.append(True)
        except LimitError:
            heard.append(False)
        session.commit()
    return heard


def test_as_many_tries_as_allowed_are_heard_and_then_none_until_the_window_closes(
    session: Session, clock: Clock,
) -> None:
    first = tries(session, clock, 5, (SMALL, "a"))
    other = tries(session, clock, 1, (SMALL, "b"))
    clock.forward(seconds=59)
    still = tries(session, clock, 1, (SMALL, "a"))
    clock.forward(seconds=1)
    later = tries(session, clock, 4, (SMALL, "a"))

    assert (first, other, still, later) == (
        [True, True, True, False, False], [True], [False], [True, True, True, False],
    )


def test_a_try_that_one_rule_refuses_counts_against_no_other(session: Session, clock: Clock) -> None:
    wide = limits.Limit("wide", 10, limits.DAY)

    tries(session, clock, 8, (SMALL, "a"), (wide, "a"))

    hits = session.scalars(select(LimitCounter.hits).order_by(LimitCounter.name)).all()
    assert hits == [3, 3]


def test_counters_hold_no_address(session: Session, clock: Clock) -> None:
    tries(session, clock, 1, (SMALL, "ana@example.org"))

    assert [len(subject) for subject in session.scalars(select(LimitCounter.subject))] == [64]


def test_closed_counters_are_forgotten_a_day_later(session: Session, clock: Clock) -> None:
    tries(session, clock, 1, (SMALL, "a"))
    clock.forward(hours=25)
    tries(session, clock, 1, (SMALL, "b"))

    assert limits.forget_closed(session, now=clock()) == 1


def test_five_wrong_passwords_close_an_account_for_a_quarter_of_an_hour_only(
    visitor: Visitor, session: Session, clock: Clock,
) -> None:
    person(session)

    wrong = [visitor.sign_in(password=WRONG).status_code for _ in range(5)]
    closed = visitor.sign_in()
    clock.forward(minutes=15)
    opened = visitor.sign_in()

    assert wrong == [401] * 5
    assert (closed.status_code, closed.headers["Retry-After"], opened.status_code) == (429, "901", 303)
    assert 'value="ana@example.org"' in closed.text


def test_a_right_password_forgets_the_wrong_ones(visitor: Visitor, session: Session) -> None:
    person(session)

    answers = []
    for password in [WRONG] * 4 + [PASSWORD] + [WRONG] * 4 + [PASSWORD]:
        answers.append(visitor.sign_in(password=password).status_code)
        if answers[-1] == 303:
            visitor.send("/en/sign-out", page="/en/account/")

    assert answers == [401] * 4 + [303] + [401] * 4 + [303]


def test_ten_wrong_passwords_close_the_network_they_come_from_and_no_other(
    visitor: Visitor, session: Session,
) -> None:
    person(session)
    for number in range(10):
        visitor.sign_in(f"nobody{number}@example.org", WRONG)

    here = visitor.sign_in().status_code
    token = visitor.token("/en/sign-in")
    elsewhere = visitor.post(
        "/en/sign-in", data={"csrf_token": token, "email": "ana@example.org", "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "198.51.100.7"},
    ).status_code

    assert (here, elsewhere) == (429, 303)


def test_addresses_of_one_ipv6_network_count_together(visitor: Visitor, session: Session) -> None:
    answers = []
    for number in range(11):
        token = visitor.token("/en/sign-in")
        answers.append(visitor.post(
            "/en/sign-in", data={"csrf_token": token, "email": f"n{number}@example.org", "password": WRONG},
            environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"},
        ).status_code)

    assert answers == [401] * 10 + [429]


def test_reset_sign_up_and_links_have_their_own_limits(visitor: Visitor, session: Session) -> None:
    person(session)

    reset = [visitor.send("/en/reset", email="ana@example.org").status_code for _ in range(3)]
    sign_up = [visitor.send("/en/sign-up", email=f"p{number}@example.org").status_code for number in range(3)]

    assert (reset, sign_up) == ([303, 303, 429], [303, 303, 429])
    # The second reset replaced the first before its mail had left.
    assert sorted(to for to, _, _ in visitor.read_mail()) == ["ana@example.org", "p0@example.org", "p1@example.org"]


def test_two_hundred_sign_ups_from_one_network_are_five_a_day(visitor: Visitor, clock: Clock) -> None:
    answers = []
    for number in range(200):
        answers.append(visitor.send("/en/sign-up", email=f"p{number}@example.org").status_code)
        clock.forward(minutes=7)

    assert answers.count(303) == 5
    assert len(visitor.read_mail()) == 5


def test_a_confirmation_is_sent_to_one_address_three_times_in_six_hours(visitor: Visitor, clock: Clock) -> None:
    answers = []
    for _ in range(5):
        answers.append(visitor.send("/en/sign-up", email="ana@example.org").status_code)
        clock.forward(minutes=61)

    assert answers == [303, 303, 303, 429, 429]


@pytest.mark.parametrize("path", ["/en/sign-in", "/en/sign-up", "/en/reset", "/en/sign-in/link"])
def test_the_answer_is_the_same_with_and_without_an_account(visitor: Visitor, session: Session, path: str) -> None:
    person(session, "known@example.org")

    answers = []
    for address in ("known@example.org", "other@example.org"):
        answer = visitor.send(path, email=address, password=WRONG)
        body = answer.text.replace(address, "…")
        token = body.partition('name="csrf_token"')[2][:400]
        answers.append((answer.status_code, answer.location, len(answer.data), len(token)))

    assert answers[0] == answers[1]


def test_an_unknown_account_costs_the_work_of_a_known_one(
    app: Flask, visitor: Visitor, session: Session, clock: Clock,
) -> None:
    """Times themselves are measured elsewhere: a shared machine would make this test a liar."""
    person(session, "known@example.org")
    person(session, "by-link@example.org", password=None)
    hasher = CountingHasher()
    entrance.init_app(app, hasher=hasher, clock=clock)

    for address in ("known@example.org", "other@example.org", "by-link@example.org", "no address"):
        visitor.sign_in(address, WRONG)

    assert [password for _hash, password in hasher.verified] == [WRONG] * 4
    assert [kept is None for kept, _password in hasher.verified] == [False, True, True, True]
