"""What officers do with payments (`functions/payments`, the officers' operations), as values."""

from dataclasses import dataclass
from urllib.parse import urlencode

from web.api.answers import ListPage, from_fields, list_page, path_segment
from web.api.client import Api, Json, Refusal
from web.api.payments import Payment


@dataclass(frozen=True)
class FoundAccount:
    account_id: str
    name: str
    email_hint: str

    @classmethod
    def of(cls, body: Json) -> "FoundAccount":
        return from_fields(cls, body)


@dataclass(frozen=True)
class PaymentSummary:
    """`waiting_pence`: of the refund that waits for a second officer."""

    payment_id: str
    description: str
    amount_pence: int
    status: str
    money: str
    due_date: str
    waiting_pence: int

    @classmethod
    def of(cls, body: Json) -> "PaymentSummary":
        return from_fields(cls, body)


@dataclass(frozen=True)
class OfficerRefund:
    """`asked_by`, `second_officer`: who that was, as the staff pool knows them."""

    refund_id: str
    amount_pence: int
    status: str
    at: str
    reason: str
    asked_by: str
    second_officer: str
    word_until: str
    bank_reference: str


@dataclass(frozen=True)
class OpenedPayment:
    """`officer`: who looks. `reminders`: those that were sent. `asked_at`: empty where no officer asked for it."""

    payment: Payment
    account_id: str
    name: str
    email: str
    officer: str
    asked_at: str
    reminders: tuple[str, ...]
    withdrawn_because: str
    left_to_refund_pence: int
    refunds: tuple[OfficerRefund, ...]

    @classmethod
    def of(cls, body: Json) -> "OpenedPayment":
        payer, asked = body["payer"] or {}, body["requested"] or {}
        return from_fields(
            cls,
            body,
            payment=Payment.of(body),
            name=payer.get("name", ""),
            email=payer.get("email", ""),
            asked_at=asked.get("at", ""),
            reminders=tuple(asked.get("reminders", ())),
            refunds=tuple(from_fields(OfficerRefund, one) for one in body["officer_refunds"]),
        )


@dataclass(frozen=True)
class Difference:
    """`payment_id`: ours, empty if none is known. `closed_at`: empty while it is open."""

    case_id: str
    difference: str
    payment_id: str
    pay_id: str
    ours_pence: int
    theirs_pence: int
    found_at: str
    closed_at: str
    word: str


@dataclass(frozen=True)
class LedgerDay:
    date: str
    taken_pence: int
    refunded_pence: int
    refunded_by_bank_pence: int
    entries: int
    cases: tuple[Difference, ...]

    @classmethod
    def of(cls, body: Json) -> "LedgerDay":
        return from_fields(cls, body, cases=tuple(from_fields(Difference, one) for one in body["cases"]))


class BillingApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def accounts(self, by: Json) -> tuple[FoundAccount, ...] | Refusal:
        def read(body: Json) -> tuple[FoundAccount, ...]:
            return tuple(FoundAccount.of(one) for one in body["items"])

        return self._api.ask("POST", "/v1/officer/account-searches", read, by)

    def payments(self, asked: dict[str, str]) -> ListPage[PaymentSummary] | Refusal:
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._api.ask("GET", f"/v1/officer/payments?{query}", list_page(PaymentSummary.of))

    def payment(self, payment_id: str) -> OpenedPayment | Refusal:
        return self._api.ask("GET", f"/v1/officer/payments/{path_segment(payment_id)}", OpenedPayment.of)

    def request(self, wanted: Json, idempotency_key: str) -> str | Refusal:
        """The id of the payment that is asked for."""
        return self._api.ask(
            "POST",
            "/v1/officer/payments",
            lambda body: str(body["payment_id"]),
            wanted,
            idempotency_key=idempotency_key,
        )

    def reconciliation(self, day: str) -> LedgerDay | Refusal:
        return self._api.ask("GET", f"/v1/officer/reconciliation?date={path_segment(day)}", LedgerDay.of)

    def close_case(self, path: str, word: str, idempotency_key: str) -> str | Refusal:
        """The case's id."""
        return self._api.ask(
            "POST",
            f"/v1/officer/{path}",
            lambda body: str(body["case_id"]),
            {"word": word},
            idempotency_key=idempotency_key,
        )

    def act(self, path: str, body: Json | None, idempotency_key: str) -> str | Refusal:
        """How it stands after an act: `payments/<id>/withdrawal`, `refunds/<id>/retry`, …"""
        return self._api.ask(
            "POST", f"/v1/officer/{path}", lambda said: str(said["status"]), body, idempotency_key=idempotency_key
        )
