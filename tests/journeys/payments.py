"""Payments for permits that are not there: one is held and taken, one held and released, one taken and refunded.

What is due is written by `portal.charges`, as the permits domain does it; its decisions are put on the bus by hand.
"""

from dataclasses import dataclass
from datetime import date

from portal.charges import due
from portal.events.permits import PermitApproved, PermitRejected
from portal.payment import Charge
from portal.table import Tables
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.pay import DECLINED_CARD
from tests.support.visitor import GaveUp, Visitor

TAKEN, RELEASED, REFUNDED = (f"01J0000000000000000000000{end}" for end in "012")
AMOUNT = 5000


@dataclass(frozen=True)
class Debtor:
    """A visitor who owes something."""

    visitor: Visitor

    @property
    def portal(self) -> InProcessPortal:
        assert isinstance(self.visitor.portal, InProcessPortal)
        return self.visitor.portal

    @property
    def stack(self) -> MotoStack:
        return self.portal.stack

    def owes(self, payment_id: str, *, hold: bool = True, amount_pence: int = AMOUNT) -> None:
        account_id = self.visitor.ask("GET", "/v1/account").body["account_id"]
        for_id = payment_id[::-1]
        day = date(2026, 11, 21)
        charge = Charge(
            payment_id=payment_id,
            account_id=account_id,
            for_kind="trial",
            for_id=for_id,
            description="Resident <permit>, zone L1",
            amount_pence=amount_pence,
            due_date=day,
            hold=hold,
        )
        Tables(self.stack.aws.dynamodb, lambda _: None).put(
            due(charge, self.stack.settings.payments_table, self.stack.clock())
        )

    def pay_now(self, payment_id: str, key: str) -> str:
        """The address of Pay's page."""
        answer = self.visitor.ask("POST", f"/v1/payments/{payment_id}/attempts", headers={"Idempotency-Key": key})
        if answer.status != 201:
            raise GaveUp(f"pay: {answer.status} {answer.body}")
        return str(answer.body["next_url"])

    def pays(self, payment_id: str, key: str, card: str | None = None) -> None:
        self.portal.enter_card(self.pay_now(payment_id, key), card)

    def comes_back(self, payment_id: str) -> str:
        """What the page says that Pay returns to."""
        return str(self.visitor.ask("POST", f"/v1/payments/{payment_id}/refresh").body["status"])

    def looks(self, payment_id: str) -> dict[str, object]:
        body: dict[str, object] = self.visitor.ask("GET", f"/v1/payments/{payment_id}").body
        return body

    def hears(self, kind: type[PermitApproved] | type[PermitRejected], payment_id: str) -> None:
        """An officer decides."""
        event = kind(
            event_id=f"event-{payment_id}",
            at=self.stack.clock(),
            permit_id=payment_id[::-1],
            reference="ABCD2345",
            account_id="somebody",
            payment_id=payment_id,
        )
        self.stack.aws.events.put_events(
            Entries=[
                {
                    "EventBusName": self.stack.settings.bus_name,
                    "Source": event.source,
                    "DetailType": kind.__name__,
                    "Detail": event.model_dump_json(),
                }
            ]
        )
        self.portal.settle()

    def settles(self, payment_id: str, status: str) -> None:
        """By what the stack does by itself, within a quarter of an hour."""
        self.portal.until(lambda: self.looks(payment_id), lambda seen: seen["status"] == status, minutes=15)


def held_and_taken(visitor: Visitor) -> None:
    """Declined at first, then held; approved, so taken."""
    visitor.make_account()
    debtor = Debtor(visitor)
    debtor.owes(TAKEN)
    assert len(visitor.ask("GET", "/v1/payments?status=due").body["items"]) == 1
    debtor.pays(TAKEN, "taken-key-1", DECLINED_CARD)
    assert debtor.comes_back(TAKEN) == "due"
    debtor.pays(TAKEN, "taken-key-2")
    assert debtor.comes_back(TAKEN) == "authorised"
    debtor.hears(PermitApproved, TAKEN)
    debtor.settles(TAKEN, "paid")


def held_and_released(visitor: Visitor) -> None:
    """The browser is closed after paying and no webhook comes: the sweep finds it. Then the permit is rejected."""
    visitor.make_account()
    debtor = Debtor(visitor)
    debtor.stack.pay.turn({"lose_webhooks": True})
    debtor.owes(RELEASED)
    debtor.pays(RELEASED, "released-key-1")
    debtor.settles(RELEASED, "authorised")
    debtor.hears(PermitRejected, RELEASED)
    debtor.settles(RELEASED, "cancelled")


def paid_and_refunded(visitor: Visitor) -> None:
    """Taken at once; what it was for is rejected, so it is given back."""
    visitor.make_account()
    debtor = Debtor(visitor)
    debtor.stack.pay.turn({"lose_webhooks": True})
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "refunded-key-1")
    assert debtor.comes_back(REFUNDED) == "paid"
    debtor.hears(PermitRejected, REFUNDED)


PAYMENT_JOURNEYS = (held_and_taken, held_and_released, paid_and_refunded)
