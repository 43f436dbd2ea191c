"""The main and the longest route through each form, from its start to what comes of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from care.rules.concerns import CONCERN
from care.rules.forms import form_of
from care.rules.outcomes import outcomes_of
from portal.clock import utc_now
from portal.forms.definition import Page
from portal.london import today
from portal.problems import unwrap
from tests.journeys.form_walks import files_of
from tests.journeys.requests import Applicant, CareOfficer
from tests.journeys.safeguarding import FINDINGS, HARMS, INJURY, PROFESSIONAL, REPORT
from tests.support.care_answers import ordinary
from tests.support.visitor import Visitor
from web.care.request_page import fields

HARD = ["bath", "toilet", "chair", "bed", "stairs", "entry", "kitchen", "hands", "reach", "door", "walking"]
DONE = ["personal", "moving", "medicines"]
OUTCOMES = ("children", "others", "home", "eating", "people", "work", "services", "leisure")
CARED_FOR = {
    "cared_name": "Bo",
    "cared_who": "mother",
    "cared_why": ["illness", "mind"],
    "cared_at_home": True,
    "cared_how": "She cannot get up on bad days.",
}
STEP_IN = {
    "step_in_name": "Kim",
    "step_in_phone": "0116 305 0001",
    "step_in_what": "Stay for a week",
    "step_in_knows": True,
}
CARER = {
    "carer_name": "Kim",
    "carer_relationship": "Son",
    "carer_hours": 20,
    "carer_willing": "less",
    "carer_under_18": True,
}


def money(prefix: str, kind: str, proof: str = "have") -> dict[str, Any]:
    """An item of one of the financial assessment's lists."""
    said = {"kind": kind, "amount": 12000, "every": "month", "proof": proof}
    return {f"{prefix}_{part}": value for part, value in said.items()}


ACCOUNT = {
    "account_kind": "current",
    "account_where": "A bank",
    "account_whose": "own",
    "account_amount": 150000,
    "account_proof": "have",
}
DAILY_LIFE = ("eating", "washing", "toilet", "dressing", "moving", "home", "friends", "work", "going_out", "children")
MEDICINE = {"medicine_name": "Aspirin", "medicine_help": "remind", "medicine_who": "Kim"}
BY_DEPUTY = {"authority": "deputy", "urgent": ["discharge"], "hospital": "LRI, ward 3"}
ROUTES: dict[str, tuple[str, Mapping[str, Any], int, set[str], tuple[str, ...]]] = {
    "somebody who can do most things": ("care-assessment", {}, 38, set(), ()),
    "somebody for whom everything is hard": (
        "care-assessment",
        {
            **BY_DEPUTY,
            "urgent": ["no_food", "discharge"],
            "updates_to": "helper",
            "communication_needs": ["interpreter", "other"],
            **{f"can_{one}": "hard" for one in DAILY_LIFE},
            **{f"{one}_why": ["pain", "danger"] for one in DAILY_LIFE},
            "medicines": [MEDICINE, {**MEDICINE, "medicine_name": "Iron"}],
            "body": ["nights", "skin"],
            "mind": ["memory", "self_harm"],
            "falls": "more",
            "risks": ["fire", "alone_out"],
            "carers": [{**CARER, "carer_under_18": False, "carer_assessment": True}],
        },
        56,
        set(),
        ("no_food", "discharge", "self_harm"),
    ),
    "a badge by descriptor E": ("blue-badge", {"benefits": ["pip"], "pip_planning": "e"}, 19, set(), ()),
    "a badge for walking, a hidden disability and the arms": (
        "blue-badge",
        {
            "authority": "deputy",
            "application_reason": "renew",
            "main_reason": "walking",
            "also": ["hidden", "arms"],
            "walking_what": ["pain", "breath", "balance", "danger", "time", "other"],
            "breath_when": ["uphill", "other"],
            "danger_conditions": ["heart"],
            "walk_time": "5_to_10",
            "aids": [{"aid_what": "stick", "aid_when": "Always", "aid_how": "prescribed"}],
            "hidden_what": ["distress", "planning"],
            "medicines": [
                {
                    "medicine_name": "Aspirin",
                    "medicine_prescribed": True,
                    "medicine_dose": "75 mg",
                    "medicine_often": "Daily",
                }
            ],
            "treatments": [{"treatment_what": "Physiotherapy", "treatment_when": "now", "treatment_better": "no"}],
            "professionals": [
                {"professional_name": "Dr Oak", "professional_job": "GP", "professional_place": "Oak Surgery"}
            ],
            "identity_how": "papers",
        },
        45,
        set(),
        (),
    ),
    "a nurse about harm by somebody": (CONCERN, REPORT, 36, set(), ("harm_soon",)),
    "a nurse about much harm to many": (
        CONCERN,
        {
            **REPORT,
            "urgent": ["danger_now", "harm_soon", "no_food"],
            "place": "hospital",
            "told_before": "yes",
            "injuries": [INJURY, {**INJURY, "body_place": "neck"}],
            "sources": [HARMS, {**HARMS, "source_name": "Una Blackthorne"}],
            "capacity": "no",
            "others_at_risk": ["adults", "children"],
            "told": ["police", "other"],
        },
        41,
        set(),
        ("danger_now", "harm_soon", "no_food"),
    ),
    "a rail and a board": (
        "equipment-self-assessment",
        {"tasks": ["bath"], "bath_hard": ["over_side"], "home_owner": "own"},
        30,
        {"bath_board", "bath_rail"},
        (),
    ),
    "everything is hard": (
        "equipment-self-assessment",
        {
            **BY_DEPUTY,
            "tasks": HARD,
            "bath_hard": ["down_up"],
            "bath_lift": False,
            "weight": "heavy",
            "call_help": "no",
            "bigger": ["stairlift", "level_shower"],
            "home_owner": "private",
        },
        45,
        {"bath_visit", "stronger", "alarm", "bigger_visit"},
        ("discharge",),
    ),
    "a carer": ("carers-assessment", {}, 39, {"support_for_carers"}, ()),
    "a carer at the end of their strength": (
        "carers-assessment",
        {
            **BY_DEPUTY,
            "urgent": ["carer_stopped", "self_harm"],
            "combined": "combined",
            "care_tasks": [*DONE, "nights"],
            "care_hours": 90,
            "gp_knows": False,
            "carer_health": ["tired", "back"],
            "wellbeing_effect": "great",
            "willing": "no",
            "emergency_plan": "no",
            "children_help": True,
            "wanted": ["break", "equipment"],
            "step_in": [STEP_IN],
            **{f"can_{one}": "no" for one in OUTCOMES},
        },
        54,
        {"right", "support_for_carers", "benefit", "emergency", "lifting", "equipment", "gp", "young_carers"},
        ("carer_stopped", "self_harm"),
    ),
    "a child alone": (
        "young-carers-support",
        {"birth_date": "2014-05-05", "cared_for": [CARED_FOR], "parent_knows": "afraid"},
        27,
        {"adult_assessment"},
        (),
    ),
    "a teacher about a pupil": (
        "young-carers-support",
        {
            "authority": "permission",
            "birth_date": "2012-05-05",
            "urgent": ["not_safe", "self_harm"],
            "parent_agrees": "danger",
            "cared_for": [CARED_FOR, {**CARED_FOR, "cared_name": "Cy"}],
            "care_tasks": DONE,
            "worries": ["apart", "worse"],
            "wanted": ["card", "home"],
        },
        34,
        {"card", "too_much", "adult_assessment", "childline"},
        ("self_harm", "not_safe"),
    ),
    "a nurse with the person's agreement": (
        "professional-referral",
        {"authority": "permission"},
        36,
        set(),
        ("today",),
    ),
    "a nurse in somebody's best interests": (
        "professional-referral",
        {
            "authority": "best_interests",
            "urgent": ["no_food", "cannot_move"],
            "how_soon": "today",
            "hard_outcomes": ["eating", "moving"],
            "body": ["skin", "nights"],
            "mind": ["memory", "self_harm"],
            "help_now": ["family"],
            "risks": ["fire"],
            "carers": [CARER],
        },
        41,
        set(),
        ("no_food", "cannot_move", "self_harm", "today"),
    ),
    "a pension, a benefit and an account": (
        "financial-assessment",
        {
            "pensions": [money("pension", "state_pension")],
            "disability_benefits": [money("care_benefit", "attendance_allowance_lower")],
            "accounts": [ACCOUNT],
            "gifts": False,
            "property": False,
        },
        32,
        {"pension_credit"},
        (),
    ),
    "a deputy, a partner, a home and things given away": (
        "financial-assessment",
        {
            **BY_DEPUTY,
            "urgent": ["discharge", "no_heating"],
            "lives": "couple",
            "setting": "care_home",
            "home_tenure": "own",
            "lived_in_by": "nobody",
            "pensions": [money("pension", "state_pension", "will_send")],
            "accounts": [{**ACCOUNT, "account_proof": "cannot"}],
            "other_capital": ["trust"],
            "property": True,
            "gifts": True,
        },
        40,
        {"attendance_allowance", "twelve_weeks", "deferred_payment", "advice", "carers_assessment"},
        ("no_heating", "discharge"),
    ),
    "the full cost, as somebody chose": ("financial-assessment", {"show_money": "full_cost"}, 16, {"advice"}, ()),
}
"""For each route: form, answers other than the ordinary ones, number of pages, the least suggestions, reasons for
urgency.
"""


def takes_route(visitor: Visitor, route: str) -> None:
    """With a file wherever the form asks for one, up to the first outcome that the form has."""
    form_id, chosen, length, suggestions, urgent = ROUTES[route]
    form = unwrap(form_of(form_id, None))
    visitor.make_account(**PROFESSIONAL if form.professionals_only else {})
    applicant = Applicant(visitor, form=form_id)
    applicant.starts()
    assert len(_answered(applicant, chosen)) == length
    sent = applicant.submits()
    assert (sent["status"], len(sent["reference"])) == ("submitted", 8)
    officer = CareOfficer(applicant, team=form.team)
    officer.opens()
    case = visitor.portal.until(officer.case, lambda seen: "scanning" not in str(seen["request"]["evidence"]))
    assert suggestions <= {one["id"] for one in case["request"]["suggestions"]}
    assert case["request"]["suggestions"] == sent["suggestions"]
    assert all(one["why"] for one in sent["suggestions"])
    assert tuple(case["urgent_because"]) == urgent
    first = outcomes_of(form_id)[0]
    said: dict[str, Any] = {"outcome": first.outcome, "message": first.text}
    if first.has_last_day:
        said["valid_until"] = (today(utc_now()) + timedelta(days=365)).isoformat()
    if first.needs_findings:
        said["findings"] = FINDINGS
    ended = officer.steps(first.status, "step-key-1", **said)
    assert ended["status"] == first.status
    assert applicant.seen()["timeline"][-1]["text"] == first.text


def _answered(applicant: Applicant, chosen: Mapping[str, Any]) -> list[str]:
    """All that is asked; the pages in their order."""
    form = applicant.visitor.ask("GET", f"/v1/forms/{applicant.form}").body
    pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
    path, went = applicant.seen()["next_page"], list[str]()
    while path is not None:
        page = pages[path]
        assert not page["exit"], path
        went.append(path)
        answers = ordinary(page, **chosen)
        sent = {one["name"]: [applicant.sends_file(one["kind"], scanned=True)] for one in files_of(page["fields"])}
        saved = applicant.saves(path, answers | {name: ids for name, ids in sent.items() if name in answers})
        assert saved["errors"] == [], (path, saved["errors"])
        path = saved["next_page"]
    return went


def typed(page: Page, answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers to a page as values of its form elements, by name."""
    if page.repeat is None:
        return fields.shown(page.fields, answers)
    rows = [fields.shown(page.fields, one, f"{row}.") for row, one in enumerate(answers[page.repeat.name])]
    return {name: value for row in rows for name, value in row.items()}
