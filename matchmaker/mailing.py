"""Outgoing mail: the protocol, and the three ways it can go: to a file, to the terminal, to an SMTP server."""

import smtplib
import ssl
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol, TextIO
from urllib.parse import unquote, urlsplit

from models.enums import MailTemplate

#: Where the link of a mail leads, after the language.
LINK_PATHS = {
    MailTemplate.CONFIRM_ADDRESS: "sign-up/confirm",
    MailTemplate.ALREADY_REGISTERED: "sign-in/link",
    MailTemplate.SIGN_IN_LINK: "sign-in/link",
    MailTemplate.RESET_PASSWORD: "reset",
    MailTemplate.CHANGE_ADDRESS: "address",
}
SMTP_TIMEOUT_SECONDS = 10
SUBMISSION_PORT = 587
SMTPS_PORT = 465


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain-text mail. ``key`` is the same however often it is sent, so that a receiver can drop a repetition."""

    key: str
    sender: str
    recipient: str
    language: str
    subject: str
    body: str

    def message(self) -> EmailMessage:
        """The mail in its standard form."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = self.subject
        message["Message-ID"] = f"<{self.key}@{self.sender.rpartition('@')[2]}>"
        message["Content-Language"] = self.language
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.body, cte="quoted-printable")
        return message


def link_to(template: MailTemplate, *, base_url: str, language: str, secret: str) -> str:
    """The address that carries a one-time secret; it begins with the installation's own, whatever a request named."""
    return f"{base_url}/{language}/{LINK_PATHS[template]}/{secret}"


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand the mail on; raises OSError or smtplib.SMTPException where it cannot be taken now."""


class FileMailer:
    """Writes each mail into a folder, as a file that mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: Mail) -> None:
        """Write ``<key>.eml``; the same mail again replaces the file. Only the service's owner can read it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{mail.key}.eml"
        draft = path.with_suffix(".part")
        draft.touch(mode=0o600)
        draft.write_bytes(mail.message().as_bytes())
        draft.replace(path)


class ConsoleMailer:
    """Prints each mail."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def send(self, mail: Mail) -> None:
        """Print receiver, subject and text."""
        stream = self._stream or sys.stdout
        stream.write(f"--- mail to {mail.recipient}: {mail.subject}\n{mail.body}\n---\n")
        stream.flush()


class SmtpMailer:
    """Sends through a server: ``smtp://user:password@host:587`` (STARTTLS where offered) or ``smtps://``."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname or ""
        self._port = parts.port or (SMTPS_PORT if self._tls else SUBMISSION_PORT)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def send(self, mail: Mail) -> None:
        """One connection, one mail; a password is only ever sent over TLS."""
        with self._connect() as server:
            if self._user:
                server.login(self._user, self._password)
            server.send_message(mail.message())

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._tls:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=SMTP_TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(self._host, self._port, timeout=SMTP_TIMEOUT_SECONDS)
        server.ehlo()
        if self._user or server.has_extn("starttls"):
            server.starttls(context=context)
        return server
