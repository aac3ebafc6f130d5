"""What changes something comes from our own pages; expired forms keep their input; headers are on everything."""

import pytest
from sqlalchemy.orm import Session

from tests.people import PASSWORD, Visitor, account, person

FOREIGN = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
    {"Origin": "https://localhost"}, {"Origin": "http://localhost:8001"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
]
HERE = {"Origin": "http://localhost"}
OWN: list[dict[str, str]] = [{}, HERE, {**HERE, "Sec-Fetch-Site": "same-origin"}]
ODD = ["\x00", "'; DROP TABLE user_account; --", "💥@💥", "a@b", "\ufffd@example.org"]
PAGES = ["/en/sign-in", "/en/", "/healthz", "/en/account/", "/en/nothing/here", "/static/app.css"]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_sent_from_another_site_is_refused_even_with_a_token(
    visitor: Visitor, session: Session, headers: dict[str, str],
) -> None:
    person(session)

    answer = visitor.send("/en/sign-in", headers=headers, email="ana@example.org", password=PASSWORD)

    assert (answer.status_code, visitor.is_in()) == (403, False)


@pytest.mark.parametrize("headers", OWN)
def test_a_form_sent_from_here_is_taken(visitor: Visitor, session: Session, headers: dict[str, str]) -> None:
    person(session)

    assert visitor.send("/en/sign-in", headers=headers, email="ana@example.org", password=PASSWORD).status_code == 303


@pytest.mark.parametrize("token", ["", "made.up", "ImFiYyI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_an_expired_form_is_shown_again_with_what_was_written(
    visitor: Visitor, session: Session, token: str,
) -> None:
    person(session, "ana@example.org")

    answer = visitor.post("/en/sign-in", data={"csrf_token": token, "email": "ana@example.org", "password": PASSWORD})
    fresh = visitor.send("/en/sign-in", email="ana@example.org", password=PASSWORD)

    assert (answer.status_code, 'value="ana@example.org"' in answer.text, PASSWORD in answer.text) == (400, True, False)
    assert "Your input is still here" in answer.text
    assert fresh.status_code == 303


def test_an_expired_confirmation_keeps_the_name_and_changes_nothing(visitor: Visitor, session: Session) -> None:
    visitor.send("/en/sign-up", email="ana@example.org")
    link = visitor.link()

    answer = visitor.post(link, data={"name": "Ana María", "password": PASSWORD})

    assert (answer.status_code, 'value="Ana María"' in answer.text, account(session).status.value) == (
        400, True, "unconfirmed",
    )


def test_an_order_without_a_form_of_its_own_says_what_to_do(visitor: Visitor, session: Session) -> None:
    person(session)
    visitor.sign_in()

    answer = visitor.post("/en/sign-out", data={"csrf_token": "made.up"})

    assert (answer.status_code, "Nothing was changed" in answer.text, visitor.is_in()) == (400, True, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": ""}, "Write your e-mail address."),
        ({"email": "no address"}, "Write an e-mail address such as name@example.org."),
        ({"email": "a\x00b@example.org"}, "Write an e-mail address such as name@example.org."),
        ({"email": "x" * 300 + "@example.org"}, "This is too long for an address."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_on_top(
    visitor: Visitor, fields: dict[str, str], words: str,
) -> None:
    answer = visitor.send("/en/sign-up", **fields)

    assert (answer.status_code, answer.text.count(words)) == (422, 2)
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("path", ["/en/sign-in", "/en/sign-up", "/en/reset", "/en/sign-in/link"])
@pytest.mark.parametrize("address", ODD)
def test_no_address_however_odd_breaks_a_form(visitor: Visitor, session: Session, path: str, address: str) -> None:
    answer = visitor.send(path, email=address, password="whatever it may be")

    assert answer.status_code in {303, 401, 422}


def test_a_name_is_shown_as_text_wherever_it_stands(visitor: Visitor, session: Session) -> None:
    person(session, name="<script>alert(1)</script>\"' onload=x")
    visitor.sign_in()

    page = visitor.get("/en/account/").text

    assert ("<script" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers

    assert [name for name in (
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    ) if name not in headers] == []


def test_pages_of_a_person_are_kept_by_no_cache(visitor: Visitor, session: Session) -> None:
    person(session)
    outside = visitor.get("/en/").headers.get("Cache-Control")
    visitor.sign_in()

    kept = [visitor.get(path).headers.get("Cache-Control") for path in ("/en/", "/en/account/", "/en/sign-up")]

    assert (outside, kept) == (None, ["no-store"] * 3)
