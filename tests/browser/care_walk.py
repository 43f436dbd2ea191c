"""Every page of the estimator, in every state, over the fake API."""

from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.care_journey import AT_HOME, CARE_HOME
from tests.web.fake_care import FULL_COST, NOT_COVERED, estimate, line

START = "/care-costs"
ASK = ("POST", "/v1/care-estimates")
LONG = "Because the regulation says so, and because of the council’s own policy of 29 March 2022. " * 3


def give(person: Person, typed: dict[str, str], button: str = "Continue") -> None:
    """Fills what stands in the page and goes on."""
    for name, value in typed.items():
        if person.page.locator(f"input[name='{name}'][type=text]").count():
            person.page.fill(f"#{name}", value)
        else:
            person.page.check(f"input[name='{name}'][value='{value}']")
    person.press(button)


def at_home(person: Person, look: Look) -> None:
    """From the start page to the check, with everything that can be got wrong on the way."""
    person.open(START)
    look(person.page, "care-start")
    person.press("Start now")
    for name, typed in AT_HOME.items():
        here = name.replace("/", "-")
        look(person.page, f"care-{here}")
        if name in ("setting", "age", "savings", "pensions", "pensions/2", "cost"):
            person.press("Continue")
            look(person.page, f"care-{here}-nothing-answered")
        if name == "age":
            person.open(START)
            look(person.page, "care-start-again")
            person.follow("Continue where you left off")
        if name == "savings":
            give(person, {"savings": "lots", "joint_savings": "-5"})
            look(person.page, "care-savings-no-amounts")
            person.fill(joint_savings="")
        if name == "pensions/2":
            give(person, typed, "Add another one like it")
            look(person.page, "care-pensions-second-of-a-kind")
            person.press("Remove this one")
            person.page.go_back()
            continue
        give(person, typed)
    look(person.page, "care-check")


def care_home(person: Person, look: Look) -> None:
    person.open(START)
    person.press("Start from the beginning")
    for name, typed in CARE_HOME.items():
        if name not in AT_HOME:
            look(person.page, f"care-{name}")
        give(person, typed)


def results(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    person.follow("See what I may have to pay")
    look(page, "care-result")
    api.says(*ASK, 200, estimate("nothing", weekly_contribution_pence=0))
    give(person, {"year": "2024-25"}, "Show")
    look(page, "care-result-nothing")
    api.says(*ASK, 200, FULL_COST | {"working": [line("x" * 60, 12345678900, why=LONG, rule=LONG)]})
    page.reload()
    look(page, "care-result-full-cost")
    page.emulate_media(media="print")
    look(page, "care-result-printed")
    page.emulate_media(media="screen")
    api.refuses(*ASK, 422, "invalid_input", errors=[("on", "We have the figures of 2022-23 to 2025-26.")])
    page.reload()
    look(page, "care-no-figures")
    api.refuses(*ASK, 422, "invalid_input", errors=[("person.age", LONG), ("income.0.kind", LONG), ("other", LONG)])
    page.reload()
    look(page, "care-check-refused")
    api.refuses(*ASK, 429, "too_many_attempts", "Try again in 5 minutes.")
    person.open("/care-costs/result")
    look(page, "care-not-now")
    api.says(*ASK, 200, NOT_COVERED)
    person.open("/care-costs/setting")
    give(person, {"setting": "short_stay"})
    look(page, "care-not-covered")
    person.press("Delete my answers")
    look(page, "care-answers-deleted")


def rest(person: Person, look: Look) -> None:
    """What the two journeys do not ask."""
    person.press("Start now")
    give(person, {"setting": "home"})
    give(person, {"lives": "lone_parent"})
    look(person.page, "care-children")
