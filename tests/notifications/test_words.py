"""What a mail says of a permit."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notifications.model import Notice
from notifications.words import permit_facts
from tests.notifications.made import a_card

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
