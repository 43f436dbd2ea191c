"""Page `officer_care_one`."""

from datetime import timedelta

import pytest

from care.charging.model import EstimateInput
from care.model import RequestStatus, TimelineEntry
from care.rules.finances import carrying
from care.rules.forms import form_of
from care.rules.papers import FINANCIAL
from care.rules.priority import CANNOT_WAIT
from portal.document import Fault
from portal.problems import unwrap
from tests.care.rules.test_finances import AT_HOME, MISSING
from tests.web import fake_casework
from tests.web.browser_double import Browser
from tests.web.fake_casework import LINK
from tests.web.fake_requests import FILE, REQUEST, FakeRequests
from web.officer_care.words import URGENT

PATH = f"/officer/requests/{REQUEST}"
EVIDENCE = ("GET", "/v1/officer/requests/{id}/evidence/{id}")


@pytest.fixture
def opened(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    return officer


def test_nothing_is_shown_before_a_reason(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(PATH)
    assert "Why do you open this request?" in officer.text
    assert "Smith" not in officer.text


def test_the_answers_in_the_forms_order_and_who_sent_it(opened: Browser) -> None:
    assert opened.get(PATH).status == 200
    for words in ("Request ABCD2345", "Nobody has looked yet", "Ann", "Smith", "Kim Hall", "kim@example.org"):
        assert words in opened.text
    places = [opened.text.index(words) for words in ("Who and how urgent", "About the person", "Daily life", "Health")]
    assert places == sorted(places)
    assert "Change" not in opened.text.partition("Who sent it")[0]


def test_the_officer_sees_what_the_form_suggested(opened: Browser) -> None:
    opened.get(PATH)
    assert "What the form suggested" not in opened.text
    equipment = unwrap(form_of("equipment-self-assessment", None))
    opened.api.requests = FakeRequests(form=equipment, opened=True)
    opened.api.requests.sent(tasks=["hands"], hands_hard=["taps"])
    opened.get(PATH)
    assert "What the form suggested Tap turners" in opened.text


def test_every_reason_why_a_request_cannot_wait_has_words() -> None:
    assert set(URGENT) == set(CANNOT_WAIT)


def test_what_can_be_done_with_it(opened: Browser) -> None:
    opened.get(PATH)
    assert "We are looking at it" in opened.text
    assert "Assessment booked" in opened.text
    opened.api.requests.change(status=RequestStatus.IN_REVIEW)
    opened.get(PATH)
    assert "We are looking at it" not in opened.text


def test_beside_what_is_written_stands_what_has_to_be_heeded(officer: Browser) -> None:
    """H1, H2: how to reach the person, whose name is not told, and how they can read or hear it."""
    needs = ["large_print", "other"]
    officer.api.requests = FakeRequests(opened=True)
    officer.api.requests.sent(
        authority="permission",
        share_my_name="no",
        safe_contact_channels=["email", "post"],
        safe_contact_voicemail=False,
        safe_contact_shared_device=True,
        communication_needs=needs,
        communication_other="Short words",
    )
    beside = beside_the_message(officer)
    for words in (
        "How is it safe to contact them? Email, Letter",
        "Is it safe to leave a message? No",
        "Does somebody else use the phone or email? Yes",
        "May we tell them that you asked? No",
        "Large print, Something else",
        "Short words",
    ):
        assert words in beside
    officer.api.requests = FakeRequests(opened=True)
    officer.api.requests.sent(
        authority="self",
        safe_contact_voicemail=True,
        safe_contact_shared_device=False,
        communication_needs=["none_of_these"],
    )
    beside = beside_the_message(officer)
    assert "leave a message" not in beside
    assert "phone or email" not in beside
    assert "None of these" not in beside
    assert "May we tell them" not in beside


def test_beside_what_is_written_of_a_concern_stands_whether_the_person_may_be_reached(officer: Browser) -> None:
    officer.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)), opened=True)
    officer.api.requests.sent(person_contact="one_way", person_contact_how="Ask for Bo at the shop")
    beside = beside_the_message(officer)
    assert "Is it safe for us to contact them? Only in one way" in beside
    assert "Ask for Bo at the shop" in beside


def beside_the_message(officer: Browser) -> str:
    officer.get(PATH)
    return officer.text.partition("What you do")[2].partition("Message to the person")[0]


@pytest.mark.parametrize("status", [one for one in RequestStatus if not one.open and one is not RequestStatus.DECLINED])
def test_what_has_ended_offers_nothing(officer: Browser, status: RequestStatus) -> None:
    officer.api.requests.sent(status, text="We talked.")
    officer.api.requests.opened = True
    officer.get(PATH)
    assert "What you do" not in officer.text
    assert "We talked." in officer.text


def test_urgent_says_why(opened: Browser) -> None:
    opened.api.requests.change(urgent_because=("no_food", "carer_stopped"))
    opened.get(PATH)
    assert "Urgent: No food, Carer has stopped" in opened.text


def test_a_file_is_shown_when_it_is_chosen_and_only_then(opened: Browser) -> None:
    opened.api.requests.comes("authority_proof", "order.png")
    opened.get(PATH)
    assert "order.png" in opened.text
    assert opened.api.called(*EVIDENCE) == []
    opened.get(f"{PATH}?file={FILE}")
    assert opened.api.called(*EVIDENCE)[-1].path.endswith("?show=true")
    assert f'<img class="portal-shown" src="{LINK}"' in opened.page.body
    opened.api.requests.content_type = "application/pdf"
    opened.get(f"{PATH}?file={FILE}")
    assert "<iframe" in opened.page.body
    opened.api.refuses(*EVIDENCE, 409, "document_not_ready")
    opened.get(f"{PATH}?file={FILE}")
    assert "cannot be shown just now" in opened.text


@pytest.mark.parametrize("kind", ["other_papers", "of_another_front_end"])
def test_a_file_that_the_form_never_asked_for_is_shown(opened: Browser, kind: str) -> None:
    opened.api.requests.comes(kind, "plan.png")
    assert opened.get(PATH).status == 200
    assert "Other papers: plan.png" in opened.text


def test_a_file_that_was_refused_is_never_there(opened: Browser) -> None:
    opened.api.requests.answered(authority="deputy", authority_proof=[FILE])
    opened.api.requests.comes("authority_proof", "order.pdf", Fault.PASSWORD)
    opened.get(f"{PATH}?file={FILE}")
    assert opened.text.count("order.pdf") == 2, "among the answers and among the files"
    assert opened.text.count("cannot be used") == 2
    assert opened.api.called(*EVIDENCE) == []
    opened.api.requests.files = []
    opened.get(PATH)
    assert "A file that is not here any more" in opened.text


def test_a_file_that_came_after_the_question(opened: Browser) -> None:
    opened.api.requests.comes("authority_proof", "order.png")
    opened.get(PATH)
    assert "Came after your question." not in opened.text
    asked = TimelineEntry(at=opened.api.requests.now - timedelta(minutes=1), what="information_asked")
    opened.api.requests.change(timeline=(*opened.api.requests.kept.timeline, asked))
    opened.get(PATH)
    assert "Came after your question." in opened.text


def test_a_closed_account(opened: Browser) -> None:
    opened.get(PATH)
    body = fake_casework.shown(opened.api.requests)
    opened.api.says("GET", "/v1/officer/requests/{id}", 200, body | {"sender": None, "others": []})
    opened.get(PATH)
    assert "The account is closed." in opened.text
    assert "None." in opened.text


def test_a_draft_is_not_there(officer: Browser) -> None:
    assert officer.get(PATH).status == 404


def test_a_concern_shows_its_clock_and_then_the_second_contact(officer: Browser) -> None:
    officer.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)), opened=True)
    officer.api.requests.sent()
    officer.get(PATH)
    assert "Decide by" in officer.text
    assert "If you cannot reach the reporter" not in officer.text
    officer.api.requests.now += timedelta(days=7)
    officer.get(PATH)
    assert "Overdue" in officer.text
    assert "If you cannot reach the reporter, call What we wrote" in officer.text
    body = fake_casework.shown(officer.api.requests)
    similar = {"request_id": "01KA", "reference": "JKLM2345", "submitted_at": "2026-11-20T12:00:00Z", "same": ["name"]}
    officer.api.says("GET", "/v1/officer/requests/{id}", 200, body | {"second_contact": None, "similar": [similar]})
    officer.get(PATH)
    assert "The reporter named nobody else to call." in officer.text
    assert "sent 20 November 2026: same or nearly the same name" in officer.text


def test_a_financial_assessment_shows_both_sides_and_what_is_missing(officer: Browser) -> None:
    form = unwrap(form_of(FINANCIAL, None))
    requests = officer.api.requests = FakeRequests(form=form, opened=True)
    asked = EstimateInput.model_validate(AT_HOME)
    draft = carrying(requests.kept, form, asked, requests.now.date(), lambda: "X")
    requests.change(estimate=unwrap(draft).estimate)
    more = {"cost_of_care": 39195, "children": 1, "gifts": False, "birth_date": "1939-02-28"}
    requests.sent(**(MISSING | {"property": False} | more))
    officer.get(PATH)
    for words in (
        "By the estimate, figures of 2026-27",
        "By what was declared, figures of 2026-27",
        "Savings of their own Differs £17,050.91 –",
        "Community alarm Differs £5.50 a week £0.01 a week Cannot be had",
        "State Pension Differs £209.67 a week £0.01 a week Comes later",
        "Pension from work or a private pension Differs £80 a month, £120 a month £0.01 a week Could not be sent",
        "How what was declared is worked out",
        "State Pension (£0.01) Kim sends it by 10 January 2027",
        "State Pension By Kim, by 10 January 2027. 0 of 1 came.",
    ):
        assert words in officer.text
    requests.comes("income_papers", "letter.png")
    officer.get(PATH)
    assert officer.page.body.count(f'href="{PATH}?file={FILE}"') == 3, "beside both pensions, and among the files"
    state = requests.kept.answers["pensions"][0]["item_id"]
    requests.now += timedelta(minutes=1)
    requests.comes("income_papers", "letter.png", lines=(state,))
    officer.get(PATH)
    assert "What each file was sent for State Pension (£0.01) letter.png" in officer.text
    assert "State Pension (£0.01) Kim sends it" not in officer.text, "it has come"
    assert "£209.67 a week £0.01 a week Sent" in officer.text
    assert "by 10 January 2027. 1 of 1 came." in officer.text
    body = fake_casework.shown(requests)
    finances = body["finances"] | {"declared": None, "open": ["Enter what the care costs."]}
    changed = finances | {"estimate_is": "figures_changed"}
    officer.api.says("GET", "/v1/officer/requests/{id}", 200, body | {"finances": changed})
    officer.get(PATH)
    assert "cannot be worked out yet: Enter what the care costs." in officer.text
    assert "were changed after the estimate was made" in officer.text
    [promise] = finances["promised"]
    reminded = ["2027-01-11T00:00:00Z", "2027-01-25T00:00:00Z"]
    finances |= {"open": [], "rows": [], "promised": [promise | {"not_sent": True}], "reminded_at": reminded}
    officer.api.says("GET", "/v1/officer/requests/{id}", 200, body | {"finances": finances})
    officer.get(PATH)
    assert "They would rather pay the full cost than show their money." in officer.text
    assert "Promised, not sent. By Kim, by 10 January 2027." in officer.text
    assert "We reminded them on 11 January 2027 and on 25 January 2027." in officer.text


def test_a_paper_that_came_after_the_form(officer: Browser) -> None:
    requests = officer.api.requests = FakeRequests(form=unwrap(form_of(FINANCIAL, None)), opened=True)
    requests.sent()
    requests.comes("income_papers", "letter.png")
    officer.get(PATH)
    assert "Came after the form." not in officer.text
    requests.now += timedelta(minutes=1)
    requests.comes("income_papers", "letter.png")
    officer.get(PATH)
    assert "Came after the form." in officer.text
