"""What the pages' tests start from."""

import pytest

from tests.web.browser_double import Browser, site
from tests.web.fake_api import FakeApi
from tests.web.fake_requests import a_badge_to_order
from tests.web.fake_staff_pool import PASSWORD, FakeStaffPool, login

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
    registering.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    registering.send("/create-account/contact", phone="0116 496 0000", uprn="1001", action="choose")
    registering.follow()
    return registering


@pytest.fixture
def pool() -> FakeStaffPool:
    return FakeStaffPool()


@pytest.fixture
def officer(api: FakeApi, pool: FakeStaffPool) -> Browser:
    """Signed in as an officer, on a local stack; nothing called since."""
    browser = Browser(api, site=site(staff_login=login(pool, hosted=False)))
    browser.get("/officer")
    browser.send("/officer", email="permits@staff.example.org", password=PASSWORD)
    return browser


@pytest.fixture
def both(resident: Browser) -> Browser:
    """A resident who is an officer too: every page can be shown."""
    resident.get("/officer")
    resident.send("/officer", email="permits@staff.example.org", password=PASSWORD)
    return resident


@pytest.fixture
def buyer(resident: Browser) -> Browser:
    """Signed in, with a price for a resident permit, on the page for its first day."""
    choose(resident)
    resident.get("/permits/buy/start")
    resident.api.calls.clear()
    return resident


def choose(browser: Browser, permit_type: str = "resident") -> None:
    """Type and property, up to the price, or to the duration where there are several."""
    browser.get("/permits/buy")
    browser.send("/permits/buy", permit_type=permit_type)
    browser.follow()
    browser.send("/permits/buy/property", postcode="LE11 3ED", house="12", action="find")
    browser.send("/permits/buy/property", uprn="9901", action="choose")
    browser.follow()


def sign_in(browser: Browser, address: str = "/sign-in") -> None:
    browser.get(address)
    browser.send("/sign-in", email="ann.other@example.com", password="Longenough1!")
    browser.follow()
    browser.send("/sign-in/send-code")
    browser.follow()
    browser.send("/sign-in/code", code="1234 5678")


@pytest.fixture
def badge_team(officer: Browser) -> Browser:
    """At work on a badge that was agreed to and is to be ordered."""
    officer.api.requests = a_badge_to_order()
    officer.api.requests.change(about="=Ann")
    return officer
