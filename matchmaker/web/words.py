"""What is wrong with an account's form, in the reader's language."""

from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.errors import AccountError, LimitError
from matchmaker.services.passwords import LONGEST, SHORTEST

MINUTE_SECONDS = 60


def fault_words(error: AccountError) -> str:
    """The error's fault as a sentence that says what to do."""
    words: dict[str, str] = {
        "bad_address": _("Write an e-mail address such as name@example.org."),
        "same_address": _("This is your address already."),
        "address_taken": _("This address belongs to another account."),
        "name_missing": _("Say how you are called."),
        "password_short": _(
            "Use at least %(count)s characters: a few words in a row are easy to keep.", count=SHORTEST,
        ),
        "password_long": _("Use at most %(count)s characters.", count=LONGEST),
        "password_common": _("A guesser would try this one first. Choose something only you would think of."),
        "password_context": _("This is made of your name, your address or this service's name. Choose other words."),
        "wrong_credentials": _("Address and password do not belong together. Try again, or let us send you a link."),
        "wrong_password": _("This is not your password."),
        "wrong_code": _("This code is not right, or its half minute is over. Try the next one."),
        "too_late": _("This took too long. Start again."),
        "dead_link": _("This link has been used, or it is too old. Ask for a new one."),
    }
    return words.get(error.fault, str(error))


#: The field a fault belongs to; any other belongs to the whole form.
FIELDS = {
    "bad_address": "email", "same_address": "email", "address_taken": "email", "name_missing": "name",
    "password_short": "password", "password_long": "password", "password_common": "password",
    "password_context": "password", "wrong_password": "password", "wrong_code": "code",
}


def limit_words(error: LimitError) -> str:
    """How long to wait."""
    minutes = -(-error.wait // MINUTE_SECONDS)
    words: str = ngettext(
        "Too many tries. Wait a minute, then try again.",
        "Too many tries. Wait %(num)d minutes, then try again.",
        minutes,
    )
    return words
