"""From a collection on disk to a match list in hand, with the real model, and through the death of a worker."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from matchmaker.config import PROJECT_ROOT
from tests.builders import listing_record, profile_record, write_collection

pytestmark = pytest.mark.model

MAKERS = (
    profile_record("e-001", summary="Somos tejedoras.", summary_lang="es", offers=[listing_record(
        "o1", title="Bolsos tejidos a mano", text="Bolsos de lana, hechos en telar de cintura.", lang="es",
        capacity_per_month=80,
    )]),
    profile_record("e-002", economy="CL", summary="Hacemos películas.", summary_lang="es", offers=[listing_record(
        "o1", title="Documental terminado sobre ballenas", text="Ochenta minutos, derechos libres en Asia.", lang="es",
    )]),
    profile_record("e-003", economy="MX", verified=False, offers=[listing_record("o1", title="Handwoven bags")]),
    profile_record("b-001", summary="博物館のショップです。", summary_lang="ja", needs=[listing_record(
        "n1", title="手織りのバッグ", text="月30点以上。", lang="ja", min_per_month=30,
    )]),
    profile_record("b-002", economy="AU", needs=[listing_record("n1", title="Finished nature documentaries")]),
)


def flask(instance: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *args], cwd=PROJECT_ROOT, env=environment(instance),
        capture_output=True, text=True, timeout=400, check=False,
    )


def environment(instance: Path) -> dict[str, str]:
    # A proxy that does not exist makes every attempt to reach the network fail.
    closed = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    mine = {"MATCHMAKER_INSTANCE_PATH": str(instance), "MATCHMAKER_SWEEP_SECONDS": "1", "MATCHMAKER_ENCODER_BATCH": "4"}
    return {**os.environ, **closed, **mine}


@contextmanager
def worker(instance: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"], cwd=PROJECT_ROOT, env=environment(instance),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(instance: Path, query: str, *, seconds: float = 300) -> int:
    """The first answer of the query that is not 0."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with sqlite3.connect(f"file:{instance / 'matchmaker.sqlite'}?mode=ro", uri=True) as connection:
            (found,) = connection.execute(query).fetchone()
        if found:
            return int(found)
        time.sleep(0.05)
    raise AssertionError(f"still 0 after {seconds} s: {query}")


def test_a_worker_killed_in_the_middle_of_embedding_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    many = [
        profile_record(f"e-{number:03d}", summary=f"Workshop number {number} of the valley. " * 20)
        for number in range(200)
    ]
    assert flask(tmp_path, "db", "upgrade").returncode == 0
    assert flask(tmp_path, "import-collection", str(write_collection(tmp_path / "many", *many))).returncode == 0
    with worker(tmp_path) as first:
        wait_until(tmp_path, "SELECT count(*) FROM embedding")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with sqlite3.connect(tmp_path / "matchmaker.sqlite") as connection:
        kept, = connection.execute("SELECT count(*) FROM embedding").fetchone()
        status, = connection.execute("SELECT status FROM job").fetchone()

    with worker(tmp_path):
        wait_until(tmp_path, "SELECT count(*) FROM job WHERE status = 'done'")

    with sqlite3.connect(tmp_path / "matchmaker.sqlite") as connection:
        total, distinct = connection.execute("SELECT count(*), count(DISTINCT content_hash) FROM embedding").fetchone()
        attempts, = connection.execute("SELECT attempts FROM job").fetchone()
    assert (status, attempts) == ("running", 2)
    assert 0 < kept < total == distinct == 201


def test_a_collection_becomes_a_match_list_and_an_evaluation_leaves_the_installation_alone(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "fair", *MAKERS)
    (folder / "judgements.csv").write_text(
        "query,candidate,grade,kind,why\n"
        "b-001,e-001,3,market,Handwoven bags.\nb-001,e-003,-1,market,Not validated.\n"
        "b-002,e-002,3,market,A finished nature documentary.\ne-001,b-001,3,market,Handwoven bags.\n",
        encoding="utf-8",
    )
    assert flask(tmp_path, "db", "upgrade").returncode == 0
    before = (tmp_path / "matchmaker.sqlite").read_bytes()

    evaluated = flask(tmp_path, "evaluate", str(folder), "--json", "--ranking", str(tmp_path / "ranking.csv"))

    report = json.loads(evaluated.stdout)
    with (tmp_path / "ranking.csv").open(encoding="utf-8") as file:
        best = {(row["relation"], row["query"]): row["candidate"] for row in csv.DictReader(file) if row["rank"] == "1"}
    assert (tmp_path / "matchmaker.sqlite").read_bytes() == before
    assert (best["buyer", "b-001"], best["buyer", "b-002"], best["market", "e-001"]) == ("e-001", "e-002", "b-001")
    assert report["relations"]["buyer"]["ndcg"]["mean"] == 1.0
    assert report["relations"]["buyer"]["forbidden"] == 0
    assert sorted(report["baselines"]) == ["all-MiniLM-L6-v2", "tfidf"]


def test_the_demo_gives_a_match_list_without_a_network(tmp_path: Path) -> None:
    assert flask(tmp_path, "db", "upgrade").returncode == 0
    assert flask(tmp_path, "demo", "load").returncode == 0

    made = flask(tmp_path, "match-list", "demo", "--csv", str(tmp_path / "demo.csv"))

    with (tmp_path / "demo.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert made.returncode == 0, made.stderr
    assert len(rows) > 100
    assert {row["party"] for row in rows} == {"CL", "CO", "MX", "PE"}
    assert {"e-032", "e-043", "e-063"} & {row["enterprise"] for row in rows} == set()
