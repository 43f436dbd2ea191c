"""A form is what a person typed and what is wrong with it. One value serves the first view and the view with errors."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from web.api.client import FieldError, Refusal
from web.words import refusal_text

SECRET = frozenset({"password", "current_password", "new_password"})
"""Taken as typed."""
NEVER_KEPT = SECRET | {"code", "token"}
"""Never written back into a page and never kept between two."""
SUBMISSION = "submission"
"""Hidden field that makes one result of two sends of the same form."""


@dataclass(frozen=True)
class FormError:
    """`field` is the element to go to; empty when the error is about no single field."""

    field: str
    message: str


@dataclass(frozen=True)
class Form:
    """`fields` are in the order of the page, so that the summary lists errors in that order."""

    fields: tuple[str, ...]
    values: Mapping[str, str]
    errors: tuple[FormError, ...] = ()

    @classmethod
    def of(cls, fields: Iterable[str], values: Mapping[str, str]) -> "Form":
        """Only the named fields are taken; what is missing is empty."""
        named = tuple(fields)
        return cls(named, {name: as_typed(name, values.get(name, "")) for name in named})

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def shown(self, name: str) -> str:
        """What may stand in the field when the page is shown again."""
        return "" if name in NEVER_KEPT else self.values[name]

    def messages(self, name: str) -> list[str]:
        return [error.message for error in self.errors if error.field == name]

    def require(self, sentences: Mapping[str, str]) -> "Form":
        """What to say of each field that must not be empty."""
        blank = tuple(FormError(name, said) for name, said in sentences.items() if not self.values[name])
        return self._with(blank)

    def with_refusal(
        self, problem: Refusal, *, names: Mapping[str, str] | None = None, blank: Mapping[str, str] | None = None
    ) -> "Form":
        """The API's refusal beside the fields.

        `names`: the API's field → ours, where they differ. `blank`: what to say of an empty field instead of what the
        API says, which cannot know that nothing was typed.
        """
        said = self.require(blank or {})
        empty = {error.field for error in said.errors}
        theirs = [self._located(error, names or {}) for error in problem.errors]
        found = (*said.errors, *(error for error in theirs if error.field not in empty))
        return self._with(found or (FormError("", refusal_text(problem)),))

    def with_error(self, name: str, message: str) -> "Form":
        """The form with one error more."""
        return self._with((*self.errors, FormError(name, message)))

    def _located(self, error: FieldError, names: Mapping[str, str]) -> FormError:
        name = names.get(error.field, error.field)
        return FormError(name if name in self.fields else "", error.message)

    def _with(self, errors: tuple[FormError, ...]) -> "Form":
        order = {name: place for place, name in enumerate(self.fields)}
        return replace(self, errors=tuple(sorted(dict.fromkeys(errors), key=lambda e: order.get(e.field, -1))))


def idempotency_key(posted: Mapping[str, str]) -> str:
    """The Idempotency-Key of a posted form: the same send twice has one, a changed answer another.

    The hidden field is the key of the HMAC and stays between browser and pages, so the key tells nothing about the
    answers.
    """
    answers = "\n".join(f"{name}={value}" for name, value in sorted(posted.items()) if name not in (SUBMISSION, "csrf"))
    return hmac.new(posted.get(SUBMISSION, "").encode(), answers.encode(), hashlib.sha256).hexdigest()


def as_typed(name: str, value: str) -> str:
    """The value of a field: a password as it is, anything else without spaces at its ends."""
    return value if name in SECRET else value.strip()
