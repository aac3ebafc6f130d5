"""Guards over every page: reasons alike in every language, vendored files as published, no script or inline style."""

import base64
import hashlib
import json
import re
import tomllib
from pathlib import Path

from matchmaker.config import PROJECT_ROOT
from matchmaker.recommender import explanations

WEB = PROJECT_ROOT / "matchmaker" / "web"


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
