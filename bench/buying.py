"""Twenty people who buy and pay for permits, again and again for a minute, on the local stack.

A purchase: apply, send the document and wait for its scan, pay at GOV.UK Pay's stand-in, come back, and be told that
the application is in review. Each time, the application is sent twice with one key and "Pay now" is pressed twice, as
people in a hurry do. Afterwards the portal and Pay are checked: each purchase holds its price once, and no other money
is held.

The minute begins when everybody has bought one permit, because the emulator first starts a process for each function
and each person.
"""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Barrier

from bench.row import Row
from tests.local_stack import RunningStack, fresh_local_stack
from tests.support.buyer import Buyer, new_key
from tests.support.http_permits import AtPay, mails_about, new_buyer, new_home
from tests.support.http_portal import HttpPortal, new_visitor, until
from tests.support.visitor import Visitor

PEOPLE = 20
SECONDS = 60
PERMITS_PER_ACCOUNT = 3
LONGEST_WAIT = 60.0


@dataclass
class Purchases:
    """The result. `took`: seconds of each purchase completed within the minute. `bought`: the buyers of all purchases.
    `wrong`: what went wrong.
    """

    took: list[float] = field(default_factory=list)
    bought: list[Buyer] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure() -> Iterator[Row]:
    with fresh_local_stack() as stack:
        done = buying(stack, people=PEOPLE, seconds=SECONDS)
    yield Row("buying", f"{PEOPLE} people, permits bought and paid for", len(done.took) / SECONDS, "a second")
    yield Row("buying", "purchase, half of them within", median(done.took), "s")
    yield Row("buying", "purchase, 95 of 100 within", quantiles(done.took, n=20)[-1], "s")
    yield Row("buying", "purchases checked", len(done.bought), "purchases")
    yield Row("buying", "lost, doubled or wrong", len(done.wrong), "purchases", 0)


def buying(stack: RunningStack, *, people: int, seconds: float) -> Purchases:
    """Let people buy permits for some seconds, then check what was bought."""
    warm = Barrier(people)
    with ThreadPoolExecutor(people) as pool:
        every = list(pool.map(lambda _: _person(stack, warm, seconds), range(people)))
    bought = [buyer for done in every for buyer in done.bought]
    wrong = [*(one for done in every for one in done.wrong), *_at_pay(stack, bought), *_told(bought)]
    return Purchases([one for done in every for one in done.took], bought, wrong)


def _person(stack: RunningStack, warm: Barrier, seconds: float) -> Purchases:
    done = Purchases()
    portal = HttpPortal(stack, timeout=120)
    try:
        _buys(stack, _newcomer(portal), done)
        done.took.clear()
        warm.wait(timeout=600)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            visitor = _newcomer(portal)
            for _ in range(PERMITS_PER_ACCOUNT):
                if time.monotonic() < end:
                    _buys(stack, visitor, done, end)
    finally:
        portal.close()
    return done


def _newcomer(portal: HttpPortal) -> Visitor:
    visitor = new_visitor(portal)
    visitor.make_account()
    return visitor


def _buys(stack: RunningStack, visitor: Visitor, done: Purchases, end: float | None = None) -> None:
    begun = time.monotonic()
    buyer = new_buyer(visitor, new_home(stack))
    try:
        key = new_key()
        first, again = buyer.applies(key), buyer.applies(key)
        if first["permit_id"] != again["permit_id"]:
            done.wrong.append("two applications of one key")
        buyer.uploads()
        until(buyer.document, lambda document: document["status"] == "clean", seconds=LONGEST_WAIT)
        buyer.to_pay()
        visitor.portal.enter_card(buyer.to_pay())
        if buyer.comes_back()["status"] != "authorised":
            done.wrong.append("paid, and not held")
        until(buyer.sees, lambda seen: seen["status"] == "in_review", seconds=LONGEST_WAIT)
    except AssertionError as error:
        done.wrong.append(str(error))
        return
    done.bought.append(buyer)
    if end is None or time.monotonic() < end:
        done.took.append(time.monotonic() - begun)


def _at_pay(stack: RunningStack, bought: list[Buyer]) -> list[str]:
    """Purchases that are missing or doubled at Pay, after it has sent all its webhooks."""
    pay = AtPay(stack)
    pay.has_told_all()
    held = {
        payment_id: statuses.count("capturable")
        for payment_id, statuses in pay.by_payment().items()
        if "capturable" in statuses
    }
    ours = {str(buyer.payment_id) for buyer in bought}
    wrong = [f"{payment_id}: held {held.get(payment_id, 0)} times" for payment_id in ours if held.get(payment_id) != 1]
    wrong += [f"{payment_id}: held, and nobody's" for payment_id in held.keys() - ours]
    return wrong


def _told(bought: list[Buyer]) -> list[str]:
    """Buyers who were not told exactly once about each purchase."""
    expected = Counter(buyer.visitor.email for buyer in bought)
    buyers = {buyer.visitor.email: buyer for buyer in bought}

    def told() -> Counter[str]:
        return Counter({email: mails_about(buyer, "We are looking at") for email, buyer in buyers.items()})

    try:
        until(told, lambda seen: seen == expected, seconds=LONGEST_WAIT)
    except AssertionError:
        seen = told()
        return [f"told {seen[email]} times of {count}" for email, count in expected.items() if seen[email] != count]
    return []
