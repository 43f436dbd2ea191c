"""What a mail says of a permit."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notifications.model import Notice
from notifications.words import payment_facts, permit_facts
from tests.notifications.made import a_card, a_payment_card

APPLIED = Notice("event-1", "account-1", "permit_applied", {}, permit_id="permit-1")
ACTIVE = Notice("event-1", "account-1", "permit_active", {}, permit_id="permit-1")


@pytest.mark.parametrize(
    ("changes", "to_do"),
    [
        ({}, "upload your vehicle's registration certificate (V5C), then pay £55"),
        ({"all_clean": True}, "pay £55"),
        ({"documents": ["blue_badge"], "price_pence": 0}, "upload the documents that your application asks for"),
        (
            {"documents": ["tenancy_agreement", "v5c"], "price_pence": 2750},
            "upload your tenancy agreement and your vehicle's registration certificate (V5C), then pay £27.50",
        ),
    ],
)
def test_what_a_mail_asks_for(changes: dict[str, Any], to_do: str) -> None:
    facts = permit_facts(APPLIED, a_card(**changes), str)
    assert facts == {"vrm": "AB12CDE", "to_do": to_do, "until": "12:49pm on 22 November 2026"}


def test_the_deadline_is_by_the_clock_in_london() -> None:
    facts = permit_facts(APPLIED, a_card(lapses_at=datetime(2027, 7, 1, 23, 5, tzinfo=UTC)), str)
    assert facts is not None
    assert facts["until"] == "12:05am on 2 July 2027"


def test_what_waits_for_nothing_any_more_is_not_asked_for() -> None:
    assert permit_facts(APPLIED, a_card(lapses_at=None), str) is None


@pytest.mark.parametrize(("price", "paid"), [(5500, "You paid £55."), (0, "It is free.")])
def test_a_live_permit_names_its_vehicle_and_its_days(price: int, paid: str) -> None:
    facts = permit_facts(ACTIVE, a_card(lapses_at=None, price_pence=price), str)
    assert facts == {"vrm": "AB12CDE", "first_day": "22 November 2026", "last_day": "21 November 2027", "paid": paid}


def of_payment(mail: str) -> Notice:
    refund_id = "p-1-r1" if mail == "payment_refunded" else None
    return Notice("event-1", "account-1", mail, {}, payment_id="p-1", refund_id=refund_id)


@pytest.mark.parametrize("mail", ["payment_requested", "payment_reminder"])
def test_whoever_is_asked_for_money_reads_how_much_and_by_when(mail: str) -> None:
    assert payment_facts(of_payment(mail), a_payment_card()) == {"amount": "£420", "due_day": "7 December 2026"}
    assert payment_facts(of_payment(mail), a_payment_card(owed=False)) is None


def test_whoever_is_refunded_reads_how_much_of_how_much() -> None:
    notice = of_payment("payment_refunded")
    assert payment_facts(notice, a_payment_card(owed=False)) == {"amount": "£420", "refunded": "£60.50"}
    assert payment_facts(notice, a_payment_card(refunds={})) is None
