"""One of my requests: its parts while it is a draft, then what was sent and what happened."""

from datetime import date

import pytest

from care.model import Fee, RequestStatus
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

HERE = f"/care/requests/{REQUEST}"


def now_says(resident: Browser, **answers: object) -> None:
    kept = resident.api.requests
    kept.change(answers={**kept.kept.answers, **answers})


def test_a_new_draft_begins_with_its_first_page(resident: Browser) -> None:
    page = resident.get(HERE)
    assert "You have finished 0 of" in resident.text
    assert f'href="{HERE}/pages/urgent"' in page.body
    assert "Cannot start yet" in resident.text


def test_parts_lead_to_their_open_page_or_their_first(resident: Browser) -> None:
    resident.api.requests.answered()
    page = resident.get(HERE)
    assert f'href="{HERE}/pages/eating"' in page.body
    assert f'href="{HERE}/check"' in page.body
    resident.api.requests.change(answers={"urgent": ["none_of_these"], "authority": "self", "first_name": "Ann"})
    page = resident.get(HERE)
    assert f'href="{HERE}/pages/name"' in page.body
    assert f'href="{HERE}/pages/eating"' not in page.body


def test_a_sent_one_shows_reference_answers_and_what_happens_next(resident: Browser) -> None:
    resident.api.requests.sent()
    resident.get(HERE)
    for words in ("We have received your request", "ABCD2345", "What happens next", "You sent the form", "For me"):
        assert words in resident.text
    assert "Change" not in resident.text
    assert "Withdraw this request" in resident.text


def test_of_oneself_nobody_is_asked_whether_they_have_died(resident: Browser) -> None:
    """C85."""
    resident.api.requests.sent()
    assert "has died" not in (resident.get(HERE).body and resident.text)
    now_says(resident, authority="deputy")
    text = resident.get(HERE).body and resident.text
    assert text.index("Withdraw this request") < text.index("Tell us that this person has died")


def test_who_said_that_no_way_is_safe_reads_that_nothing_is_sent(resident: Browser) -> None:
    """C65."""
    resident.api.requests.sent()
    assert "in the way that you said is safe" in (resident.get(HERE).body and resident.text)
    now_says(resident, safe_contact_channels=["none"])
    text = resident.get(HERE).body and resident.text
    assert "in the way that you said is safe" not in text
    assert "none of these ways to get in touch is safe. So we send nothing about it" in text


def test_several_persons_are_numbered_and_the_answers_stand_below_the_page_s_heading(resident: Browser) -> None:
    resident.api.requests = FakeRequests(form=unwrap(form_of("young-carers-support", None)))
    resident.api.requests.sent(birth_date="2012-03-27")
    assert "1. Who are they?" not in (resident.get(HERE).body and resident.text)
    [one] = resident.api.requests.kept.answers["cared_for"]
    now_says(resident, cared_for=[one, {**one, "item_id": "2", "cared_name": "Sam"}])
    text = resident.get(HERE).body and resident.text
    assert "1. First name" in text
    assert "2. First name Sam 2. Who are they?" in text
    for heading in ('<h2 class="govuk-heading-m">What you sent</h2>', '<h3 class="govuk-heading-s">The family</h3>'):
        assert heading in resident.page.body


def test_how_long_deciding_takes_at_present(resident: Browser) -> None:
    resident.api.requests.sent()
    words = "half took 12 days or less, and 8 of 10 took 20 days or less"
    assert words in resident.get(HERE).body
    answers: list[tuple[int, dict[str, object]]] = [(200, {"items": []}), (503, {})]
    for status, body in answers:
        resident.api.says("GET", "/v1/waiting-times", status, body)
        assert "half took" not in resident.get(HERE).body
    resident.api.requests.change(status=RequestStatus.CLOSED)
    assert "half took" not in resident.get(HERE).body


@pytest.mark.parametrize("status", [one for one in RequestStatus if one is not RequestStatus.DRAFT])
def test_every_status_has_words(resident: Browser, status: RequestStatus) -> None:
    resident.api.requests.sent(status, text="Because of the reasons below.")
    assert resident.get(HERE).status == 200
    assert ("Withdraw this request" in resident.text) == status.waits


def test_a_draft_that_has_run_out_says_so(resident: Browser) -> None:
    resident.api.requests.request = None
    assert resident.get(HERE).status == 404
    assert "This form is no longer here" in resident.text
    assert "30 days" in resident.text


def test_of_a_concern_it_says_what_happens_next_and_names_nobody_in_the_title(resident: Browser) -> None:
    resident.api.requests = FakeRequests(form=unwrap(form_of("safeguarding-concern", None)))
    resident.api.requests.sent()
    page = resident.get(HERE)
    assert "within two working days" in resident.text
    assert "Withdraw" not in resident.text
    assert "<title>Report a concern about an adult" in page.body


def test_a_badge_that_is_agreed_to_is_paid_for_from_here(resident: Browser) -> None:
    requests = resident.api.requests = FakeRequests(form=unwrap(form_of("blue-badge", None)))
    requests.sent(RequestStatus.APPROVED)
    fee = Fee(payment_id="01KA000000000000000000000P", amount_pence=1_000)
    requests.change(valid_until=date(2029, 11, 20), fee=fee)
    page = resident.get(HERE)
    assert 'href="/payments/01KA000000000000000000000P"' in page.body
    for words in ("20 November 2029", "£10.00", "We make it when you have paid"):
        assert words in resident.text
    requests.change(ordered_at=requests.now, fee=fee.model_copy(update={"paid_at": requests.now}))
    page = resident.get(HERE)
    assert "We are making it" in resident.text
    assert 'href="/payments/' not in page.body


def test_a_badge_says_what_the_answers_come_to(resident: Browser) -> None:
    requests = resident.api.requests = FakeRequests(form=unwrap(form_of("blue-badge", None)))
    requests.sent(benefits=["sight"])
    resident.get(HERE)
    assert "Going by your answers, you can get a badge if your proof is right." in resident.text
    assert "The care team" not in resident.text
