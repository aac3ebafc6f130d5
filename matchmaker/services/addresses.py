"""E-mail addresses: read, and folded to the form that says who is the same."""

from email_validator import EmailNotValidError, validate_email

from matchmaker.errors import AccountError


def read_address(text: str) -> str:
    """The address as it is written to; raises AccountError where no mail could reach it.

    Nothing is asked of the network: whether an address exists shows when its owner follows the link.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise AccountError("This is not an e-mail address such as name@example.org.", fault="bad_address") from error


def address_key(text: str) -> str:
    """The folded form; the text itself, folded, of something that is no address."""
    try:
        return read_address(text).casefold()
    except AccountError:
        return text.strip().casefold()
