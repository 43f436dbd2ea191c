"""The stories of the demo's requests: of each form one in each state that it can be in.

A story belongs to the resident whose own story is named `who`. Programs find it by `what`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

CARE, BADGE, CONCERN = "care-assessment", "blue-badge", "safeguarding-concern"
FINANCIAL, REFERRAL = "financial-assessment", "professional-referral"
EQUIPMENT, CARERS, YOUNG = "equipment-self-assessment", "carers-assessment", "young-carers-support"
SENT_AGO = timedelta(days=5)
LATE_DRAFT = timedelta(days=24)
"""The age of a draft that is deleted in less than a week."""


@dataclass(frozen=True)
class Step:
    """A step that an officer takes."""

    status: str
    outcome: str | None = None
    message: str | None = None
    valid_for_days: int = 0
    criteria: tuple[Mapping[str, object], ...] = ()
    findings: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class Story:
    """The story of one request. `then`: steps after it was sent; None for a draft. `withdrawn`, `replied`, `paid`: what
    its sender did after those; `tells`: what they wrote unasked, which no officer has read yet. `files`: kinds of which
    they sent a file, for all lines of the kind. `estimate`: the inputs of the estimate it begins with.
    """

    what: str
    who: str
    form_id: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    then: tuple[Step, ...] | None = ()
    started: timedelta = SENT_AGO
    withdrawn: bool = False
    replied: bool = False
    paid: bool = False
    tells: str = ""
    files: tuple[str, ...] = ()
    estimate: Mapping[str, object] | None = None


REASONS = ({"name": "walking", "met": False, "why": "You told us that you walk to the shops and back."},)
LOOKS = Step("in_review")
ASKS = Step("information_needed", message="Which day suits you?")
EXPERT = Step("with_assessor", message="An expert calls you in the next weeks.")
AGREES = Step("approved", "badge_agreed", "We agree to a Blue Badge. Please pay the £10.", valid_for_days=1000)
AT_ONCE = Step("approved", "badge_at_once", "We agree, and have the badge made now.", valid_for_days=365)
REFUSES = Step("declined", "not_agreed", "We do not agree to a Blue Badge.", criteria=REASONS)
BOOKED = Step("approved", "assessment_booked", "We come to you on Monday at 10am.")
ADVICE = Step("closed", "advice_only", "We talked about what could help you.")
PIP, WALKS = {"benefits": ["pip"], "pip_planning": "e"}, {"main_reason": "walking", "walking_what": ["pain"]}
BATH = {"tasks": ["bath"], "bath_hard": ["over_side"]}
MOTHER = {"cared_name": "Bo", "cared_who": "mother", "cared_why": ["illness"], "cared_at_home": True}
A_CHILD = {"authority": "parental", "first_name": "Kit", "birth_date": "2014-05-05", "cared_for": [MOTHER]}
AT_RISK = (
    {"name": "care_needs", "answer": "yes", "why": "She needs help to wash and to pay her bills."},
    {"name": "abuse_or_neglect", "answer": "yes", "why": "Money went missing three times."},
    {"name": "cannot_protect", "answer": "unknown", "why": "Nobody has seen her alone yet."},
)
ENQUIRY = Step(
    "approved", "enquiry_opened", "We have opened a safeguarding enquiry. A worker calls you.", findings=AT_RISK
)
KNOWN = Step("closed", "known_already", "We look into this already. What you told us is now part of that.")
ASKS_WARD = Step("information_needed", message="Which ward is it?")
PERSON = {
    "first_name": "Agnes",
    "last_name": "Demo",
    "concern": "Her money goes missing, and she is afraid to say why.",
}
ESTIMATE = {
    "setting": "home",
    "person": {"age": 68, "lives": "alone"},
    "capital": {"savings_pence": 1_705_000},
    "income": [
        {"kind": "state_pension", "amount_pence": 24_130, "every": "week"},
        {"kind": "attendance_allowance_lower", "amount_pence": 30_680, "every": "four_weeks"},
    ],
    "housing_costs": [{"kind": "council_tax", "amount_pence": 120_000, "every": "year"}],
    "disability_costs": [{"kind": "alarm", "amount_pence": 550, "every": "week"}],
    "cost_of_care": {"amount_pence": 39_195, "every": "week"},
}
"""For a person of the age that all demo residents have."""


def _money(prefix: str, kind: str, pence: int, every: str, proof: str) -> list[Mapping[str, object]]:
    said = {"kind": kind, "amount": pence, "every": every, "proof": proof}
    return [{f"{prefix}_{part}": value for part, value in said.items()}]


ISA = {"account_kind": "isa", "account_where": "Invented Building Society", "account_whose": "own"}
MONEY = {
    "pensions": _money("pension", "state_pension", 24_130, "week", "will_send"),
    "disability_benefits": _money("care_benefit", "attendance_allowance_higher", 45_840, "four_weeks", "have"),
    "accounts": [ISA | {"account_amount": 1_690_000, "account_proof": "have"}],
    "housing_costs": _money("housing", "council_tax", 120_000, "year", "have"),
    "disability_costs": _money("disability_cost", "alarm", 550, "week", "cannot"),
    "income_papers_who": "Their daughter",
    "cost_papers_why": "The alarm is paid with the rent.",
    "cost_of_care": 39_195,
    "property": False,
    "gifts": False,
}
"""Declared finances that differ from the estimate in two lines."""
PAPERS = ("income_papers", "savings_papers")
ACTS = {"authority": "lpa_money", "setting": "care_home", "home_tenure": "own", "lived_in_by": "nobody"}
GAVE = {"gifts": True, "gifts_what": "The car, to a nephew", "gifts_worth": 800_000}
SETS = Step("approved", "contribution_set", "You pay £67.71 each week, from Monday.")
FOR_NOW = Step(
    "approved", "interim_contribution", "You pay £60 each week for now. The letter about the pension is missing."
)
NOTHING = Step("approved", "nothing_to_pay", "There is nothing to pay towards the care.")
FULL = Step("approved", "full_cost_chosen", "You chose to pay the full cost: £391.95 each week.")
COUNTS_IT = Step(
    "declined",
    "not_agreed",
    "We count the money that was given away.",
    criteria=({"name": "own_money", "met": False, "why": "It was given away a week after the care began."},),
)
ASKS_PAPER = Step("information_needed", message="Please send the letter about the State Pension, all pages.")
REFERRED = {"authority": "permission", "first_name": "Agnes", "last_name": "Demo"}
CARE_FIRST = Step("closed", "passed_to_care", "We look at what care is needed first. They call you this week.")
ORDERED = Step("approved", "equipment_ordered", "We have ordered a bath board. It comes on Monday.")
NHS = Step("closed", "nhs", "Ask your GP surgery for a walking stick that is the right height.")
SUPPORT = Step("approved", "support_plan", "Somebody sits with your mother each Tuesday afternoon.")
STARTED = Step("approved", "support_started", "The group meets on Thursdays after school. Sam calls you.")
ELSEWHERE = Step("closed", "other_council", "The city council gives the badge. We have sent them your name.")

STORIES = (
    Story("request_draft", "permit_expires_in_40_days", CARE, then=None),
    Story("request_draft_ending", "permit_expires_in_29_days", CARE, then=None, started=LATE_DRAFT),
    Story("request_submitted", "permit_expires_in_14_days", CARE),
    Story("request_submitted_urgent", "permit_expires_in_7_days", CARE, {"urgent": ["no_food"]}),
    Story("request_in_review", "permit_expires_in_1_day", CARE, then=(LOOKS,)),
    Story("request_information_needed", "permit_expired_yesterday", CARE, then=(ASKS,)),
    Story("request_replied", "permit_expired_13_days_ago", CARE, then=(ASKS,), replied=True),
    Story("request_approved", "permit_expired_15_days_ago", CARE, then=(BOOKED,)),
    Story("request_closed", "permit_expires_in_30_days", CARE, then=(ADVICE,)),
    Story("request_withdrawn", "permit_live", CARE, withdrawn=True),
    Story("request_change_unread", "payment_paid", CARE, then=(LOOKS,), tells="I fell on Sunday. Stairs are hard now."),
    Story("equipment_submitted", "permit_expires_in_40_days", EQUIPMENT, BATH),
    Story("equipment_in_review", "permit_expires_in_29_days", EQUIPMENT, BATH, then=(LOOKS,)),
    Story("equipment_information_needed", "permit_expires_in_14_days", EQUIPMENT, BATH, then=(ASKS,)),
    Story("equipment_approved", "permit_expires_in_7_days", EQUIPMENT, BATH, then=(ORDERED,)),
    Story("equipment_closed", "permit_expires_in_1_day", EQUIPMENT, BATH, then=(NHS,)),
    Story("equipment_withdrawn", "permit_expired_yesterday", EQUIPMENT, BATH, withdrawn=True),
    Story("carer_draft", "permit_expires_in_40_days", CARERS, then=None),
    Story("carer_submitted_urgent", "permit_expires_in_29_days", CARERS, {"urgent": ["carer_stopped"]}),
    Story("carer_in_review", "permit_expires_in_14_days", CARERS, then=(LOOKS,)),
    Story("carer_information_needed", "permit_expires_in_7_days", CARERS, then=(ASKS,)),
    Story("carer_approved", "permit_expires_in_1_day", CARERS, then=(SUPPORT,)),
    Story("carer_closed", "permit_expired_yesterday", CARERS, then=(ADVICE,)),
    Story("carer_withdrawn", "permit_expired_13_days_ago", CARERS, withdrawn=True),
    Story("young_carer_draft", "permit_expires_in_29_days", YOUNG, A_CHILD, then=None),
    Story("young_carer_submitted", "permit_expires_in_14_days", YOUNG, A_CHILD),
    Story("young_carer_in_review", "permit_expires_in_7_days", YOUNG, A_CHILD, then=(LOOKS,)),
    Story("young_carer_information_needed", "permit_expires_in_1_day", YOUNG, A_CHILD, then=(ASKS,)),
    Story("young_carer_approved", "permit_expired_yesterday", YOUNG, A_CHILD, then=(STARTED,)),
    Story("young_carer_closed", "permit_expired_13_days_ago", YOUNG, A_CHILD, then=(ADVICE,)),
    Story("young_carer_withdrawn", "permit_expired_15_days_ago", YOUNG, A_CHILD, withdrawn=True),
    Story("draft_for_a_helper", "permit_free_live", EQUIPMENT, BATH, then=None),
    Story("financial_draft", "permit_expires_in_40_days", FINANCIAL, then=None, estimate=ESTIMATE),
    Story("financial_submitted", "permit_expires_in_29_days", FINANCIAL, MONEY, estimate=ESTIMATE),
    Story("financial_submitted_urgent", "permit_expires_in_14_days", FINANCIAL, MONEY | {"urgent": ["no_food"]}),
    Story("financial_with_papers", "permit_approved", FINANCIAL, MONEY, then=(LOOKS,), files=PAPERS),
    Story("financial_in_review", "permit_expires_in_7_days", FINANCIAL, MONEY | ACTS, then=(LOOKS,)),
    Story("financial_information_needed", "permit_expires_in_1_day", FINANCIAL, MONEY, then=(ASKS_PAPER,)),
    Story("financial_replied", "permit_expired_yesterday", FINANCIAL, MONEY, then=(ASKS_PAPER,), replied=True),
    Story("financial_approved", "permit_expired_13_days_ago", FINANCIAL, MONEY, then=(SETS,), estimate=ESTIMATE),
    Story("financial_set_for_now", "permit_expired_15_days_ago", FINANCIAL, MONEY, then=(FOR_NOW,)),
    Story("financial_nothing_to_pay", "permit_expires_in_30_days", FINANCIAL, MONEY, then=(NOTHING,)),
    Story("financial_full_cost", "permit_live", FINANCIAL, {"show_money": "full_cost"}, then=(FULL,)),
    Story("financial_declined", "permit_live_motorcycle", FINANCIAL, MONEY | GAVE, then=(COUNTS_IT,)),
    Story("financial_closed", "permit_live_student", FINANCIAL, MONEY, then=(CARE_FIRST,)),
    Story("financial_withdrawn", "permit_live_temporary", FINANCIAL, MONEY, withdrawn=True),
    Story("referral_draft", "works_as_nurse", REFERRAL, REFERRED, then=None),
    Story("referral_submitted", "works_in_a_care_home", REFERRAL, REFERRED | {"how_soon": "today"}),
    Story("referral_information_needed", "works_for_the_police", REFERRAL, REFERRED, then=(ASKS,)),
    Story("referral_in_review", "works_as_gp", REFERRAL, REFERRED, then=(LOOKS,)),
    Story("referral_closed", "works_in_a_hospital", REFERRAL, REFERRED, then=(ADVICE,)),
    Story("referral_withdrawn", "works_for_a_charity", REFERRAL, REFERRED, withdrawn=True),
    Story("referral_approved", "works_for_a_landlord", REFERRAL, REFERRED, then=(LOOKS, BOOKED)),
    Story("badge_draft", "permit_live_motorcycle", BADGE, then=None),
    Story("badge_submitted", "permit_live_temporary", BADGE, PIP),
    Story("badge_submitted_walking", "permit_live_student", BADGE, WALKS),
    Story("badge_submitted_urgent", "permit_in_review", BADGE, {"urgent": ["end_of_life"]}),
    Story("badge_stolen", "payment_paid", BADGE, {"application_reason": "stolen"}),
    Story("badge_in_review", "permit_expires_in_40_days", BADGE, WALKS, then=(LOOKS,)),
    Story("badge_information_needed", "permit_expires_in_29_days", BADGE, PIP, then=(ASKS,)),
    Story("badge_closed", "permit_expires_in_14_days", BADGE, PIP, then=(ELSEWHERE,)),
    Story("badge_withdrawn", "permit_expires_in_7_days", BADGE, PIP, withdrawn=True),
    Story("badge_with_assessor", "permit_approved", BADGE, WALKS, then=(EXPERT,)),
    Story("badge_to_pay", "payment_held", BADGE, PIP, then=(AGREES,)),
    Story("badge_declined", "permit_rejected", BADGE, WALKS, then=(REFUSES,)),
    Story("badge_made", "permit_in_review_free", BADGE, PIP, then=(AGREES,), paid=True),
    Story("badge_made_at_once", "permit_answered", BADGE, {"urgent": ["end_of_life"]}, then=(AT_ONCE,)),
    Story("concern_draft", "works_as_nurse", CONCERN, then=None),
    Story("concern_submitted", "works_in_a_care_home", CONCERN, PERSON, started=timedelta(hours=3)),
    Story("concern_overdue", "works_for_the_police", CONCERN, PERSON | {"urgent": ["harm_soon"]}),
    Story("concern_in_review", "works_as_gp", CONCERN, then=(LOOKS,)),
    Story("concern_information_needed", "works_in_a_hospital", CONCERN, then=(ASKS_WARD,)),
    Story("concern_closed", "works_for_a_charity", CONCERN, then=(KNOWN,)),
    Story("concern_ended", "works_for_a_landlord", CONCERN, then=(LOOKS, ENQUIRY)),
)
