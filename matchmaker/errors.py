"""Domain errors: raised where a rule breaks, in words fit to show a person."""


class MatchmakerError(Exception):
    """Base of every error a person may see; ``str(error)`` is the message."""


class NotFoundError(MatchmakerError):
    """Something asked for by name or number does not exist."""


class TransitionError(MatchmakerError):
    """A status may not follow the present one."""


class CollectionError(MatchmakerError):
    """A collection cannot be imported; ``problems`` holds one line per fault, in file order."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class RoundError(MatchmakerError):
    """A business round contradicts itself; ``problems`` holds one line per fault."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class EncoderError(MatchmakerError):
    """The sentence encoder is missing, damaged or cannot be loaded."""


class SettingsError(MatchmakerError):
    """The settings of the installation contradict themselves or cannot be read."""


class StorageError(MatchmakerError):
    """The database or the disk under it cannot be used."""


class AccountError(MatchmakerError):
    """Something about an account is not possible; ``fault`` names what, so that a page can say it in its language."""

    def __init__(self, message: str, *, fault: str) -> None:
        super().__init__(message)
        self.fault = fault


class LimitError(MatchmakerError):
    """Too many tries; ``wait`` says after how many seconds another is heard."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
