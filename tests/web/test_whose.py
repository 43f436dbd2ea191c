"""A form of one tab is about whom its page was about, whatever another tab of the browser has begun since."""

import pytest

from tests.web.account.test_helpers import HERE as HELPERS
from tests.web.browser_double import Browser
from tests.web.conftest import TYPED
from tests.web.fake_requests import REQUEST
from tests.web.fake_security import HELPER
from web.cookies import REGISTRATION

START = "/care/forms/care-assessment/start"
PAGE = f"/care/requests/{REQUEST}/pages/urgent"
CONTACT = {"phone": "0116 496 0000", "uprn": "1001", "action": "choose"}


def acts(browser: Browser, action: str = "act") -> None:
    browser.get(HELPERS)
    browser.send(HELPERS, helper_id=HELPER, action=action)
    browser.api.calls.clear()


@pytest.mark.parametrize("path", [START, PAGE])
@pytest.mark.parametrize("first_for_another", [False, True])
def test_for_whom_one_acts_is_as_the_page_said(resident: Browser, path: str, first_for_another: bool) -> None:
    if first_for_another:
        resident.api.requests.begun_by_helper(asks=True)
        acts(resident)
    resident.get(path)
    first_tab = {**resident.hidden(path), "urgent.none_of_these": "yes"}
    acts(resident, "stop" if first_for_another else "act")
    assert resident.post(path, first_tab).status == 409
    assert "For whom you fill in forms has changed" in resident.title
    assert resident.api.calls == []
    acts(resident, "act" if first_for_another else "stop")
    assert resident.post(path, first_tab).status == 303


@pytest.mark.parametrize("path", ["/create-account/contact", "/create-account/code"])
def test_an_account_gets_no_details_of_another(registered: Browser, path: str) -> None:
    registered.get(path)
    first_tab = {**registered.hidden(path), **CONTACT, "code": "01164321"}
    registered.get("/create-account")
    registered.send("/create-account", **{**TYPED, "email": "second@example.com"})
    registered.api.calls.clear()
    assert registered.post(path, first_tab).status == 409
    assert "You began another account in another tab" in registered.title
    assert registered.api.calls == []


def test_the_same_address_begun_twice_is_one_account(registering: Browser) -> None:
    registering.get("/create-account/contact")
    first_tab = {**registering.hidden("/create-account/contact"), **CONTACT}
    registering.get("/create-account")
    registering.send("/create-account", **{**TYPED, "email": TYPED["email"].upper()})
    assert registering.post("/create-account/contact", first_tab).headers["Location"] == "/create-account/code"


@pytest.mark.parametrize("path", ["/create-account/contact", "/create-account/code", "/create-account/code/send-again"])
def test_who_has_no_account_begun_any_more_begins_again(registered: Browser, path: str) -> None:
    """The cookie is gone: the browser was closed, or the registration had expired."""
    page = "/create-account/contact" if path.endswith("contact") else "/create-account/code"
    registered.get(page)
    form = {**registered.hidden(path), **CONTACT, "code": "01164321"}
    del registered.cookies[REGISTRATION]
    assert registered.post(path, form).headers["Location"] == "/create-account"
