"""``flask worker`` and ``flask jobs``: background work, by the worker or in this terminal."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from rich.console import Console

from matchmaker.cli.reporting import progress_listener, reports_errors
from matchmaker.config import Settings
from matchmaker.extensions import background, db
from matchmaker.logs import configure_logs
from matchmaker.queries import jobs as job_queries
from matchmaker.services import jobs as job_services
from models.enums import JobStatus

jobs_group = AppGroup("jobs", help="Background work: what waits, runs, is done or dead.")


@click.command("worker")
@with_appcontext
@reports_errors
def worker() -> None:
    """Do background work until Ctrl-C."""
    settings: Settings = current_app.config["SETTINGS"]
    configure_logs(settings.log_level)
    background.queue.work()


@jobs_group.command("list")
@reports_errors
def list_jobs() -> None:
    """The newest jobs with their state and progress."""
    click.echo("  job kind                 state    progress")
    for job in job_queries.newest(db.session, limit=30):
        total = "" if job.total_units is None else f" {job.step or ''} {job.done_units}/{job.total_units}"
        click.echo(f"{job.id:>5} {job.kind:<20} {job.status:<8}{total}" + (f"  {job.error}" if job.error else ""))


@jobs_group.command("run")
@reports_errors
def run_jobs() -> None:
    """Do all work that waits, here and now, with its progress; exit status 1 if any of it failed."""
    failed = run_due_jobs(Console())
    if failed:
        raise click.ClickException("\n".join(failed))


@jobs_group.command("retry")
@click.argument("job_id", metavar="JOB", type=int)
@reports_errors
def retry(job_id: int) -> None:
    """Put a dead job back into the queue."""
    job_services.retry(db.session, job_id=job_id, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"Job {job_id} waits for the worker again.")


def run_due_jobs(console: Console) -> list[str]:
    """Do every due job in this process with a progress display; the errors of those that failed."""
    configure_logs("WARNING")  # the bar tells how far the work is
    runner = background.runner
    failed: list[str] = []
    while ids := runner.due():
        with progress_listener(console) as listener:
            ended = {job_id: runner.run(job_id, listener=listener) for job_id in ids}
        for job_id, status in ended.items():
            if status not in {None, JobStatus.DONE}:
                db.session.rollback()
                failed.append(f"Job {job_id} failed: {job_services.find(db.session, job_id).error}")
                db.session.rollback()
        if failed or not any(ended.values()):
            break
    return failed
