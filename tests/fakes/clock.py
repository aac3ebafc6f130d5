"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta

from models.base import utc_now


class Clock:
    """Starts at the present second, so that it agrees with whatever reads the real time."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or utc_now().replace(microsecond=0)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def forward(self, **span: int) -> datetime:
        """Move on, by ``minutes=5`` and the like; the time then."""
        self.now += timedelta(**span)
        return self.now
