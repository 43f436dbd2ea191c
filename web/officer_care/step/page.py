"""An officer's next step with a request."""

from web import dates
from web.api.casework import OpenedRequest
from web.api.client import Refusal
from web.errors import refusal_page
from web.forms import Form, idempotency_key
from web.officer_care.one.page import ASK, LOOK, ON_THE_WAY, names, show
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"
NAMES = {"outcome": "step", "status": "step", "criteria": "step", "valid_until": "valid_until_day"}
"""The page's element for an error of each of these API fields."""
MEANWHILE = frozenset({"changed_meanwhile", "decided_already"})


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST takes a step."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id = visit.path_params["request_id"]
    message = visit.form.get("message", "").strip() or visit.form.get("ready", "")
    case = visit.officer.casework.case(request_id)
    if isinstance(case, Refusal):
        return (
            visit.redirect(f"/officer/requests/{request_id}")
            if case.code == "not_opened"
            else refusal_page(visit, case)
        )
    form = _checked(case, Form.of(names(case), {**visit.form, "message": message}))
    if form.errors:
        return show(visit, case, form)
    done = visit.officer.casework.step(request_id, _body(case, form), idempotency_key(visit.form))
    if isinstance(done, Refusal):
        if done.code in MEANWHILE:
            return show(visit, case, form, meanwhile=True)
        return show(visit, case, form.with_refusal(done, names=NAMES | _at_findings(case)))
    if done == LOOK:
        return visit.redirect(f"/officer/requests/{request_id}", notice="request_looked_at")
    return visit.redirect("/officer/requests", notice="request_asked" if done == ASK else "request_ended")


def _checked(case: OpenedRequest, form: Form) -> Form:
    if form["step"] not in {*ON_THE_WAY, *(one.outcome for one in case.outcomes)}:
        return form.with_error("step", "Choose what comes of it.")
    if form["step"] != LOOK:
        form = form.require({"message": "Write what the person will read."})
    for name, _ in case.criteria:
        if form[f"criterion_{name}"] and not form[f"why_{name}"]:
            form = form.with_error(f"why_{name}", "Say why.")
    for name, _ in case.form_findings:
        if not form[f"finding_{name}"] and _needs_findings(case, form):
            form = form.with_error(f"finding_{name}", "Choose what you find.")
        if form[f"finding_{name}"] and not form[f"finding_why_{name}"]:
            form = form.with_error(f"finding_why_{name}", "Say why.")
        elif form[f"finding_why_{name}"] and not form[f"finding_{name}"] and _only_says_why(case, form):
            form = form.with_error(f"finding_{name}", "Choose what you find, or take out what you wrote below it.")
    return dates.parse(form, "valid_until", "the last day of the badge")[0] if _has_last_day(case, form) else form


def _has_last_day(case: OpenedRequest, form: Form) -> bool:
    return any(one.has_last_day for one in case.outcomes if one.outcome == form["step"])


def _at_findings(case: OpenedRequest) -> dict[str, str]:
    """The page's element for an error of the API about what was found: the first part of the test."""
    first = next((name for name, _ in case.form_findings), None)
    return {"findings": f"finding_{first}"} if first else {}


def _needs_findings(case: OpenedRequest, form: Form) -> bool:
    return any(one.needs_findings for one in case.outcomes if one.outcome == form["step"])


def _only_says_why(case: OpenedRequest, form: Form) -> bool:
    """Whether a reason without a finding would be lost with this step: it ends the request and needs no findings."""
    return form["step"] not in ON_THE_WAY and not _needs_findings(case, form)


def _body(case: OpenedRequest, form: Form) -> dict[str, object]:
    """The body for the API: the status that goes with the outcome, and what the form gives. Without a version in the
    form, version 1.
    """
    status = next((one.status for one in case.outcomes if one.outcome == form["step"]), form["step"])
    version = int(form["version"]) if form["version"].isdecimal() else 0
    said = {"message": form["message"]} if form["message"] else {}
    outcome = {} if status in ON_THE_WAY else {"outcome": form["step"]}
    last_day = {"valid_until": dates.parse(form, "valid_until", "")[1]} if _has_last_day(case, form) else {}
    judged = [
        {"name": name, "met": form[f"criterion_{name}"] == "met", "why": form[f"why_{name}"]}
        for name, _ in case.criteria
        if form[f"criterion_{name}"]
    ]
    criteria = {"criteria": judged} if status == "declined" else {}
    found = [
        {"name": name, "answer": form[f"finding_{name}"], "why": form[f"finding_why_{name}"]}
        for name, _ in case.form_findings
        if form[f"finding_{name}"]
    ]
    findings = {"findings": found} if found and status not in ON_THE_WAY else {}
    return {"version": version or 1, "status": status, **outcome, **said, **last_day, **criteria, **findings}
