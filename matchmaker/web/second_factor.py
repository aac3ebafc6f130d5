"""The second factor of one's own account: set up, recovery codes, switch off."""

from io import BytesIO

import segno
from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from matchmaker.extensions import db, entrance
from matchmaker.services import second_factor, signing_in
from matchmaker.web import entering
from matchmaker.web.forms.accounts import CodeForm
from matchmaker.web.forms.base import Page
from matchmaker.web.identity import me
from matchmaker.web.policies import access, proved_recently

pages = Blueprint("second_factor", __name__, url_prefix="/<lang>/account/second-factor")
MODULE_PIXELS = 6


@pages.get("/")
@access(read=proved_recently)
def overview() -> str:
    """What it is, whether it is on, and what can be done."""
    left = second_factor.codes_left(db.session, user_id=me().user_id)
    return render_template("second_factor.html", me=me(), codes_left=left)


@pages.post("/begin")
@access(write=proved_recently)
def begin() -> Answer:
    """Make the secret the phone will share."""
    second_factor.begin_setup(db.session, user_id=me().user_id, now=entrance.now())
    db.session.commit()
    return redirect(url_for("second_factor.set_up"), code=303)


@pages.route("/set-up", methods=["GET", "POST"])
@access(read=proved_recently, write=proved_recently, redisplays=True)
def set_up() -> Page | str | Answer:
    """Show the secret, take the first code, then show the recovery codes this once."""
    who, form = me(), CodeForm()
    secret, _uri = second_factor.waiting_uri(db.session, user_id=who.user_id)
    if form.accepted():
        with form.faults():
            signing_in.count_code(db.session, user_id=who.user_id, now=entrance.now())
            db.session.commit()
            codes, jobs = second_factor.confirm_setup(
                db.session, user_id=who.user_id, session_id=who.session_id, code=form.code.data, now=entrance.now(),
            )
            entering.commit(jobs)
            return render_template("recovery_codes.html", codes=codes)
    return form.shown("set_up.html", secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)))


@pages.get("/code.svg")
@access(read=proved_recently)
def picture() -> Response:
    """The secret as a picture for the phone's camera."""
    _secret, uri = second_factor.waiting_uri(db.session, user_id=me().user_id)
    image = BytesIO()
    segno.make(uri, error="m").save(image, kind="svg", scale=MODULE_PIXELS, light="#ffffff", xmldecl=False)
    return Response(image.getvalue(), mimetype="image/svg+xml")


@pages.post("/codes")
@access(write=proved_recently)
def renew_codes() -> str:
    """Ten new recovery codes, shown this once; the old ones are void."""
    codes = second_factor.renew_codes(db.session, user_id=me().user_id, now=entrance.now())
    db.session.commit()
    return render_template("recovery_codes.html", codes=codes)


@pages.post("/off")
@access(write=proved_recently)
def turn_off() -> Answer:
    """Switch it off."""
    entering.commit(second_factor.turn_off(db.session, user_id=me().user_id, now=entrance.now()))
    return redirect(url_for("account.overview"), code=303)
