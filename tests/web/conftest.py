"""What the pages' tests start from."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_api import FakeApi

TYPED = {
    "email": "ann.other@example.com",
    "first_name": "Ann",
    "last_name": "Other",
    "password": "Longenough1!",
    "privacy_policy_accepted": "yes",
}


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def browser(api: FakeApi) -> Browser:
    """Nobody is signed in."""
    return Browser(api)


@pytest.fixture
def resident(browser: Browser) -> Browser:
    """Signed in, and nothing called since."""
    sign_in(browser)
    browser.api.calls.clear()
    return browser


@pytest.fixture
def registering(browser: Browser) -> Browser:
    """On the second page of creating an account."""
    browser.get("/create-account")
    browser.send("/create-account", **TYPED)
    browser.follow()
    return browser


@pytest.fixture
def registered(registering: Browser) -> Browser:
    """On the page for the activation code."""
    registering.send("/create-account/contact", postcode="LE10 1ZZ", action="find")
    registering.send("/create-account/contact", phone="0116 496 0000", uprn="1001", action="choose")
    registering.follow()
    return registering


def sign_in(browser: Browser, address: str = "/sign-in") -> None:
    browser.get(address)
    browser.send("/sign-in", email="ann.other@example.com", password="Longenough1!")
    browser.follow()
    browser.send("/sign-in/send-code")
    browser.follow()
    browser.send("/sign-in/code", code="1234 5678")
