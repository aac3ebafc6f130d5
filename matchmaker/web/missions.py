"""A mission and its match list, per buyer and per enterprise."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from matchmaker.errors import NotFoundError
from matchmaker.queries import missions as queries
from matchmaker.recommender.explanations import sentences
from matchmaker.web.language import current
from matchmaker.web.policies import access, public
from matchmaker.web.reading import reading_session
from models.enums import Consent, OrganisationKind, Relation
from models.mission import MatchListEntry

STRONG, GOOD = 0.40, 0.33

pages = Blueprint("missions", __name__, url_prefix="/<lang>/missions")


@pages.get("/<slug>")
@access(read=public)
def mission(slug: str) -> str:
    """The mission: its facts, the newest list, and for every participant how many matches it has."""
    side = _side()
    page = queries.mission_page(reading_session(), slug=slug, side=side)
    return render_template("mission.html", page=page, side=side, sides=_sides())


@pages.get("/<slug>/<ref>")
@access(read=public)
def participant(slug: str, ref: str) -> str:
    """One participant's lists in the mission's newest version, with the reasons of every match."""
    page = queries.participant_page(reading_session(), slug=slug, ref=ref)
    return render_template(
        "participant.html", page=page, reasons=_reasons, titles=_list_titles(), strength=_strength,
        consents=_consents(),
    )


def _side() -> OrganisationKind:
    asked = request.args.get("side", OrganisationKind.BUYER.value)
    try:
        return OrganisationKind(asked)
    except ValueError as error:
        raise NotFoundError(asked) from error


def _sides() -> dict[OrganisationKind, str]:
    return {OrganisationKind.BUYER: _("Buyers"), OrganisationKind.ENTERPRISE: _("Enterprises")}


def _list_titles() -> dict[Relation, str]:
    return {
        Relation.BUYER: _("Enterprises for this buyer"),
        Relation.MARKET: _("Buyers for this enterprise"),
        Relation.PARTNER: _("Partners in the other Parties"),
    }


def _consents() -> dict[Consent, str]:
    return {
        Consent.NOT_NEEDED: _("Needs no community's consent"),
        Consent.PENDING: _("The community has not consented yet"),
        Consent.GRANTED: _("With the community's consent"),
        Consent.REVOKED: _("The community has withdrawn its consent"),
    }


def _strength(score: float) -> str:
    """A score in words. Of the demo's judged pairs at 0.40 or more, nine in ten are good; at 0.33, about half."""
    if score >= STRONG:
        return str(_("Strong match"))
    return str(_("Good match") if score >= GOOD else _("Possible match"))


def _reasons(entry: MatchListEntry) -> list[str]:
    return sentences(entry.evidence, lang=current())
