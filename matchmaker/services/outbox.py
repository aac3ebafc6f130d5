"""The outbox: mails are rows written with the change they tell of, and sent by a job."""

from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.services import jobs
from models.account import OneTimeToken, User
from models.enums import JobKind, MailTemplate
from models.mail import OutgoingMail


def post(
    session: Session, *, template: MailTemplate, user: User, now: datetime, object_key: str,
    token: OneTimeToken | None = None, recipient: str | None = None,
) -> int:
    """Put one mail to a person into the outbox; the id of the job to announce after the commit. Flushes.

    ``recipient`` is the person's address unless another is given. A second mail of the same template to the same
    recipient about the same object breaks a constraint.
    """
    mail = OutgoingMail(
        template=template, user_id=user.id, recipient=recipient or user.email, language=user.language,
        object_key=object_key, token_id=token and token.id, created_at=now,
    )
    session.add(mail)
    session.flush()
    job = jobs.enqueue(
        session, kind=JobKind.SEND_MAIL, dedupe_key=f"mail:{mail.id}", now=now, payload={"mail_id": mail.id},
    )
    return job.id


def post_token(
    session: Session, *, template: MailTemplate, user: User, now: datetime, token: OneTimeToken,
) -> int:
    """Put the mail that carries a one-time link into the outbox, once per token; see ``post``."""
    return post(
        session, template=template, user=user, now=now, object_key=f"token:{token.id}", token=token,
        recipient=token.email,
    )


def find(session: Session, mail_id: int) -> OutgoingMail:
    """The mail, locked until the commit; raises NotFoundError."""
    mail = session.get(OutgoingMail, mail_id, with_for_update=True, populate_existing=True)
    if mail is None:
        raise NotFoundError(f"There is no mail {mail_id}.")
    return mail
