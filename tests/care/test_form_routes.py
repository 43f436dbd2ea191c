"""Each of the forms beside the care assessment over the API, from its start to what comes of it, by its main and its
longest route (`docs/rules/care-forms.md`).
"""

from collections.abc import Mapping
from typing import Any

import pytest

from care.rules.outcomes import outcomes_of
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.care_answers import ordinary
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

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
    """An item of one of the lists of the financial assessment."""
    said = {"kind": kind, "amount": 12000, "every": "month", "proof": proof}
    return {f"{prefix}_{part}": value for part, value in said.items()}


ACCOUNT = {
    "account_kind": "current",
    "account_where": "A bank",
    "account_whose": "own",
    "account_amount": 150000,
    "account_proof": "have",
}
BY_DEPUTY = {"authority": "deputy", "urgent": ["discharge"], "hospital": "LRI, ward 3"}
ROUTES: dict[str, tuple[str, Mapping[str, Any], int, set[str], tuple[str, ...]]] = {
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
"""Form, what is answered beside the ordinary, how many pages, what is suggested at least, why it cannot wait."""


def professional(visitor: Visitor) -> None:
    started = visitor.start_registration(kind="professional", organisation="Oak Surgery", job_title="Nurse")
    registration_id = started.body["registration_id"]
    visitor.give_contact_details(registration_id)
    visitor.ask("POST", f"/v1/registrations/{registration_id}/code")
    visitor.token = visitor.activate(registration_id, visitor.newest_code()).body["token"]


def answered(applicant: Applicant, form_id: str, chosen: Mapping[str, Any]) -> list[str]:
    """A draft with all that is asked; the pages in their order."""
    started = applicant.ask("POST", "", {"form_id": form_id}, "request-key-1")
    assert started.status == 201, started.body
    applicant.request_id, path, went = started.body["request_id"], started.body["next_page"], list[str]()
    form = applicant.visitor.ask("GET", f"/v1/forms/{form_id}").body
    pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
    while path is not None:
        assert not pages[path]["exit"], path
        went.append(path)
        saved = applicant.saves(path, ordinary(pages[path], **chosen))
        assert saved["errors"] == [], (path, saved["errors"])
        path = saved["next_page"]
    return went


@pytest.mark.parametrize("route", ROUTES)
def test_from_its_start_to_what_comes_of_it(portal: InProcessPortal, route: str) -> None:
    form_id, chosen, length, suggestions, urgent = ROUTES[route]
    visitor = Visitor(portal)
    (professional if form_id == "professional-referral" else Visitor.make_account)(visitor)
    applicant = Applicant(visitor)
    assert len(answered(applicant, form_id, chosen)) == length
    sent = applicant.submits()
    assert (sent["status"], len(sent["reference"])) == ("submitted", 8)
    case = CareOfficer(applicant).opens()
    assert suggestions <= {one["id"] for one in case["request"]["suggestions"]}
    assert case["request"]["suggestions"] == sent["suggestions"]
    assert all(one["why"] for one in sent["suggestions"])
    assert tuple(case["urgent_because"]) == urgent
    first = outcomes_of(form_id)[0]
    ended = CareOfficer(applicant).steps(first.status, "step-key-1", outcome=first.outcome, message=first.text)
    assert ended["status"] == first.status
    assert applicant.seen()["timeline"][-1]["text"] == first.text


def test_a_referral_is_for_professionals_and_others_hear_where_to_go(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    refused = Applicant(visitor).ask("POST", "", {"form_id": "professional-referral"}, "request-key-1")
    assert (refused.status, refused.body["code"]) == (403, "not_eligible")
    assert "0116 305 0004" in refused.body["detail"]
