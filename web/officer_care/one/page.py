"""A request as the care team works on it. An officer gives a reason before they see it."""

from collections.abc import Mapping

from portal.forms.in_words import in_words
from web import dates
from web.api.casework import OpenedRequest
from web.api.client import Refusal
from web.api.desk import DocumentLink
from web.api.request_parts import Sent
from web.care.request_page.journey import Asked, with_form
from web.errors import refusal_page
from web.forms import Form
from web.officer_care.words import ELIGIBLE, FOUND, HAPPENED, NOT_DECIDED, STANDINGS, URGENT
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("step", "message", "version", *dates.fields("valid_until"))
LOOK, ASK, ASSESSOR = "in_review", "information_needed", "with_assessor"
ON_THE_WAY = {LOOK: "We are looking at it", ASK: "Ask a question", ASSESSOR: "Ask an expert assessor"}
"""Steps that do not end a request."""
BEFORE_WRITING = (
    "person_contact",
    "person_contact_how",
    "safe_contact_channels",
    "safe_contact_voicemail",
    "safe_contact_shared_post",
    "safe_contact_shared_device",
    "share_my_name",
    "communication_needs",
    "language",
    "communication_other",
)
"""The questions whose answers stand beside every text that an officer writes to the person."""
NOTHING_TO_HEED: Mapping[str, object] = {
    "person_contact": "yes",
    "safe_contact_voicemail": True,
    "safe_contact_shared_post": False,
    "safe_contact_shared_device": False,
    "communication_needs": ["none_of_these"],
}
"""The answers of these that call for no care, so that the others stand out."""


def get(visit: Visit) -> Answer:
    case = visit.officer.casework.case(visit.path_params["request_id"])
    if isinstance(case, Refusal):
        return ask_why(visit, Form.of(("reason",), {})) if case.code == "not_opened" else refusal_page(visit, case)
    return show(visit, case, Form.of(names(case), {}))


def names(case: OpenedRequest) -> tuple[str, ...]:
    """The names of the elements of the step's form."""
    judged = (f"{part}_{name}" for name, _ in case.criteria for part in ("criterion", "why"))
    found = (f"{part}_{name}" for name, _ in case.form_findings for part in ("finding", "finding_why"))
    return (*FIELDS, *judged, *found)


def ask_why(visit: Visit, form: Form) -> Answer:
    """The page that asks an officer why they open the request."""
    here = f"/officer/requests/{visit.path_params['request_id']}"
    return visit.page("officer_care/one/reason.html", 422 if form.errors else 200, form=form, here=here)


def show(visit: Visit, case: OpenedRequest, form: Form, *, meanwhile: bool = False) -> Answer:
    """The request's page. With errors in the form it keeps the version that the officer saw: what happened since must
    not count as seen. `meanwhile`: somebody changed the request while this officer worked on it, their step was not
    saved, and the page says so.
    """
    request = case.request
    definition = visit.care.requests.form(request.form_id, request.form_version)
    if isinstance(definition, Refusal):
        return refusal_page(visit, definition)
    asked = with_form(visit, request, definition)
    named = visit.request.query.get("file", "")
    shown = next((one for one in request.files if one.document_id == named and one.status == "clean"), None)
    return visit.page(
        "officer_care/one/page.html",
        409 if meanwhile else 422 if form.errors else 200,
        form=form,
        case=case,
        version=case.version if meanwhile or not form.errors else form["version"],
        request=request,
        asked=asked,
        here=f"/officer/requests/{request.request_id}",
        standing=STANDINGS[request.status],
        standings=STANDINGS,
        urgent=[URGENT[one] for one in case.urgent_because],
        ended=not request.open,
        steps=_steps(case),
        eligible=ELIGIBLE.get(request.eligibility, ""),
        ready=[(one.title, one.text) for one in case.outcomes],
        happenings=HAPPENED,
        found_words=FOUND,
        finding_options=[{"value": answer, "text": words} for answer, words in (FOUND | NOT_DECIDED).items()],
        meanwhile=meanwhile,
        titles=asked.file_titles(),
        heed=_heed(asked),
        shown=shown,
        link=_link(visit, request.request_id, shown),
    )


def _heed(asked: Asked) -> list[tuple[str, str]]:
    """What an officer heeds when they write: questions with their answers in words, in the order of BEFORE_WRITING."""
    found = {
        field.name: (asked.words(field.label), in_words(field, one.answers[field.name], asked.words, {}))
        for one in asked.way.pages
        for field in one.page.all_fields
        if field.name in BEFORE_WRITING
        and field.name in one.answers
        and one.answers[field.name] != NOTHING_TO_HEED.get(field.name)
    }
    return [found[name] for name in BEFORE_WRITING if name in found]


def _link(visit: Visit, request_id: str, file: Sent | None) -> DocumentLink | None:
    """The link that shows the file; asking for it is recorded. None if there is no file or it cannot be shown."""
    link = visit.officer.casework.file(request_id, file.document_id, show=True) if file else None
    return link if isinstance(link, DocumentLink) else None


def _steps(case: OpenedRequest) -> list[dict[str, str]]:
    """The steps possible now: start to look at it, ask a question, ask an expert assessor, or one of the outcomes."""
    not_now = {case.request.status} & {LOOK, ASSESSOR} | (set() if case.assessor else {ASSESSOR})
    every = {step: text for step, text in ON_THE_WAY.items() if step not in not_now} | {
        one.outcome: one.title for one in case.outcomes
    }
    return [{"value": step, "text": text} for step, text in every.items()]
