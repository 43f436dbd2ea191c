"""A small form that uses everything a definition can say about its path, and functions to answer it in process."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from random import Random
from typing import Any

from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import Journey, Saved, replay, saved
from tests.support.form_walker import walk

TODAY = date(2026, 11, 28)
GIVEN = Given(TODAY, in_county="yes")


def a_field(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "label": f"The {name}", "error": f"Enter the {name}", **more}


def options(*values: str, **more: Any) -> list[dict[str, Any]]:
    """Options of these values. `more`: further members of an option, by its value."""
    return [{"value": value, "text": value.capitalize(), **more.get(value, {})} for value in values]


def a_page(path: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"path": path, "fields": list(fields), **more}


def a_form(*pages: dict[str, Any], **more: Any) -> Form:
    """A form of one section, or of two if there is a page `second`, which starts the second one."""
    start = next((place for place, page in enumerate(pages) if page["path"] == "second"), len(pages))
    parts = [part for part in (pages[:start], pages[start:]) if part]
    sections = [{"id": f"s{place}", "title": "Part", "pages": part} for place, part in enumerate(parts, 1)]
    about = {"title": "A form", "summary": "It asks.", "who_may": [], "minutes": 5, "have_ready": []}
    return Form.model_validate({"id": "a-form", "version": 1, **about, **more, "sections": sections})


CONSENT = (
    a_page("who", a_field("who", "radios", options=options("me", "other"))),
    a_page("consent", a_field("consent", "yes_no"), when={"who": "other"}),
    a_page("stop", {"name": "c", "type": "content", "text": "Call us."}, when={"consent": False}, exit=True),
    a_page("born", a_field("born", "date", past=True)),
    a_page("young", {"name": "y", "type": "content", "text": "Call us."}, when={"@age": {"max": 17}}, exit=True),
    a_page(
        "second",
        a_field(
            "pets",
            "checkboxes",
            options=options("cat", "other", "none", none={"exclusive": True}, other={"reveal": [a_field("pet_other")]}),
        ),
    ),
    a_page("cat-name", a_field("cat_name"), when={"pets": {"has": "cat"}}),
    a_page(
        "pills",
        a_field("pill"),
        a_field("dose", "number", min=1, max=9),
        a_field("strong", "yes_no", when={"dose": {"min": 5}}),
        title="Pills",
        repeat={"name": "medicines", "item": "a medicine", "min": 0, "max": 3},
    ),
    a_page("more", a_field("more", "textarea", optional=True, max=20)),
    a_page("end", a_field("declaration", "declaration")),
)
FORM = a_form(*CONSENT, facts={"birth_date": "born", "authority": "who"})
COMPLETE: Mapping[str, Any] = {
    "who": "other",
    "consent": True,
    "born": "1948-03-27",
    "pets": ["cat", "other"],
    "pet_other": "Hamster",
    "cat_name": "Tom",
    "medicines": [{"item_id": "1", "pill": "Aspirin", "dose": 5, "strong": True}],
    "declaration": True,
}


def ids() -> Iterator[str]:
    return (f"item{number}" for number in count(1))


def page_saved(
    form: Form, answers: Mapping[str, Any], path: str, sent: Mapping[str, Any], given: Given = GIVEN
) -> Saved:
    """The result of saving a page. Raises: AssertionError if the page is not on the path."""
    found = saved(form, answers, path, sent, given, ids().__next__)
    assert found is not None, path
    return found


def walked(form: Form, random: Random, given: Given = GIVEN) -> tuple[list[str], dict[str, Any], Journey]:
    """Answer the form at random. Returns the pages answered, the answers, and the journey they lead to."""
    answers: dict[str, Any] = {}

    def save(path: str, sent: dict[str, Any]) -> str | None:
        nonlocal answers
        done = page_saved(form, answers, path, sent, given)
        assert done.errors == (), (path, done.errors)
        answers = dict(done.answers)
        page = replay(form, answers, given).after(path)
        return page.path if page else None

    definition = form.model_dump(mode="json")
    went = walk(definition, definition["sections"][0]["pages"][0]["path"], save, random)
    return went, answers, replay(form, answers, given)
