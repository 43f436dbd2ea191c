"""GOV.UK Pay's stand-in in this process, and a payer at its page. Every call is checked against Pay's OpenAPI
description.
"""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft4Validator

from local.pay.pages import card_page
from local.pay.stand_in import PayStandIn, ReplyLost
from portal.outside import NoReply, OutsideCall, OutsideReply
from tests.support.template import ROOT

GOOD_CARD = "4444333322221111"
DECLINED_CARD = "4000000000000002"


def kept_at_pay(stand_in: PayStandIn) -> int:
    """Pence that Pay has captured and not refunded. Failed and unpaid payments do not count."""
    captured = [one for one in stand_in.machine.payments.values() if one.status == "success"]
    return sum(one.amount - one.amount_submitted for one in captured)


def held_at_pay(stand_in: PayStandIn) -> list[str]:
    """Ids of payments that are authorised and neither captured nor released."""
    return [one.payment_id for one in stand_in.machine.payments.values() if one.status == "capturable"]


@cache
def described() -> Any:
    return json.loads((ROOT / "tests" / "contract" / "govukpay_openapi.json").read_text("utf-8"))


def over_pay(stand_in: PayStandIn, call: OutsideCall) -> OutsideReply:
    """The stand-in's reply, in place of the call that `portal.outside` makes in a deployed function.

    Raises: NoReply.
    """
    address = urlsplit(call.url)
    assert call.url.startswith(stand_in.address), call.url
    check_request(call.method, address.path, call.body)
    headers = {name.lower(): value for name, value in call.headers.items()}
    try:
        answer = stand_in.answer(call.method, address.path, address.query, headers, call.body or b"")
    except ReplyLost as lost:
        raise NoReply(str(lost)) from None
    check_answer(call.method, address.path, answer.status, answer.body)
    body = b"" if answer.body is None else json.dumps(answer.body).encode()
    return OutsideReply(answer.status, {"content-type": "application/json"}, body)


def check_request(method: str, path: str, body: bytes | None) -> None:
    """Check a request. Pay's description requires a `return_url` even for charges by an agreement, which may not have
    one.

    Raises: AssertionError if Pay does not describe the request.
    """
    said = operation(method, path)
    if "requestBody" in said:
        assert body is not None
        asked = json.loads(body)
        if asked.get("authorisation_mode") == "agreement":
            assert "return_url" not in asked
            asked["return_url"] = ""
        _check(said["requestBody"]["content"]["application/json"]["schema"], asked)


def check_answer(method: str, path: str, status: int, body: Any) -> None:
    """Check an answer. Pay's description lacks the body of a 202, refunds refused with 400, and the 200 for a repeated
    charge by an agreement.

    Raises: AssertionError if Pay does not describe the answer.
    """
    responses = operation(method, path)["responses"]
    if method == "POST" and path.endswith("/refunds"):
        responses = responses | {"202": responses["200"], "400": responses["404"]}
    if method == "POST" and path == "/v1/payments":
        responses = responses | {"200": responses["201"]}
    assert str(status) in responses or status >= 500, f"{method} {path} answered {status}"
    content = responses.get(str(status), {}).get("content")
    if content:
        _check(content["application/json"]["schema"], body)


def operation(method: str, path: str) -> Any:
    for shape, methods in described()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", shape), path) and method.lower() in methods:
            return methods[method.lower()]
    raise AssertionError(f"Pay has no {method} {path}")


def _check(schema: Any, body: Any) -> None:
    """Check that the body has no property that Pay does not name, and none of another type."""
    closed = Draft4Validator({**_closed(schema), "components": _components()})
    found = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in closed.iter_errors(body)]
    assert not found, found


@cache
def _components() -> Any:
    return _closed(described()["components"])


def _closed(schema: Any) -> Any:
    """The schema with closed objects: those that list their properties may have no others."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(value) for name, value in schema.items()}
    if isinstance(closed.get("properties"), dict) and closed.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed


class Payer:
    """A payer at Pay's page."""

    def __init__(self, stand_in: PayStandIn) -> None:
        self._stand_in = stand_in

    def pays(self, next_url: str, card: str = GOOD_CARD) -> str:
        """Open the page and enter a card. Returns the status of Pay's payment."""
        payment = self._stand_in.machine.visit(next_url.rpartition("/")[2])
        assert payment.description in card_page(payment)
        return self._stand_in.machine.pay(payment.page or "", card).status
