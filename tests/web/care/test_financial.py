"""A financial assessment on the pages: from the estimator's result on, with help and with what is missing."""

import pytest

from care.rules.forms import form_of
from care.rules.papers import FINANCIAL
from portal.problems import unwrap
from tests.care.rules.test_finances import MISSING
from tests.journeys.form_routes import ROUTES, typed
from tests.support.care_answers import ordinary
from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, answer
from tests.web.conftest import sign_in
from tests.web.fake_requests import REQUEST, FakeRequests

FORM = unwrap(form_of(FINANCIAL, None))
START, HERE = f"/care/forms/{FINANCIAL}/start", f"/care/requests/{REQUEST}"
RESULT, ASK = "/care-costs/result", ("POST", "/v1/requests")
PENSION = {"pension_kind": "state_pension", "pension_amount": 20967, "pension_every": "week"}


@pytest.fixture
def money(resident: Browser) -> Browser:
    """With a draft of the form."""
    resident.api.requests = FakeRequests(form=FORM)
    return resident


def test_the_result_leads_to_it_and_the_inputs_survive_signing_in(browser: Browser) -> None:
    answer(browser, AT_HOME)
    assert f'href="{START}"' in browser.get(RESULT).body
    assert browser.get(START).headers["Location"] == f"/sign-in?next={START}"
    sign_in(browser)
    browser.get(START)
    assert "Start with my estimate" in browser.text
    browser.send(START, action="with_estimate")
    [call] = browser.api.called(*ASK)
    assert call.body["form_id"] == FINANCIAL
    assert call.body["estimate"] == browser.api.called("POST", "/v1/care-estimates")[-1].body
    assert "weekly_contribution_pence" not in call.body["estimate"]


def test_it_starts_without_the_estimate_as_well(browser: Browser) -> None:
    answer(browser, AT_HOME)
    sign_in(browser)
    browser.get(START)
    browser.send(START)
    assert browser.api.called(*ASK)[0].body == {"form_id": FINANCIAL}


def test_nobody_is_offered_an_estimate_that_came_to_no_end_or_for_another_form(browser: Browser) -> None:
    answer(browser, AT_HOME, until="cost")
    sign_in(browser)
    browser.get(START)
    assert "estimate" not in browser.text
    assert browser.send(START, action="with_estimate").status == 422
    assert "Your estimate is not in this browser any more." in browser.text
    assert browser.api.called(*ASK) == []
    answer(browser, AT_HOME)
    browser.get("/care/forms/care-assessment/start")
    assert "estimate" not in browser.text


def test_who_is_not_covered_is_led_there_too(browser: Browser) -> None:
    answer(browser, AT_HOME, until="household")
    browser.send("/care-costs/household", lives="couple")
    sign_in(browser)
    browser.get(START)
    browser.send(START, action="with_estimate")
    assert browser.api.called(*ASK)[0].body["estimate"]["person"]["lives"] == "couple"


def test_an_estimate_that_is_refused_says_why(browser: Browser) -> None:
    answer(browser, AT_HOME)
    sign_in(browser)
    browser.get(START)
    browser.api.refuses(*ASK, 422, "invalid_input", errors=[("estimate.income.0.kind", "Check the age.")])
    assert browser.send(START, action="with_estimate").status == 422
    assert "Check the age." in browser.text
    assert "look at the estimate again" in browser.text


def test_a_persons_help_is_on_every_page_of_the_money_form(money: Browser) -> None:
    """H14."""
    for _, page in FORM.pages():
        money.api.requests.answered(authority="self")
        money.get(f"{HERE}/pages/{page.path}")
        if money.page.status == 200:
            assert "I want a person to help" in money.text, page.path
    for path in ("", "/check"):
        money.get(f"{HERE}{path}")
        assert "I want a person to help" in money.text
        assert 'href="mailto:ascffinancialassessments@leics.gov.uk"' in money.page.body
    money.api.requests.sent()
    money.get(HERE)
    assert "I want a person to help" in money.text
    money.api.requests = FakeRequests()
    money.get(f"{HERE}/pages/urgent")
    assert "I want a person to help" not in money.text


def test_that_charges_can_begin_is_said_before_anything_is_asked(money: Browser) -> None:
    """H14."""
    money.get(f"/care/forms/{FINANCIAL}")
    assert money.text.index("Charges for care can begin before this") < money.text.index("Who can use this form")
    money.get(HERE)
    money.get(f"{HERE}/pages/charges")
    assert "from its first day" in money.text


def test_amounts_are_typed_in_pounds_and_kept_in_pence(money: Browser) -> None:
    money.api.requests.answered(pensions=[{**PENSION, "pension_proof": "have"}])
    for said, kept in (("£1,209.5", 120950), ("much", None)):
        money.get(f"{HERE}/pages/pensions")
        shown = {"0.pension_kind": "state_pension", "0.pension_every": "week", "0.pension_proof": "have"}
        hidden = money.hidden(f"{HERE}/pages/pensions")
        money.send(f"{HERE}/pages/pensions", **hidden, **shown, **{"0.pension_amount": said})
        assert money.api.requests.kept.answers["pensions"][0].get("pension_amount") == kept
    assert "Enter an amount of money, like £209.67." in money.text
    assert 'value="much"' in money.page.body


def test_a_paper_is_sent_for_the_lines_that_it_shows(money: Browser) -> None:
    """F14. The page that asks says which have no file yet."""
    one = {**PENSION, "pension_proof": "have"}
    two = [one, {**one, "pension_kind": "private_pension"}]
    money.api.requests.answered(pensions=two)
    state, private = (one["item_id"] for one in money.api.requests.kept.answers["pensions"])
    page, send = f"{HERE}/pages/income-papers", f"{HERE}/files/income_papers"
    money.get(page)
    assert "State Pension (£209.67): no file yet." in money.text
    assert f'href="{send}?line={private}"' in money.page.body
    money.get(f"{send}?line={private}")
    assert money.hidden(send)
    assert "checked" in money.page.body.partition(f'name="line.{private}"')[2].partition(">")[0]
    money.send(send, content_type="image/png")
    assert "Choose what it shows." in money.text
    money.get(send)
    money.send(send, content_type="image/png", **{f"line.{private}": "yes"})
    assert money.api.called("POST", "/v1/requests/{id}/evidence")[0].body["lines"] == [private]
    money.api.requests.comes("income_papers", "letter.png", lines=(private,))
    money.get(page)
    assert "State Pension (£209.67): no file yet." in money.text
    assert "Pension from work or a private pension (£209.67): letter.png" in money.text
    assert state != private


def test_an_amount_is_shown_in_pounds(money: Browser) -> None:
    money.api.requests.answered(pensions=[{**PENSION, "pension_proof": "have"}])
    money.get(f"{HERE}/pages/pensions")
    assert 'value="209.67"' in money.page.body


@pytest.mark.parametrize(
    "route", ["a pension, a benefit and an account", "a deputy, a partner, a home and things given away"]
)
def test_the_whole_form_is_answered_page_by_page_and_sent(money: Browser, route: str) -> None:
    """The main and the longest way, typed as a browser sends them."""
    _, chosen, length, *_ = ROUTES[route]
    pages, went, path = {page.path: page for _, page in FORM.pages()}, list[str](), f"{HERE}/pages/charges"
    money.get(path)
    while path != f"{HERE}/check":
        page = pages[path.rpartition("/")[2]]
        went.append(page.path)
        money.send(path, **typed(page, ordinary(page.model_dump(mode="json"), **chosen)))
        assert money.page.status == 303, (page.path, money.text)
        path = money.page.headers["Location"]
        money.follow()
    assert len(went) == length
    money.send(path)
    money.follow()
    assert "We have received your request" in money.text


def test_only_what_applies_is_asked_about_the_papers(money: Browser) -> None:
    money.api.requests.answered(pensions=[{**PENSION, "pension_proof": "have"}])
    money.get(f"{HERE}/pages/income-papers")
    assert "The papers about income that you have" in money.text
    assert "by when?" not in money.text
    assert "why not?" not in money.text
    later = {"income_papers_by": "2099-01-10", "income_papers_who": "Kim"}
    money.api.requests.answered(pensions=[{**PENSION, "pension_proof": "will_send"}], **later)
    money.get(f"{HERE}/pages/income-papers")
    assert "The papers about income that you have" not in money.text
    assert "by when?" in money.text


def test_what_is_missing_is_said_before_and_after_and_can_be_sent_later(money: Browser) -> None:
    """H14."""
    money.api.requests.answered(**MISSING)
    money.get(f"{HERE}/check")
    assert "State Pension (£0.01) Kim sends it by 10 January 2027" in money.text
    assert "Send it now" not in money.text
    money.api.requests.sent(**MISSING)
    money.get(HERE)
    assert "Community alarm (£0.01) Cannot be had: The shop gives none." in money.text
    assert "charges may run already" in money.text
    assert f'href="{HERE}/files/income_papers?line=' in money.page.body
    assert money.get(f"{HERE}/files/income_papers").status == 200
    money.api.requests.comes("income_papers", "letter.png")
    money.get(HERE)
    assert "letter.png: received" in money.text
    kept = money.api.requests.kept
    money.api.requests.change(timeline=kept.noted("papers_reminded", kept.created_at, "State Pension: Kim").timeline)
    money.get(HERE)
    assert "We reminded you of papers that you said would follow State Pension: Kim" in money.text
