"""Where a sign-in may lead: nowhere but here."""

import pytest

from matchmaker.web.safe_next import safe_next

BAD = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example",
    "/\\/evil.example", "https://evil.example", "http:evil.example", "https:/evil.example", "HTTPS://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
    "//user:pw@evil.example", "https://localhost@evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r\nLocation: https://evil.example", " //evil.example", "\t//evil.example", "\x00//evil.example",
    "/ /evil.example", "evil.example", "@evil.example", "?next=//evil.example", "#//evil.example", "//[::1]/",
    "/\x7f/evil.example", "ftp://evil.example", "mailto:x@evil.example", "//evil.example%2f@localhost", "",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("target", BAD)
def test_nothing_that_could_leave_the_site_is_followed(target: str) -> None:
    assert safe_next(target) is None


@pytest.mark.parametrize("target", ["/es/", "/en/missions/demo?side=buyer", "/en/account/#sessions", "/es/a%2f%2fb"])
def test_a_page_of_this_site_is_followed(target: str) -> None:
    assert safe_next(target) == target
