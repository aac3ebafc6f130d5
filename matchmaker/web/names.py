"""How economies, languages and dates are called on a page, and addresses of our own files."""

import hashlib
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, get_timezone_location
from flask import Flask, url_for
from flask_babel import gettext as _

from matchmaker.recommender.text import fold, language, normalise
from matchmaker.web.language import current
from models.enums import Role

# The Alliance's partners are economies in APEC's sense; their names there are agreed and differ from CLDR's.
_ECONOMIES = {
    "en": {"TW": "Chinese Taipei", "HK": "Hong Kong, China"},
    "es": {"TW": "Taipéi Chino", "HK": "Hong Kong, China"},
}

# Languages of the peoples of the four Parties, as their speakers call them; CLDR lacks most of them.
_INDIGENOUS_LANGUAGES = {
    "agr": "awajún", "arn": "mapudungun", "cni": "asháninka", "cuk": "dulegaya", "emp": "emberá", "guc": "wayuunaiki",
    "hch": "wixárika", "inb": "inga", "kbh": "kamëntsá", "kog": "kogui", "mxv": "mixteco", "nah": "náhuatl",
    "noa": "wounaan", "ote": "otomí", "otm": "otomí", "pbb": "nasa yuwe", "pua": "purépecha", "rap": "rapa nui",
    "shp": "shipibo-konibo", "tar": "rarámuri", "tzh": "tseltal", "tzo": "tsotsil", "yua": "maya", "zap": "zapoteco",
}


def init_app(app: Flask) -> None:
    """Offer the names to templates."""

    @app.context_processor
    def _names() -> dict[str, Any]:
        return {
            "economy": economy_name, "place": place, "language_name": language_name, "static_url": static_url,
            "period": period, "zone": zone, "moment": moment, "role_name": role_name, "browser": browser_name,
        }

    def static_url(filename: str) -> str:
        """The file's address with a digest of its content, so that it can be kept for a year."""
        return url_for("static", filename=filename, v=_digest(Path(app.static_folder or "") / filename))


def economy_name(code: str, lang: str | None = None) -> str:
    """The name of an economy in the page's language, or another."""
    lang = lang or current()
    return _ECONOMIES.get(lang, {}).get(code) or Locale(lang).territories.get(code, code)


def place(city: str | None, code: str) -> str:
    """City and economy, once where the one names the other: "Singapore", "Hong Kong, China"."""
    economy = economy_name(code)
    english = economy_name(code, lang="en")
    if not city or fold(normalise(city)) in {fold(normalise(name)).partition(",")[0] for name in (economy, english)}:
        return economy
    return f"{city}, {economy}"


def language_name(tag: str) -> str:
    """The name of a language in the page's language; its tag where nobody gave it a name."""
    own = _INDIGENOUS_LANGUAGES.get(language(tag))
    if own is not None:
        return own if current() == "es" else own.title()
    names = Locale(current()).languages
    return names.get(tag.replace("-", "_")) or names.get(language(tag)) or tag


def period(first: date, last: date) -> str:
    """The days of an event, as short as the language allows."""
    if first == last:
        return format_date(first, format="long", locale=current())
    return format_interval(first, last, skeleton="yMMMMd", locale=current())


def moment(when: datetime) -> str:
    """A point in time with its zone: nobody here shares one."""
    return f"{format_datetime(when, format='d MMMM y, HH:mm', locale=current(), tzinfo=UTC)} UTC"


def zone(name: str) -> str:
    """A time zone by the city that stands for it, in the page's language."""
    return get_timezone_location(name, locale=current(), return_city=True)


def role_name(role: Role) -> str:
    """What a role is called."""
    names: dict[Role, str] = {
        Role.MEMBER: _("Member of an organisation"),
        Role.MISSION_OFFICER: _("Mission officer"),
        Role.TECHNICAL_LIAISON: _("Technical liaison"),
        Role.INSTITUTIONAL_LIAISON: _("Institutional liaison"),
        Role.FOCAL_POINT: _("Focal point"),
        Role.REPORTING_OFFICER: _("Reporting officer"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
    return names[role]


def browser_name(agent: str) -> str:
    """A browser by its own name, as far as people would know it: "Firefox, Windows"."""
    program = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (program, system) if part) or _("Unknown browser")


# The order matters: most browsers also claim to be those further down.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
