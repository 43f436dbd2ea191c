"""An application or a change as the officer who decides sees it: all facts about it, and the decision form."""

from web.api.client import Refusal
from web.api.desk import DocumentLink
from web.api.officer import Case, OpenedCase
from web.api.permit_documents import File
from web.errors import refusal_page
from web.forms import Form
from web.permits import change_words, words
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
FIELDS = ("outcome", "reason", "version", "case_id")
ENQUIRY = {
    "matches": "On record, as the kind of vehicle that this permit is for.",
    "not_found": "Not on record. Ask the applicant to check the registration; new and foreign vehicles may be missing.",
    "another_class": "On record as another kind of vehicle than this permit is for. Ask the applicant which one it is.",
}
"""What DVLA's record says about the vehicle (P71). It may lead to a question, but is never a reason to reject."""
DECIDABLE = frozenset({"in_review", "information_needed"})
OUTCOMES = {"approve": "Approve", "reject": "Reject", "ask": "Ask the applicant something"}
STATUS = {
    "awaiting_payment": "Waits for payment",
    "in_review": "To be decided",
    "information_needed": "Waits for the applicant’s answer",
    "approved": "Approved, payment being taken",
    "active": "Permit issued",
}
MONEY = {
    "none": "Free",
    "due": "Not paid",
    "authorised": "Held on the applicant’s card; taken when you approve, released when you reject",
    "taken": "Taken; refunded when you reject",
    "released": "Released: nothing was taken",
}


def get(visit: Visit) -> Answer:
    permit_id, change_id = visit.path_params["permit_id"], visit.request.query.get("case_id", "")
    case = visit.officer.case(permit_id, change_id)
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if case.waiting and case.waiting.mine:  # the officer's claim is extended while they work on the case (P61)
        visit.officer.claim(permit_id, change_id, take_over=False)
    return show(visit, case, Form.of(FIELDS, {}))


def show(visit: Visit, case: OpenedCase, form: Form, *, meanwhile: bool = False) -> Answer:
    """The case's page. With errors in the form it keeps the version that the officer saw: what happened since must not
    count as seen. `meanwhile`: the case was changed, decided or withdrawn while this officer was working on it, and the
    page says so.
    """
    permit, decided, shown = case.permit, case.decided, _shown_file(visit, case)
    return visit.page(
        "officer/case/page.html",
        409 if meanwhile else 422 if form.errors else 200,
        form=form,
        case=case,
        version=case.version if meanwhile or not form.errors else form["version"],
        permit=permit,
        change=case.change,
        wanted=change_words.wanted(case.change) if case.change else "",
        here=address(case),
        standing=_standing(case),
        enquiry_words=ENQUIRY[case.waiting.enquiry.answer] if case.waiting and case.waiting.enquiry else "",
        money_words=MONEY[decided.money],
        events=words.events_text(permit, to_applicant=True),
        decidable=decided.status in DECIDABLE,
        documents=decided.documents,
        unchecked=[one for one in decided.documents if one.status != "clean"],
        outcomes=OUTCOMES,
        meanwhile=meanwhile,
        shown=shown,
        link=_link(visit, shown),
        reasons=visit.officer.reasons() if decided.status in DECIDABLE else (),
    )


def address(case: Case) -> str:
    """The address of the page of a case."""
    page = f"/officer/permits/{case.permit.permit_id}"
    return f"{page}?case_id={case.change_id}" if case.change else page


def _standing(case: Case) -> str:
    status = case.decided.status
    if case.change and status == "approved":
        return "Approved"
    return STATUS.get(status, status.replace("_", " ").capitalize())


def _shown_file(visit: Visit, case: OpenedCase) -> File | None:
    """The file shown beside the facts: the one that the address names, else the newest clean file of the first document
    that has one.
    """
    clean = [file for document in case.decided.documents for file in reversed(document.files) if file.status == "clean"]
    named = visit.request.query.get("document", "")
    return next((file for file in clean if file.document_id == named), clean[0] if clean else None)


def _link(visit: Visit, file: File | None) -> DocumentLink | None:
    """The link that shows the file; asking for it is recorded. None if there is no file or it cannot be shown."""
    link = visit.officer.document(file.document_id, show=True) if file else None
    return link if isinstance(link, DocumentLink) else None
