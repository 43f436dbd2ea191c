"""Page `permits_change_type`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, permit

PATH = f"/permits/{PERMIT_ID}/change-type"


def test_until_it_is_paid_the_type_can_be_changed_with_the_answers_kept(resident: Browser) -> None:
    resident.get(PATH)
    assert "You have not paid yet" in resident.text
    assert resident.send(PATH).headers["Location"] == "/permits/buy"
    assert len(resident.api.called("POST", "/v1/permits/{id}/withdrawal")) == 1
    assert 'value="resident" checked' in resident.follow().body
    resident.send("/permits/buy", permit_type="motorcycle")
    resident.follow()
    assert 'value="LE11 3ED"' in resident.page.body
    assert 'value="12 Market Place"' in resident.page.body


def test_paid_it_stays(resident: Browser) -> None:
    resident.get(PATH)
    hidden = resident.hidden(PATH)
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("in_review"))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
    resident.api.refuses("POST", "/v1/permits/{id}/withdrawal", 409, "decided_already", "It has been decided.")
    assert resident.post(PATH, hidden).status == 409
    assert "__Host-quote" not in resident.cookies


def test_what_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404
