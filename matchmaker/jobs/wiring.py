"""The real runner and queue of an installation."""

from collections.abc import Callable
from datetime import datetime

from matchmaker.config import Settings
from matchmaker.extensions import Session, sessionmaker
from matchmaker.jobs.context import Tools
from matchmaker.jobs.embedding import embed_listings
from matchmaker.jobs.mail import send_mail
from matchmaker.jobs.match_lists import compute_match_list
from matchmaker.jobs.queue import JobQueue
from matchmaker.jobs.runner import Handler, Runner
from matchmaker.mailing import ConsoleMailer, FileMailer, Mailer, SmtpMailer
from matchmaker.recommender.encoder import LazyEncoder
from matchmaker.recommender.reader import bundled_reader
from models.base import utc_now
from models.enums import JobKind

#: Which function does which kind of job; a test checks that no kind is missing.
HANDLERS: dict[JobKind, Handler] = {
    JobKind.EMBED_LISTINGS: embed_listings,
    JobKind.COMPUTE_MATCH_LIST: compute_match_list,
    JobKind.SEND_MAIL: send_mail,
}


def build_runner(
    settings: Settings, sessions: sessionmaker[Session], *, clock: Callable[[], datetime] = utc_now,
) -> Runner:
    """A runner with the installation's encoder, the bundled glossary and the installation's way of sending mail."""
    encoder = LazyEncoder(settings.encoder, batch=settings.encoder_batch)
    tools = Tools(
        encoder=lambda: encoder, reader=bundled_reader, clock=clock, mailer=build_mailer(settings),
        sender=settings.sender, base_url=settings.public_url,
    )
    return Runner(
        sessions=sessions, handlers=HANDLERS, tools=tools, lease_seconds=settings.job_lease_seconds,
        attempts=settings.job_attempts,
    )


def build_mailer(settings: Settings) -> Mailer:
    """The mailer the settings ask for."""
    if settings.mail == "smtp":
        return SmtpMailer(settings.smtp_url)
    return ConsoleMailer() if settings.mail == "console" else FileMailer(settings.mails)


def build_queue(settings: Settings, runner: Runner) -> JobQueue:
    """The installation's queue file with that runner."""
    return JobQueue(path=settings.queue_file, runner=runner, sweep_seconds=settings.sweep_seconds)
