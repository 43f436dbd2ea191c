"""Page `feedback`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID

GIVEN = ("POST", "/v1/feedback")


def test_it_passes_on_the_page_that_one_came_from_without_its_id(resident: Browser) -> None:
    resident.get(f"/permits/{PERMIT_ID}")
    assert 'href="/feedback?page=permits/one"' in resident.page.body
    resident.get("/feedback?page=permits/one")
    assert "/permits/{permit_id}" in resident.text
    sent = resident.send("/feedback", satisfaction="dissatisfied", comment=" Too long. ")
    assert sent.headers["Location"] == "/"
    [call] = resident.api.called(*GIVEN)
    assert call.body == {"satisfaction": "dissatisfied", "comment": "Too long.", "page": "/permits/{permit_id}"}
    assert "Authorization" not in call.headers
    resident.follow()
    assert "Thank you" in resident.text


def test_a_page_that_is_none_of_ours_is_not_passed_on(browser: Browser) -> None:
    browser.get("/feedback?page=%3Cscript%3E")
    assert "came from" not in browser.text
    browser.send("/feedback", satisfaction="satisfied")
    assert browser.api.called(*GIVEN)[0].body["page"] == "/"


def test_a_choice_is_needed_and_what_was_written_stays(browser: Browser) -> None:
    browser.get("/feedback?page=site/help")
    assert browser.send("/feedback", comment="Helpful").status == 422
    assert "Choose how satisfied you are." in browser.text
    assert ">Helpful</textarea>" in browser.page.body
    assert browser.hidden("/feedback")["page"] == "site/help"
    assert not browser.api.called(*GIVEN)


def test_a_page_that_is_not_there_has_the_link_too(browser: Browser) -> None:
    assert 'href="/feedback"' in browser.get("/nowhere").body
