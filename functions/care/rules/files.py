"""The files that answers name: which were sent for the request, which cannot be used, which can be deleted. Pure.

Rules: `docs/rules/care.md`, C57 and C100 to C103.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from care.model import CareRequest, RequestStatus
from care.rules.concerns import is_concern
from portal.document import UPLOADED, DocumentState, FileState
from portal.forms.definition import Form, Page
from portal.forms.facts import Answers
from portal.forms.replay import Journey
from portal.problems import NOT_FOUND, FieldError, Refusal

NOT_THERE = "This file cannot be used. Send it again, take it away, or say that you cannot send it."
STAYS = Refusal("already_submitted", "This file belongs to what you have sent, and stays with it.")


def known_files(
    form: Form, path: str, sent: Mapping[str, Any], documents: Collection[str]
) -> tuple[dict[str, Any], tuple[FieldError, ...]]:
    """The answers sent for a page, without those that name a file not sent for this request, and an error for each of
    these.
    """
    page = next((page for _, page in form.pages() if page.path == path), None)
    if page is None:
        return dict(sent), ()

    def came(ids: list[Any]) -> bool:
        return all(one in documents for one in ids if isinstance(one, str))

    errors = tuple(
        FieldError(where, "not_found", "Send the file first, then name it here.")
        for where, ids in _named(page, sent)
        if not came(ids)
    )
    return _with_files(page, sent, lambda ids: ids if came(ids) else None), errors


def not_usable(way: Journey, states: Sequence[DocumentState]) -> tuple[tuple[str, FieldError], ...]:
    """The questions with a file that did not arrive, was refused or is gone: the page's path, and the error."""
    usable = {file.document_id for file in _files(states) if file.status in UPLOADED}
    return tuple(
        (one.page.path, FieldError(where, "file_not_usable", NOT_THERE))
        for one in way.pages
        for where, ids in _named(one.page, one.answers)
        if not usable.issuperset(ids)
    )


def named_files(form: Form, answers: Answers) -> frozenset[str]:
    """The ids of all files that these answers name."""
    return frozenset(one for _, page in form.pages() for _, ids in _named(page, answers) for one in ids)


def kept_files(sent: CareRequest, form: Form, states: Sequence[DocumentState]) -> frozenset[str]:
    """The ids of the files that stay with a request once it is sent: those that its answers name, and those that came
    afterwards. For a safeguarding concern all, since its reporter may have sent a file without saving the page.
    """
    later = (file for file in _files(states) if sent.submitted_at is not None and file.added_at > sent.submitted_at)
    named = named_files(form, sent.answers) | {file.document_id for file in later}
    return named | {file.document_id for file in _files(states)} if is_concern(sent) else named


def without_file(
    read: CareRequest, form: Form, states: Sequence[DocumentState], document_id: str
) -> CareRequest | Refusal:
    """The request after its owner deleted a file, which no answer of a draft names any more. Not found if there is no
    such file. Refused after the submission, except for a file that came since a question that is still open.
    """
    file = next((one for one in _files(states) if one.document_id == document_id), None)
    if file is None:
        return NOT_FOUND
    if read.status is RequestStatus.DRAFT:
        answers: dict[str, Any] = read.answers
        for _, page in form.pages():
            answers = _with_files(page, answers, lambda ids: [one for one in ids if one != document_id] or None)
        return read.model_copy(update={"answers": answers})
    return read if read.asked_at is not None and file.added_at >= read.asked_at else STAYS


def _files(states: Sequence[DocumentState]) -> Iterator[FileState]:
    return (file for state in states for file in state.files)


def _named(page: Page, answers: Answers) -> Iterator[tuple[str, list[str]]]:
    """The answered file questions of the page: where each stands (`carers[<item_id>].letter`), and the ids that it
    names.
    """
    for where, given in _places(page, answers) if _asked(page) else ():
        for name in _asked(page):
            if isinstance(given.get(name), list):
                yield where + name, [one for one in given[name] if isinstance(one, str)]


def _asked(page: Page) -> list[str]:
    return [field.name for field in page.all_fields if field.type == "file"]


def _places(page: Page, answers: Answers) -> Iterator[tuple[str, Answers]]:
    """The answers that hold the page's fields, with the prefix of their place: the answers themselves, or each item of
    a repeat.
    """
    if page.repeat is None:
        yield "", answers
        return
    items = answers.get(page.repeat.name)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield f"{page.repeat.name}[{item.get('item_id', '')}].", item


type _Keep = Callable[[list[Any]], list[Any] | None]
"""Takes the files of a question and returns those that stay; None to leave the question unanswered."""


def _with_files(page: Page, answers: Answers, keep: _Keep) -> dict[str, Any]:
    """The answers, with `keep` applied to the files of each question of the page."""
    changed = dict(answers)
    if page.repeat is None:
        return _kept(page, changed, keep)
    items = answers.get(page.repeat.name)
    if isinstance(items, list):
        changed[page.repeat.name] = [_kept(page, one, keep) if isinstance(one, dict) else one for one in items]
    return changed


def _kept(page: Page, answers: Answers, keep: _Keep) -> dict[str, Any]:
    left = {name: keep(answers[name]) for name in _asked(page) if isinstance(answers.get(name), list)}
    return {
        name: kept for name, value in answers.items() if (kept := left.get(name, value)) is not None or name not in left
    }
