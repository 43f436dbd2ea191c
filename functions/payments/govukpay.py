"""The calls that we make at GOV.UK Pay. Facts: `tests/contract/govukpay_openapi.json` and Pay's own documentation.

    PayError
    ├── PayUnavailable   no answer, too many calls, or a fault of Pay's: whether it acted is not known
    └── PayRefused       Pay said no, with its status and its code (P0501, …)

Pay has no Idempotency-Key for payments at its page: before a call is repeated, Pay must be asked how things are. For
charges by an agreement it has one, which it keeps for a day.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ValidationError

from payments.pay_answers import (
    PayAgreement,
    PayDispute,
    PayDisputesFound,
    PayFound,
    PayPayment,
    PayPaymentsFound,
    PayRefund,
    PayRefundOfDay,
    PayRefundsFound,
    PayRefundsOfDayFound,
)
from portal.clock import to_text
from portal.context import Context
from portal.outside import Http, NoReply, OutsideCall, OutsideReply

FORBIDDEN = str.maketrans("", "", '<>"\\|')
"""Characters with which Pay's firewall refuses a request (P0920)."""
LONGEST_TEXT = 255
A_PAGE = 500
"""The most results that Pay gives in one answer of a search."""


class PayError(Exception):
    """Pay did not do as asked."""


class PayUnavailable(PayError):
    pass


class PayRefused(PayError):
    def __init__(self, call: str, status: int, code: str) -> None:
        super().__init__(f"{call}: {status} {code}")
        self.status = status
        self.code = code


class GovUkPay:
    def __init__(self, http: Http, address: str, key: str) -> None:
        self._http = http
        self._address = address.rstrip("/")
        self._key = key

    @classmethod
    def from_context(cls, context: Context) -> "GovUkPay":
        """A client with the council's key. 1 call in the life of the process, for the key."""
        key = context.secret(context.settings.pay_api_key_arn).decode().strip()
        return cls(context.http, context.settings.pay_url, key)

    def create(
        self,
        *,
        amount_pence: int,
        reference: str,
        description: str,
        return_url: str,
        hold: bool,
        sets_up: str | None = None,
    ) -> PayPayment:
        """Create a payment that the payer makes at Pay's page. `hold`: the money is only held until `capture`.
        `sets_up`: the id of an agreement, which is active once the payment is paid or held.
        """
        asked = {
            "amount": amount_pence,
            "reference": pay_text(reference),
            "description": pay_text(description),
            "return_url": return_url,
            "delayed_capture": hold,
            **({"set_up_agreement": sets_up} if sets_up else {}),
        }
        return _read(PayPayment, self._ask("create", "POST", "/v1/payments", asked))

    def set_up_agreement(self, *, reference: str, description: str) -> str:
        """Create an agreement, which nobody has entered into yet, and return its id."""
        asked = {"reference": pay_text(reference), "description": pay_text(description)}
        return _read(PayAgreement, self._ask("set_up_agreement", "POST", "/v1/agreements", asked)).agreement_id

    def end_agreement(self, agreement_id: str) -> None:
        self._ask("end_agreement", "POST", f"/v1/agreements/{quote(agreement_id, safe='')}/cancel", {})

    def charge(self, *, amount_pence: int, reference: str, description: str, agreement_id: str) -> PayPayment:
        """Create a payment by an agreement, without the payer. The same reference again returns the same payment."""
        asked = {
            "amount": amount_pence,
            "reference": pay_text(reference),
            "description": pay_text(description),
            "authorisation_mode": "agreement",
            "agreement_id": agreement_id,
        }
        reply = self._ask("charge", "POST", "/v1/payments", asked, {"Idempotency-Key": reference})
        return _read(PayPayment, reply)

    def get(self, pay_id: str) -> PayPayment:
        return _read(PayPayment, self._ask("get", "GET", _path(pay_id)))

    def find(self, reference: str) -> PayPayment | None:
        """The payment with our reference; None if Pay finds none. Pay's search lags behind: that it finds none proves
        something only a while after the payment was asked for.
        """
        query = urlencode({"reference": reference})
        found = _read(PayPaymentsFound, self._ask("find", "GET", f"/v1/payments?{query}"))
        return next((one for one in found.results if one.reference == reference), None)

    def capture(self, pay_id: str) -> None:
        self._ask("capture", "POST", f"{_path(pay_id)}/capture", {})

    def cancel(self, pay_id: str) -> None:
        self._ask("cancel", "POST", f"{_path(pay_id)}/cancel", {})

    def refund(self, pay_id: str, amount_pence: int, expected_available: int) -> PayRefund:
        """Refund a part of a payment. Pay refuses (412, P0604) if another amount is left to refund than
        `expected_available`.
        """
        asked = {"amount": amount_pence, "refund_amount_available": expected_available}
        return _read(PayRefund, self._ask("refund", "POST", f"{_path(pay_id)}/refunds", asked))

    def refunds(self, pay_id: str) -> tuple[PayRefund, ...]:
        """The refunds of one payment. Pay's answer lags behind, like its search."""
        return _read(PayRefundsFound, self._ask("refunds", "GET", f"{_path(pay_id)}/refunds")).embedded.refunds

    def payments_between(self, begins: datetime, ends: datetime) -> Sequence[PayPayment]:
        """The payments made in that time. 1 call for each 500."""
        pages = self._pages(PayPaymentsFound, "payments", begins, ends)
        return [one for page in pages for one in page.results]

    def refunds_between(self, begins: datetime, ends: datetime) -> Sequence[PayRefundOfDay]:
        """The refunds made in that time. 1 call for each 500."""
        return [one for page in self._pages(PayRefundsOfDayFound, "refunds", begins, ends) for one in page.results]

    def disputes_between(self, begins: datetime, ends: datetime) -> Sequence[PayDispute]:
        """The disputes begun in that time. 1 call for each 500."""
        return [one for page in self._pages(PayDisputesFound, "disputes", begins, ends) for one in page.results]

    def _pages[Found: PayFound](
        self, model: type[Found], what: str, begins: datetime, ends: datetime
    ) -> Iterator[Found]:
        asked: dict[str, object] = {"from_date": to_text(begins), "to_date": to_text(ends), "display_size": A_PAGE}
        for page in count(1):
            query = urlencode(asked | {"page": page})
            found = _read(model, self._ask(f"search_{what}", "GET", f"/v1/{what}?{query}"))
            yield found
            if page * A_PAGE >= found.total:
                return

    def _ask(
        self,
        name: str,
        method: str,
        path: str,
        asked: Mapping[str, object] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> OutsideReply:
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json", **(more or {})}
        body = None
        if asked is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(asked).encode()
        try:
            reply = self._http(OutsideCall("pay", name, method, self._address + path, headers, body))
        except NoReply as error:
            raise PayUnavailable(name) from error
        if reply.status == 429 or reply.status >= 500:
            raise PayUnavailable(f"{name}: {reply.status}")
        if reply.status >= 300:
            raise PayRefused(name, reply.status, _code(reply))
        return reply


def pay_text(text: str) -> str:
    """The text without characters that Pay's firewall refuses, cut to the length that Pay takes."""
    return " ".join(text.translate(FORBIDDEN).split())[:LONGEST_TEXT]


def _path(pay_id: str) -> str:
    return f"/v1/payments/{quote(pay_id, safe='')}"


def _read[Model: BaseModel](model: type[Model], reply: OutsideReply) -> Model:
    """Pay's answer as a model. An answer that cannot be read does not tell what was done.

    Raises: PayUnavailable.
    """
    try:
        return model.model_validate_json(reply.body)
    except ValidationError as error:
        fields = sorted({".".join(map(str, one["loc"])) for one in error.errors(include_input=False)})
        raise PayUnavailable(f"{model.__name__} without {fields}") from None


def _code(reply: OutsideReply) -> str:
    try:
        said: Any = json.loads(reply.body)
    except ValueError:
        return "no code"
    return str(said.get("code", "no code")) if isinstance(said, dict) else "no code"
