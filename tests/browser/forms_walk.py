"""What the forms beside the care assessment show that it does not: suggestions, links out of an exit, measurements."""

from collections.abc import Mapping
from typing import Any

from care.charging.model import EstimateInput
from care.rules.finances import carrying
from care.rules.forms import form_of
from care.rules.papers import FINANCIAL
from portal.problems import unwrap
from tests.browser.care_walk import give
from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.care.rules.test_finances import AT_HOME, MISSING
from tests.web.fake_requests import REQUEST, FakeRequests

HERE = f"/care/requests/{REQUEST}"
EVERYTHING = ["bath", "toilet", "chair", "bed", "stairs", "entry", "kitchen", "hands", "reach", "door"]
FORMS: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "equipment-self-assessment": (
        {"tasks": EVERYTHING, "bath_hard": ["over_side"], "weight": "heavy", "bigger": ["ramp"]},
        ("tasks", "bath-size", "lightbulb", "photos"),
    ),
    "carers-assessment": (
        {"urgent": ["carer_stopped"], "children_help": True},
        ("call-now", "cared-name", "step-in"),
    ),
    "young-carers-support": (
        {"birth_date": "2014-05-05"},
        ("welcome", "cared-for", "school"),
    ),
    "professional-referral": ({"authority": "permission"}, ("helper", "updates", "agreed")),
    FINANCIAL: (
        MISSING | {"setting": "care_home", "home_tenure": "own", "lived_in_by": "nobody", "lives": "couple"},
        ("charges", "show-money", "partner", "pensions", "income-papers", "accounts", "home-value", "gifts"),
    ),
}
"""By form: what is answered beside the ordinary, and the pages that are of its own kind."""


def others(person: Person, site: FakeSite, look: Look) -> None:
    """Each form before it starts, some of its pages, and all of it before it is sent and after."""
    for form_id, (chosen, pages) in FORMS.items():
        person.open(f"/care/forms/{form_id}")
        look(person.page, form_id)
        site.api.requests = FakeRequests(form=unwrap(form_of(form_id, None)))
        site.api.requests.answered(**chosen)
        for path in pages:
            person.open(f"{HERE}/pages/{path}")
            look(person.page, f"{form_id}-{path}")
        person.open(f"{HERE}/check")
        look(person.page, f"{form_id}-check")
        person.press("Send")
        look(person.page, f"{form_id}-sent")
    begins_with_an_estimate(person, site, look)
    site.api.requests = FakeRequests(form=unwrap(form_of("carers-assessment", None)))
    site.api.requests.answered(birth_date="2014-05-05")
    person.open(f"{HERE}/pages/under-18")
    look(person.page, "carers-assessment-under-18")
    person.follow("Go to support for young carers")
    assert person.heading == "Support for young carers"


def begins_with_an_estimate(person: Person, site: FakeSite, look: Look) -> None:
    """From the estimator's result into a financial assessment, and its parts with the estimate."""
    site.api.replies.clear()
    person.open("/care-costs")
    person.press("Start now")
    for typed in ({"setting": "home"}, {"lives": "couple"}):
        give(person, typed)
    person.follow("Carry this into a financial assessment")
    look(person.page, "financial-start-with-estimate")
    person.press("Start with my estimate")
    assert site.api.called("POST", "/v1/requests")[-1].body["estimate"]["person"]["lives"] == "couple"
    site.api.requests = with_an_estimate()
    person.open(HERE)
    look(person.page, "financial-parts-with-estimate")


def with_an_estimate() -> FakeRequests:
    form = unwrap(form_of(FINANCIAL, None))
    requests = FakeRequests(form=form, opened=True)
    day = requests.now.date()
    draft = carrying(requests.kept, form, EstimateInput.model_validate(AT_HOME), day, lambda: "X")
    requests.request = unwrap(draft)
    return requests


def suggested(person: Person, site: FakeSite, look: Look) -> None:
    """The officer of the case sees what the form suggested; of a financial assessment both sides."""
    site.api.requests = FakeRequests(form=unwrap(form_of("equipment-self-assessment", None)), opened=True)
    site.api.requests.sent(**FORMS["equipment-self-assessment"][0])
    person.open(f"/officer/requests/{REQUEST}")
    look(person.page, "care-case-with-suggestions")
    site.api.requests = with_an_estimate()
    site.api.requests.sent(**FORMS[FINANCIAL][0])
    person.open(f"/officer/requests/{REQUEST}")
    look(person.page, "care-case-finances")
