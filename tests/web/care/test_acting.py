"""A helper's way through somebody else's form."""

import pytest

from care.model import LastWritten
from tests.web.account.test_helpers import HERE as HELPERS
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST
from tests.web.fake_security import HELPER

HERE = f"/care/requests/{REQUEST}"


@pytest.fixture
def helper(resident: Browser) -> Browser:
    """With a draft that they began."""
    resident.api.requests.begun_by_helper(asks=True)
    resident.get(HELPERS)
    resident.send(HELPERS, helper_id=HELPER, action="act")
    resident.api.calls.clear()
    return resident


def test_a_form_is_begun_for_the_person(helper: Browser) -> None:
    helper.get("/care/forms/care-assessment/start")
    assert helper.send("/care/forms/care-assessment/start").headers["Location"] == f"{HERE}/pages/urgent"
    [started] = helper.api.called("POST", "/v1/requests")
    assert started.body == {"form_id": "care-assessment", "acting_for": HELPER}


def test_the_draft_is_shown_without_what_is_the_persons(helper: Browser) -> None:
    helper.get(HERE)
    assert "You are filling this in for Mary Smith" in helper.text
    assert "Delete this draft" not in helper.text


def test_how_to_reach_the_person_is_not_asked(helper: Browser) -> None:
    requests = helper.api.requests
    requests.answered(safe_contact_channels=["post"])
    helper.get(f"{HERE}/pages/safe-contact")
    assert "Only Mary Smith answers this page" in helper.text
    assert "safe_contact_channels" not in helper.page.body
    assert f'href="{HERE}/' in helper.page.body
    helper.get(f"{HERE}/check")
    assert "How is it safe to contact" not in helper.text
    assert "Letter" not in helper.text


def test_a_helper_goes_on_with_what_the_person_began(resident: Browser) -> None:
    """Both see who wrote last; who asks, and how the person is reached, stay as they said."""
    requests = resident.api.requests
    requests.answered(authority="self", safe_contact_channels=["post"])
    requests.helper_asks(asks=True)
    resident.get(HELPERS)
    resident.send(HELPERS, helper_id=HELPER, action="act")
    resident.get("/care/requests")
    assert "Mary Smith began it" in resident.text
    resident.get(f"{HERE}/pages/authority")
    assert "Only Mary Smith answers this page, with their own account. Continue" in resident.text
    resident.get(f"{HERE}/check")
    assert "How is it safe to contact" not in resident.text
    resident.get(f"{HERE}/pages/urgent")
    resident.send(f"{HERE}/pages/urgent", urgent_no_food="yes")
    resident.get(HERE)
    assert "Ann Other, who helps, wrote in it last: " in resident.text
    requests.helper_asks(asks=False)
    resident.get(HERE)
    assert "Ann Other, who helps, wrote in it last: " in resident.text
    assert "Your helper" not in resident.text, "they said themselves how to be reached"
    requests.answered()
    requests.change(safe_contact_presumed=True)
    resident.get(HERE)
    assert "Your helper has written in this form. Nobody asked you" in resident.text


def test_a_helper_reads_that_the_person_wrote_last(resident: Browser) -> None:
    requests = resident.api.requests
    requests.change(last_written=LastWritten(at=requests.now))
    requests.helper_asks(asks=True)
    resident.get(HELPERS)
    resident.send(HELPERS, helper_id=HELPER, action="act")
    resident.get(HERE)
    assert "Mary Smith wrote in it last: " in resident.text
    requests.helper_asks(asks=False)


def test_nothing_that_was_accepted_before_is_offered_to_a_helper(helper: Browser) -> None:
    before = {"kind": "authority_proof", "document_id": "01KAOLD", "filename": "order.pdf", "valid_until": "2027-12-31"}
    helper.api.says("GET", "/v1/evidence", 200, {"items": [before]})
    file = f"{HERE}/files/authority_proof"
    assert "Send" in helper.get(file).body
    assert "order.pdf" not in helper.text
    assert helper.api.called("GET", "/v1/evidence") == []


def test_every_call_names_for_whom(helper: Browser) -> None:
    helper.api.requests.answered()
    helper.get(f"{HERE}/check")
    helper.send(f"{HERE}/check", version=str(helper.api.requests.kept.version))
    helper.get(HERE)
    about = [call.path for call in helper.api.calls if call.path.startswith("/v1/requests")]
    assert about
    assert [path for path in about if f"acting_for={HELPER}" not in path] == []
    assert "a PDF" not in helper.text


def test_the_person_sees_who_began_it_and_is_asked_how_to_be_reached(resident: Browser) -> None:
    resident.api.requests.begun_by_helper(asks=False)
    resident.api.requests.answered()
    resident.get(HERE)
    assert "Your helper began this form." in resident.text
    assert f"{HERE}/pages/safe-contact" in resident.page.body
    resident.get("/care/requests")
    assert "Your helper began it" in resident.text


def test_the_timeline_names_the_helper(resident: Browser) -> None:
    requests = resident.api.requests
    requests.sent()
    [sent] = requests.kept.timeline
    requests.change(timeline=(sent.model_copy(update={"helper": "Ann Other"}),))
    resident.get(HERE)
    assert "Ann Other, who helps, sent the form" in resident.text
