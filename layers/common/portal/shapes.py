"""The base of what comes in and what goes out: pydantic models, nothing else, so that a domain's model may use them."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from portal.cleaning import cleaned


class Frozen(BaseModel):
    """A value. What checks it is built at its first use: a function uses few of its domain's types."""

    model_config = ConfigDict(frozen=True, defer_build=True)


@dataclass(frozen=True)
class Verbatim:
    """Marks a field whose every character counts, such as a password: `Annotated[str, Verbatim()]`."""


class _Cleaned(Frozen):
    """Every text is cleaned (`portal.cleaning`) before it is validated, but those of `Verbatim` fields."""

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any, field: ValidationInfo) -> Any:
        metadata = cls.model_fields[str(field.field_name)].metadata
        return value if any(isinstance(one, Verbatim) for one in metadata) else _clean_texts(value)


def _clean_texts(value: Any) -> Any:
    """A text, or the texts of a list. What is inside an object is cleaned by the model of that object."""
    if isinstance(value, str):
        return cleaned(value)
    return [_clean_texts(one) for one in value] if isinstance(value, list) else value


class Input(_Cleaned):
    """A body. An unknown field is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Query(_Cleaned):
    """Query parameters: an operation that has some takes one argument of such a type. An unknown one is refused."""

    model_config = ConfigDict(extra="forbid")


def must_be_true(code: str, message: str) -> AfterValidator:
    """For an agreement that has to be given: false is refused with this code and message."""

    def check(answer: bool) -> bool:
        if not answer:
            raise PydanticCustomError(code, message)
        return answer

    return AfterValidator(check)


class Paging(Query):
    """Where a list goes on: `next` of the page before."""

    next: Annotated[str | None, Field(max_length=1000)] = None


class View(Frozen):
    """An answer."""


class Pdf(Frozen):
    """An answer that is a PDF. `filename`: what a browser calls it when it is kept."""

    content: bytes
    filename: str


class VersionedView(View):
    """An answer with an ETag, for `If-Match`."""

    version: int = Field(exclude=True)
