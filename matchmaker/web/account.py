"""One's own account: address, password, sessions."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.extensions import db, entrance
from matchmaker.queries.identities import running_sessions
from matchmaker.services import accounts, second_factor, sessions
from matchmaker.web import entering
from matchmaker.web.forms.accounts import NewAddressForm, PasswordForm, ProveForm
from matchmaker.web.forms.base import Page
from matchmaker.web.identity import browser_name, enter, me
from matchmaker.web.policies import access, proved_recently, signed_in
from matchmaker.web.reading import reading_session
from matchmaker.web.safe_next import asked_next
from models.enums import SessionEnd

pages = Blueprint("account", __name__, url_prefix="/<lang>/account")


@pages.get("/")
@access(read=signed_in)
def overview() -> str:
    """Address, password, second factor and the sessions that are open."""
    reading = reading_session()
    return render_template(
        "account.html", me=me(), sessions=running_sessions(reading, user_id=me().user_id, now=entrance.now()),
        codes_left=second_factor.codes_left(reading, user_id=me().user_id),
    )


@pages.route("/prove", methods=["GET", "POST"])
@access(read=signed_in, write=signed_in, redisplays=True)
def prove() -> Page | Response:
    """Ask for the password once more before something delicate."""
    form = ProveForm()
    if form.accepted():
        with form.faults():
            entering.prove(form.password.data)
            return redirect(asked_next() or url_for("account.overview"), code=303)
    return form.shown("prove.html", me=me(), target=asked_next())


@pages.route("/password", methods=["GET", "POST"])
@access(read=proved_recently, write=proved_recently, redisplays=True)
def password() -> Page | Response:
    """Take a new password, end every session and begin a new one here."""
    who, form = me(), PasswordForm()
    if form.accepted():
        with form.faults():
            chosen = entering.new_password_hash(form.password.data, context=(who.name, who.email))
            jobs = accounts.change_password(db.session, user_id=who.user_id, password_hash=chosen, now=entrance.now())
            secret = sessions.open_session(
                db.session, user_id=who.user_id, browser=browser_name(), now=entrance.now(),
                second_factor=who.second_factor_on,
            )
            entering.commit(jobs)
            enter(secret)
            return redirect(url_for("account.overview"), code=303)
    return form.shown("password.html", me=who)


@pages.route("/address", methods=["GET", "POST"])
@access(read=proved_recently, write=proved_recently, redisplays=True)
def address() -> Page | Response:
    """Send a link to the new address; until it is followed nothing changes."""
    form = NewAddressForm()
    if form.accepted():
        with form.faults():
            entering.commit(
                accounts.request_address_change(
                    db.session, user_id=me().user_id, email=form.email.data, network=entering.network(),
                    now=entrance.now(),
                )
            )
            return redirect(url_for("accounts.mail_sent"), code=303)
    return form.shown("address.html", me=me())


@pages.post("/sessions/<int:session_id>/end")
@access(write=signed_in)
def end_session(session_id: int) -> Response:
    """End one of one's own sessions."""
    sessions.revoke(db.session, user_id=me().user_id, session_id=session_id, now=entrance.now())
    db.session.commit()
    return redirect(url_for("account.overview"), code=303)


@pages.post("/sessions/end-others")
@access(write=signed_in)
def end_other_sessions() -> Response:
    """Sign out everywhere but here."""
    who = me()
    sessions.end_all(
        db.session, user_id=who.user_id, reason=SessionEnd.REVOKED, now=entrance.now(), keep=who.session_id,
    )
    db.session.commit()
    return redirect(url_for("account.overview"), code=303)
