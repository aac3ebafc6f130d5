"""A mailer that keeps what it is given, after failing as often as it is told."""

from matchmaker.mailing import Mail


class Postbox:
    """Keeps mails in order; the first ``failures`` are refused as by a server that is down."""

    def __init__(self, failures: int = 0) -> None:
        self.sent: list[Mail] = []
        self._failures = failures

    def send(self, mail: Mail) -> None:
        """Keep the mail, or raise ConnectionRefusedError."""
        if self._failures:
            self._failures -= 1
            raise ConnectionRefusedError("the mail server does not answer")
        self.sent.append(mail)
