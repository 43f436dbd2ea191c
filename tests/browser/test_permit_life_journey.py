"""A live permit in a real browser on the whole stack: renewed by hand and by itself, changed to another vehicle, moved,
cancelled.

The permits were bought months ago, or the months since then have passed for them alone (`tests.support.http_past`), for
the stack has no clock to move.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from local.demo.residents import End, Story
from portal.london import today
from tests.browser.conftest import People
from tests.browser.permit_people import PermitBuyer, PermitOfficer
from tests.local_stack import Mails, RunningStack
from tests.support.http_past import Past, past_of
from tests.support.http_permits import invoke, new_home, new_vrm, sweep
from tests.support.http_portal import HttpPortal, new_visitor, until
from web.words import day

pytestmark = [pytest.mark.stack, pytest.mark.browser]

WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])


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


@pytest.fixture
def officer(people: People, stack: RunningStack) -> PermitOfficer:
    signed_in = PermitOfficer(people(), stack)
    signed_in.signs_in()
    return signed_in


@WITH_AND_WITHOUT
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
    buyer.looks_until(f"Your permit starts on {in_days(21)}")


def test_changed_vehicle_then_cancelled(holder: Callable[..., PermitBuyer], officer: PermitOfficer) -> None:
    """The old vehicle is covered until the change is approved."""
    buyer, other = holder(100), new_vrm()
    person, permit = buyer.person, buyer.person.path
    person.follow("Change the vehicle")
    buyer.page.get_by_label("I have another vehicle", exact=True).check()
    person.fill(vrm=other.lower())
    person.press("Continue")
    buyer.sends_document()
    person.press("Pay now")
    buyer.pays()
    person.open(permit)
    assert buyer.vrm in person.words

    officer.opens_the_only_case_of(buyer.home.zone)
    officer.decides("Approve", "Approve")
    person.reload_until(lambda: other in person.words and buyer.vrm not in person.words)
    person.follow("Cancel this permit")
    buyer.page.check("#understood")
    person.press("Cancel my permit")
    assert "cancelled" in person.heading


@WITH_AND_WITHOUT
def test_moved_within_the_zone_over_a_question(
    holder: Callable[..., PermitBuyer], officer: PermitOfficer, mails: Mails, stack: RunningStack, *, javascript: bool
) -> None:
    """It is the same permit, and for the old address until the move is approved."""
    buyer = holder(100, javascript=javascript)
    person, permit, home = buyer.person, buyer.person.path, new_home(stack, buyer.home.zone)
    left, new = (f"{one.house} {one.street}" for one in (buyer.home, home))
    buyer.asks_to_move(home)
    assert person.heading == "Finish your change"
    buyer.sends_document("proof_of_residency", javascript=javascript)
    buyer.looks_until("Change received")
    change = person.path
    officer.opens_the_only_case_of(home.zone)
    assert all(one in officer.person.words for one in (left, new))
    officer.decides("Ask the applicant something", "Send the question", "Of which month is the bill?")
    buyer.looks_until("We need an answer from you")
    person.follow("Answer")
    person.fill(text="Of October.")
    person.press("Send")
    assert person.heading == "Change received"
    person.open(permit)
    assert left in person.words

    officer.opens_the_only_case_of(home.zone)
    assert "Of October." in officer.person.words
    officer.decides("Approve", "Approve")
    person.reload_until(lambda: new in person.words and left not in person.words)
    assert person.heading == "Your permit is live"
    person.open(change)
    assert person.heading == "Your permit is changed"
    person.reload_until(lambda: any("is changed" in mail["subject"] for mail in mails.to(person.email)))


@WITH_AND_WITHOUT
def test_moved_to_another_zone(
    holder: Callable[..., PermitBuyer], officer: PermitOfficer, stack: RunningStack, *, javascript: bool
) -> None:
    """A new permit, which takes the place of the old one when it is live."""
    buyer = holder(100, javascript=javascript)
    person, left, buyer.home = buyer.person, buyer.person.path, new_home(stack)
    buyer.asks_to_move(buyer.home)
    assert person.heading == "You need a new permit"
    person.press("Apply for a new permit")
    assert person.heading == "Your permit costs £55.00"
    assert "Proof of residency" in person.words
    person.follow("Continue")
    person.press("Continue")
    assert "your permit there ends when this one begins" in person.words
    assert buyer.vrm in person.words
    buyer.agrees()
    for kind in ("v5c", "proof_of_residency"):
        buyer.sends_document(kind, javascript=javascript)
    person.press("Pay now")
    buyer.pays()
    person.follow("View your application")
    buyer.looks_until("Application received")
    new = person.path
    person.open(left)
    assert person.heading == "Your permit is live"

    officer.opens_the_only_case_of(buyer.home.zone)
    officer.decides("Approve", "Approve")
    person.open(new)
    buyer.looks_until("Your permit is live")
    invoke(stack, "ExpirePermits")
    person.open(left)
    assert person.heading == "Another permit has taken the place of this one"


@pytest.fixture
def renewing_itself(people: People, officer: PermitOfficer, stack: RunningStack) -> Callable[..., PermitBuyer]:
    """Makes buyers of a permit that renews itself, at its page when it is live."""

    def new(*, javascript: bool) -> PermitBuyer:
        buyer = PermitBuyer(people(javascript=javascript), stack)
        buyer.is_in_review(renews_itself=True, javascript=javascript)
        officer.opens_the_only_case_of(buyer.home.zone)
        officer.decides("Approve", "Approve")
        buyer.looks_until("Your permit is live")
        assert "We tell you the price 14 days before it ends." in buyer.person.words
        return buyer

    return new


def with_days_left(days: int, buyer: PermitBuyer, past: Past) -> None:
    """Time passes and the job that renews permits has run, from the page of the permit. `days`: one less than those
    on which the job is due at 8am, so that it is due at any hour.
    """
    past.days_left(buyer.person.path.rpartition("/")[2], days)
    invoke(buyer.stack, "RenewAutomatically")
    buyer.page.reload()


def in_days(days: int) -> str:
    return day((today(datetime.now(UTC)) + timedelta(days=days)).isoformat())


def announced(buyer: PermitBuyer, past: Past, mails: Mails) -> str:
    """The text of the email that announces the renewal."""
    with_days_left(13, buyer, past)
    assert f"we take £55.00 on {in_days(7)}" in buyer.person.words

    def about() -> list[str]:
        told = mails.to(buyer.person.email)
        return [mail["text"] for mail in told if mail["subject"].endswith(f"renews on {in_days(7)}")]

    [text] = until(about, bool)
    return text


@WITH_AND_WITHOUT
def test_renewal_by_itself_is_announced_and_stopped_by_the_link_in_the_mail(
    renewing_itself: Callable[..., PermitBuyer], people: People, past: Past, mails: Mails, *, javascript: bool
) -> None:
    """By whoever has the mail, without signing in; without JavaScript the link is pasted."""
    buyer = renewing_itself(javascript=javascript)
    found = re.search(r"\S+(/stop-automatic-renewal#\S+)", announced(buyer, past, mails))
    assert found
    reader = people(javascript=javascript)
    reader.open(found[1])
    if not javascript:
        reader.fill(token=found[0])
    reader.press("Stop the renewal")
    assert "Your permit does not renew itself any more." in reader.words

    with_days_left(5, buyer, past)
    sweep(buyer.stack)
    buyer.page.reload()
    assert "You stopped the automatic renewal." in buyer.person.words
    buyer.person.follow("Renew")
    assert buyer.person.heading == "Renew your permit"
    buyer.person.open("/payments")
    assert buyer.person.words.count("£55.00") == 1


@WITH_AND_WITHOUT
def test_renewed_by_itself_at_the_announced_price(
    renewing_itself: Callable[..., PermitBuyer], past: Past, mails: Mails, *, javascript: bool
) -> None:
    buyer = renewing_itself(javascript=javascript)
    assert "we take £55 from your card" in announced(buyer, past, mails)
    with_days_left(5, buyer, past)
    sweep(buyer.stack)
    buyer.person.reload_until(lambda: "See the permit that renews this one" in buyer.person.words)
    buyer.person.follow("See the permit that renews this one")
    buyer.looks_until(f"Your permit starts on {in_days(6)}")
    assert "Your permit will renew itself." in buyer.person.words
    buyer.person.open("/payments")
    assert buyer.person.words.count("£55.00") == 2
