"""What the mails say, in the reader's language, from the same catalogue as the pages."""

from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from matchmaker.mailing import link_to
from models.enums import MailTemplate

_CATALOGUES = Path(__file__).resolve().parent.parent / "web" / "translations"


def _(text: str) -> str:
    """Mark a text for the catalogue; it is translated when the mail is written."""
    return text


#: Subject and text; ``{link}`` stands for the address to follow, ``{site}`` for that of the front page.
TEXTS: dict[MailTemplate, tuple[str, str]] = {
    MailTemplate.CONFIRM_ADDRESS: (
        _("Confirm your address"),
        _("Hello,\n\nsomebody, we hope you, asked for an account with this address. Follow this link to confirm it,"
          " say how you are called and choose a password:\n\n{link}\n\nIt works once, for 24 hours. If it was not"
          " you, do nothing: without the link there is no account."),
    ),
    MailTemplate.ALREADY_REGISTERED: (
        _("You have an account already"),
        _("Hello,\n\nsomebody, we hope you, tried to sign up with this address, but it has an account already."
          " This link signs you in:\n\n{link}\n\nIt works once, for 30 minutes. If it was not you, do nothing."),
    ),
    MailTemplate.SIGN_IN_LINK: (
        _("Your link to sign in"),
        _("Hello,\n\nthis link signs you in:\n\n{link}\n\nIt works once, for 30 minutes. If you did not ask for it,"
          " do nothing: nobody can sign in without this mail."),
    ),
    MailTemplate.RESET_PASSWORD: (
        _("Choose a new password"),
        _("Hello,\n\nfollow this link to choose a new password:\n\n{link}\n\nIt works once, for one hour. If you did"
          " not ask for it, do nothing: your password stays as it is."),
    ),
    MailTemplate.CHANGE_ADDRESS: (
        _("Confirm your new address"),
        _("Hello,\n\nan account is to be moved to this address. Follow this link to confirm it:\n\n{link}\n\nIt works"
          " once, for 24 hours. If you know nothing of it, do nothing."),
    ),
    MailTemplate.ADDRESS_CHANGED: (
        _("Your address was changed"),
        _("Hello,\n\nyour account now has another e-mail address, and mail goes there from now on. If it was not you,"
          " write at once to the people who run this service: {site}"),
    ),
    MailTemplate.PASSWORD_CHANGED: (
        _("Your password was changed"),
        _("Hello,\n\nyour password was changed, and you were signed out everywhere. If it was not you, choose a new"
          " one at once: {site}"),
    ),
    MailTemplate.SECOND_FACTOR_ON: (
        _("Your second factor is on"),
        _("Hello,\n\nfrom now on you are asked for a code from your phone when you sign in. If it was not you, change"
          " your password at once: {site}"),
    ),
    MailTemplate.SECOND_FACTOR_OFF: (
        _("Your second factor is off"),
        _("Hello,\n\nyou are no longer asked for a code from your phone when you sign in. If it was not you, change"
          " your password at once: {site}"),
    ),
    MailTemplate.RECOVERY_CODE_USED: (
        _("A recovery code was used"),
        _("Hello,\n\none of your recovery codes was used to sign in. It will not work again. If it was not you,"
          " change your password at once: {site}"),
    ),
}


def compose(template: MailTemplate, *, language: str, base_url: str, secret: str | None) -> tuple[str, str]:
    """Subject and text of a mail; its addresses begin with the installation's own, whatever a request named."""
    gettext = _catalogue(language).gettext
    subject, text = TEXTS[template]
    link = link_to(template, base_url=base_url, language=language, secret=secret) if secret else ""
    site = f"{base_url}/{language}/"
    return gettext(subject), gettext(text).format(link=link, site=site) + "\n"


@lru_cache(maxsize=8)
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(_CATALOGUES, [language])
