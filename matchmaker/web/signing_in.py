"""Signing in and out: by password, by a link, and the second step."""

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from matchmaker.extensions import db, entrance
from matchmaker.services import accounts, sessions, signing_in, tokens
from matchmaker.web import entering
from matchmaker.web.forms.accounts import AddressForm, ButtonForm, CodeForm, SignInForm
from matchmaker.web.forms.base import Page
from matchmaker.web.identity import browser_name, enter, identity, leave, me
from matchmaker.web.policies import access, public, signed_in
from matchmaker.web.safe_next import asked_next

pages = Blueprint("signing_in", __name__, url_prefix="/<lang>")


def init_app(app: Flask) -> None:
    """Ask whoever must be signed in to sign in, on the page he asked for, and lead him back to it."""

    @app.errorhandler(401)
    def _sign_in_first(_error: Exception) -> Page:
        form = SignInForm(formdata=None)
        form.status = 401
        target = request.full_path.rstrip("?") if request.method == "GET" else None
        return form.shown("sign_in.html", target=target, must=True)


@pages.route("/sign-in", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def sign_in() -> Page | Response:
    """Let in whoever has an address and its password."""
    if identity() is not None and request.method == "GET":
        return redirect(asked_next() or url_for("account.overview"), code=303)
    form = SignInForm()
    if form.accepted():
        with form.faults():
            return entering.go_on(entering.by_password(form.email.data, form.password.data))
    return form.shown("sign_in.html", target=asked_next(), must=False)


@pages.route("/sign-in/code", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def code() -> Page | Response:
    """Ask whoever has taken the first step for a code of his phone."""
    if entering.SECOND_STEP not in session:
        return redirect(url_for("signing_in.sign_in"), code=303)
    form = CodeForm()
    if form.accepted():
        with form.faults():
            target = asked_next() or url_for("account.overview")
            enter(entering.by_code(form.code.data))
            return redirect(target, code=303)
    return form.shown("second_step.html", target=asked_next())


@pages.route("/sign-in/link", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def ask_link() -> Page | Response:
    """Send a link that signs in once, if the address has an account."""
    form = AddressForm()
    if form.accepted():
        with form.faults():
            entering.commit(
                accounts.request_link(
                    db.session, email=form.email.data, network=entering.network(), now=entrance.now(),
                )
            )
            return redirect(url_for("accounts.mail_sent"), code=303)
    return form.shown("ask_link.html")


@pages.route("/sign-in/link/<token>", methods=["GET", "POST"])
@access(read=public, write=public, redisplays=True)
def by_link(token: str) -> Page | Response:
    """A button that signs in: programs that only look at links in mails must not use them up."""
    form = ButtonForm()
    with form.faults():
        tokens.look_at(db.session, token, purposes=signing_in.LINKS, now=entrance.now())
        if form.accepted():
            entry = signing_in.by_link(
                db.session, token, browser=browser_name(), now=entrance.now(),
                demo_logins=current_app.config["SETTINGS"].demo,
            )
            db.session.commit()
            return entering.go_on(entry)
        return form.shown("by_link.html")
    return form.shown("dead_link.html", again=url_for("signing_in.ask_link"))


@pages.post("/sign-out")
@access(write=signed_in)
def sign_out() -> Response:
    """End this session, here and on the server."""
    who = me()
    sessions.sign_out(db.session, user_id=who.user_id, session_id=who.session_id, now=entrance.now())
    db.session.commit()
    leave()
    return redirect(url_for("home.index"), code=303)
