"""The client of GOV.UK Pay: what it sends, what it makes of answers and of none. Journeys hold it to Pay's OpenAPI."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.govukpay import GovUkPay, PayRefused, PayUnavailable, pay_text
from portal.outside import NoReply, OutsideCall, OutsideReply

PAYMENT = {
    "payment_id": "p1",
    "amount": 5000,
    "reference": "R-1",
    "state": {"status": "created", "finished": False, "a_new_property": 1},
    "created_date": "2026-11-21T18:00:00.000Z",
    "a_new_property": {"of": "any kind"},
}


def pay_answering(status: int, body: object, calls: list[OutsideCall] | None = None) -> GovUkPay:
    def http(call: OutsideCall) -> OutsideReply:
        if calls is not None:
            calls.append(call)
        return OutsideReply(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())

    return GovUkPay(http, "https://pay/", "the-key")


def test_it_sends_the_key_and_what_is_to_be_paid() -> None:
    calls: list[OutsideCall] = []
    seen = pay_answering(201, PAYMENT, calls).create(
        amount_pence=5000, reference="R-1", description="<b>A | permit", return_url="https://web/back", hold=True
    )
    assert (seen.payment_id, seen.next_url, seen.can_cancel) == ("p1", None, False)
    [call] = calls
    assert (call.method, call.url, call.headers["Authorization"]) == (
        "POST",
        "https://pay/v1/payments",
        "Bearer the-key",
    )
    assert json.loads(call.body or b"") == {
        "amount": 5000,
        "reference": "R-1",
        "description": "bA permit",
        "return_url": "https://web/back",
        "delayed_capture": True,
    }


@given(st.text())
def test_no_text_offends_pays_firewall(text: str) -> None:
    assert not set(pay_text(text)) & set('<>"\\|')
    assert len(pay_text(text)) <= 255


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_fault_of_pays_tells_nothing_of_what_was_done(status: int) -> None:
    with pytest.raises(PayUnavailable):
        pay_answering(status, b"<html>").get("p1")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"payment_id": "p1"}'])
def test_an_answer_that_cannot_be_read_tells_nothing_either(body: bytes) -> None:
    with pytest.raises(PayUnavailable):
        pay_answering(200, body).get("p1")


def test_no_reply_is_no_answer() -> None:
    def http(call: OutsideCall) -> OutsideReply:
        raise NoReply("lost")

    with pytest.raises(PayUnavailable):
        GovUkPay(http, "https://pay", "k").cancel("p1")


@pytest.mark.parametrize(("body", "code"), [({"code": "P0501"}, "P0501"), (b"nothing", "no code"), ([], "no code")])
def test_a_no_has_a_code(body: object, code: str) -> None:
    with pytest.raises(PayRefused) as refused:
        pay_answering(400, body).capture("p1")
    assert (refused.value.status, refused.value.code) == (400, code)
