"""All answers once more, before the form is sent."""

from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

HERE = f"/care/requests/{REQUEST}"
CHECK = f"{HERE}/check"


def test_every_answer_is_shown_and_can_be_changed(resident: Browser) -> None:
    resident.api.requests.answered()
    page = resident.get(CHECK)
    for words in ("For me", "28 February 1939", "12 Invented Row", "What we wrote", "None"):
        assert words in resident.text
    assert f'href="{HERE}/pages/birth-date"' in page.body


def test_a_telephone_number_is_grouped_as_people_write_it(resident: Browser) -> None:
    resident.api.requests.answered(phone="+441213034444")
    resident.get(CHECK)
    assert "0121 303 4444" in resident.text
    resident.get(f"{HERE}/pages/contact")
    assert 'value="0121 303 4444"' in resident.page.body


def test_what_the_form_suggests_is_shown_with_its_reason(resident: Browser) -> None:
    resident.get(CHECK)
    assert "What may help" not in resident.text
    equipment = unwrap(form_of("equipment-self-assessment", None))
    resident.api.requests = FakeRequests(form=equipment)
    resident.api.requests.answered(tasks=["hands"], hands_hard=["taps"])
    resident.get(CHECK)
    for words in ("What may help", "Tap turners", "A longer handle turns with less strength.", "It is not a promise."):
        assert words in resident.text
    resident.send(CHECK)
    resident.follow()
    assert "A longer handle" in resident.text


def test_it_is_sent_with_the_version_that_was_seen(resident: Browser) -> None:
    resident.api.requests.answered()
    version = resident.api.requests.kept.version
    resident.get(CHECK)
    assert resident.send(CHECK).headers["Location"] == HERE
    [call] = resident.api.called("POST", "/v1/requests/{id}/submission")
    assert call.body == {"declaration": True, "version": version}
    resident.follow()
    assert "We have received your request" in resident.text


def test_answers_that_changed_meanwhile_are_checked_again(resident: Browser) -> None:
    resident.api.requests.answered()
    resident.get(CHECK)
    hidden = resident.hidden(CHECK)
    resident.api.requests.change()
    resident.post(CHECK, hidden)
    assert resident.page.status == 422
    assert "Check them again" in resident.text
    resident.send(CHECK)
    assert resident.api.requests.kept.status == "submitted"


def test_open_questions_come_first(resident: Browser) -> None:
    page = resident.get(CHECK)
    assert "Some questions are still open." in resident.text
    assert f'href="{HERE}/pages/urgent"' in page.body
    assert 'name="version"' not in page.body


def test_a_sent_one_is_not_sent_again(resident: Browser) -> None:
    resident.api.requests.answered()
    resident.get(CHECK)
    hidden = resident.hidden(CHECK)
    resident.api.requests.sent()
    assert resident.get(CHECK).headers["Location"] == HERE
    assert resident.post(CHECK, hidden).headers["Location"] == HERE


def test_one_that_is_gone_says_so(resident: Browser) -> None:
    resident.api.requests.answered()
    resident.get(CHECK)
    hidden = resident.hidden(CHECK)
    resident.api.requests.request = None
    assert resident.post(CHECK, hidden).status == 404
