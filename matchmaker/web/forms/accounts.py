"""Forms of accounts."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from matchmaker.web.forms.base import Form

LONGEST_ADDRESS = 254
LONGEST_NAME = 120
#: Longer than any password we take, and short enough to be cheap.
LONGEST_SECRET = 1024


def _address(label: str) -> EmailField:
    return EmailField(
        label, [
            InputRequired(_("Write your e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_("This is too long for an address.")),
        ],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false", "autocapitalize": "none"},
    )


def _present_password() -> PasswordField:
    return PasswordField(
        _("Password"),
        [
            InputRequired(_("Write your password.")),
            Length(max=LONGEST_SECRET, message=_("This is too long for a password.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class AddressForm(Form):
    """An address, and nothing else."""

    email = _address(_("E-mail address"))


class NewAddressForm(Form):
    """The address to move to."""

    email = _address(_("New e-mail address"))


class ConfirmForm(Form):
    """Who a new person is."""

    name = StringField(
        _("Your name"), [
            InputRequired(_("Say how you are called.")),
            Length(max=LONGEST_NAME, message=_("Use at most 120 characters.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    password = PasswordField(_("Password"), render_kw={"autocomplete": "new-password"})


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _("New password"), [InputRequired(_("Choose a password."))], render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    """Address and password."""

    email = _address(_("E-mail address"))
    password = _present_password()


class CodeForm(Form):
    """A code of the second factor, or a recovery code."""

    code = StringField(
        _("Code"),
        [InputRequired(_("Write the code.")), Length(max=64, message=_("This is too long for a code."))],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )


class ProveForm(Form):
    """The password once more."""

    password = _present_password()


class ButtonForm(Form):
    """Nothing but a button."""
