"""The path through a form, found by replaying its definition over the answers (`docs/rules/care.md`, C31, C32)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portal.forms.conditions import Lookup, holds
from portal.forms.definition import Field, Form, Page, Suggestion
from portal.forms.facts import FACTS, Answers, Given
from portal.forms.texts import in_voice
from portal.forms.values import Wrong, checked
from portal.problems import FieldError

type SectionStatus = Literal["completed", "in_progress", "not_started", "cannot_start_yet", "not_needed"]


@dataclass(frozen=True)
class PageOnPath:
    """A page on the path. `answers`: its answers that count; `errors`: missing or wrong ones, by field."""

    section_id: str
    page: Page
    answers: Answers
    errors: tuple[FieldError, ...]

    @property
    def complete(self) -> bool:
        return not self.errors and not self.page.exit


@dataclass(frozen=True)
class Journey:
    """The path through a form. `pages`: up to the first page that is not complete. `seen`: the answers on these pages
    that count, by name.
    """

    form: Form
    pages: tuple[PageOnPath, ...]
    seen: Answers

    @property
    def next_page(self) -> Page | None:
        """The page to answer next, or the exit that the answers lead to; None when the form can be sent."""
        last = self.pages[-1]
        return None if last.complete else last.page

    @property
    def ready(self) -> bool:
        return self.next_page is None

    @property
    def exit(self) -> Page | None:
        page = self.next_page
        return page if page is not None and page.exit else None

    def after(self, path: str) -> Page | None:
        """The page to show after the page `path`: the next one on the path that is not complete or has no answers, such
        as a page without questions or with optional ones alone; that same page if it has errors.
        """
        paths = [one.page.path for one in self.pages]
        later = self.pages[paths.index(path) + 1 :] if path in paths else ()
        fresh = (one.page for one in later if one.errors or not one.answers)
        return self.next_page if (here := self.page_at(path)) and here.errors else next(fresh, self.next_page)

    def page_at(self, path: str) -> PageOnPath | None:
        """The page with this URL path; None if the answers so far do not lead through it."""
        return next((one for one in self.pages if one.page.path == path), None)

    @property
    def missing(self) -> tuple[tuple[str, FieldError], ...]:
        """Every missing or wrong answer: the path of its page, and the error."""
        return tuple((one.page.path, error) for one in self.pages for error in one.errors)

    def status(self, section_id: str) -> SectionStatus:
        ids = [section.id for section in self.form.sections]
        mine = [one for one in self.pages if one.section_id == section_id]
        if mine and not all(one.complete for one in mine):
            return "in_progress" if len(mine) > 1 or mine[0].answers else "not_started"
        reached = len(ids) if self.ready else ids.index(self.pages[-1].section_id)
        if ids.index(section_id) > reached:
            return "cannot_start_yet"
        return "completed" if mine else "not_needed"


def replay(form: Form, answers: Answers, given: Given) -> Journey:
    """The path through the form that the answers lead to. A condition reads only the answers of earlier pages on the
    path.

    The path ends at the first page that is not complete, so that no page after a removed answer can be reached.
    """
    seen: dict[str, Any] = {}
    path: list[PageOnPath] = []
    lookup = lookup_in(form, seen, given)
    for section, page in form.pages():
        if not holds(page.when, lookup):
            continue
        counted, errors = _page(page, answers, lookup, given)
        path.append(PageOnPath(section.id, page, counted, tuple(errors)))
        seen.update(counted)
        if not path[-1].complete:
            break
    return Journey(form, tuple(path), seen)


def suggested(way: Journey, given: Given) -> tuple[Suggestion, ...]:
    """The suggestions that match the answers so far; none if the answers lead to an exit."""
    lookup = lookup_in(way.form, way.seen, given)
    return () if way.exit else tuple(one for one in way.form.suggestions if holds(one.when, lookup))


def lookup_in(form: Form, seen: Answers, given: Given) -> Lookup:
    """The function by which conditions read a value by name: an answer in `seen`, or a fact if the name begins with `@`
    (`@age`). It returns None for what is not answered yet.
    """
    return lambda name: FACTS[name](form.facts, seen, given) if name.startswith("@") else seen.get(name)


type _Found = tuple[dict[str, Any], list[FieldError]]


def _page(page: Page, answers: Answers, lookup: Lookup, given: Given) -> _Found:
    if page.repeat is None:
        return _fields(page.fields, answers, lookup, given)
    items = answers.get(page.repeat.name)
    if items is None:
        words = f"Add {page.repeat.item}, or say that there is none."
        return {}, [FieldError(page.repeat.name, "required", words)]
    if not isinstance(items, list) or not page.repeat.min <= len(items) <= page.repeat.max:
        words = f"Give {page.repeat.min} to {page.repeat.max}."
        return {}, [FieldError(page.repeat.name, "wrong_count", words)]
    return _items(page, page.repeat.name, items, lookup, given)


def _items(page: Page, name: str, items: Iterable[Any], lookup: Lookup, given: Given) -> _Found:
    """The answers of a repeated page that count, and its errors. Each item is checked by itself, with its own earlier
    answers.
    """
    kept: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for item in items:
        own: dict[str, Any] = {}
        counted, wrong = _fields(page.fields, item, _item_lookup(own, lookup), given, own)
        kept.append({"item_id": item["item_id"], **counted})
        errors += [FieldError(f"{name}[{item['item_id']}].{one.field}", one.code, one.message) for one in wrong]
    return {name: kept}, errors


def _item_lookup(own: Answers, lookup: Lookup) -> Lookup:
    return lambda name: own[name] if name in own else lookup(name)


def _fields(
    fields: Iterable[Field], answers: Answers, lookup: Lookup, given: Given, found: dict[str, Any] | None = None
) -> _Found:
    """The answers to these fields that count, and the errors, with those of fields that chosen options reveal. `found`:
    a dict to add the answers to, one after the other.
    """
    counted: dict[str, Any] = {} if found is None else found
    errors: list[FieldError] = []
    for field in fields:
        if field.type == "content" or not holds(field.when, lookup):
            continue
        value = answers.get(field.name)
        if value is None:
            errors += [] if field.optional else [required(field, lookup)]
            continue
        try:
            counted[field.name] = checked(field, value, given.today)
        except Wrong as wrong:
            errors.append(FieldError(field.name, wrong.code, wrong.message))
            continue
        if field.options:
            errors += _fields(revealed(field, counted[field.name]), answers, lookup, given, counted)[1]
    return counted, errors


def revealed(field: Field, value: Any) -> tuple[Field, ...]:
    """The fields that the chosen options reveal."""
    chosen = value if isinstance(value, list) else [value]
    return tuple(part for option in field.options if option.value in chosen for part in option.reveal)


def required(field: Field, lookup: Lookup) -> FieldError:
    """The error of a question that is not answered, in the form's voice."""
    words = field.error or "Answer this question."
    return FieldError(field.name, "required", in_voice(words, on_behalf=bool(lookup("@on_behalf"))))


@dataclass(frozen=True)
class Saved:
    """The result of saving a page. `answers`: all answers of the request, with the page's valid ones. `errors`: of the
    page.
    """

    answers: Mapping[str, Any]
    errors: tuple[FieldError, ...]


def saved(
    form: Form, answers: Answers, path: str, sent: Mapping[str, Any], given: Given, new_id: Callable[[], str]
) -> Saved | None:
    """The answers after a page was sent: valid ones are kept, wrong ones are reported and change nothing, None deletes
    one.

    Returns None if the page is not on the path. `new_id` makes ids for items of a repeat that have no `item_id` yet.
    """
    on_path = replay(form, answers, given).page_at(path)
    if on_path is None:
        return None
    page = on_path.page
    names = {page.repeat.name} if page.repeat else {field.name for field in page.all_fields}
    errors = [_unknown(name) for name in sent if name not in names]
    kept = dict(answers)
    ids = {item["item_id"] for item in answers.get(page.repeat.name, ())} if page.repeat else set()

    def item_id(sent_id: Any) -> str:
        if not isinstance(sent_id, str) or sent_id not in ids:
            return new_id()
        ids.remove(sent_id)
        return sent_id

    for name in sorted(names & sent.keys()):
        if sent[name] is None:
            kept.pop(name, None)
            continue
        value, wrong = _sent(page, name, sent[name], given, item_id)
        errors += wrong
        if value is not None:
            kept[name] = value
    named = {error.field for error in errors}
    after = replay(form, kept, given).page_at(path)
    open_yet = [error for error in (after.errors if after else ()) if error.field not in named]
    return Saved(kept, (*errors, *open_yet))


def _unknown(name: str, where: str = "") -> FieldError:
    """The error for a field that the page does not have. Its name is repeated only if it looks like a question's
    name.
    """
    told = name if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) else "(unknown)"
    return FieldError(where + told, "unknown_field", "This page has no such question.")


type _NamesItem = Callable[[Any], str]
"""Names an item: keeps the `item_id` that was sent if it is one of this request's and not used yet; else a new one."""


def _sent(page: Page, name: str, value: Any, given: Given, item_id: _NamesItem) -> tuple[Any, list[FieldError]]:
    """The value to keep of one answer that was sent (None: nothing), and its errors."""
    if page.repeat:
        if isinstance(value, list) and len(value) <= page.repeat.max and all(isinstance(one, dict) for one in value):
            return _sent_items(page, name, value, given, item_id)
        return None, [FieldError(name, "not_a_list", f"Give a list of at most {page.repeat.max}.")]
    field = next(one for one in page.all_fields if one.name == name)
    try:
        return checked(field, value, given.today), []
    except Wrong as wrong:
        return None, [FieldError(name, wrong.code, wrong.message)]


def _sent_items(
    page: Page, name: str, items: list[dict[str, Any]], given: Given, item_id: _NamesItem
) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """The valid answers of each item, and the errors."""
    kept: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    known = {field.name: field for field in page.all_fields}
    for item in items:
        right: dict[str, Any] = {"item_id": item_id(item.get("item_id"))}
        kept.append(right)
        for part, answer in item.items():
            if part == "item_id" or answer is None:
                continue
            if part not in known:
                errors.append(_unknown(part, f"{name}[{right['item_id']}]."))
                continue
            try:
                right[part] = checked(known[part], answer, given.today)
            except Wrong as wrong:
                errors.append(FieldError(f"{name}[{right['item_id']}].{part}", wrong.code, wrong.message))
    return kept, errors
