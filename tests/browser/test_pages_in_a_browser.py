"""Every page in a real browser: it fits, obeys the content policy, needs no script, and can be walked by keyboard."""

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATHS = ["/es/", "/en/", "/es/missions/taipei", "/en/missions/taipei?side=enterprise", "/en/missions/taipei/b-001",
         "/es/missions/taipei/e-001", "/es/nothing"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_and_breaks_no_rule_of_its_content_policy(
    browser: Browser, address: str, path: str, width: int, scheme: str,
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "/nothing" not in path else None)

    page.goto(address + path)

    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    styled = page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderBottomStyle")
    context.close()
    assert (complaints, overflow, styled) == ([], 0, "solid")


def test_a_reader_walks_from_the_front_page_to_a_reason_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="es-PE")
    page = context.new_page()
    page.goto(address)

    page.get_by_role("link", name="Ronda de Taipéi").click()
    page.get_by_role("link", name="House b-001").click()

    assert page.locator(".match").count() == 8
    assert page.locator(".match .reason").first.inner_text().startswith("House b-001 busca «Handmade bags»")
    context.close()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + "/en/missions/taipei")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    visible = page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")

    context.close()
    assert (first, visible) == ("skip", True)
