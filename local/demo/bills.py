"""Bills of the demo's residents besides their permits, and refunds of them. Made once.

A bill belongs to the resident whose story has the same `who`. Days count from the day on which the demo is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from local.demo.operations import Operations
from local.demo.payer import at_pays_page
from local.demo.request_stories import FINANCIAL
from local.demo.residents import GOOD_CARD
from local.demo.town import Made
from portal.london import today

RAISED_DAYS_AGO = 20


@dataclass(frozen=True)
class Bill:
    """A bill. `refund`: in pence, 0 for none; `fails`: GOV.UK Pay cannot make it. `tell_by`: how the payer is told of
    the bill. `about`: the form of the payer's request which it is about; it then has no description of its own.
    """

    what: str
    who: str
    description: str
    amount_pence: int
    due_in_days: int
    paid: bool = False
    refund: int = 0
    fails: bool = False
    tell_by: str = "email"
    about: str = ""


BILLS = (
    Bill("bill_due_in_7_days", "permit_live", "Dropped kerb", 42_000, 7),
    Bill("bill_due_today", "permit_expires_in_40_days", "Replacement bin", 3_500, 0),
    Bill("bill_7_days_late", "permit_live_motorcycle", "Skip licence", 9_000, -7),
    Bill("bill_paid", "permit_live_student", "Library room hire", 6_000, -3, paid=True),
    Bill(
        "bill_refunded_in_part",
        "permit_live_temporary",
        "Scaffolding licence",
        18_000,
        -5,
        paid=True,
        refund=6_000,
    ),
    Bill(
        "bill_refund_failed",
        "permit_free_live",
        "Street party notice",
        5_000,
        -5,
        paid=True,
        refund=5_000,
        fails=True,
    ),
    Bill("bill_refund_waits", "permit_expires_in_30_days", "Highway search", 25_000, -5, paid=True, refund=15_000),
    Bill("bill_told_by_text", "told_by_text", "Garden waste", 5_500, 14, tell_by="text"),
    Bill("bill_told_by_post", "told_by_post", "Bulky waste", 3_200, 14, tell_by="post"),
    Bill("bill_about_a_request", "permit_expired_15_days_ago", "", 24_000, 14, about=FINANCIAL),
    Bill("bill_email_bounced", "email_bounces", "Road closure", 12_000, 14),
)


class Bills:
    def __init__(self, operations: Operations, now: datetime) -> None:
        self._operations = operations
        self._now = now

    def make(self, everybody: Sequence[Made], bills: Sequence[Bill] = BILLS) -> list[dict[str, str]]:
        """Make the bills. Returns them in the format of endpoints.json."""
        made = {one.resident.story.what: one for one in everybody}
        return [self._make(bill, made[bill.who]) for bill in bills if bill.who in made]

    def _make(self, bill: Bill, made: Made) -> dict[str, str]:
        raised = self._now - timedelta(days=0 if bill.about else RAISED_DAYS_AGO)
        asked = {
            "account_id": made.account_id,
            "amount_pence": bill.amount_pence,
            "due_date": (today(self._now) + timedelta(days=bill.due_in_days)).isoformat(),
            "tell_by": [bill.tell_by],
            **self._subject(bill, made),
        }
        found = self._operations.call("payments.list_payments", self._now, resident=made.account_id)["items"]
        bills = [one for one in found if one["bill"]]
        payment = bills[0] if bills else self._officer("request_payment", raised, asked, f"bill-{made.account_id}")
        if bill.paid and payment["status"] == "due":
            self._pay(payment["payment_id"], made.account_id)
        if bill.refund:
            self._refund(bill, payment["payment_id"])
        return {"email": made.resident.email, "what": bill.what, "payment_id": payment["payment_id"]}

    def _subject(self, bill: Bill, made: Made) -> dict[str, object]:
        if not bill.about:
            return {"description": bill.description, "for": {"kind": "other"}}
        mine = self._operations.call("care.list_requests", self._now, resident=made.account_id)["items"]
        reference = next(one["reference"] for one in mine if one["form_id"] == bill.about)
        return {"for": {"kind": "request", "reference": reference}}

    def _pay(self, payment_id: str, account_id: str) -> None:
        path, who = {"payment_id": payment_id}, account_id
        key = f"pay-{payment_id}"
        started = self._operations.call("payments.pay", self._now, resident=who, key=key, path=path)
        at_pays_page(started["next_url"], GOOD_CARD)
        self._operations.call("payments.refresh_payment", self._now, resident=who, path=path)

    def _refund(self, bill: Bill, payment_id: str) -> None:
        path, body = {"payment_id": payment_id}, {"amount_pence": bill.refund, "reason": "It cost less"}
        seen = self._operations.call("payments.open_payment", self._now, officer=True, path=path)
        if seen["officer_refunds"]:
            return
        with self._refunds_fail() if bill.fails else nullcontext():
            self._officer("refund_payment", self._now, body, f"refund-{payment_id}", path)

    def _officer(
        self, operation: str, at: datetime, body: object, key: str, path: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        return self._operations.call(f"payments.{operation}", at, body, officer=True, key=key, path=path)

    @contextmanager
    def _refunds_fail(self) -> Iterator[None]:
        """Lets the stand-in for GOV.UK Pay refuse all refunds within the `with` block."""
        knobs = f"{self._operations.context.settings.pay_url}/_knobs"
        httpx.put(knobs, json={"refunds_fail": True}).raise_for_status()
        try:
            yield
        finally:
            httpx.put(knobs, json={"refunds_fail": False}).raise_for_status()
