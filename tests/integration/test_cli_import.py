"""``flask import-collection`` as a person meets it: what it says, its exit status, and what it leaves behind."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from models import Listing, Organisation, Transition
from models.enums import JobKind
from models.job import Job
from tests.builders import listing_record, profile_record, write_collection

# How the command speaks does not depend on the engine; the import itself is tested on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NEW = (
    "2 profiles new, 0 changed, 0 unchanged.\n"
    "They are the collection “{0}”. Match them: flask mission create NAME --collection {0} ...\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good collection of an enterprise and a buyer."""
    return write_collection(tmp_path / "andes", profile_record("e-001"), profile_record("b-001"))


def run(app: Flask, *arguments: str | Path) -> Result:
    """What the command answers."""
    return app.test_cli_runner().invoke(args=["import-collection", *map(str, arguments)])


def rows(session: Session) -> tuple[int, ...]:
    """How many profiles, listings, log lines and jobs were committed."""
    session.rollback()
    tables = (Organisation, Listing, Transition, Job)
    return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def collections(session: Session) -> list[str]:
    """The names of the committed collections, one per profile."""
    session.rollback()
    return list(session.scalars(select(Organisation.collection).order_by(Organisation.id)))


def test_a_good_collection_is_brought_in_and_its_vectors_are_asked_for(
    app: Flask, session: Session, folder: Path,
) -> None:
    result = run(app, folder)

    assert (result.exit_code, result.stdout, result.stderr) == (0, NEW.format("andes"), "")
    assert collections(session) == ["andes", "andes"]
    assert session.scalars(select(Job.kind)).all() == [JobKind.EMBED_LISTINGS]


def test_a_second_import_says_that_nothing_changed_and_leaves_no_row(
    app: Flask, session: Session, folder: Path,
) -> None:
    run(app, folder)
    before = rows(session)
    session.rollback()  # a reading transaction of ours would keep the command from writing on SQLite

    result = run(app, folder)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "0 profiles new, 0 changed, 2 unchanged.\n", "")
    assert rows(session) == before


def test_bad_lines_are_named_on_standard_error_and_nothing_is_imported(
    app: Flask, session: Session, tmp_path: Path,
) -> None:
    folder = write_collection(
        tmp_path / "andes", profile_record("e-001"), profile_record("e-002", people=True),
        profile_record("e-003", offers=[listing_record("o1", min_per_month=4)]),
    )

    result = run(app, folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "profiles.jsonl line 2: (e-002) people: must be a whole number",
        "profiles.jsonl line 3: (e-003) offers[0]: min_per_month belongs to needs, not to offers",
        f"Error: Nothing was imported, because {folder / 'profiles.jsonl'} has 2 faults.",
    ]
    assert rows(session) == (0, 0, 0, 0)


def test_a_bad_line_keeps_the_changes_of_the_good_ones_out(app: Flask, session: Session, folder: Path) -> None:
    run(app, folder)
    before = rows(session)
    write_collection(folder, profile_record("e-001", city="Cusco"), profile_record("b-001", economy="CL"))

    result = run(app, folder)

    assert result.exit_code == 1
    assert rows(session) == before
    assert session.scalars(select(Organisation.city)).all() == [None, None]


def test_a_failure_after_the_profiles_were_written_takes_them_back(app: Flask, session: Session, folder: Path) -> None:
    table = Job.__table__
    assert isinstance(table, Table)
    table.drop(session.get_bind())

    result = run(app, folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: The database has no tables yet, or old ones. Run “flask db upgrade”.\n"
    assert collections(session) == []


def test_two_hundred_problems_are_shown_and_the_rest_are_counted(app: Flask, session: Session, tmp_path: Path) -> None:
    (tmp_path / "profiles.jsonl").write_text("[]\n" * 205, encoding="utf-8")

    result = run(app, tmp_path)

    path = tmp_path / "profiles.jsonl"
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        *(f"profiles.jsonl line {number}: is not a JSON object" for number in range(1, 201)),
        f"Error: Nothing was imported, because {path} has 205 faults. (5 more are not shown)",
    ]


def test_terminal_commands_in_a_file_do_not_reach_the_terminal(app: Flask, session: Session, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "andes", {**profile_record("e-001"), "ref": "\x1b]0;owned\x07", "\x1b[2J": 1})

    result = run(app, folder)

    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if not line.isprintable()] == []


def test_a_folder_that_does_not_exist_is_named(app: Flask, session: Session, tmp_path: Path) -> None:
    result = run(app, tmp_path / "nowhere")

    path = tmp_path / "nowhere" / "profiles.jsonl"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: The collection has no readable profiles.jsonl: {path} (No such file or directory).\n"
    )
    assert rows(session) == (0, 0, 0, 0)


def test_a_file_in_place_of_the_folder_is_named(app: Flask, session: Session, folder: Path) -> None:
    file = folder / "profiles.jsonl"

    result = run(app, file)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: The collection has no readable profiles.jsonl: {file / 'profiles.jsonl'} (Not a directory).\n"
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", "/tmp/other", "..", "a/b\\c", "x' OR '1'='1", "colección 手"])
def test_a_name_with_path_characters_is_a_name_and_nothing_else(
    app: Flask, session: Session, folder: Path, tmp_path: Path, name: str,
) -> None:
    def other_files() -> list[Path]:
        return sorted(path for path in tmp_path.rglob("*") if not path.name.startswith(("test.sqlite", "queue.sqlite")))

    before = other_files()

    first = run(app, folder, "--name", name)
    again = run(app, folder, "--name", name)

    assert (first.exit_code, again.stdout) == (0, "0 profiles new, 0 changed, 2 unchanged.\n")
    assert collections(session) == [name, name]
    assert other_files() == before


def test_a_name_that_looks_like_another_leaves_the_other_alone(app: Flask, session: Session, folder: Path) -> None:
    run(app, folder, "--name", "andes")

    result = run(app, folder, "--name", "Andes")

    assert result.stdout == NEW.format("Andes")
    assert collections(session) == ["andes", "andes", "Andes", "Andes"]


def test_the_folder_one_stands_in_gives_its_own_name(
    app: Flask, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)

    result = run(app, ".")

    assert result.exit_code == 0
    assert collections(session) == ["andes", "andes"]


def test_a_command_without_a_folder_explains_itself(app: Flask, session: Session) -> None:
    result = run(app)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == "Error: Missing argument 'DIR'."
