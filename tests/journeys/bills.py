"""A payment that an officer asks for: told, reminded of, paid; and one that is withdrawn while its payer is paying."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.journeys.payments import Debtor
from tests.support.in_process import staff_token
from tests.support.pay import GOOD_CARD
from tests.support.visitor import Answer, GaveUp, Visitor

OFFICER = staff_token("payments")
SECOND_OFFICER = staff_token("payments", sub="officer-2")
AMOUNT = 20_000


@dataclass
class Billing:
    """An officer, and somebody whom they ask for money."""

    visitor: Visitor
    payment_id: str = ""

    @property
    def debtor(self) -> Debtor:
        return Debtor(self.visitor)

    def officer(self, method: str, path: str, body: object = None, key: str = "", token: str = OFFICER) -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return self.debtor.portal.call(method, f"/v1/officer/{path}", body, token=token, headers=headers)

    def does(self, method: str, path: str, body: object = None, key: str = "", token: str = OFFICER) -> Any:
        """What an officer does, and again when they heard of no answer."""
        for _ in range(3):
            answer = self.officer(method, path, body, key, token)
            if answer.status < 500:
                break
        if answer.status >= 300:
            raise GaveUp(f"{path}: {answer.status} {answer.body}")
        return answer.body

    def finds(self, **by: str) -> list[dict[str, str]]:
        items: list[dict[str, str]] = self.does("POST", "account-searches", by)["items"]
        return items

    def asked(self, **changed: object) -> dict[str, object]:
        account_id = self.visitor.ask("GET", "/v1/account").body["account_id"]
        return {
            "account_id": account_id,
            "amount_pence": AMOUNT,
            "description": "Dropped kerb, 1 Invented Row",
            "due_date": date(2026, 12, 1).isoformat(),
            "for": {"kind": "other"},
            "tell_by": ["email"],
        } | changed

    def asks(self, key: str = "bill-key-1", **changed: object) -> None:
        self.payment_id = self.does("POST", "payments", self.asked(**changed), key)["payment_id"]
        self.debtor.portal.settle()

    def withdraws(self, key: str = "withdrawal-key-1") -> Any:
        body = {"reason": "Raised twice"}
        return self.does("POST", f"payments/{self.payment_id}/withdrawal", body, key)

    def refunds(self, amount_pence: int, key: str, token: str = OFFICER) -> Any:
        body = {"amount_pence": amount_pence, "reason": "It cost less"}
        return self.does("POST", f"payments/{self.payment_id}/refunds", body, key, token)

    def second_word(self, refund_id: str, key: str, outcome: str = "approve", token: str = SECOND_OFFICER) -> Any:
        return self.does("POST", f"refunds/{refund_id}/approval", {"outcome": outcome}, key, token)

    def ends(self, refund: Any, status: str) -> None:
        """What becomes of a refund within half an hour, by what the stack does by itself."""
        for _ in range(6):
            seen = self.does("GET", f"payments/{self.payment_id}")["officer_refunds"]
            if status in [one["status"] for one in seen if one["refund_id"] == refund["refund_id"]]:
                return
            self.debtor.stack.clock.forward(minutes=6)
            self.debtor.portal.run_jobs()
            self.debtor.portal.settle()
        raise GaveUp(f"{refund} is {seen}, not {status}")

    def mails(self, subject: str) -> int:
        return sum(mail.subject.startswith(subject) for mail in self.debtor.portal.mails(self.visitor.email))

    def days_pass(self, days: int) -> None:
        for _ in range(days * 2):
            self.debtor.stack.clock.forward(hours=12)
            self.debtor.portal.run_jobs()
            self.debtor.portal.settle()


def billed(visitor: Visitor) -> None:
    """Found by an officer, told, reminded, paid."""
    visitor.make_account()
    billing = Billing(visitor)
    [found] = billing.finds(email=visitor.email)
    assert billing.finds(postcode="LE11 3ED") == [found]
    billing.asks()
    assert billing.finds(reference=billing.payment_id) == [found]
    visitor.sign_in()
    billing.days_pass(4)
    visitor.sign_in()
    billing.debtor.pays(billing.payment_id, "bill-paid-1", GOOD_CARD)
    billing.debtor.settles(billing.payment_id, "paid")
    receipt = visitor.ask("GET", f"/v1/payments/{billing.payment_id}/receipt").body
    assert (receipt["payment"]["amount_pence"], receipt["paid_by"]) == (AMOUNT, "card")
    pdf = visitor.ask("GET", f"/v1/payments/{billing.payment_id}/receipt/pdf")
    assert pdf.headers["content-disposition"] == f'inline; filename="receipt-{receipt["number"]}.pdf"'


def withdrawn_while_paying(visitor: Visitor) -> None:
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks()
    billing.debtor.pay_now(billing.payment_id, "withdrawn-key-1")
    assert billing.withdraws()["status"] == "withdrawn"
    billing.debtor.portal.settle()


def refunded(visitor: Visitor) -> None:
    """£50 by one officer; £120 with a second one, which fails at first; £30 that fails and is paid by bank."""
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks()
    billing.debtor.pays(billing.payment_id, "bill-paid-1")
    billing.debtor.settles(billing.payment_id, "paid")
    billing.ends(billing.refunds(5_000, "refund-key-1"), "refunded")
    large = billing.refunds(12_000, "refund-key-2")
    assert large["status"] == "awaiting_second_officer"
    assert len(billing.does("GET", "payments")["items"]) == 1
    machine = billing.debtor.stack.pay.machine
    machine.refunds_fail = True
    billing.ends(billing.second_word(large["refund_id"], "word-key-1"), "failed")
    machine.refunds_fail = False
    billing.ends(billing.does("POST", f"refunds/{large['refund_id']}/retry", key="retry-key-1"), "refunded")
    machine.refunds_fail = True
    small = billing.refunds(3_000, "refund-key-3")
    billing.ends(small, "failed")
    machine.refunds_fail = False
    by_bank = {"bank_reference": "BACS 1234"}
    billing.does("POST", f"refunds/{small['refund_id']}/bank-payment", by_bank, "bank-key-1")
    account_id = billing.asked()["account_id"]
    assert len(billing.does("GET", f"payments?account_id={account_id}")["items"]) == 1
    assert len(billing.does("GET", f"payments?reference={billing.payment_id}-1")["items"]) == 1
    assert billing.does("GET", f"payments/{billing.payment_id}")["money"] == "refunded"
    billing.debtor.portal.settle()


def reconciled(visitor: Visitor) -> None:
    """Paid, then disputed and refunded in part by hand: the night finds both, an officer closes both."""
    visitor.make_account()
    billing = Billing(visitor)
    billing.asks(due_date="2026-12-20")
    billing.debtor.pays(billing.payment_id, "bill-paid-1")
    billing.debtor.settles(billing.payment_id, "paid")
    machine = billing.debtor.stack.pay.machine
    [at_pay] = machine.payments.values()
    machine.disputed(at_pay.payment_id)
    machine.refund(at_pay.payment_id, 500, None)
    billing.days_pass(1)
    cases = billing.does("GET", "reconciliation?date=2026-11-21")["cases"]
    assert sorted(case["difference"] for case in cases) == ["dispute", "refund_unknown"]
    for number, case in enumerate(cases):
        path = f"reconciliation-cases/{case['case_id']}/closure"
        billing.does("POST", path, {"word": "Looked into"}, f"close-key-{number}")


BILL_JOURNEYS = (billed, withdrawn_while_paying, refunded, reconciled)
