"""The officers' menu: what it offers and what the API allows are one."""

import pytest

from care.list_cases import list_cases
from notifications.list_undelivered import list_undelivered
from payments.find_payments import find_payments
from payments.get_summary import get_summary
from permits.check_vehicle import check_vehicle
from permits.review_queue import review_queue
from permits.search_permits import search_permits
from portal.callers import Officer, access_for
from tests.web.browser_double import Browser
from tests.web.fake_staff_pool import GROUPS, PASSWORD, FakeStaffPool, token
from web.officer.first_page import first_page
from web.officer.menu import ENTRIES, menu

ASKS = {
    "/officer/permits": review_queue,
    "/officer/search": search_permits,
    "/officer/requests": list_cases,
    "/officer/payments": find_payments,
    "/officer/vehicle-check": check_vehicle,
    "/officer/summary": get_summary,
    "/officer/undelivered": list_undelivered,
}
"""What each page asks of the API."""


@pytest.mark.parametrize("groups", [(), *((group,) for group in GROUPS), ("payments", "enforcement"), GROUPS])
def test_it_offers_what_the_api_allows(groups: tuple[str, ...]) -> None:
    officer = Officer("officer-1", frozenset(groups))
    allowed = [path for path, operation in ASKS.items() if access_for(operation.access, officer) == "allowed"]
    assert [one.path for one in menu(token(groups=groups))] == allowed
    assert first_page(token(groups=groups)) == (allowed or ["/officer/permits"])[0]


def test_it_offers_every_page_that_it_knows() -> None:
    assert [one.path for one in ENTRIES] == list(ASKS)


def test_an_officer_of_payments_sees_theirs(officer: Browser, pool: FakeStaffPool) -> None:
    officer.get("/officer/summary")
    officer.send("/officer/sign-out")
    pool.token = token(groups=["payments"])
    officer.get("/officer")
    officer.send("/officer", email="payments@staff.example.org", password=PASSWORD)
    officer.follow()
    assert 'href="/officer/payments" aria-current="page"' in officer.page.body
    assert "Permit applications" not in officer.text
