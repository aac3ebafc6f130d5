"""Job: send one mail of the outbox."""

from datetime import datetime
from typing import Any

from matchmaker.jobs.context import JobRun
from matchmaker.jobs.mail_texts import compose
from matchmaker.mailing import Mail
from matchmaker.services import outbox, tokens


def send_mail(run: JobRun) -> dict[str, Any]:
    """Write and send the mail, once: a mail that was sent is not sent again, one whose link has died is dropped.

    The link's secret is made here, so that it stands in no table. It is committed before the mail leaves: a link
    that arrives is one that works. Whoever is killed between sending and noting it sends the mail once more, under
    the same Message-ID and with a link that replaces the first.
    """
    mail_id = int(run.payload["mail_id"])
    mail = _written(run, mail_id)
    if mail is not None:
        run.tools.mailer.send(mail)
        outbox.find(run.session, mail_id).sent_at = run.tools.clock()
    return {"sent": mail is not None}


def _written(run: JobRun, mail_id: int) -> Mail | None:
    """The mail as it goes out, None where there is nothing to send; commits."""
    now: datetime = run.tools.clock()
    row = outbox.find(run.session, mail_id)
    secret: str | None = None
    if row.sent_at is None and row.dropped_at is None and row.token_id is not None:
        secret = tokens.rearm(run.session, token_id=row.token_id, now=now)
        row.dropped_at = now if secret is None else None
    done = row.sent_at is not None or row.dropped_at is not None
    facts = (row.template, row.language, row.recipient)
    run.progress("sending", 0, 1)
    if done:
        return None
    template, language, recipient = facts
    subject, body = compose(template, language=language, base_url=run.tools.base_url, secret=secret)
    return Mail(
        key=f"mail-{mail_id}", sender=run.tools.sender, recipient=recipient, language=language, subject=subject,
        body=body,
    )
