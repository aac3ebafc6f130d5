"""Settings of one installation, read from the environment once at start."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from matchmaker.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SECRET_BYTES = 32
#: A key that stands in tutorials, or repeats a few characters, is as good as none.
WELL_KNOWN_SECRETS = ("changeme", "change-me", "change_me", "secret", "password", "example", "insecure", "default")
FEWEST_CHARACTERS = 10
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


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
    mode: Literal["demo", "production"] = "demo"
    base_url: str = ""
    trusted_hosts: str = ""
    proxy_hops: int = Field(default=0, ge=0, le=5)
    mail: Literal["file", "console", "smtp"] = "file"
    mail_folder: Path | None = None
    mail_from: str = ""
    smtp_url: str = ""
    sign_ups_per_hour: int = Field(default=2, ge=1, le=1000)
    sign_ups_per_day: int = Field(default=5, ge=1, le=10000)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    web_threads: int = Field(default=8, ge=1, le=64)
    secret_key: str = ""
    former_secret_keys: str = ""
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

    @field_validator("base_url")
    @classmethod
    def _plain_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
            raise ValueError("give the address people type, such as https://matchmaking.example.org, without a path")
        return url.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _known_scheme(cls, url: str) -> str:
        if url and (urlsplit(url).scheme not in {"smtp", "smtps"} or not urlsplit(url).hostname):
            raise ValueError("give a URL such as smtp://user:password@mail.example.org:587, or smtps://...")
        return url

    @model_validator(mode="after")
    def _fit_for_its_mode(self) -> "Settings":
        if self.mail == "smtp" and not self.smtp_url:
            raise ValueError("MATCHMAKER_MAIL=smtp needs MATCHMAKER_SMTP_URL")
        if self.mode == "production":
            _check_secret(self.secret_key)
            if urlsplit(self.base_url).scheme != "https":
                raise ValueError("production needs MATCHMAKER_BASE_URL, the https address people type")
        return self

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration: logins for every role, no second factor asked."""
        return self.mode == "demo"

    @property
    def public_url(self) -> str:
        """The address people type; links in mails come from here alone, never from a request."""
        if self.base_url:
            return self.base_url
        # Listening on every address is no address to type.
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 -- compared, not bound
        return f"http://{host}:{self.port}"

    @property
    def over_https(self) -> bool:
        """Whether people reach the service over https, so that its cookies may say so."""
        return self.public_url.startswith("https://")

    @property
    def host_names(self) -> list[str]:
        """The host names requests may name: the public one, those of the setting, and this machine in the demo."""
        named = [name.strip() for name in self.trusted_hosts.split(",") if name.strip()]
        local = [*LOCAL_HOSTS, self.host] if self.demo else []
        return sorted({urlsplit(self.public_url).hostname or "", *named, *local})

    @property
    def former_keys(self) -> list[str]:
        """Keys that still open sessions after a change of the key."""
        return [key.strip() for key in self.former_secret_keys.split(",") if key.strip()]

    @property
    def mails(self) -> Path:
        """Where the file backend puts mails."""
        return self.mail_folder or self.instance_path / "mail"

    @property
    def sender(self) -> str:
        """Whom mails come from."""
        return self.mail_from or f"no-reply@{urlsplit(self.public_url).hostname}"

    @property
    def sqlalchemy_url(self) -> str:
        """The database asked for, or the file ``matchmaker.sqlite`` in the instance folder."""
        return self.database_url or f"sqlite:///{self.instance_path / 'matchmaker.sqlite'}"

    @property
    def queue_file(self) -> Path:
        """The file in which Huey keeps the ids of waiting jobs; it may be lost at any moment."""
        return self.queue_path or self.instance_path / "queue.sqlite"


def secret_key(settings: Settings) -> str:
    """The key that signs cookies and forms; the demo makes its own once and keeps it in ``instance/secret-key``."""
    if settings.secret_key or not settings.demo:
        return settings.secret_key
    path = settings.instance_path / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    # Web and worker may start together: each writes its own file, and the first link to the name wins.
    draft = path.with_name(f".secret-key-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _check_secret(key: str) -> None:
    made = 'python -c "import secrets; print(secrets.token_urlsafe(48))"'
    if not key:
        raise ValueError(f"production needs MATCHMAKER_SECRET_KEY; make one: {made}")
    if len(key.encode()) < SECRET_BYTES:
        raise ValueError(f"MATCHMAKER_SECRET_KEY is shorter than {SECRET_BYTES} bytes; make one: {made}")
    plain = key.casefold()
    if len(set(plain)) < FEWEST_CHARACTERS or any(word in plain for word in WELL_KNOWN_SECRETS):
        raise ValueError(f"MATCHMAKER_SECRET_KEY is one anybody can guess; make one: {made}")


def load_settings() -> Settings:
    """Settings from the environment; raises SettingsError that names every fault at once."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"  MATCHMAKER_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            if fault["loc"] else f"  {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        ]
        raise SettingsError("These settings cannot be used:\n" + "\n".join(faults)) from error
