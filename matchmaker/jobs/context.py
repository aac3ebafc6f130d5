"""What a job handler is given to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matchmaker.extensions import Session
from matchmaker.mailing import Mailer
from matchmaker.recommender.encoder import Encoder
from matchmaker.recommender.reader import Reader
from matchmaker.services.jobs import ProgressListener


class LeaseLost(Exception):  # noqa: N818 -- it ends the handler, it is not an error to report
    """Another worker has taken the job over; this one must stop without writing."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Expensive or outside things a handler uses, each replaceable by a small real one in tests."""

    encoder: Callable[[], Encoder]
    reader: Callable[[], Reader]
    clock: Callable[[], datetime]
    mailer: Mailer
    sender: str
    base_url: str


@dataclass(frozen=True, slots=True)
class JobRun:
    """One attempt at a job: its session, payload and tools, and ``progress``, which also commits."""

    session: Session
    payload: dict[str, Any]
    tools: Tools
    progress: ProgressListener
