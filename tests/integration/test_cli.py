"""The commands as a person types them, with the errors a person can mend."""

import csv
import socket
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from matchmaker.app import create_app
from matchmaker.cli.serve import ensure_port_is_free
from matchmaker.config import Settings, load_settings
from matchmaker.errors import MatchmakerError, SettingsError
from matchmaker.extensions import db, storage_errors
from tests.builders import profile_record, write_collection
from tests.integration.test_pages import mission_of


def test_a_match_list_as_csv_has_the_agreed_header_and_a_row_per_match(
    app: Flask, session: Session, tmp_path: Path,
) -> None:
    mission_of(session, tmp_path / "c", enterprises=2)

    result = app.test_cli_runner().invoke(args=["match-list", "taipei", "--csv", str(tmp_path / "list.csv")])

    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert result.exit_code == 0
    assert rows[0] == ["buyer", "rank", "enterprise", "party", "score", "reason_es", "reason_en"]
    assert [row[:5] for row in rows[1:]] == [
        ["b-001", "1", "e-000", "PE", "0.5000"], ["b-001", "2", "e-001", "PE", "0.5000"],
    ]
    assert rows[1][5].startswith("House b-001 busca «Handmade bags» y ")


def test_a_mission_that_does_not_exist_is_named_beside_those_that_do(
    app: Flask, session: Session, tmp_path: Path,
) -> None:
    mission_of(session, tmp_path / "c", enterprises=1)

    result = app.test_cli_runner().invoke(args=["match-list", "paris"])

    assert (result.exit_code, result.stderr) == (1, "Error: There is no mission “paris”. There is: taipei.\n")


def test_a_database_without_tables_says_which_command_makes_them(tmp_path: Path) -> None:
    app = create_app(Settings(instance_path=tmp_path, _env_file=None))  # type: ignore[call-arg]

    result = app.test_cli_runner().invoke(args=["jobs", "list"])

    assert result.exit_code == 1
    assert result.stderr == "Error: The database has no tables yet, or old ones. Run “flask db upgrade”.\n"


def test_a_damaged_database_file_is_named_as_such_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "matchmaker.sqlite"
    file.write_bytes(b"this was a database once" * 100)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free_port = probe.getsockname()[1]
    app = create_app(Settings(instance_path=tmp_path, port=free_port, _env_file=None))  # type: ignore[call-arg]

    results = [app.test_cli_runner().invoke(args=args) for args in (["jobs", "list"], ["serve"])]

    assert [result.exit_code for result in results] == [1, 1]
    assert [result.stderr.startswith("Error: The database file is damaged.") for result in results] == [True, True]
    assert file.read_bytes() == b"this was a database once" * 100


def test_a_full_disk_is_said_in_words_and_nothing_is_half_saved(tmp_path: Path) -> None:
    app = create_app(Settings(instance_path=tmp_path, _env_file=None))  # type: ignore[call-arg]
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text("CREATE TABLE filling (text TEXT)"))
        connection.execute(text("PRAGMA max_page_count = 20"))

        with pytest.raises(MatchmakerError, match="The disk is full"), storage_errors():
            connection.execute(text("INSERT INTO filling VALUES (:text)"), {"text": "x" * 1_000_000})

        connection.rollback()
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'filling'")).scalar() in {0, 1}
    with app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_port_in_use_is_said_before_anything_is_done() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(MatchmakerError, match="cannot be used"):
            ensure_port_is_free("127.0.0.1", other.getsockname()[1])


def test_all_bad_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHMAKER_PORT", "many")
    monkeypatch.setenv("MATCHMAKER_DATABASE_URL", "mysql://here")

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert [line.split(":")[0].strip() for line in str(caught.value).splitlines()[1:]] == [
        "MATCHMAKER_DATABASE_URL", "MATCHMAKER_PORT",
    ]


def test_a_collection_of_ones_own_becomes_a_mission(app: Flask, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "fair", profile_record("e-001"), profile_record("b-001"))
    cli = app.test_cli_runner()
    cli.invoke(args=["import-collection", str(folder)])
    options = ["--economy", "jp", "--from", "2027-05-11", "--to", "2027-05-12", "--zone", "Asia/Tokyo"]

    made = cli.invoke(args=["mission", "create", "tokyo", "--collection", "fair", *options])
    again = cli.invoke(args=["mission", "create", "tokyo", "--collection", "fair", *options])

    assert made.stdout == "2 organisations take part in “tokyo” now. Its match list: flask match-list tokyo\n"
    assert again.stdout == "0 organisations take part in “tokyo” now. Its match list: flask match-list tokyo\n"
    assert app.test_client().get("/en/missions/tokyo").status_code == 200


@pytest.mark.parametrize(("changed", "words"), [
    ({"slug": "Tokyo round"}, "Error: A mission's name has small letters, digits and hyphens only, such as tokyo-2027."),
    ({"--collection": "none"}, "Error: There is no collection “none”. Import it first: flask import-collection DIR."),
    ({"--economy": "ZZ"}, "Error: “ZZ” is not an economy's code of two letters, such as JP."),
    ({"--zone": "Tokyo"}, "Error: “Tokyo” is not an IANA time zone such as Asia/Tokyo."),
    ({"--to": "2026-05-12"}, "Error: A mission cannot end before it starts."),
])
def test_a_mission_that_cannot_be_made_says_why(
    app: Flask, tmp_path: Path, changed: dict[str, str], words: str,
) -> None:
    cli = app.test_cli_runner()
    cli.invoke(args=["import-collection", str(write_collection(tmp_path / "fair", profile_record("e-001")))])
    options = {"--collection": "fair", "--economy": "JP", "--from": "2027-05-11", "--to": "2027-05-12", **changed}
    slug = options.pop("slug", "tokyo")

    result = cli.invoke(args=["mission", "create", slug, *(part for pair in options.items() for part in pair)])

    assert (result.exit_code, result.stderr.strip()) == (1, words)
