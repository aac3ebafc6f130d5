"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta

from models.base import utc_now


class Clock:
    """Starts a minute ahead, so that whatever a test writes with the real time has happened by then."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or utc_now().replace(microsecond=0) + timedelta(minutes=1)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def forward(self, **span: int) -> datetime:
        """Move on, by ``minutes=5`` and the like; the time then."""
        self.now += timedelta(**span)
        return self.now
