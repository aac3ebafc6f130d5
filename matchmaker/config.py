"""Settings of one installation, read from the environment once at start."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from matchmaker.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, its default and its bounds; ``docs/settings.md`` describes them for the operator."""

    model_config = SettingsConfigDict(
        env_prefix="MATCHMAKER_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True,
    )

    instance_path: Path = PROJECT_ROOT / "instance"
    database_url: str = ""
    queue_path: Path | None = None
    encoder: str = "bundled"
    encoder_batch: int = Field(default=32, ge=1, le=1024)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    web_threads: int = Field(default=8, ge=1, le=64)
    secret_key: str = ""
    default_language: Literal["es", "en"] = "es"
    list_length: int = Field(default=10, ge=1, le=20)
    job_lease_seconds: int = Field(default=60, ge=2, le=3600)
    job_attempts: int = Field(default=5, ge=1, le=50)
    sweep_seconds: int = Field(default=15, ge=1, le=600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:///", "postgresql+psycopg://", "postgresql://")):
            raise ValueError("give a URL that starts with sqlite:/// or postgresql://")
        # SQLAlchemy's default driver for postgresql:// changed between releases, so the driver is named here.
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def sqlalchemy_url(self) -> str:
        """The database asked for, or the file ``matchmaker.sqlite`` in the instance folder."""
        return self.database_url or f"sqlite:///{self.instance_path / 'matchmaker.sqlite'}"

    @property
    def queue_file(self) -> Path:
        """The file in which Huey keeps the ids of waiting jobs; it may be lost at any moment."""
        return self.queue_path or self.instance_path / "queue.sqlite"


def load_settings() -> Settings:
    """Settings from the environment; raises SettingsError that names every fault at once."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"  MATCHMAKER_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise SettingsError("These settings cannot be used:\n" + "\n".join(faults)) from error
