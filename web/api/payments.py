"""A resident's payments (`functions/payments`), as values."""

from dataclasses import dataclass

from web.api.answers import from_fields, path_segment, require_success
from web.api.client import Api, Json, Refusal

OWED = ("due", "paying")


@dataclass(frozen=True)
class Attempt:
    status: str
    started_at: str
    reason: str


@dataclass(frozen=True)
class Refund:
    """A refund. `excess`: it returns money that was not owed, such as a second attempt's. `by_bank`: paid to a bank
    account.
    """

    amount_pence: int
    status: str
    at: str
    excess: bool
    by_bank: bool


@dataclass(frozen=True)
class Payment:
    """A payment. `for_kind`, `for_id`: what it pays for (`permit` and its id). `held_first`: taken only after a
    decision. `money`: the state of the money. `refunded_pence`, `refunding_pence`, `refund_failed_pence`: the parts
    that were refunded, are being refunded, and could not be refunded. `bill`: an officer asked for it.
    """

    payment_id: str
    description: str
    amount_pence: int
    status: str
    money: str
    refunded_pence: int
    refunding_pence: int
    refund_failed_pence: int
    bill: bool
    due_date: str
    held_first: bool
    for_kind: str
    for_id: str
    attempts: tuple[Attempt, ...]
    refunds: tuple[Refund, ...]

    @classmethod
    def of(cls, body: Json) -> "Payment":
        return from_fields(
            cls,
            body,
            held_first=body["taken_after_decision"],
            for_kind=body["for"]["kind"],
            for_id=body["for"]["id"],
            attempts=tuple(from_fields(Attempt, one) for one in body["attempts"]),
            refunds=tuple(from_fields(Refund, one) for one in body["refunds"]),
        )

    @property
    def page(self) -> str:
        """The address of the page about what was paid for; empty if there is none."""
        if self.for_kind == "permit_change":
            return "/permits/{}/changes/{}".format(*self.for_id.split("-"))
        return {"permit": f"/permits/{self.for_id}", "request": f"/care/requests/{self.for_id}"}.get(self.for_kind, "")

    @property
    def owed(self) -> bool:
        return self.status in OWED

    @property
    def made(self) -> bool:
        """Whether the payer has done what is theirs: the money is held or taken."""
        return self.status in ("authorised", "paid")

    @property
    def why_failed(self) -> str:
        """Why the newest attempt failed; empty if it did not."""
        return self.attempts[-1].reason if self.attempts else ""


@dataclass(frozen=True)
class Receipt:
    number: str
    paid_at: str
    payment: Payment

    @classmethod
    def of(cls, body: Json) -> "Receipt":
        return from_fields(cls, body, payment=Payment.of(body["payment"]))


class PaymentsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def mine(self) -> tuple[Payment, ...]:
        """The resident's payments, newest first. The API never refuses them."""
        done = require_success(self._api.call("GET", "/v1/payments"))
        return tuple(Payment.of(one) for one in done.body["items"])

    def get(self, payment_id: str) -> Payment | Refusal:
        return self._api.ask("GET", _path(payment_id), Payment.of)

    def receipt(self, payment_id: str) -> Receipt | Refusal:
        return self._api.ask("GET", f"{_path(payment_id)}/receipt", Receipt.of)

    def receipt_pdf(self, payment_id: str) -> bytes | Refusal:
        """The receipt as a PDF."""
        return self._api.pdf(f"{_path(payment_id)}/receipt/pdf")

    def refresh(self, payment_id: str) -> Payment | Refusal:
        """The payment, after asking GOV.UK Pay for its current state."""
        return self._api.ask("POST", f"{_path(payment_id)}/refresh", Payment.of)

    def pay(self, payment_id: str, idempotency_key: str) -> str | Refusal:
        """Start an attempt to pay. Returns the address of GOV.UK Pay's page for the card."""
        path = f"{_path(payment_id)}/attempts"
        return self._api.ask("POST", path, lambda body: str(body["next_url"]), idempotency_key=idempotency_key)


def _path(payment_id: str) -> str:
    return f"/v1/payments/{path_segment(payment_id)}"
