"""The stand-in's data: payments, agreements and webhooks, and how a payment with each test card ends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

UNFINISHED_FOR = timedelta(minutes=90)
HELD_FOR = timedelta(hours=120)
UNFINISHED = {"created", "started", "submitted"}
FAILURES = {
    "P0010": ("failed", "Payment method rejected"),
    "P0020": ("failed", "Payment expired"),
    "P0030": ("failed", "Payment was cancelled by the user"),
    "P0040": ("cancelled", "Payment was cancelled by the service"),
    "P0050": ("error", "Payment provider returned an error"),
}
CARDS = {
    "4444333322221111": None,
    "4242424242424242": None,
    "4000000000000002": "P0010",
    "4000000000000069": "P0010",
    "4000000000000127": "P0010",
    "4000000000000119": "P0050",
    "5105105105105100": None,
    "4000002760003184": None,
}
"""Pay's test cards, each with the code of the failure that it causes; None: it succeeds."""


RECURRING = {"5105105105105100": ("P0010", True), "4000002760003184": ("P0010", False)}
"""Cards that can set up an agreement but whose later charges fail, each with whether such a charge may be tried
again.
"""


class Refusal(Exception):
    """Pay refuses a call, with an HTTP status and one of Pay's codes."""

    def __init__(self, status: int, code: str, description: str, field: str | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.description, self.field = status, code, description, field


@dataclass
class Event:
    status: str
    finished: bool
    at: datetime


@dataclass
class Refund:
    refund_id: str
    amount: int
    created_at: datetime
    status: str = "submitted"


@dataclass
class Dispute:
    """A dispute: the payer told their bank that they had not agreed to the payment."""

    dispute_id: str
    amount: int
    created_at: datetime


@dataclass
class Payment:
    payment_id: str
    amount: int
    reference: str
    description: str
    delayed_capture: bool
    created_at: datetime
    return_url: str | None = None
    agreement_id: str | None = None
    """The agreement by which it is charged, without the payer."""
    sets_up: str | None = None
    """The agreement that becomes active when this payment succeeds."""
    can_retry: bool | None = None
    language: str = "en"
    email: str | None = None
    metadata: dict[str, str | int | bool] | None = None
    status: str = "created"
    code: str | None = None
    captured_at: datetime | None = None
    tokens: list[str] = field(default_factory=list)
    """Tokens of unused `next_url`s. Each works once; several may be open at a time."""
    page: str | None = None
    """The name of the payer's page; None until they have opened it."""
    refunds: list[Refund] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    dispute: Dispute | None = None

    @property
    def finished(self) -> bool:
        return self.status not in UNFINISHED | {"capturable"}

    @property
    def amount_submitted(self) -> int:
        """Pence refunded or being refunded; failed refunds do not count."""
        return sum(refund.amount for refund in self.refunds if refund.status != "error")

    @property
    def refund_status(self) -> str:
        if self.status == "success" and self.dispute is None:
            return "available" if self.amount_submitted < self.amount else "full"
        return "unavailable" if self.finished else "pending"

    @property
    def amount_available(self) -> int:
        return self.amount - self.amount_submitted


@dataclass
class Agreement:
    """An agreement. `card`: of the payment that set it up. `status`: `created` until then, `inactive` once its card
    cannot be charged any more.
    """

    agreement_id: str
    reference: str
    description: str
    created_at: datetime
    status: str = "created"
    card: str | None = None
    cancelled_at: datetime | None = None


@dataclass
class Webhook:
    """A message still to be sent. It shows the payment as it is at the time of sending."""

    message_id: str
    event_type: str
    payment_id: str
    at: datetime
    next_try_at: datetime
    tries: int = 0
