"""One page of any form: its questions, the answers so far, and their errors."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.forms.definition import Page
from web.api.client import FieldError, Refusal, Unavailable
from web.care.request_page import fields
from web.care.request_page.journey import Asked, open_request, why_not
from web.errors import not_found
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
OWN = frozenset({"first_name", "last_name", "address"})
"""Questions that the account of the person can answer."""
MORE = 1
"""The number of empty rows after the answered ones, on a page that is answered several times."""


def get(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    asked, page = found
    if asked.is_theirs(page):
        following = asked.way.after(page.path)
        then = asked.address(following.path if following and following is not page else "")
        return visit.page("care/request_page/theirs.html", asked=asked, question=page, then=then)
    known = _known(visit, asked, page)
    answers = {**known, **asked.request.answers}
    return _page(visit, asked, page, Form.of(_names(asked, page), _shown(page, answers)), known=bool(known))


def post(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    asked, page = found
    form = Form.of(_names(asked, page, visit.form), visit.form)
    typed = visit.form.get("version", "")
    version = int(typed) if typed.isdecimal() else asked.request.version
    saved = visit.care.requests.save(asked.request.request_id, page.path, _typed(asked, page, visit.form), version)
    if isinstance(saved, Refusal):
        if saved.code in {"not_found", "care_closed", "already_submitted"}:
            return why_not(visit, saved)
        clash = saved.code == "changed_meanwhile"
        seen = asked.request.version if clash else version
        return _page(visit, asked, page, form.with_refusal(saved), clash=clash, version=seen)
    if visit.form.get("action") == "later":
        unread = any(error.code != "required" for error in saved.errors)
        return visit.redirect(asked.here, notice="answers_partly_saved" if unread else "answers_saved")
    if saved.errors:
        return _wrong(visit, page, form, saved.errors)
    if visit.form.get("action") == "more":
        return visit.redirect(asked.address(page.path))
    return visit.redirect(asked.address(saved.next_page))


def _wrong(visit: Visit, page: Page, form: Form, errors: Sequence[FieldError]) -> Answer:
    """The page with the errors. The right answers are saved by now, so the request is read again, which gives new items
    their ids.
    """
    now = open_request(visit)
    if isinstance(now, Answer):
        return now
    for error in errors:
        words = fields.IN_WORDS.get(error.code, error.message)
        form = form.with_error(_element(now, page, error.field, visit.form), words)
    return _page(visit, now, page, form)


def _asked_for(visit: Visit) -> tuple[Asked, Page] | Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    if not asked.request.draft:
        return visit.redirect(asked.here)
    path = visit.path_params["path"]
    if all(page.path != path for _, page in asked.form.pages()):
        return not_found(visit)
    on_path = asked.way.page_at(path)
    return (asked, on_path.page) if on_path else visit.redirect(asked.address(asked.request.next_page))


def _items(asked: Asked, page: Page) -> Sequence[Mapping[str, Any]]:
    return asked.request.answers.get(page.repeat.name, ()) if page.repeat else ()


def _rows(asked: Asked, page: Page, typed: Mapping[str, str]) -> int:
    """The number of rows on a page with a repeat, from the saved items and those posted; 0 without a repeat."""
    most = page.repeat.max if page.repeat else 0
    sent = [int(name.partition(".")[0]) for name in typed if name.partition(".")[0].isdecimal()]
    return min(max([len(_items(asked, page)) + MORE, *(number + 1 for number in sent)]), most)


def _names(asked: Asked, page: Page, typed: Mapping[str, str] | None = None) -> tuple[str, ...]:
    if page.repeat is None:
        return fields.all_names(page.fields)
    return tuple(
        name
        for row in range(_rows(asked, page, typed or {}))
        for name in (*fields.all_names(page.fields, f"{row}."), f"{row}.item_id", f"{row}.remove")
    )


def _shown(page: Page, answers: Mapping[str, Any]) -> dict[str, str]:
    if page.repeat is None:
        return fields.shown(page.fields, answers)
    found: dict[str, str] = {}
    for row, item in enumerate(answers.get(page.repeat.name, ())):
        found |= fields.shown(page.fields, item, f"{row}.") | {f"{row}.item_id": item["item_id"]}
    return found


def _typed(asked: Asked, page: Page, form: Mapping[str, str]) -> dict[str, Any]:
    files: dict[str, list[str]] = {}
    for file in asked.request.files:
        if file.status != "refused":
            files.setdefault(file.kind, []).append(file.document_id)
    if page.repeat is None:
        return fields.typed(page.fields, form, files)
    return {page.repeat.name: list(_sent_items(asked, page, form, files).values())}


def _sent_items(
    asked: Asked, page: Page, form: Mapping[str, str], files: Mapping[str, Sequence[str]]
) -> Mapping[int, Mapping[str, Any]]:
    """The posted items by row, without empty ones and those to be removed."""
    items: dict[int, Mapping[str, Any]] = {}
    for row in range(_rows(asked, page, form)):
        item = {
            name: value
            for name, value in fields.typed(page.fields, form, files, f"{row}.").items()
            if value is not None
        }
        if item and form.get(f"{row}.remove") != "yes":
            item_id = form.get(f"{row}.item_id", "")
            items[row] = {**item, "item_id": item_id} if item_id else item
    return items


def _element(asked: Asked, page: Page, name: str, typed: Mapping[str, str]) -> str:
    """The page's element for a field of the API: `0.carer_name` for `carers[<item_id>].carer_name`."""
    by_name = {field.name: field for field in page.all_fields}
    if page.repeat is None:
        return fields.names(by_name[name])[0] if name in by_name else name
    item_id, _, part = name.partition("[")[2].partition("].")
    ids = [item["item_id"] for item in _items(asked, page)]
    row = next((row for row, one in zip(_sent_items(asked, page, typed, {}), ids, strict=False) if one == item_id), 0)
    return fields.names(by_name[part], f"{row}.")[0] if part in by_name else ""


def _known(visit: Visit, asked: Asked, page: Page) -> dict[str, Any]:
    """The account's values for the page's questions that somebody who answers about themselves has not answered yet.
    One call if there are any; none are known if the API does not answer.
    """
    wanted = {field.name for field in page.fields} - asked.request.answers.keys()
    if not wanted & OWN or not asked.about_oneself or asked.request.professional:
        return {}
    try:
        account = visit.accounts.mine()
    except Unavailable:
        return {}
    address = {"lines": account.address.lines, "town": account.address.town, "postcode": account.address.postcode}
    own = {"first_name": account.first_name, "last_name": account.last_name, "address": address}
    return {name: value for name, value in own.items() if name in wanted}


def _page(
    visit: Visit,
    asked: Asked,
    page: Page,
    form: Form,
    *,
    clash: bool = False,
    known: bool = False,
    version: int | None = None,
) -> Answer:
    """`clash`: another window has saved other answers. `known`: the account filled in some of it. `version`: that of
    the answers that were seen; without it, that of the request.
    """
    section = next(one for one in asked.form.sections if page in one.pages)
    return visit.page(
        "care/request_page/page.html",
        422 if form.errors else 200,
        asked=asked,
        request=asked.request,
        version=asked.request.version if version is None else version,
        question=page,
        section=asked.words(section.title),
        form=form,
        clash=clash,
        known=known,
        rows=range(_rows(asked, page, visit.form if form.errors else {})),
        alone=len(page.fields) == 1 and not page.repeat and not page.title,
    )
