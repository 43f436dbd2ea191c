"""Officers' operations on payments (`functions/payments`), as values."""

from dataclasses import dataclass
from urllib.parse import urlencode

from web.api.answers import ListPage, from_fields, list_page, path_segment
from web.api.client import Api, Json, Refusal
from web.api.payments import Payment


@dataclass(frozen=True)
class Payer:
    """Whose payments they are. `email_hint`: the first letter and the domain of their email address."""

    name: str
    email_hint: str


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
    """A payment in a list. `payer`: none if their account is closed. `waiting_pence`: the amount of refunds that wait
    for a second officer; 0 if none does.
    """

    payment_id: str
    description: str
    amount_pence: int
    status: str
    money: str
    due_date: str
    payer: Payer | None
    waiting_pence: int

    @classmethod
    def of(cls, body: Json) -> "PaymentSummary":
        return from_fields(cls, body, payer=_payer(body))


@dataclass(frozen=True)
class AccountPayments:
    """`payer`: none when the account is closed. `told_by`: the channels by which they would be told of a payment about
    the request that was asked about; None if none was, or it is not theirs. `safe_by`: all that it calls safe, None as
    `told_by`. `may_ring`: whether they may be rung up about it.
    """

    items: tuple[PaymentSummary, ...]
    payer: Payer | None
    told_by: tuple[str, ...] | None
    safe_by: tuple[str, ...] | None
    may_ring: bool

    @classmethod
    def of(cls, body: Json) -> "AccountPayments":
        told_by, safe_by = (None if body[name] is None else tuple(body[name]) for name in ("told_by", "safe_by"))
        items = tuple(PaymentSummary.of(one) for one in body["items"])
        return cls(items, _payer(body), told_by, safe_by, body["may_ring"])


@dataclass(frozen=True)
class OfficerRefund:
    """A refund as officers see it. `asked_by`, `second_officer`: ids of officers in the staff pool. `word_until`: until
    when the second officer may decide.
    """

    refund_id: str
    amount_pence: int
    status: str
    at: str
    reason: str
    asked_by: str
    second_officer: str
    word_until: str
    bank_reference: str
    found_at_pay: bool


@dataclass(frozen=True)
class OpenedPayment:
    """A payment opened by an officer. `officer`: the id of the officer who looks at it. `reminders`: the reminders
    sent. `asked_at`: when the payment was asked for; empty if it is owed with an application. `tell_by`: the channels
    by which the payer was to be told then. `asked_by_officer`: an officer asked for it, and may withdraw it.
    """

    payment: Payment
    account_id: str
    name: str
    email: str
    officer: str
    asked_at: str
    tell_by: tuple[str, ...]
    asked_by_officer: bool
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
            tell_by=tuple(asked.get("tell_by", ())),
            asked_by_officer=asked.get("by_officer", False),
            reminders=tuple(asked.get("reminders", ())),
            refunds=tuple(from_fields(OfficerRefund, one) for one in body["officer_refunds"]),
        )


@dataclass(frozen=True)
class Difference:
    """A difference between our ledger and GOV.UK Pay. `payment_id`: our payment, empty if none is known. `closed_at`:
    empty while the difference is open.
    """

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

    def payments_of(self, account_id: str, about: str = "") -> AccountPayments | Refusal:
        """The newest of an account, and whose it is. `about`: the reference of a request of theirs."""
        query = urlencode({"account_id": account_id} | ({"about": about} if about else {}))
        return self._api.ask("GET", f"/v1/officer/payments?{query}", AccountPayments.of)

    def payment(self, payment_id: str) -> OpenedPayment | Refusal:
        return self._api.ask("GET", f"/v1/officer/payments/{path_segment(payment_id)}", OpenedPayment.of)

    def request(self, wanted: Json, idempotency_key: str) -> str | Refusal:
        """Ask somebody for a payment. Returns the payment's id."""
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
        """Close a reconciliation case. `word`: the officer's explanation. Returns the case's id."""
        return self._api.ask(
            "POST",
            f"/v1/officer/{path}",
            lambda body: str(body["case_id"]),
            {"word": word},
            idempotency_key=idempotency_key,
        )

    def act(self, path: str, body: Json | None, idempotency_key: str) -> str | Refusal:
        """Act on a payment or refund. `path`: `payments/<id>/withdrawal`, `refunds/<id>/retry`, … Returns the new
        status.
        """
        return self._api.ask(
            "POST", f"/v1/officer/{path}", lambda said: str(said["status"]), body, idempotency_key=idempotency_key
        )


def _payer(body: Json) -> Payer | None:
    return from_fields(Payer, body["payer"]) if body["payer"] else None
