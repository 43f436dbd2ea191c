"""Page `permits_renew`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, RENEWAL_ID, ending, permit

PATH = f"/permits/{PERMIT_ID}/renew"
RENEWALS = ("POST", "/v1/permits/{id}/renewals")


def test_it_says_what_is_renewed_and_leads_to_paying(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, ending())
    resident.get(PATH)
    assert "without a gap" in resident.text
    assert resident.send(PATH, terms="yes").headers["Location"] == f"/permits/{RENEWAL_ID}"
    [call] = resident.api.called(*RENEWALS)
    assert call.headers["Idempotency-Key"]


def test_the_terms_have_to_be_agreed_to(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, ending())
    resident.get(PATH)
    assert resident.send(PATH).status in {303, 422}
    assert resident.api.called(*RENEWALS) == []


def test_another_tab_was_quicker(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, ending())
    resident.get(PATH)
    resident.api.refuses(*RENEWALS, 409, "renewed_already", "You have begun to renew this permit: finish that.")
    resident.api.says("GET", "/v1/permits/{id}", 200, ending(renewal=RENEWAL_ID))
    assert resident.send(PATH, terms="yes").headers["Location"] == f"/permits/{RENEWAL_ID}"


def test_too_late_meanwhile(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, ending())
    resident.get(PATH)
    resident.api.refuses(*RENEWALS, 409, "too_late", "This permit could be renewed until 4 December 2026.")
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("expired"))
    resident.send(PATH, terms="yes")
    assert "could be renewed until 4 December 2026" in resident.text


def test_what_cannot_be_renewed(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
