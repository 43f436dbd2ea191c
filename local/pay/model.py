"""What the stand-in for GOV.UK Pay keeps: payments, agreements, webhooks; and how a payment with each card ends."""

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
"""Pay's test cards, with the code by which a payment with each fails; None: it succeeds."""


RECURRING = {"5105105105105100": ("P0010", True), "4000002760003184": ("P0010", False)}
"""Cards that an agreement is set up with, but later charges fail, and whether Pay lets such a charge be tried again."""


class Refusal(Exception):
    """An answer by which Pay refuses a call: an HTTP status and one of Pay's codes."""

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
    """The payer told their bank that they did not agree to the payment."""

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
    """Charged by it, without the payer."""
    sets_up: str | None = None
    """The agreement that it makes active, once it has succeeded."""
    can_retry: bool | None = None
    language: str = "en"
    email: str | None = None
    metadata: dict[str, str | int | bool] | None = None
    status: str = "created"
    code: str | None = None
    captured_at: datetime | None = None
    tokens: list[str] = field(default_factory=list)
    """One for each `next_url` that was given and not used yet. Each works once; several may be open at a time."""
    page: str | None = None
    """The name of the payer's page, once they have opened it."""
    refunds: list[Refund] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    dispute: Dispute | None = None

    @property
    def finished(self) -> bool:
        return self.status not in UNFINISHED | {"capturable"}

    @property
    def amount_submitted(self) -> int:
        """Pence that were refunded or are on their way; a refund that failed does not count."""
        return sum(refund.amount for refund in self.refunds if refund.status != "error")

    @property
    def refund_status(self) -> str:
        if self.status == "success":
            return "available" if self.amount_submitted < self.amount else "full"
        return "unavailable" if self.finished else "pending"

    @property
    def amount_available(self) -> int:
        return self.amount - self.amount_submitted


@dataclass
class Agreement:
    """`card`: that of the payment that set it up; it is `created` until then, and `inactive` once its card can be
    charged no more.
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
    """A message that is still to be sent. Its payment is shown as it is when the message is sent."""

    message_id: str
    event_type: str
    payment_id: str
    at: datetime
    next_try_at: datetime
    tries: int = 0
