"""Demo logins, the first administrator, and what an operator does about people."""

import re
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.cli.demo import DEMO_MISSION
from matchmaker.errors import SettingsError
from matchmaker.services.collections import import_collection
from matchmaker.services.demo_logins import DemoLogin, ensure_demo_logins
from matchmaker.services.missions import ensure_mission, invite_collection
from models import Organisation, RoleGrant, User
from models.base import utc_now
from tests.builders import profile_record, write_collection
from tests.people import HASHER, Visitor, link_in, person


@pytest.fixture
def mission(session: Session, tmp_path: Path) -> None:
    """The demo's mission with an enterprise and a buyer."""
    folder = write_collection(tmp_path / "c", profile_record("e-001"), profile_record("b-001"))
    import_collection(session, folder=folder, name="demo")
    invite_collection(session, mission=ensure_mission(session, DEMO_MISSION), collection="demo")
    session.commit()


def ensured(session: Session, file: Path, *, demo: bool = True) -> list[DemoLogin]:
    logins = ensure_demo_logins(
        session, file=file, mission_slug=DEMO_MISSION.slug, hasher=HASHER, demo=demo, now=utc_now(),
    )
    session.commit()
    return logins


def test_every_role_has_a_login_whose_password_stands_in_one_private_file(
    mission: None, session: Session, visitor: Visitor, tmp_path: Path,
) -> None:
    file = tmp_path / "demo-logins.txt"

    logins = ensured(session, file)
    entered = []
    for login in logins:
        entered.append(visitor.sign_in(login.email, login.password).status_code)
        visitor.send("/en/sign-out", page="/en/account/")

    assert [login.role for login in logins] == [
        "entrepreneur", "buyer", "mission-officer", "technical-liaison", "institutional-liaison", "focal-point",
        "reporting-officer", "administrator",
    ]
    assert entered == [303] * 8
    assert (stat.S_IMODE(file.stat().st_mode), len({login.password for login in logins})) == (0o600, 8)
    grants = session.execute(
        select(User.email, RoleGrant.role, Organisation.ref)
        .join(RoleGrant.user).outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id).order_by(User.id)
    ).all()
    assert [(email.partition("@")[0], role.value, ref) for email, role, ref in grants] == [
        ("entrepreneur", "member", "e-001"), ("buyer", "member", "b-001"),
        ("mission-officer", "mission_officer", None), ("technical-liaison", "technical_liaison", None),
        ("institutional-liaison", "institutional_liaison", None), ("focal-point", "focal_point", None),
        ("reporting-officer", "reporting_officer", None), ("administrator", "administrator", None),
    ]


def test_a_second_start_keeps_the_logins_and_a_lost_line_gets_a_new_password(
    mission: None, session: Session, tmp_path: Path,
) -> None:
    file = tmp_path / "demo-logins.txt"
    first = ensured(session, file)
    second = ensured(session, file)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")

    third = ensured(session, file)

    assert second == first
    assert (third[:-1], third[-1].password == first[-1].password) == (first[:-1], False)
    assert len(session.scalars(select(RoleGrant.id)).all()) == 8


def test_production_has_no_demo_logins(session: Session, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        ensured(session, tmp_path / "demo-logins.txt", demo=False)

    assert list(tmp_path.glob("demo-logins*")) == []


def test_the_first_administrator_comes_in_by_a_printed_link_that_works_once(
    app: Flask, visitor: Visitor, session: Session,
) -> None:
    printed = run(visitor, "create-admin", "Ines@example.org")
    link = link_in(printed)

    entered = visitor.send(link)

    assert re.fullmatch(r"Ines@example.org is an administrator. This link .*:\nhttp://127.0.0.1:8000/\S+\n", printed)
    assert (entered.status_code, visitor.get(link).status_code) == (303, 410)
    assert "<li>Administrator" in visitor.get("/en/account/").text
    assert session.scalars(select(User.password_hash)).all() == [None]


def test_an_operator_disables_and_enables_an_account(app: Flask, visitor: Visitor, session: Session) -> None:
    person(session)
    visitor.sign_in()

    run(visitor, "account", "disable", "ana@example.org", "--reason", "lost laptop")
    disabled = visitor.is_in(), visitor.sign_in().status_code
    run(visitor, "account", "enable", "ana@example.org", "--reason", "found again")

    assert (disabled, visitor.sign_in().status_code) == ((False, 401), 303)


def test_production_loads_no_demo(live: Visitor, session: Session) -> None:
    result = live.command("demo", "load")

    assert (result.exit_code, session.scalars(select(Organisation.id)).all()) == (1, [])
    assert "Production holds no demo collection" in result.output


def run(visitor: Visitor, *arguments: str) -> str:
    """What a command prints."""
    result = visitor.command(*arguments)
    assert result.exit_code == 0, result.output
    return str(result.output)
