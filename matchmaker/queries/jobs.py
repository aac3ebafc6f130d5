"""Jobs as pages and workers look at them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import JobStatus
from models.job import Job


def lease_owners(session: Session) -> list[str]:
    """The processes that hold a running job, each once."""
    owners = session.scalars(
        select(Job.lease_owner).where(Job.status == JobStatus.RUNNING, Job.lease_owner.is_not(None))
        .distinct().order_by(Job.lease_owner)
    )
    return [owner for owner in owners if owner]


def newest(session: Session, *, limit: int) -> list[Job]:
    """The newest jobs first."""
    return list(session.scalars(select(Job).order_by(Job.id.desc()).limit(limit)))
