"""Page `officer_care_step`."""

import re

import pytest

from care.rules.forms import form_of
from portal.problems import unwrap
from tests.journeys.safeguarding import FINDINGS
from tests.web import fake_casework
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/step"
STATUS = ("POST", "/v1/officer/requests/{id}/status")


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def a_badge(officer: Browser) -> Browser:
    """At work on one."""
    officer.api.requests = FakeRequests(form=unwrap(form_of("blue-badge", None)))
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def test_a_badge_needs_its_last_day(officer: Browser) -> None:
    at_work = a_badge(officer)
    assert "21 November 2029 is the latest" in at_work.text
    sent = {"step": "badge_agreed", "message": "We agree.", "version": version(at_work)}
    assert at_work.send(PATH, **sent).status == 422
    assert "Enter the last day of the badge: day, month and year." in at_work.text
    too_late = {"valid_until_day": "22", "valid_until_month": "11", "valid_until_year": "2029"}
    assert at_work.send(PATH, **sent, **too_late).status == 422
    assert "Give 2029-11-21 or an earlier day" in at_work.text
    assert at_work.send(PATH, **sent, **too_late | {"valid_until_day": "21"}).headers["Location"] == "/officer/requests"
    at_work.get(CASE)
    for words in ("21 November 2029", "£10.00 not paid yet", "When the fee is paid"):
        assert words in at_work.text


def test_an_expert_is_asked_of_a_badge_alone(officer: Browser, at_work: Browser) -> None:
    assert "Ask an expert assessor" not in at_work.text
    badge = a_badge(officer)
    asks = {"step": "with_assessor", "message": "An expert calls you.", "version": version(badge)}
    assert badge.send(PATH, **asks).headers["Location"] == "/officer/requests"
    badge.get(CASE)
    assert "Expert’s report due" in badge.text or "Expert's report due" in badge.text
    assert "Ask an expert assessor" not in badge.text


def version(browser: Browser) -> str:
    return str(browser.api.requests.kept.version)


def test_looking_at_it(at_work: Browser) -> None:
    assert at_work.send(PATH, step="in_review", message="", version=version(at_work)).headers["Location"] == CASE
    [call] = at_work.api.called(*STATUS)
    assert call.body["status"] == "in_review"
    assert call.headers["Idempotency-Key"]
    at_work.follow()
    assert "The person sees that you are looking at it." in at_work.text


def test_asking(at_work: Browser) -> None:
    asks = {"step": "information_needed", "message": "Which day suits you?", "version": version(at_work)}
    assert at_work.send(PATH, **asks).headers["Location"] == "/officer/requests"
    [call] = at_work.api.called(*STATUS)
    assert (call.body["status"], call.body["message"]) == ("information_needed", "Which day suits you?")
    assert "outcome" not in call.body
    at_work.follow()
    assert "Your question is sent." in at_work.text


def test_an_outcome_with_own_words(at_work: Browser) -> None:
    sent = {"step": "equipment", "message": "A rail is on its way.", "version": version(at_work)}
    assert at_work.send(PATH, **sent).headers["Location"] == "/officer/requests"
    [call] = at_work.api.called(*STATUS)
    assert {name: call.body[name] for name in ("status", "outcome", "message")} == {
        "status": "approved",
        "outcome": "equipment",
        "message": "A rail is on its way.",
    }


def test_ready_made_words_where_there_are_no_own(at_work: Browser) -> None:
    at_work.send(PATH, step="advice_only", message=" ", ready="We talked.", version=version(at_work))
    [call] = at_work.api.called(*STATUS)
    assert (call.body["status"], call.body["message"]) == ("closed", "We talked.")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("", "Choose what comes of it."),
        ("information_needed", "Write what the person"),
        ("declined", "Choose what comes of it."),
        ("equipment", "Write what the person"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_sent(at_work: Browser, step: str, words: str) -> None:
    assert at_work.send(PATH, step=step, message="", version=version(at_work)).status == 422
    assert words in at_work.text
    assert at_work.api.called(*STATUS) == []


def test_changed_meanwhile_keeps_what_was_written(at_work: Browser) -> None:
    seen = version(at_work)
    at_work.api.requests.happens("replied")
    assert at_work.send(PATH, step="equipment", message="A rail.", version=seen).status == 409
    assert "Nothing was saved" in at_work.text
    assert "You had written: “A rail.”" in at_work.text


def test_after_an_error_it_is_still_the_version_that_the_officer_saw(at_work: Browser) -> None:
    """What came between the two views was not seen: the API refuses the step by that version."""
    seen = version(at_work)
    at_work.api.requests.happens("replied")
    assert at_work.send(PATH, step="equipment", message="", version=seen).status == 422
    assert at_work.hidden(PATH)["version"] == seen
    assert at_work.send(PATH, step="equipment", message="A rail.").status == 409
    assert at_work.hidden(PATH)["version"] == version(at_work) != seen


def test_a_no_names_its_criteria(at_work: Browser) -> None:
    body = fake_casework.shown(at_work.api.requests)
    no = {
        "outcome": "no_badge",
        "status": "declined",
        "title": "No badge",
        "text": "We cannot agree.",
        "has_last_day": False,
        "needs_findings": False,
    }
    criteria = [{"name": "walks", "title": "Cannot walk far"}, {"name": "lasts", "title": "Lasts for three years"}]
    body |= {"outcomes": [no], "criteria": criteria}
    at_work.api.says("GET", "/v1/officer/requests/{id}", 200, body)
    at_work.api.says(*STATUS, 200, {"status": "declined"})
    at_work.get(CASE)
    assert "Cannot walk far" in at_work.text
    sent = {"step": "no_badge", "message": "We cannot agree.", "version": version(at_work), "criterion_walks": "unmet"}
    assert at_work.send(PATH, **sent).status == 422
    assert "Say why." in at_work.text
    only_why = {**sent, "why_walks": "You walk 80 metres.", "why_lasts": "It ends in May."}
    assert at_work.send(PATH, **only_why).status == 422
    assert "Choose whether this is met, or take out what you wrote below it." in at_work.text
    assert 'href="#criterion_lasts"' in at_work.page.body
    asks = {**only_why, "step": "information_needed", "why_lasts": ""}
    assert at_work.send(PATH, **asks).status == 422
    assert "Only a no says whether this is met." in at_work.text
    at_work.send(PATH, **sent, why_walks="You walk 80 metres.")
    [call] = at_work.api.called(*STATUS)
    assert call.body["status"] == "declined"
    assert call.body["criteria"] == [{"name": "walks", "met": False, "why": "You walk 80 metres."}]


def a_concern(officer: Browser) -> Browser:
    """At work on one."""
    officer.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)), opened=True)
    officer.api.requests.sent()
    officer.get(CASE)
    return officer


def test_the_decision_on_a_concern_says_what_was_found(officer: Browser) -> None:
    at_work = a_concern(officer)
    sent = {"step": "enquiry_opened", "message": "We have opened an enquiry.", "version": version(at_work)}
    assert at_work.send(PATH, **sent).status == 422
    assert at_work.text.count("Choose what you find.") == 6, "of each, in the summary and at its place"
    chosen = {f"finding_{one['name']}": one["answer"] for one in FINDINGS}
    assert at_work.send(PATH, **sent, **chosen).status == 422
    assert at_work.text.count("Say why.") == 6
    whys = {f"finding_why_{one['name']}": one["why"] for one in FINDINGS}
    contradicts = {**sent, **chosen, **whys, "finding_care_needs": "no"}
    assert at_work.send(PATH, **contradicts).status == 422
    assert "takes each part to be met" in at_work.text
    assert at_work.send(PATH, **sent, **chosen, **whys).headers["Location"] == "/officer/requests"
    at_work.get(CASE)
    words = "Because of their needs they cannot protect themselves: Not known . Nobody has seen her alone."
    assert words in at_work.text


def test_a_finding_can_be_taken_back(officer: Browser) -> None:
    """A radio button cannot be unchosen: "Not decided yet" is one of them, and chosen at first."""
    at_work = a_concern(officer)
    undecided = r'name="finding_care_needs" type="radio" value=""( checked)?'
    assert re.findall(undecided, at_work.page.body) == [" checked"]
    assert "Not decided yet" in at_work.text
    half = {"finding_care_needs": "yes", "step": "known_already", "message": "", "version": version(at_work)}
    assert at_work.send(PATH, **half).status == 422
    assert re.findall(undecided, at_work.page.body) == [""]
    only_why = {**half, "finding_care_needs": "", "finding_why_care_needs": "She washes herself.", "message": "Known."}
    assert at_work.send(PATH, **only_why).status == 422
    assert "or take out what you wrote below it" in at_work.text
    half["finding_why_care_needs"] = ""
    taken_back = {**half, "finding_care_needs": "", "message": "We look into this already."}
    assert at_work.send(PATH, **taken_back).headers["Location"] == "/officer/requests"
    assert "findings" not in at_work.api.called(*STATUS)[0].body


@pytest.mark.parametrize("half", [{"finding_care_needs": "yes"}, {"finding_why_care_needs": "She needs help to wash."}])
def test_a_question_about_a_concern_says_nothing_of_what_was_found(officer: Browser, half: dict[str, str]) -> None:
    """The officer reads so before it is lost."""
    at_work = a_concern(officer)
    asks = {"step": "information_needed", "message": "Which ward is it?", "version": version(at_work)}
    assert at_work.send(PATH, **asks, **half).status == 422
    assert "Only an end says what you find. Take this out, or keep it in a note." in at_work.text
    nothing = {"finding_care_needs": "", "finding_why_care_needs": ""}
    assert at_work.send(PATH, **asks, **nothing).headers["Location"] == "/officer/requests"
    assert "findings" not in at_work.api.called(*STATUS)[0].body


def test_what_the_api_refuses_is_said_at_its_field(at_work: Browser) -> None:
    at_work.api.refuses(*STATUS, 422, "invalid_input", errors=[("message", "Enter 2,000 characters or fewer.")])
    assert at_work.send(PATH, step="equipment", message="A rail.", version=version(at_work)).status == 422
    assert "Enter 2,000 characters or fewer." in at_work.text


def test_an_opening_that_has_ended_asks_why_again(at_work: Browser) -> None:
    at_work.api.requests.opened = False
    sent = at_work.send(PATH, step="in_review", message="", version=version(at_work))
    assert sent.headers["Location"] == CASE


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
