"""What another domain writes when it charges is what the payments domain reads."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from payments.model import Payment
from portal.charges import due
from portal.payment import Charge, PaymentStatus

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
FACTS = {
    "payment_id": "01J00000000000000000000000",
    "account_id": "a",
    "for_kind": "permit",
    "for_id": "p",
    "description": "A permit",
    "amount_pence": 5500,
    "due_date": date(2026, 11, 21),
    "hold": True,
}


def test_a_charge_is_read_as_a_payment_that_is_due() -> None:
    written = due(Charge.model_validate(FACTS), "Payments", NOW).item
    expected = Payment.model_validate(FACTS | {"status": PaymentStatus.DUE, "created_at": NOW, "version": 1})
    assert Payment.model_validate(written) == expected


def test_nothing_is_no_charge() -> None:
    with pytest.raises(ValidationError):
        Charge.model_validate(FACTS | {"amount_pence": 0})
