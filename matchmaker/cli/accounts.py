"""``flask create-admin`` and ``flask account``: what an operator does about people."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from matchmaker.cli.reporting import reports_errors
from matchmaker.config import Settings
from matchmaker.errors import AccountError, NotFoundError
from matchmaker.extensions import background, db, entrance
from matchmaker.mailing import link_to
from matchmaker.services import accounts, demo_logins, roles, second_factor, tokens
from matchmaker.services.demo_logins import DemoLogin
from models.account import User
from models.enums import MailTemplate, Role

ACTOR = "cli"
DEMO_FILE = "demo-logins.txt"

account_group = AppGroup("account", help="People's accounts: disable, enable, help after a lost phone.")


@click.command("create-admin")
@click.argument("email")
@click.option("--name", default="Administrator", show_default=True, help="How the person is called.")
@with_appcontext
@reports_errors
def create_admin(email: str, name: str) -> None:
    """Make EMAIL an administrator and print a link that signs in once, within ten days; there is no password."""
    settings: Settings = current_app.config["SETTINGS"]
    secret = make_admin(email, name=name, language=settings.default_language)
    link = link_to(
        MailTemplate.SIGN_IN_LINK, base_url=settings.public_url, language=settings.default_language, secret=secret,
    )
    click.echo(f"{email} is an administrator. This link signs in once, within ten days:\n{link}")


@account_group.command("disable")
@click.argument("email")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@reports_errors
def disable(email: str, reason: str) -> None:
    """Let nobody in through the account of EMAIL; its sessions end at once."""
    accounts.disable(db.session, user_id=_found(email).id, actor=ACTOR, reason=reason, now=entrance.now())
    db.session.commit()
    click.echo(f"{email} is disabled and signed out everywhere.")


@account_group.command("enable")
@click.argument("email")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@reports_errors
def enable(email: str, reason: str) -> None:
    """Open the account of EMAIL again."""
    accounts.enable(db.session, user_id=_found(email).id, actor=ACTOR, reason=reason, now=entrance.now())
    db.session.commit()
    click.echo(f"{email} may sign in again.")


@account_group.command("drop-second-factor")
@click.argument("email")
@reports_errors
def drop_second_factor(email: str) -> None:
    """Remove the second factor of EMAIL, whose phone and codes are lost; check first that it is the person."""
    jobs = second_factor.turn_off(db.session, user_id=_found(email).id, now=entrance.now(), actor=ACTOR)
    db.session.commit()
    for job_id in jobs:
        background.queue.announce(job_id)
    click.echo(f"{email} signs in without a second factor and is told so by mail.")


def make_admin(email: str, *, name: str, language: str) -> str:
    """An active account with the administrator's role, and the secret of a link that signs in once. Commits."""
    session, now = db.session, entrance.now()
    user = accounts.create_active(session, email=email, name=name, language=language, now=now, actor=ACTOR)
    try:
        roles.grant_role(
            session, user_id=user.id, role=Role.ADMINISTRATOR, scope=roles.EVERYWHERE, actor=ACTOR, now=now,
        )
    except AccountError:
        click.echo(f"{email} is an administrator already.")
    secret = tokens.invite(session, user_id=user.id, now=now, actor=ACTOR)
    session.commit()
    return secret


def ensured_demo_logins(mission_slug: str) -> list[DemoLogin]:
    """The demonstration's logins, made where they are missing. Commits. Raises SettingsError outside demo mode."""
    settings: Settings = current_app.config["SETTINGS"]
    logins = demo_logins.ensure_demo_logins(
        db.session, file=settings.instance_path / DEMO_FILE, mission_slug=mission_slug, hasher=entrance.hasher,
        demo=settings.demo, now=entrance.now(),
    )
    db.session.commit()
    return logins


def print_demo_logins(logins: list[DemoLogin]) -> None:
    """One line per role."""
    click.echo(f"\nDemo logins (also in {DEMO_FILE} of the instance folder):")
    for login in logins:
        click.echo(f"  {login.role:<22} {login.email:<42} {login.password}")


def _found(email: str) -> User:
    user = accounts.find_by_address(db.session, email)
    if user is None:
        raise NotFoundError(f"Nobody has an account with {email}.")
    return user
