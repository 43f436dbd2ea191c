"""Routes through the forms other than care assessment, Blue Badge and concern: the main and the longest one of each."""

from collections.abc import Mapping
from typing import Any

from portal.forms.definition import Page
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
"""For each route: form, answers other than the ordinary ones, number of pages, the least suggestions, reasons for
urgency.
"""


def typed(page: Page, answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers to a page as values of its form elements, by name."""
    if page.repeat is None:
        return fields.shown(page.fields, answers)
    rows = [fields.shown(page.fields, one, f"{row}.") for row, one in enumerate(answers[page.repeat.name])]
    return {name: value for row in rows for name, value in row.items()}
