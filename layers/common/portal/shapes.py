"""The base of what comes in and what goes out: pydantic models, nothing else, so that a domain's model may use them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """A value. What checks it is built at its first use: a function uses few of its domain's types."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Input(Frozen):
    """A body. An unknown field is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Query(Frozen):
    """Query parameters: an operation that has some takes one argument of such a type. An unknown one is refused."""

    model_config = ConfigDict(extra="forbid")


class Paging(Query):
    """Where a list goes on: `next` of the page before."""

    next: Annotated[str | None, Field(max_length=1000)] = None


class View(Frozen):
    """An answer."""


class VersionedView(View):
    """An answer with an ETag, for `If-Match`."""

    version: int = Field(exclude=True)
