"""A form definition: sections of pages of fields, in the order in which they are asked (`docs/rules/care.md`, C30)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, StringConstraints

from portal.shapes import Frozen

FormId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{1,39}$")]
type When = dict[str, Any]
"""`{name: value | [values] | {has|min|max|answered: x}}`; all must hold. `all`, `any` and `not` nest. Of a repeat
`{name: {some: when}}`: for one item, at least, this holds; `{}` holds for each.
"""
type FieldType = Literal[
    "text", "textarea", "email", "phone", "select", "radios", "number", "money", "date", "month", "yes_no",
    "checkboxes", "address", "file", "declaration", "content",
]  # fmt: skip
type Team = Literal["care", "blue-badge", "safeguarding"]
"""A group of officers. Requests of a form are seen by its team alone."""
type TextFormat = Literal["postcode", "nino", "nhs_number", "vehicle", "badge_number", "name"]


class _Part(Frozen):
    model_config = ConfigDict(extra="forbid")


class Voices(_Part):
    """A text to the person whom the form is about, and the same to somebody who fills it in for them."""

    me: str
    other: str


type Text = str | Voices
"""`{name}` in it stands for the first name of the person."""


class Option(_Part):
    """`exclusive`: no other option beside this one. `reveal`: fields that count only while the option is chosen."""

    value: str
    text: Text
    hint: Text | None = None
    exclusive: bool = False
    reveal: tuple["Field", ...] = ()


class Link(_Part):
    """Where to go on from a text: a page of ours by its path, or another site by its whole address."""

    href: str
    text: Text


class Field(_Part):
    """One question, or text between questions (`content`, which has `text`, and may have a `link`).

    `error`: what to say when nothing was answered. `min` and `max`: of the number, pence or date; of a `textarea` and
    `text` the longest length; of `checkboxes` how many. `places`: decimals of a number. `when`: sees what `Page.when`
    sees, in a repeat also the earlier answers of its item.
    """

    name: str
    type: FieldType
    label: Text = ""
    hint: Text | None = None
    error: Text | None = None
    optional: bool = False
    options: tuple[Option, ...] = ()
    format: TextFormat | None = None
    min: int | str | None = None
    max: int | str | None = None
    places: int = 0
    past: bool = False
    future: bool = False
    unit: str | None = None
    kind: str | None = None
    max_files: int = 5
    skip: bool = False
    text: Text | None = None
    link: Link | None = None
    when: When | None = None

    def parts(self) -> Iterator["Field"]:
        """The field and all that its options reveal."""
        yield self
        for option in self.options:
            for field in option.reveal:
                yield from field.parts()


class Repeat(_Part):
    """The page is answered once for each item: its answer is a list of objects under `name`."""

    name: str
    item: str
    min: int = 0
    max: int = 20


class Page(_Part):
    """`when`: over what was answered on the path before this page. `exit`: the form ends here and cannot be sent."""

    path: str
    title: Text | None = None
    when: When | None = None
    exit: bool = False
    repeat: Repeat | None = None
    fields: tuple[Field, ...]

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        return tuple(part for field in self.fields for part in field.parts())


class Section(_Part):
    """`source`: where its questions come from; no page shows it."""

    id: str
    title: Text
    pages: tuple[Page, ...]
    source: str = ""


class Suggestion(_Part):
    """Something that may help, with the reason that is told. `when`: over all that counts of the answers."""

    id: str
    title: Text
    why: Text
    when: When


class FactSources(_Part):
    """The fields that facts are worked out from (`portal.forms.facts`)."""

    birth_date: str | None = None
    address: str | None = None
    authority: str | None = None
    first_name: str | None = None


class Form(_Part):
    """One version of a form. `minutes`: how long it takes. `have_ready`: what to have at hand before starting.
    `call_first`: whom to telephone rather than fill it in, or what has to be known before, shown first. `person_help`:
    how to get a person's help with it, shown on each of its pages. `team`: whose its requests are.
    """

    id: str
    version: int
    title: str
    summary: str
    who_may: tuple[str, ...]
    minutes: int
    have_ready: tuple[str, ...]
    call_first: str = ""
    person_help: str = ""
    professionals_only: bool = False
    team: Team = "care"
    facts: FactSources = FactSources()
    sections: tuple[Section, ...]
    suggestions: tuple[Suggestion, ...] = ()

    def pages(self) -> Iterator[tuple[Section, Page]]:
        for section in self.sections:
            for page in section.pages:
                yield section, page

    def asks_file(self, path: str) -> bool:
        """Whether that page asks for a file."""
        return any(field.type == "file" for _, page in self.pages() if page.path == path for field in page.all_fields)
