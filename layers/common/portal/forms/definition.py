"""A form definition: sections of pages of fields, in the order in which they are asked (`docs/rules/care.md`, C30)."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, StringConstraints

from portal.shapes import Frozen

FormId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{1,39}$")]
type When = dict[str, Any]
"""A condition: `{name: value | [values] | {has|min|max|answered: x}}`, where all names must match; `all`, `any` and
`not` nest. For a repeat, `{name: {some: when}}`: `when` holds for at least one item (`{}` holds for any item).
"""
type FieldType = Literal[
    "text", "textarea", "email", "phone", "select", "radios", "number", "money", "date", "month", "yes_no",
    "checkboxes", "address", "file", "declaration", "content",
]  # fmt: skip
type Team = Literal["care", "blue-badge", "safeguarding"]
"""A group of officers. Only the form's team sees the requests made with it."""
type TextFormat = Literal["postcode", "nino", "nhs_number", "vehicle", "badge_number", "name"]


class _Part(Frozen):
    model_config = ConfigDict(extra="forbid")


class Voices(_Part):
    """A text in two wordings: `me` for the person whom the form is about, `other` for somebody who fills it in for
    them.
    """

    me: str
    other: str


type Text = str | Voices
"""A text, in which `{name}` stands for the person's first name."""


class Option(_Part):
    """One choice of a question. `exclusive`: cannot be chosen together with others. `reveal`: fields that count only
    while the option is chosen.
    """

    value: str
    text: Text
    hint: Text | None = None
    exclusive: bool = False
    reveal: tuple["Field", ...] = ()


class Link(_Part):
    """A link after a text. `href`: the path of a page of the portal, or the whole address of another site."""

    href: str
    text: Text


class Field(_Part):
    """One question, or text between questions (type `content`: `text`, and perhaps a `link`).

    `error`: the message if nothing was answered. `min` and `max`: limits of a number, an amount in pence or a date; for
    `text` and `textarea`, `max` is the greatest length; for `checkboxes`, the greatest number. `places`: decimal places
    of a number. `when`: reads the same answers as `Page.when`, and in a repeat also the item's earlier answers.
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
    """A page that is answered once for each item. The answer is a list of objects, stored under `name`."""

    name: str
    item: str
    min: int = 0
    max: int = 20


class Page(_Part):
    """One page of a form. `when`: whether it is asked, by the answers of earlier pages on the path. `exit`: the form
    ends here and cannot be sent.
    """

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
    """Pages under one heading of the task list. `source`: where the questions come from; shown on no page."""

    id: str
    title: Text
    pages: tuple[Page, ...]
    source: str = ""


class Suggestion(_Part):
    """Something that may help the person, with the reason that they are told. `when`: by all answers that count."""

    id: str
    title: Text
    why: Text
    when: When


class FactSources(_Part):
    """The names of the fields from which facts are worked out (`portal.forms.facts`)."""

    birth_date: str | None = None
    address: str | None = None
    authority: str | None = None
    first_name: str | None = None


class Form(_Part):
    """One version of a form. `minutes`: how long it takes. `have_ready`: what to have at hand before starting.

    `call_first`: shown first: whom to telephone instead of filling it in, or what to know before. `person_help`: how to
    get a person's help, shown on each page. `team`: the team that its requests go to.
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
