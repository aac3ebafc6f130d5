"""Guards over the whole house: what must hold of every file, setting, command and job."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from matchmaker.app import create_app
from matchmaker.config import PROJECT_ROOT, Settings
from matchmaker.jobs.wiring import HANDLERS
from models.enums import JobKind

MAX_LINES = 300
SOURCES = sorted(
    path
    for folder in ("models", "matchmaker", "migrations", "tests", "benchmarks")
    for path in (PROJECT_ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    long = {str(path.relative_to(PROJECT_ROOT)): count for path in SOURCES
            if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES}

    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(PROJECT_ROOT)) for path in SOURCES
              if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]

    assert silent == []


def test_importing_the_web_application_loads_neither_torch_nor_scikit_learn() -> None:
    heavy = ("torch", "sklearn", "scipy", "transformers", "sentence_transformers", "ortools")
    program = f"import sys, wsgi; print([name for name in {heavy!r} if name in sys.modules])"

    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True,
    )

    assert answer.stdout.strip() == "[]"


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    documented = set(re.findall(r"`(MATCHMAKER_[A-Z_]+)`", (PROJECT_ROOT / "docs/settings.md").read_text("utf-8")))
    offered = set(re.findall(r"^#? ?(MATCHMAKER_[A-Z_]+)=", (PROJECT_ROOT / ".env.example").read_text("utf-8"), re.M))
    known = {f"MATCHMAKER_{name.upper()}" for name in Settings.model_fields}

    assert documented == known
    assert offered == known


def test_every_command_is_documented(tmp_path: Path) -> None:
    app = create_app(Settings(instance_path=tmp_path, _env_file=None))  # type: ignore[call-arg]
    text = (PROJECT_ROOT / "docs/commands.md").read_text("utf-8")

    missing = [name for name in command_names(app.cli, "flask") if f"`{name}" not in text]

    assert missing == []


def command_names(group: click.Group, prefix: str) -> list[str]:
    names: list[str] = []
    for name, command in group.commands.items():
        if name == "db":
            continue  # Flask-Migrate's own, documented there
        if isinstance(command, click.Group):
            names += command_names(command, f"{prefix} {name}")
        else:
            names.append(f"{prefix} {name}")
    return names


def test_every_kind_of_job_has_a_handler() -> None:
    assert set(HANDLERS) == set(JobKind)


def test_the_collections_text_stands_in_the_demo_only() -> None:
    outside = [
        str(path.relative_to(PROJECT_ROOT))
        for path in PROJECT_ROOT.rglob("*.jsonl")
        if not {".venv", "instance"} & set(path.parts) and path.parent.name != "demo"
    ]

    assert outside == []


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_what_a_person_looks_for_is_there(name: str) -> None:
    assert (PROJECT_ROOT / name).stat().st_size > 500
