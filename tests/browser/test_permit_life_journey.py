"""A live permit in a real browser on the whole stack: renewed, changed to another vehicle, cancelled.

The permits were bought months ago (`tests.support.http_past`), for the stack has no clock to move.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from local.demo.residents import End, Story
from portal.london import today
from tests.browser.conftest import People
from tests.browser.permit_people import PermitBuyer, PermitOfficer
from tests.local_stack import RunningStack
from tests.support.http_past import Past, past_of
from tests.support.http_permits import new_vrm
from tests.support.http_portal import HttpPortal, new_visitor
from web.words import day

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture(scope="module")
def past(stack: RunningStack) -> Iterator[Past]:
    with past_of(stack) as past:
        yield past


@pytest.fixture
def holder(people: People, past: Past, stack: RunningStack) -> Iterator[Callable[..., PermitBuyer]]:
    """Makes holders of a permit with so many days left, who have signed in at the page of it."""
    portals: list[HttpPortal] = []

    def new(days_left: int, *, javascript: bool = True) -> PermitBuyer:
        portals.append(HttpPortal(stack))
        visitor = new_visitor(portals[-1])
        lived = past.lived(visitor, Story("lived", End.LIVE, expires_in_days=days_left))
        buyer = PermitBuyer(people(javascript=javascript), stack)
        buyer.home, buyer.vrm = lived.home, lived.vrm
        buyer.person.email, buyer.person.password = visitor.email, visitor.password
        buyer.person.sign_in()
        buyer.person.open(f"/permits/{lived.permit_id}")
        return buyer

    yield new
    for portal in portals:
        portal.close()


def text_of(buyer: PermitBuyer) -> str:
    return buyer.page.locator("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_renewed_in_time_from_my_account(holder: Callable[..., PermitBuyer], javascript: bool) -> None:
    buyer = holder(20, javascript=javascript)
    old = buyer.person.path
    buyer.person.open("/account")
    buyer.person.follow("Renew")
    assert buyer.person.heading == "Renew your permit"
    buyer.page.check("#terms")
    buyer.person.press("Renew")
    buyer.person.press("Pay now")
    buyer.pays()
    buyer.person.open(old)
    buyer.person.follow("See the permit that renews this one")
    buyer.looks_until(f"Your permit starts on {day((today(datetime.now(UTC)) + timedelta(days=21)).isoformat())}")


def test_changed_vehicle_then_cancelled(
    holder: Callable[..., PermitBuyer], people: People, stack: RunningStack
) -> None:
    """The old vehicle is covered until the change is approved."""
    buyer, other = holder(100), new_vrm()
    permit = buyer.person.path
    buyer.person.follow("Change the vehicle")
    buyer.page.get_by_label("I have another vehicle", exact=True).check()
    buyer.person.fill(vrm=other.lower())
    buyer.person.press("Continue")
    buyer.sends_document()
    buyer.person.press("Pay now")
    buyer.pays()
    buyer.person.open(permit)
    assert buyer.vrm in text_of(buyer)

    officer = PermitOfficer(people(), stack)
    officer.signs_in()
    officer.opens_the_only_case_of(buyer.home.zone)
    officer.decides("Approve", "Approve")
    for _ in range(40):
        if other in text_of(buyer) and buyer.vrm not in text_of(buyer):
            break
        buyer.page.wait_for_timeout(1000)
        buyer.page.reload()
    buyer.person.follow("Cancel this permit")
    buyer.page.check("#understood")
    buyer.person.press("Cancel my permit")
    assert "cancelled" in buyer.person.heading
