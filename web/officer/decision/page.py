"""An officer's decision: checked, confirmed, then sent."""

from web.api.client import Refusal
from web.api.officer import Case
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.officer.case import page as case_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
NOTICES = {"approve": "case_approved", "reject": "case_rejected", "ask": "case_asked"}
NOTICES_OF_CHANGE = {"approve": "change_approved", "reject": "change_rejected", "ask": "change_asked"}
NEEDS_REASON = {"reject": "Say why: the applicant will read it.", "ask": "Write your question."}
MEANWHILE = frozenset({"not_in_review", "changed_meanwhile"})


def get(visit: Visit) -> Answer:
    """Redirect to the case's page: only a POST decides."""
    return visit.redirect(f"/officer/permits/{visit.path_params['permit_id']}")


def post(visit: Visit) -> Answer:
    permit_id = visit.path_params["permit_id"]
    form = _checked(Form.of(case_page.FIELDS, {**visit.form, "reason": _words(visit)}))
    if form.errors or visit.form.get("confirmed") != "yes":
        return _before(visit, permit_id, form)
    decision: dict[str, object] = {"outcome": form["outcome"], "version": _version(form["version"])}
    decision |= {name: form[name] for name in ("reason", "case_id") if form[name]}
    decided = visit.officer.decide(permit_id, decision, idempotency_key(visit.form))
    if isinstance(decided, Case):
        notices = NOTICES_OF_CHANGE if decided.change else NOTICES
        return visit.redirect("/officer/permits", notice=notices[form["outcome"]])
    if decided.code in ("wrong_role", "not_found"):
        return refusal_page(visit, decided)
    case = visit.officer.case(permit_id, form["case_id"])
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if decided.code in MEANWHILE:
        return case_page.show(visit, case, form, meanwhile=True)
    return case_page.show(visit, case, form.with_refusal(decided))


def _words(visit: Visit) -> str:
    """The officer's own words, or else the ready-made text they chose."""
    return visit.form.get("reason", "").strip() or visit.form.get("ready", "")


def _checked(form: Form) -> Form:
    if form["outcome"] not in case_page.OUTCOMES:
        return form.with_error("outcome", "Choose what you decide.")
    if form["outcome"] in NEEDS_REASON and not form["reason"]:
        return form.with_error("reason", NEEDS_REASON[form["outcome"]])
    return form


def _version(typed: str) -> int:
    """The version that the officer saw; 0, which no case has, if the form does not say."""
    return int(typed) if typed.isdecimal() else 0


def _before(visit: Visit, permit_id: str, form: Form) -> Answer:
    case = visit.officer.case(permit_id, form["case_id"])
    if isinstance(case, Refusal):
        return refusal_page(visit, case)
    if form.errors:
        return case_page.show(visit, case, form)
    if case.decided.status not in case_page.DECIDABLE or case.version != _version(form["version"]):
        return case_page.show(visit, case, form, meanwhile=True)
    here = case_page.address(case)
    return visit.page("officer/decision/page.html", form=form, permit=case.permit, change=case.change, here=here)
