"""Payments of a resident (`functions/payments`), as values."""

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
    """`excess`: of money that was not owed, as of a second attempt. `by_bank`: paid to a bank account."""

    amount_pence: int
    status: str
    at: str
    excess: bool
    by_bank: bool


@dataclass(frozen=True)
class Payment:
    """`for_kind` and `for_id`: what it pays for (`permit` and its id). `held_first`: taken only after a decision.
    `money`: what has become of the money that counts. `refunded_pence`, `refunding_pence`, `refund_failed_pence`: how
    much of it has been refunded, is being refunded, and could not be. `bill`: an officer asked for it.
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
        """The address of what it pays for; empty where that has no page."""
        if self.for_kind == "permit_change":
            return "/permits/{}/changes/{}".format(*self.for_id.split("-"))
        return {"permit": f"/permits/{self.for_id}", "request": f"/care/requests/{self.for_id}"}.get(self.for_kind, "")

    @property
    def owed(self) -> bool:
        return self.status in OWED

    @property
    def why_failed(self) -> str:
        """Why the newest attempt came to nothing; empty when it did not."""
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
        """Newest first; there is nothing to refuse in it."""
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
        """As GOV.UK Pay has it now."""
        return self._api.ask("POST", f"{_path(payment_id)}/refresh", Payment.of)

    def pay(self, payment_id: str, idempotency_key: str) -> str | Refusal:
        """Where the card is asked for, at GOV.UK Pay."""
        path = f"{_path(payment_id)}/attempts"
        return self._api.ask("POST", path, lambda body: str(body["next_url"]), idempotency_key=idempotency_key)


def _path(payment_id: str) -> str:
    return f"/v1/payments/{path_segment(payment_id)}"
