"""Mails on their way out: file, terminal, server."""

import email
import email.policy
import io
import socket
import stat
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from matchmaker.mailing import ConsoleMailer, FileMailer, Mail, SmtpMailer

MAIL = Mail(
    key="mail-7", sender="no-reply@example.org", recipient="ana@example.org", language="es", subject="Su enlace",
    body="Hola, señora:\n\nhttp://example.org/es/sign-in/link/abc\n",
)


class Mailbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.arrived: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.arrived.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_mail_in_a_file_is_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path / "mail")

    mailer.send(MAIL)
    mailer.send(MAIL)

    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("mail-7.eml", 0o600)
    assert b"Message-ID: <mail-7@example.org>" in file.read_bytes()


def test_the_terminal_shows_receiver_subject_and_text() -> None:
    stream = io.StringIO()

    ConsoleMailer(stream).send(MAIL)

    assert stream.getvalue() == f"--- mail to ana@example.org: Su enlace\n{MAIL.body}\n---\n"


def test_a_server_gets_the_mail() -> None:
    mailbox = Mailbox()
    port = free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        SmtpMailer(f"smtp://127.0.0.1:{port}").send(MAIL)
    finally:
        server.stop()

    ((recipients, content),) = mailbox.arrived
    assert recipients == ["ana@example.org"]
    message = email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=email.policy.default)
    assert message.get_content() == MAIL.body
