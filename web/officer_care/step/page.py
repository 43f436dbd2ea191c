"""An officer's next step with a request."""

from collections.abc import Iterable

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
CHOOSE_MET = "Choose whether this is met, or take out what you wrote below it."
CHOOSE_FOUND = "Choose what you find, or take out what you wrote below it."
ONLY_A_NO = "Only a no says whether this is met. Take this out, or keep it in a note."
ONLY_AN_END = "Only an end says what you find. Take this out, or keep it in a note."
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
    not_a_no = not any(error.field == "step" for error in form.errors) and _status(case, form) != "declined"
    form = _parts(form, case.criteria, ("criterion", "why"), CHOOSE_MET, ONLY_A_NO if not_a_no else "")
    for name, _ in case.form_findings if _needs_findings(case, form) else ():
        if not form[f"finding_{name}"] and not form[f"finding_why_{name}"]:
            form = form.with_error(f"finding_{name}", "Choose what you find.")
    on_the_way = form["step"] in ON_THE_WAY
    found = ("finding", "finding_why")
    form = _parts(form, case.form_findings, found, CHOOSE_FOUND, ONLY_AN_END if on_the_way else "")
    return dates.parse(form, "valid_until", "the last day of the badge")[0] if _has_last_day(case, form) else form


def _has_last_day(case: OpenedRequest, form: Form) -> bool:
    return any(one.has_last_day for one in case.outcomes if one.outcome == form["step"])


def _at_findings(case: OpenedRequest) -> dict[str, str]:
    """The page's element for an error of the API about what was found: the first part of the test."""
    first = next((name for name, _ in case.form_findings), None)
    return {"findings": f"finding_{first}"} if first else {}


def _needs_findings(case: OpenedRequest, form: Form) -> bool:
    return any(one.needs_findings for one in case.outcomes if one.outcome == form["step"])


def _parts(form: Form, parts: Iterable[tuple[str, str]], names: tuple[str, str], half: str, not_kept: str) -> Form:
    """The form with an error for each part of a test of which an officer gave only the answer or only the reason, or
    anything that the step would not save: nothing that they wrote is lost in silence.

    `names`: how the names of the elements for the answer and the reason begin. `half`: the message for a reason without
    an answer. `not_kept`: that for what is not saved; empty if the step saves it.
    """
    for name, _ in parts:
        answer, why = (f"{begins}_{name}" for begins in names)
        if not_kept and (form[answer] or form[why]):
            form = form.with_error(answer, not_kept)
        elif form[answer] and not form[why]:
            form = form.with_error(why, "Say why.")
        elif form[why] and not form[answer]:
            form = form.with_error(answer, half)
    return form


def _status(case: OpenedRequest, form: Form) -> str:
    """The status that goes with the chosen step."""
    return next((one.status for one in case.outcomes if one.outcome == form["step"]), form["step"])


def _body(case: OpenedRequest, form: Form) -> dict[str, object]:
    """The body for the API: the status that goes with the outcome, and what the form gives. Without a version in the
    form, version 1.
    """
    status = _status(case, form)
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
