"""The base classes of what operations take and answer: pydantic models only, so that domains' models may use them."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from portal.cleaning import cleaned


class Frozen(BaseModel):
    """An immutable value. Its validator is built at first use, since a function uses few of its domain's types."""

    model_config = ConfigDict(frozen=True, defer_build=True)


@dataclass(frozen=True)
class Verbatim:
    """Marks a field whose every character counts, such as a password: `Annotated[str, Verbatim()]`."""


class _Cleaned(Frozen):
    """An input whose texts are cleaned (`portal.cleaning`) before they are validated, except in `Verbatim` fields."""

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any, field: ValidationInfo) -> Any:
        metadata = cls.model_fields[str(field.field_name)].metadata
        return value if any(isinstance(one, Verbatim) for one in metadata) else _clean_texts(value)


def _clean_texts(value: Any) -> Any:
    """A text or a list of texts, cleaned. Texts inside an object are cleaned by that object's own model."""
    if isinstance(value, str):
        return cleaned(value)
    return [_clean_texts(one) for one in value] if isinstance(value, list) else value


class Input(_Cleaned):
    """The body of a request. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Query(_Cleaned):
    """Query parameters: an operation that has any takes one argument of such a type. Unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


def must_be_true(code: str, message: str) -> AfterValidator:
    """A validator for an agreement that has to be given: false is refused with this code and message."""

    def check(answer: bool) -> bool:
        if not answer:
            raise PydanticCustomError(code, message)
        return answer

    return AfterValidator(check)


class Paging(Query):
    """The page of a list. `next`: the token `next` of the page before; leave it out for the first page."""

    next: Annotated[str | None, Field(max_length=1000)] = None


class View(Frozen):
    """An answer of the API."""


class Pdf(Frozen):
    """An answer that is a PDF. `filename`: the name under which a browser saves it."""

    content: bytes
    filename: str


class VersionedView(View):
    """An answer with an ETag, for `If-Match`."""

    version: int = Field(exclude=True)
