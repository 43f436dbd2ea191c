"""Save the answers of one page of a draft. Valid answers are saved; invalid ones come back as errors by field."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from care.counties import Counties
from care.model import RequestId
from care.rules.helping import ONLY_THE_PERSON, only_the_persons, told_to, written
from care.rules.requests import page_saved
from care.store.requests import Requests
from care.views import SavedView, form_for, saved_view
from portal.api import Request, Resident, operation
from portal.evidence import Documents
from portal.helping import Acting, helping_of
from portal.problems import Refusal, RefusalError, unwrap
from portal.shapes import Input
from portal.table import VersionConflict


class PageAnswers(Input):
    """The answers of one page. `answers`: by the names of the page's fields, or by the name of its repeat; null deletes
    an answer. `version`: the draft's version as the caller knows it.
    """

    page: Annotated[str, StringConstraints(max_length=100), Field(title="the page's path")]
    answers: Annotated[dict[str, Any], Field(title="the answers", max_length=100)]
    version: Annotated[int, Field(title="the version that was answered", ge=1)]


@operation(
    "PUT",
    "/v1/requests/{request_id}/answers",
    access="resident",
    calls=5,
    problems=("already_submitted", "changed_meanwhile", "only_the_person", "care_closed"),
)
def save_answers(
    request: Request[PageAnswers],
    request_id: RequestId,
    acting: Acting,
    requests: Requests,
    documents: Documents,
    counties: Counties,
) -> SavedView:
    caller = unwrap(requests.in_whose_name(request.caller, acting.acting_for, request.now))
    try:
        return _saved(request, caller, request_id, requests, documents, counties)
    except VersionConflict:  # another window saved first: judge these answers beside what it saved
        return _saved(request, caller, request_id, requests, documents, counties)


def _saved(
    request: Request[PageAnswers],
    caller: Resident,
    request_id: RequestId,
    requests: Requests,
    documents: Documents,
    counties: Counties,
) -> SavedView:
    body, now = request.body, request.now
    read = unwrap(requests.owned_by(caller, request_id, now))
    form = form_for(read)
    helping = helping_of(caller)
    if helping and body.page in only_the_persons(form, read):
        raise RefusalError(ONLY_THE_PERSON)
    files = documents.ids("request", request_id) if form.asks_file(body.page) else ()
    lifetime, new_id = requests.draft_lifetime, requests.naming(now)
    saved = page_saved(read, form, body.page, body.answers, body.version, files, new_id, now, lifetime)
    page = unwrap(told_to(saved, helping) if isinstance(saved, Refusal) else saved)
    where = page.request.answers.get(form.facts.address or "")
    after = written(page.request, read, form, body.page, helping, now)
    if where is not None and where != read.answers.get(form.facts.address or ""):
        after = after.model_copy(update={"in_county": counties.of(where)})
    return saved_view(requests.save(after, read), body.page, page.errors, now)


handler = save_answers.lambda_handler
