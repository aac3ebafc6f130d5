"""Every sentence of pages and mails stands in the Spanish catalogue, whole and with its placeholders."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from matchmaker.jobs.mail_texts import TEXTS, compose
from matchmaker.mailing import LINK_PATHS
from models.enums import MailTemplate

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "matchmaker" / "web" / "translations" / "es" / "LC_MESSAGES"
METHODS = [("web/**.py", "python"), ("jobs/**.py", "python"), ("web/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def wanted() -> set[str]:
    found = extract_from_dir(ROOT / "matchmaker", METHODS, keywords=KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def test_no_sentence_lacks_its_spanish() -> None:
    with (FOLDER / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    said = {
        (m.id[0] if isinstance(m.id, tuple) else m.id)
        for m in catalogue if m.id and m.string and all([m.string] if isinstance(m.string, str) else m.string)
    }

    assert (sorted(wanted() - said), sorted(said - wanted())) == ([], [])


def test_translations_keep_their_placeholders() -> None:
    with (FOLDER / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    lost = [
        m.id for m in catalogue
        if m.id and isinstance(m.id, str) and sorted(PLACE.findall(m.id)) != sorted(PLACE.findall(str(m.string)))
    ]

    assert lost == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with (FOLDER / "messages.po").open("rb") as po, (FOLDER / "messages.mo").open("rb") as mo:
        written, compiled = read_po(po), read_mo(mo)

    assert _texts(written) == _texts(compiled)


def test_every_mail_is_written_in_both_languages_and_carries_its_link() -> None:
    assert set(TEXTS) == set(MailTemplate)
    here = "https://here.example"
    for template in MailTemplate:
        secret = "s3cret" if template in LINK_PATHS else None
        spanish = compose(template, language="es", base_url=here, secret=secret)
        english = compose(template, language="en", base_url=here, secret=secret)
        place = f"{here}/es/{LINK_PATHS[template]}/s3cret" if template in LINK_PATHS else f"{here}/es/"
        assert (spanish[0] != english[0], spanish[1] != english[1], spanish[1].count(place)) == (True, True, 1)


def _texts(catalogue: Catalog) -> dict[str, list[str]]:
    return {
        str(m.id if isinstance(m.id, str) else m.id[0]): [m.string] if isinstance(m.string, str) else list(m.string)
        for m in catalogue if m.id
    }
