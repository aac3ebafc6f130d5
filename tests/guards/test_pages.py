"""Guards over every page: languages complete, vendored files as published, no script or inline style."""

import base64
import hashlib
import io
import json
import re
import tomllib
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from matchmaker.config import PROJECT_ROOT
from matchmaker.recommender import explanations

WEB = PROJECT_ROOT / "matchmaker" / "web"
SPANISH = WEB / "translations" / "es" / "LC_MESSAGES" / "messages.po"


def wanted_messages() -> set[str]:
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
    return {
        message if isinstance(message, str) else message[0]
        for _file, _line, message, _comments, _context in extract_from_dir(WEB, methods, keywords=keywords)
    }


def test_every_string_of_every_page_stands_in_the_spanish_catalogue_translated() -> None:
    with SPANISH.open("rb") as file:
        catalogue = read_po(file)
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue
        if message.id and not message.fuzzy
        and all(message.string if isinstance(message.id, tuple) else [message.string])
    }

    assert wanted_messages() == translated


def test_the_compiled_catalogue_is_made_of_the_readable_one() -> None:
    with SPANISH.open("rb") as file:
        catalogue = read_po(file, locale="es")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)

    assert compiled.getvalue() == SPANISH.with_suffix(".mo").read_bytes()


def test_reasons_are_said_in_every_language_alike() -> None:
    phrases = explanations._PHRASES
    placeholders = {
        lang: {code: sorted(re.findall(r"\{(\w+)\}", text)) for code, text in texts.items()}
        for lang, texts in phrases.items()
    }

    assert placeholders["es"] == placeholders["en"]


def test_vendored_files_are_those_of_the_lock() -> None:
    folder = WEB / "static" / "vendor"
    lock = json.loads((folder / "vendor.lock").read_text("utf-8"))
    found = {
        package.name: {path.name: sha384(path) for path in package.iterdir()}
        for package in folder.iterdir()
        if package.is_dir()
    }

    assert found == {name: entry["files"] for name, entry in lock.items()}


def sha384(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    offending = [
        path.name
        for path in (WEB / "templates").rglob("*.html")
        if re.search(r"<script|<style|\sstyle=|\son[a-z]+=", path.read_text("utf-8"))
    ]

    assert offending == []


def test_the_package_carries_its_data() -> None:
    with (PROJECT_ROOT / "pyproject.toml").open("rb") as file:
        patterns = tomllib.load(file)["tool"]["setuptools"]["package-data"]["*"]
    suffixes = {f"*{path.suffix}" for path in (PROJECT_ROOT / "matchmaker").rglob("*")
                if path.is_file() and path.suffix not in {".py", ".pyc", ".cfg", ""}}

    assert suffixes - set(patterns) == set()
