"""Page `create_account_professional`."""

from tests.web.browser_double import Browser
from tests.web.conftest import TYPED

PATH = "/create-account/professional"


def test_it_says_where_one_works(browser: Browser) -> None:
    browser.get(PATH)
    browser.send(PATH, **TYPED, organisation="A practice", job_title="Nurse")
    sent = browser.api.calls[0].body
    assert sent["kind"] == "professional"
    assert sent["organisation"] == "A practice"
    assert sent["job_title"] == "Nurse"


def test_work_must_be_given(browser: Browser) -> None:
    browser.api.refuses("POST", "/v1/registrations", 422, "invalid_input", errors=[("organisation", "Missing.")])
    browser.get(PATH)
    assert browser.send(PATH, **TYPED).status == 422
    assert "Enter the organisation you work for." in browser.text
    assert "Create an account for your work" in browser.title
