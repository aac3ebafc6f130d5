"""Somebody signs up, confirms, signs out and in, sets up a second factor and uses it: in a real browser."""

import email
import email.policy
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from flask import Flask
from werkzeug.serving import make_server

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.extensions import background, db
from models import Base
from tests.chromium import CHROMIUM, QUIET
from tests.people import link_in

PASSWORD = "cuatro gatos en la azotea"
WIDTHS = (320, 1280)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine; set CHROMIUM to its path"),
    # The server's worker threads may still hold a socket when the browser has gone.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Flask, str, Path]]:
    """The application on a free port of this machine: it, its address and its mail folder."""
    settings = Settings(
        instance_path=tmp_path / "instance", secret_key="for tests only", port=1,
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it
    )
    app = create_app(settings)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, f"http://127.0.0.1:{server.server_port}", settings.mails
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def page(live: tuple[Flask, str, Path]) -> Iterator[Any]:
    """A page of a browser in which no script runs, as the site promises to need none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow import, and only journeys need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(base_url=live[1], locale="es-PE", java_script_enabled=False)
        yield context.new_page()
        browser.close()


def test_from_an_address_to_a_second_factor(live: tuple[Flask, str, Path], page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Registrarse").click()
    page.get_by_label("Correo electrónico").fill("rosa@example.org")
    page.get_by_role("button", name="Enviarme el enlace").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Mire su correo"

    page.goto(_link(live))
    page.get_by_label("Su nombre").fill("Rosa Quispe")
    page.get_by_label("Contraseña").fill("password1234")
    page.get_by_role("button", name="Abrir mi cuenta").click()
    assert page.get_by_role("alert").inner_text().startswith("Hay algo que corregir")
    assert page.get_by_label("Su nombre").input_value() == "Rosa Quispe"
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Abrir mi cuenta").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Rosa Quispe"

    page.get_by_role("link", name="Configurar el segundo factor").click()
    page.get_by_role("button", name="Configurarlo").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Código").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Activarlo").click()
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(set(codes)) == 10

    page.get_by_role("link", name="Ya los he guardado").click()
    page.get_by_role("navigation", name="Cuenta").get_by_role("button", name="Salir").click()
    page.goto("/es/account/")
    page.get_by_label("Correo electrónico").fill("rosa@example.org")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Un paso más"
    page.get_by_label("Código").fill(codes[0])
    page.get_by_role("button", name="Continuar").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Rosa Quispe"
    assert page.get_by_text("quedan 9 códigos de recuperación").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["sign-in", "sign-up", "reset", "sign-in/link", "mail-sent", "account/"])
def test_pages_fit_their_window(live: tuple[Flask, str, Path], page: Any, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})

    page.goto(f"/es/{path}")

    size = page.locator("body").bounding_box()
    assert (size["width"], page.locator("h1").count()) == (width, 1)


def test_a_form_is_filled_in_by_keyboard_alone(live: tuple[Flask, str, Path], page: Any) -> None:
    page.goto("/en/sign-up")
    page.get_by_label("E-mail address").focus()

    page.keyboard.type("rosa@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/mail-sent")


def _link(live: tuple[Flask, str, Path]) -> str:
    """The link of the one mail, sent by a worker in a thread of its own: this one runs the browser's event loop."""
    app, _address, folder = live
    worker = threading.Thread(target=_work, args=(app,))
    worker.start()
    worker.join()
    (mail,) = folder.glob("*.eml")
    return link_in(email.message_from_bytes(mail.read_bytes(), policy=email.policy.default).get_content())


def _work(app: Flask) -> None:
    with app.app_context():
        for job_id in background.runner.due():
            background.runner.run(job_id)
