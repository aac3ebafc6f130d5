"""An installation in production, as a browser meets it."""

from sqlalchemy.orm import Session

from tests.people import Visitor

ADDRESS = "https://live.example"


def test_every_answer_asks_for_https_for_a_year(live: Visitor) -> None:
    answers = [live.get(path).headers["Strict-Transport-Security"] for path in ("/en/", "/en/account/", "/nothing/x")]

    assert answers == ["max-age=31536000; includeSubDomains"] * 3


def test_it_answers_under_its_own_name_only(live: Visitor) -> None:
    answers = [
        live.get("/healthz", base_url=url).status_code
        for url in (ADDRESS, f"{ADDRESS}:443", "https://localhost", "https://127.0.0.1", "https://evil.example",
                    "https://live.example.evil.example")
    ]

    assert answers == [200, 200, 400, 400, 400, 400]


def test_nothing_on_its_pages_speaks_of_a_demonstration(live: Visitor, session: Session) -> None:
    pages = "".join(live.get(path).text for path in ("/en/sign-in", "/en/sign-up", "/en/mail-sent"))

    assert "Demonstration" not in pages
    assert "demonstration" not in pages
