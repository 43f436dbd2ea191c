"""Starting a form."""

import pytest

from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

START = "/care/forms/care-assessment/start"


def test_whoever_is_not_signed_in_signs_in_first(browser: Browser) -> None:
    assert browser.get(START).headers["Location"].startswith("/sign-in")


def test_what_is_under_way_is_offered_first(resident: Browser) -> None:
    """H16."""
    page = resident.get(START)
    assert f'href="/care/requests/{REQUEST}"' in page.body
    assert "You have already started this form" in resident.text
    resident.api.requests.request = None
    resident.get(START)
    assert "under way" not in resident.text


def test_it_starts_once_and_leads_to_its_first_question(resident: Browser) -> None:
    resident.get(START)
    assert resident.send(START).headers["Location"] == f"/care/requests/{REQUEST}/pages/urgent"
    [call] = resident.api.called("POST", "/v1/requests")
    assert (call.body, len(call.headers["Idempotency-Key"])) == ({"form_id": "care-assessment"}, 64)


@pytest.mark.parametrize("form_id", ["blue-badge", "care-assessment"])
def test_one_page_stands_before_the_first_question(resident: Browser, form_id: str) -> None:
    """And what it says can be read again from the list of parts, to which the first question leads back."""
    resident.api.requests = FakeRequests(form=unwrap(form_of(form_id, None)))
    begun, resident.api.requests.request = resident.api.requests.request, None
    about = f"/care/forms/{form_id}"
    resident.get(about)
    assert "Have ready" in resident.text
    fields = resident.hidden(f"{about}/start")
    resident.api.requests.request = begun
    resident.post(f"{about}/start", fields)
    resident.follow()
    parts = f"/care/requests/{REQUEST}"
    assert f'action="{parts}/pages/' in resident.page.body
    assert f'href="{parts}"' in resident.page.body
    assert f'href="{about}"' in resident.get(parts).body


def test_a_refusal_is_shown(resident: Browser) -> None:
    resident.get(START)
    resident.api.refuses("POST", "/v1/requests", 403, "not_eligible", "This form is for professionals.")
    assert resident.send(START).status == 422
    assert "This form is for professionals." in resident.text


def test_a_resident_gets_no_button_for_a_form_for_professionals(resident: Browser) -> None:
    answer = resident.get("/care/forms/safeguarding-concern/start")
    assert answer.headers["Location"] == "/care/forms/safeguarding-concern"


def test_closed_care_records_say_why(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/requests", 403, "care_closed", "You chose a new password a short while ago.")
    assert resident.get(START).status == 403
    assert "You chose a new password" in resident.text
