"""What every form does: check its token, keep its input, say what is wrong, with a fitting status."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from matchmaker.errors import AccountError, LimitError
from matchmaker.extensions import db
from matchmaker.web.words import FIELDS, fault_words, limit_words

Page = tuple[str, int, dict[str, str]]
STATUSES = {"wrong_credentials": 401, "dead_link": 410}


class Form(FlaskForm):
    """A form that shows itself again with what was written and what to mend."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []
        self.status = 200
        self.headers: dict[str, str] = {}

    def accepted(self) -> bool:
        """Whether it was sent, by its own page and complete."""
        if request.method != "POST":
            return False
        valid = bool(self.validate())
        if g.get("form_expired", False):
            self.status = 400
            self.notes = [_("This page had been open too long, or it was opened before you signed in. Your input is"
                            " still here: send it again.")]
            return False
        self.status = 200 if valid else 422
        return valid

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what a use case refuses into words beside the field; nothing of the attempt is kept."""
        try:
            yield
        except AccountError as error:
            db.session.rollback()
            self.status = STATUSES.get(error.fault, 422)
            self._blame(FIELDS.get(error.fault), fault_words(error))
        except LimitError as error:
            db.session.rollback()
            self.status = 429
            self.headers = {"Retry-After": str(error.wait)}
            self.notes.append(limit_words(error))

    def problems(self) -> list[tuple[Field | None, str]]:
        """What is wrong, field by field in the order of the page, for the summary on top."""
        listed: list[tuple[Field | None, str]] = [(None, note) for note in self.notes]
        listed += [
            (field, str(problem)) for field in self if field.name != "csrf_token" for problem in field.errors
        ]
        return listed

    def shown(self, template: str, **context: Any) -> Page:
        """The page with this form."""
        return render_template(template, form=self, **context), self.status, self.headers

    def _blame(self, name: str | None, words: str) -> None:
        if name is not None and name in self:
            self[name].errors = [*self[name].errors, words]
        else:
            self.notes.append(words)
