"""The stand-in's API: GOV.UK Pay's public API, shaped by its OpenAPI description."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qs

from local.pay.asked import agreement_body, checked_payment, instant, read_json, set_up
from local.pay.machine import PayMachine
from local.pay.model import FAILURES, Payment, Refund, Refusal

type Json = dict[str, Any]


@dataclass(frozen=True)
class PayAnswer:
    status: int
    body: Json | None


class PayApi:
    """The public API. `address`: of the stand-in, for links in its answers."""

    def __init__(self, machine: PayMachine, address: str, key: str) -> None:
        self._machine, self._address, self._key = machine, address, key

    def answer(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> PayAnswer:
        """Answer a request. `headers`: names in lower case."""
        try:
            self._require_key(headers.get("authorization", ""))
            return self._route(method, path, parse_qs(query), body, headers.get("idempotency-key"))
        except Refusal as no:
            said: Json = {"code": no.code, "description": no.description}
            return PayAnswer(no.status, said | ({"field": no.field} if no.field else {}))

    def _require_key(self, authorization: str) -> None:
        if not compare_digest(authorization.encode(), f"Bearer {self._key}".encode()):
            raise Refusal(401, "P0920", "Credentials are required to access this resource")

    def _route(self, method: str, path: str, query: dict[str, list[str]], body: bytes, key: str | None) -> PayAnswer:
        searches = {
            "/v1/payments": self._search,
            "/v1/refunds": self._search_refunds,
            "/v1/disputes": self._search_disputes,
        }
        if method == "GET" and path in searches:
            return PayAnswer(200, searches[path](query))
        if path.startswith("/v1/agreements"):
            return self._agreements(method, path, body)
        match [method, *path.strip("/").split("/")]:
            case ["POST", "v1", "payments"]:
                return self._create_once(read_json(body), key)
            case ["GET", "v1", "payments", payment_id]:
                return PayAnswer(200, self.payment(self._machine.get(payment_id)))
            case ["GET", "v1", "payments", payment_id, "events"]:
                return PayAnswer(200, self._events(self._machine.get(payment_id)))
            case ["POST", "v1", "payments", payment_id, "cancel"]:
                self._machine.cancel(payment_id)
                return PayAnswer(204, None)
            case ["POST", "v1", "payments", payment_id, "capture"]:
                self._machine.capture(payment_id)
                return PayAnswer(204, None)
            case [_, "v1", "payments", payment_id, "refunds", *more]:
                return self._refunding(method, payment_id, more, body)
        raise Refusal(404, "P0200", "Not found")

    def _refunding(self, method: str, payment_id: str, more: list[str], body: bytes) -> PayAnswer:
        match [method, *more]:
            case ["POST"]:
                return PayAnswer(202, self._refund(payment_id, read_json(body)))
            case ["GET"]:
                return PayAnswer(200, self._refunds(self._machine.get(payment_id)))
            case ["GET", refund_id]:
                return PayAnswer(200, self._one_refund(self._machine.get(payment_id), refund_id))
        raise Refusal(404, "P0200", "Not found")

    def _agreements(self, method: str, path: str, body: bytes) -> PayAnswer:
        match [method, *path.strip("/").split("/")[2:]]:
            case ["POST"]:
                return PayAnswer(201, agreement_body(set_up(self._machine, read_json(body))))
            case ["GET", agreement_id]:
                return PayAnswer(200, agreement_body(self._machine.agreement(agreement_id)))
            case ["POST", agreement_id, "cancel"]:
                self._machine.end_agreement(agreement_id)
                return PayAnswer(204, None)
        raise Refusal(404, "P0200", "Not found")

    # ---------------------------------------------------------------------------------------------------- requests
    def _create_once(self, asked: Json, key: str | None) -> PayAnswer:
        """Create a payment. As in Pay, an Idempotency-Key counts only for a charge by an agreement."""
        if key is None or asked.get("authorisation_mode") != "agreement":
            return PayAnswer(201, self._create(asked))
        if key in self._machine.keys:
            return PayAnswer(200, self.payment(self._machine.get(self._machine.keys[key])))
        made = self._create(asked)
        self._machine.keys[key] = made["payment_id"]
        return PayAnswer(201, made)

    def _create(self, asked: Json) -> Json:
        checked_payment(asked)
        facts = {name: value for name, value in asked.items() if name not in NOT_KEPT}
        facts |= {"sets_up": asked["set_up_agreement"]} if "set_up_agreement" in asked else {}
        payment = Payment(payment_id=self._machine.new_id(), created_at=self._machine.clock(), **_defaults(facts))
        charged = asked.get("authorisation_mode") == "agreement"
        return self.payment(self._machine.charge(payment) if charged else self._machine.create(payment))

    def _search(self, query: dict[str, list[str]]) -> Json:
        self._machine.let_time_pass()
        wanted = {name: values[0] for name, values in query.items() if name in {"reference", "state", "email"}}
        names = {"state": "status"}
        found = [
            one
            for one in reversed(self._machine.payments.values())
            if all(getattr(one, names.get(name, name)) == value for name, value in wanted.items())
            and _within(one.created_at, query)
        ]
        here = self._link("/v1/payments", "GET")
        links = {"self": here, "first_page": here, "last_page": here}
        return _paged([self.payment(one, search=True) for one in found], query) | {"_links": links}

    def _search_refunds(self, query: dict[str, list[str]]) -> Json:
        found = [
            self._refund_body(payment.payment_id, one)
            for payment in self._machine.payments.values()
            for one in payment.refunds
            if _within(one.created_at, query)
        ]
        here = self._link("/v1/refunds", "GET")
        return _paged(found, query) | {"_links": {"self": here, "first_page": here, "last_page": here}}

    def _search_disputes(self, query: dict[str, list[str]]) -> Json:
        found = [
            {
                "dispute_id": one.dispute.dispute_id,
                "payment_id": one.payment_id,
                "amount": one.dispute.amount,
                "created_date": instant(one.dispute.created_at),
                "status": "needs_response",
            }
            for one in self._machine.payments.values()
            if one.dispute is not None and _within(one.dispute.created_at, query)
        ]
        return _paged(found, query)

    def _refund(self, payment_id: str, asked: Json) -> Json:
        amount, available = asked.get("amount"), asked.get("refund_amount_available")
        if not isinstance(amount, int):
            raise Refusal(400, "P0602", "Invalid attribute value: amount", "amount")
        refund = self._machine.refund(payment_id, amount, available)
        return self._refund_body(payment_id, refund)

    # ----------------------------------------------------------------------------------------------------- answers
    def payment(self, payment: Payment, *, search: bool = False) -> Json:
        """A payment as Pay shows it. Each look at an unfinished payment gives a fresh `next_url`, except in a
        search.
        """
        state: Json = {"status": payment.status, "finished": payment.finished}
        if payment.code:
            state |= {"code": payment.code, "message": FAILURES[payment.code][1]}
        if payment.can_retry is not None:
            state["can_retry"] = payment.can_retry
        settlement = {}
        if payment.captured_at:
            taken = payment.captured_at
            settlement = {"capture_submit_time": instant(taken), "captured_date": taken.date().isoformat()}
        place = f"/v1/payments/{payment.payment_id}"
        links: Json = {name: self._link(f"{place}{end}", "GET") for name, end in _PLAIN_LINKS.items()}
        if not search and (token := self._machine.resumable(payment)):
            links["next_url"] = self._link(f"/secure/{token}", "GET")
            post = {"type": "application/x-www-form-urlencoded", "params": {"chargeTokenId": {"value": token}}}
            links["next_url_post"] = self._link("/secure", "POST") | post
        if not payment.finished:
            links["cancel"] = self._link(f"{place}/cancel", "POST")
        if payment.status == "capturable":
            links["capture"] = self._link(f"{place}/capture", "POST")
        available = {"amount_available": payment.amount_available, "amount_submitted": payment.amount_submitted}
        return {
            "payment_id": payment.payment_id,
            "amount": payment.amount,
            "reference": payment.reference,
            "description": payment.description,
            "language": payment.language,
            "delayed_capture": payment.delayed_capture,
            "payment_provider": "sandbox",
            "created_date": instant(payment.created_at),
            "state": state,
            "refund_summary": {"status": payment.refund_status, **available},
            "settlement_summary": settlement,
            "_links": links,
        } | {name: value for name in ("email", "return_url") if (value := getattr(payment, name))}

    def _events(self, payment: Payment) -> Json:
        here = self._link(f"/v1/payments/{payment.payment_id}", "GET")
        events = [
            {
                "payment_id": payment.payment_id,
                "state": {"status": event.status, "finished": event.finished},
                "updated": instant(event.at),
                "_links": {"payment_url": here},
            }
            for event in payment.events
        ]
        own = self._link(f"/v1/payments/{payment.payment_id}/events", "GET")
        return {"payment_id": payment.payment_id, "events": events, "_links": {"self": own}}

    def _refunds(self, payment: Payment) -> Json:
        place = f"/v1/payments/{payment.payment_id}"
        links = {"self": self._link(f"{place}/refunds", "GET"), "payment": self._link(place, "GET")}
        refunds = [self._refund_body(payment.payment_id, one) for one in payment.refunds]
        return {"payment_id": payment.payment_id, "_embedded": {"refunds": refunds}, "_links": links}

    def _one_refund(self, payment: Payment, refund_id: str) -> Json:
        for refund in payment.refunds:
            if refund.refund_id == refund_id:
                return self._refund_body(payment.payment_id, refund)
        raise Refusal(404, "P0700", "Not found")

    def _refund_body(self, payment_id: str, refund: Refund) -> Json:
        place = f"/v1/payments/{payment_id}"
        own = self._link(f"{place}/refunds/{refund.refund_id}", "GET")
        return {
            "refund_id": refund.refund_id,
            "payment_id": payment_id,
            "amount": refund.amount,
            "status": refund.status,
            "created_date": instant(refund.created_at),
            "settlement_summary": {},
            "_links": {"self": own, "payment": self._link(place, "GET")},
        }

    def _link(self, path: str, method: str) -> Json:
        return {"href": self._address + path, "method": method}


_PLAIN_LINKS = {"self": "", "events": "/events", "refunds": "/refunds"}


def _within(at: datetime, query: dict[str, list[str]]) -> bool:
    """Whether the instant is at or after `from_date` and before `to_date`."""
    begins, ends = query.get("from_date", [""])[0], query.get("to_date", [""])[0]
    after = not begins or at >= datetime.fromisoformat(begins)
    return after and (not ends or at < datetime.fromisoformat(ends))


def _paged(found: list[Json], query: dict[str, list[str]]) -> Json:
    size, page = int(query.get("display_size", ["500"])[0]), int(query.get("page", ["1"])[0])
    shown = found[(page - 1) * size : page * size]
    if page > 1 and not shown:
        raise Refusal(404, "P0402", "Page not found")
    return {"total": len(found), "count": len(shown), "page": page, "results": shown}


def _defaults(asked: Json) -> Json:
    return {"delayed_capture": False} | asked


NOT_KEPT = {"authorisation_mode", "agreement_payment_type", "set_up_agreement"}
