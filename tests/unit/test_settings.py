"""Production starts with a real secret and its https address, or not at all."""

import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from matchmaker.config import Settings, secret_key

GOOD = "n3W-Kq7tZx0_Vb5yLr8mPdHs2uJfGa9cEw6i"
PRODUCTION = {"mode": "production", "base_url": "https://matchmaking.alianza.example"}


def make(**fields: Any) -> Settings:
    return Settings(_env_file=None, **fields)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "key",
    ["", "short-but-random-Zk3", "changeme" * 8, "a" * 64, "012345678" * 5, "my-secret-key-for-the-matchmaker-0001",
     "ThisIsTheDefaultKeyOfTheTutorial0000000"],
)
def test_production_refuses_a_missing_short_or_well_known_secret(key: str) -> None:
    with pytest.raises(ValidationError):
        make(**PRODUCTION, secret_key=key)


@pytest.mark.parametrize("url", ["", "http://matchmaking.alianza.example"])
def test_production_needs_its_https_address(url: str) -> None:
    with pytest.raises(ValidationError):
        make(mode="production", secret_key=GOOD, base_url=url)


def test_production_with_a_real_secret_starts() -> None:
    settings = make(**PRODUCTION, secret_key=GOOD)

    assert (secret_key(settings), settings.demo, settings.over_https) == (GOOD, False, True)
    assert settings.host_names == ["matchmaking.alianza.example"]


def test_the_demo_makes_its_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    settings = make(instance_path=tmp_path)

    first, second = secret_key(settings), secret_key(settings)

    assert first == second
    assert len(first.encode()) >= 32
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_smtp_needs_its_server() -> None:
    with pytest.raises(ValidationError):
        make(mail="smtp")
