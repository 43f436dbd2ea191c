"""Page `officer_care_file`."""

from tests.web.browser_double import Browser
from tests.web.fake_casework import LINK
from tests.web.fake_requests import FILE, REQUEST

CASE = f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/files/{FILE}"
EVIDENCE = ("GET", "/v1/officer/requests/{id}/evidence/{id}")


def test_saving_leads_to_the_short_lived_link(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.api.requests.comes("authority_proof", "order.png")
    officer.get(f"{CASE}?file={FILE}")
    assert officer.send(PATH).headers["Location"] == LINK


def test_only_by_a_form_because_it_is_recorded(officer: Browser) -> None:
    assert officer.get(PATH).status == 405
    assert officer.api.calls == []


def test_one_that_cannot_be_opened(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.api.requests.opened = True
    officer.api.requests.comes("authority_proof", "order.png")
    officer.get(f"{CASE}?file={FILE}")
    officer.api.refuses(*EVIDENCE, 409, "document_not_ready", "It is still being checked.")
    assert officer.send(PATH).status == 409
    assert "It is still being checked." in officer.text
