"""Signing up, confirming, choosing a new password: what people do before they are signed in."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.extensions import db, entrance
from matchmaker.services import accounts, limits
from matchmaker.web import entering
from matchmaker.web.forms.accounts import AddressForm, ButtonForm, ConfirmForm, PasswordForm
from matchmaker.web.forms.base import Page
from matchmaker.web.identity import browser_name, enter, leave
from matchmaker.web.language import current
from matchmaker.web.policies import access, public

pages = Blueprint("accounts", __name__, url_prefix="/<lang>")


@pages.route("/sign-up", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def sign_up() -> Page | Response:
    """Begin an account with nothing but an address."""
    form = AddressForm()
    if form.accepted():
        with form.faults():
            entering.commit(
                accounts.sign_up(
                    db.session, email=form.email.data, language=current(), network=entering.network(),
                    now=entrance.now(), per_network=_sign_up_limits(),
                )
            )
            return redirect(url_for("accounts.mail_sent"), code=303)
    return form.shown("sign_up.html")


@pages.get("/mail-sent")
@access(read=public)
def mail_sent() -> str:
    """The same for everybody: look into your mail."""
    settings = current_app.config["SETTINGS"]
    return render_template("mail_sent.html", folder=settings.demo and settings.mail == "file")


@pages.route("/sign-up/confirm/<token>", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def confirm(token: str) -> Page | Response:
    """Take name and password of whoever followed the link, and let him in."""
    form = ConfirmForm()
    with form.faults():
        email = accounts.address_of(db.session, token, purposes=accounts.CONFIRMING, now=entrance.now())
        if form.accepted():
            with form.faults():
                return _confirmed(form, token, email)
        return form.shown("confirm.html", email=email)
    return form.shown("dead_link.html", again=url_for("accounts.sign_up"))


def _confirmed(form: ConfirmForm, token: str, email: str) -> Response:
    password = form.password.data
    context = (email, form.name.data)
    secret = accounts.confirm(
        db.session, token, name=form.name.data, browser=browser_name(), now=entrance.now(),
        password_hash=entering.new_password_hash(password, context=context) if password else None,
    )
    db.session.commit()
    enter(secret)
    return redirect(url_for("account.overview"), code=303)


@pages.route("/reset", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def ask_reset() -> Page | Response:
    """Send a link to choose a new password, if the address has an account."""
    form = AddressForm()
    if form.accepted():
        with form.faults():
            entering.commit(
                accounts.request_reset(
                    db.session, email=form.email.data, network=entering.network(), now=entrance.now(),
                )
            )
            return redirect(url_for("accounts.mail_sent"), code=303)
    return form.shown("ask_reset.html")


@pages.route("/reset/<token>", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def reset(token: str) -> Page | Response:
    """Take the new password of whoever followed the link."""
    form = PasswordForm()
    with form.faults():
        context = accounts.context_of(db.session, token, purposes=accounts.RESETTING, now=entrance.now())
        if form.accepted():
            with form.faults():
                chosen = entering.new_password_hash(form.password.data, context=context)
                entering.commit(accounts.reset(db.session, token, password_hash=chosen, now=entrance.now()))
                leave()
                return redirect(url_for("signing_in.sign_in", note="password"), code=303)
        return form.shown("reset.html")
    return form.shown("dead_link.html", again=url_for("accounts.ask_reset"))


@pages.route("/address/<token>", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def new_address(token: str) -> Page | Response:
    """Move the account to the address the link was sent to."""
    form = ButtonForm()
    with form.faults():
        email = accounts.address_of(db.session, token, purposes=accounts.CHANGING, now=entrance.now())
        if form.accepted():
            entering.commit(accounts.change_address(db.session, token, now=entrance.now()))
            return redirect(url_for("account.overview"), code=303)
        return form.shown("new_address.html", email=email)
    return form.shown("dead_link.html", again=url_for("account.address"))


def _sign_up_limits() -> tuple[limits.Limit, ...]:
    settings = current_app.config["SETTINGS"]
    hour, day = limits.SIGN_UP_HOUR, limits.SIGN_UP_DAY
    return (
        limits.Limit(hour.name, settings.sign_ups_per_hour, hour.period),
        limits.Limit(day.name, settings.sign_ups_per_day, day.period),
    )
