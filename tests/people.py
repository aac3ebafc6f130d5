"""People as tests know them: a browser with its cookies, and accounts in any state."""

import email
import email.policy
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pyotp
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.extensions import background
from matchmaker.services import accounts, roles
from matchmaker.services.passwords import Argon2
from models import User
from models.base import utc_now
from models.enums import Membership, Role

HASHER = Argon2(at_once=2)
PASSWORD = "cuatro gatos en la azotea"
_FIELD = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor:
    """A browser: it keeps cookies, fills in forms with their tokens, and reads its mail."""

    def __init__(
        self, app: Flask, *, mail_folder: Path, session: Session, base_url: str = "http://localhost",
    ) -> None:
        self.app = app
        self.client = app.test_client()
        self.base_url = base_url
        self._mail_folder = mail_folder
        # The test's own: what it holds open would lock SQLite for the application.
        self._session = session

    def another(self) -> "Visitor":
        """Another browser at the same place."""
        return Visitor(self.app, mail_folder=self._mail_folder, session=self._session, base_url=self.base_url)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """Look at a page."""
        self._session.rollback()
        return self.client.get(path, buffered=True, **{"base_url": self.base_url, **kwargs})

    def post(self, path: str, **kwargs: Any) -> TestResponse:
        """Send something just so."""
        self._session.rollback()
        return self.client.post(path, base_url=self.base_url, **kwargs)

    def command(self, *arguments: str) -> Result:
        """Give a command on the machine the service runs on."""
        self._session.rollback()
        return self.app.test_cli_runner().invoke(args=list(arguments))

    def send(
        self, path: str, /, page: str | None = None, headers: dict[str, str] | None = None, **fields: str,
    ) -> TestResponse:
        """Fill in the form of a page and send it; ``page`` is where the form stands if not at ``path``."""
        token = self.token(page or path)
        return self.post(path, data={"csrf_token": token, **fields}, headers=headers)

    def token(self, path: str) -> str:
        """The token of a page's form."""
        found = _FIELD.findall(self.get(path).text)
        return str(found[-1]) if found else ""

    def sign_in(self, address: str = "ana@example.org", password: str = PASSWORD) -> TestResponse:
        """Sign in by password."""
        return self.send("/en/sign-in", email=address, password=password)

    def is_in(self) -> bool:
        """Whether the server takes this browser for somebody."""
        return self.get("/en/account/").status_code == 200

    def read_mail(self) -> list[tuple[str, str, str]]:
        """Let the worker send, then: receiver, subject and text of every mail so far, oldest first."""
        self._session.rollback()
        with self.app.app_context():
            for job_id in background.runner.due():
                background.runner.run(job_id)
        files = sorted(self._mail_folder.glob("*.eml"), key=lambda file: int(file.stem.rpartition("-")[2]))
        messages = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        return [(str(m["To"]), str(m["Subject"]), m.get_content()) for m in messages]

    def link(self) -> str:
        """The path of the link in the newest mail."""
        return link_in(self.read_mail()[-1][2])


def link_in(text: str) -> str:
    """The path of a mail's link."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found is not None, text
    return found.group(1)


def person(
    session: Session, address: str = "ana@example.org", *, password: str | None = PASSWORD, name: str = "Ana",
) -> User:
    """An active account."""
    now = utc_now()
    user = accounts.create_active(session, email=address, name=name, language="en", now=now, actor="test")
    user.password_hash = password and HASHER.hash(password)
    session.commit()
    return user


def make_staff(session: Session, user: User, role: Role = Role.ADMINISTRATOR) -> int:
    """Make a person an administrator; the grant's id."""
    grant = roles.grant_role(
        session, user_id=user.id, role=role, scope=roles.EVERYWHERE, actor="test", now=utc_now(),
    )
    session.commit()
    return grant.id


def make_member(session: Session, user: User, organisation_id: int) -> int:
    """Make a person an owner of an organisation; the grant's id."""
    grant = roles.grant_role(
        session, user_id=user.id, role=Role.MEMBER, scope=roles.Scope(organisation_id=organisation_id),
        membership=Membership.OWNER, actor="test", now=utc_now(),
    )
    session.commit()
    return grant.id


def code_of(secret: str, now: datetime) -> str:
    """What a phone shows."""
    return pyotp.TOTP(secret).at(now)


def set_up_second_factor(visitor: Visitor, clock: Any) -> tuple[str, list[str]]:
    """Switch the second factor on for somebody signed in; the phone's secret and the recovery codes."""
    visitor.send("/en/account/second-factor/begin", page="/en/account/")
    page = visitor.get("/en/account/second-factor/set-up").text
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found is not None
    secret = found.group(1).replace(" ", "")
    shown = visitor.send("/en/account/second-factor/set-up", code=code_of(secret, clock())).text
    return secret, re.findall(r"<li><code>([^<]+)</code>", shown)


def account(session: Session, address: str = "ana@example.org") -> User:
    """The account of an address, as it stands in the database now."""
    session.rollback()
    return session.scalars(select(User).where(User.email_key == address)).one()
