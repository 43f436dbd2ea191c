"""Forms: what a person typed and what is wrong with it. The same class serves the first view and the view with
errors.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from web.api.client import FieldError, Refusal
from web.words import refusal_text

SECRET = frozenset({"password", "current_password", "new_password"})
"""Fields whose value is taken exactly as typed."""
NEVER_KEPT = SECRET | {"code", "token"}
"""Fields whose value is never written back into a page nor kept between pages."""
SUBMISSION = "submission"
"""The hidden field that identifies a submission, so that sending the same form twice has one effect."""


@dataclass(frozen=True)
class FormError:
    """An error message. `field`: the field it belongs to; empty when it is about no single field."""

    field: str
    message: str


@dataclass(frozen=True)
class Form:
    """A form's values and errors. `fields` are in the order of the page; the error summary keeps that order."""

    fields: tuple[str, ...]
    values: Mapping[str, str]
    errors: tuple[FormError, ...] = ()

    @classmethod
    def of(cls, fields: Iterable[str], values: Mapping[str, str]) -> "Form":
        """A form of the named fields, with empty values for missing ones. Other values are dropped."""
        named = tuple(fields)
        return cls(named, {name: as_typed(name, values.get(name, "")) for name in named})

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def shown(self, name: str) -> str:
        """The value to write back into the field: empty for passwords and codes."""
        return "" if name in NEVER_KEPT else self.values[name]

    def messages(self, name: str) -> list[str]:
        return [error.message for error in self.errors if error.field == name]

    def require(self, sentences: Mapping[str, str]) -> "Form":
        """The form with an error for each of the named fields that is empty. `sentences`: the message of each."""
        blank = tuple(FormError(name, said) for name, said in sentences.items() if not self.values[name])
        return self._with(blank)

    def with_refusal(
        self, problem: Refusal, *, names: Mapping[str, str] | None = None, blank: Mapping[str, str] | None = None
    ) -> "Form":
        """The form with the API's refusal shown at its fields, or above them where it names none.

        `names`: the API's field names → ours, where they differ. `blank`: messages for empty fields, which replace the
        API's: the API cannot know that nothing was typed.
        """
        said = self.require(blank or {})
        empty = {error.field for error in said.errors}
        theirs = [self._located(error, names or {}) for error in problem.errors]
        found = (*said.errors, *(error for error in theirs if error.field not in empty))
        return self._with(found or (FormError("", refusal_text(problem)),))

    def with_error(self, name: str, message: str) -> "Form":
        """The form with one more error."""
        return self._with((*self.errors, FormError(name, message)))

    def _located(self, error: FieldError, names: Mapping[str, str]) -> FormError:
        name = names.get(error.field, error.field)
        return FormError(name if name in self.fields else "", error.message)

    def _with(self, errors: tuple[FormError, ...]) -> "Form":
        order = {name: place for place, name in enumerate(self.fields)}
        return replace(self, errors=tuple(sorted(dict.fromkeys(errors), key=lambda e: order.get(e.field, -1))))


def idempotency_key(posted: Mapping[str, str]) -> str:
    """The Idempotency-Key of a posted form: the same for a form sent twice, another one if an answer changed.

    It is an HMAC whose key is the hidden submission field. Only the browser and the pages know that field, so the key
    reveals nothing about the answers.
    """
    answers = "\n".join(f"{name}={value}" for name, value in sorted(posted.items()) if name not in (SUBMISSION, "csrf"))
    return hmac.new(posted.get(SUBMISSION, "").encode(), answers.encode(), hashlib.sha256).hexdigest()


def as_typed(name: str, value: str) -> str:
    """The value of a field: a password unchanged, any other text cleaned as the API does (O9), since the pages read
    dates, amounts and codes themselves.
    """
    if name in SECRET:
        return value
    if value.isascii():
        return value.strip()
    from portal.cleaning import cleaned

    return cleaned(value)
