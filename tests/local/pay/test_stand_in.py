"""The stand-in for GOV.UK Pay behaves like Pay: states, limits, refunds, webhooks; and over HTTP, pages and knobs."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.pay.model import CARDS, FAILURES
from local.pay.server import PaySite
from local.pay.stand_in import PayStandIn
from local.pay.webhooks import signature
from tests.support.clock import TestClock, TestRandomness
from tests.support.pay import GOOD_CARD, Payer, check_answer

type Json = dict[str, Any]

ADDRESS, KEY, SECRET = "http://127.0.0.1:8002", "the-key", b"the-secret"
ASKED = {"amount": 5000, "reference": "R-1", "description": "A permit", "return_url": "http://localhost:8000/back"}


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def pay(clock: TestClock) -> PayStandIn:
    return PayStandIn(clock, TestRandomness(), address=ADDRESS, key=KEY, webhook_secret=SECRET)


def ask(
    pay: PayStandIn, method: str, path: str, body: object = None, query: str = "", key: str = KEY
) -> tuple[int, Json]:
    headers = {"authorization": f"Bearer {key}"}
    answer = pay.answer(method, path, query, headers, json.dumps(body).encode() if body is not None else b"")
    check_answer(method, path, answer.status, answer.body)
    return answer.status, answer.body or {}


def made(pay: PayStandIn, **more: object) -> Json:
    status, body = ask(pay, "POST", "/v1/payments", ASKED | more)
    assert status == 201
    return body


@pytest.mark.parametrize(("card", "code"), CARDS.items())
@pytest.mark.parametrize("delayed", [True, False])
def test_each_card_ends_as_pay_documents(pay: PayStandIn, card: str, code: str | None, delayed: bool) -> None:
    one = made(pay, delayed_capture=delayed)
    good = "capturable" if delayed else "success"
    assert Payer(pay).pays(one["_links"]["next_url"]["href"], card) == (FAILURES[code][0] if code else good)
    _, seen = ask(pay, "GET", f"/v1/payments/{one['payment_id']}")
    assert seen["state"].get("code") == code
    assert "next_url" not in seen["_links"]


def test_each_way_to_the_page_works_once_and_beside_the_others(pay: PayStandIn) -> None:
    one = made(pay)
    old = one["_links"]["next_url"]["href"].rpartition("/")[2]
    _, seen = ask(pay, "GET", f"/v1/payments/{one['payment_id']}")
    fresh = seen["_links"]["next_url"]["href"].rpartition("/")[2]
    for way in (fresh, old):
        pay.machine.visit(way)
        with pytest.raises(Exception, match="404"):
            pay.machine.visit(way)


@pytest.mark.parametrize(("minutes", "status"), [(89.9, "created"), (90, "failed")])
def test_an_unfinished_payment_ends_after_ninety_minutes(
    pay: PayStandIn, clock: TestClock, minutes: float, status: str
) -> None:
    one = made(pay)
    clock.forward(minutes=minutes)
    assert ask(pay, "GET", f"/v1/payments/{one['payment_id']}")[1]["state"]["status"] == status


@pytest.mark.parametrize(("hours", "status"), [(119.9, "capturable"), (120, "failed")])
def test_a_hold_ends_after_120_hours(pay: PayStandIn, clock: TestClock, hours: float, status: str) -> None:
    one = made(pay, delayed_capture=True)
    Payer(pay).pays(one["_links"]["next_url"]["href"])
    clock.forward(hours=hours)
    assert ask(pay, "GET", f"/v1/payments/{one['payment_id']}")[1]["state"]["status"] == status


def test_refunds_are_guarded_by_what_is_left(pay: PayStandIn) -> None:
    one = made(pay)
    place = f"/v1/payments/{one['payment_id']}"
    assert ask(pay, "POST", f"{place}/refunds", {"amount": 1, "refund_amount_available": 5000})[1]["code"] == "P0603"
    Payer(pay).pays(one["_links"]["next_url"]["href"])
    first = {"amount": 2000, "refund_amount_available": 5000}
    status, refund = ask(pay, "POST", f"{place}/refunds", first)
    assert (status, refund["status"]) == (202, "success")
    assert ask(pay, "POST", f"{place}/refunds", first)[1]["code"] == "P0604"
    assert ask(pay, "POST", f"{place}/refunds", {"amount": 3001, "refund_amount_available": 3000})[1]["code"] == "P0602"
    assert ask(pay, "GET", f"{place}/refunds/{refund['refund_id']}")[1] == refund
    assert ask(pay, "GET", f"{place}/refunds")[1]["_embedded"]["refunds"] == [refund]
    assert ask(pay, "GET", place)[1]["refund_summary"] == {
        "status": "available",
        "amount_available": 3000,
        "amount_submitted": 2000,
    }


def test_what_is_finished_cannot_be_cancelled_nor_captured(pay: PayStandIn) -> None:
    place = f"/v1/payments/{made(pay)['payment_id']}"
    assert ask(pay, "POST", f"{place}/capture", {})[1]["code"] == "P1003"
    assert ask(pay, "POST", f"{place}/cancel", {})[0] == 204
    assert ask(pay, "POST", f"{place}/cancel", {})[1]["code"] == "P0501"
    assert [one["state"]["status"] for one in ask(pay, "GET", f"{place}/events")[1]["events"]] == [
        "created",
        "cancelled",
    ]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"amount": 0}, 422, "P0102"),
        ({"amount": "5000"}, 422, "P0102"),
        ({"reference": None}, 400, "P0101"),
        ({"description": "x" * 256}, 422, "P0102"),
        ({"description": "a | b"}, 400, "P0920"),
        ({"colour": "red"}, 400, "P0104"),
    ],
)
def test_what_pay_would_not_take(pay: PayStandIn, change: dict[str, object], status: int, code: str) -> None:
    found, body = ask(pay, "POST", "/v1/payments", ASKED | change)
    assert (found, body["code"]) == (status, code)


def test_only_who_has_the_key_is_answered(pay: PayStandIn) -> None:
    assert ask(pay, "GET", "/v1/payments", key="another")[0] == 401


def test_the_search_finds_by_reference(pay: PayStandIn) -> None:
    made(pay, reference="R-2")
    one = made(pay)
    [found] = ask(pay, "GET", "/v1/payments", query="reference=R-1")[1]["results"]
    assert found["payment_id"] == one["payment_id"]


def test_webhooks_are_signed_and_tried_six_times(pay: PayStandIn, clock: TestClock) -> None:
    Payer(pay).pays(made(pay)["_links"]["next_url"]["href"], "4000000000000002")
    came: list[str] = []

    def post(body: bytes, headers: Mapping[str, str]) -> int:
        assert headers["Pay-Signature"] == signature(body, SECRET)
        came.append(json.loads(body)["event_type"])
        return 500

    for _ in range(10):
        pay.tell(post)
        clock.forward(days=2)
    assert came.count("card_payment_failed") == 6
    assert pay.machine.untold == []


# ----------------------------------------------------------------------------------------------------------- agreements
CHARGE = {"amount": 5000, "reference": "R-9", "description": "A permit", "authorisation_mode": "agreement"}


def agreed(pay: PayStandIn, card: str = GOOD_CARD) -> str:
    """An agreement, active where the card can be charged."""
    status, agreement = ask(pay, "POST", "/v1/agreements", {"reference": "R-1", "description": "Permits"})
    assert (status, agreement["status"]) == (201, "created")
    Payer(pay).pays(made(pay, set_up_agreement=agreement["agreement_id"])["_links"]["next_url"]["href"], card)
    return str(agreement["agreement_id"])


def charged(pay: PayStandIn, agreement_id: str, key: str = "k-1") -> tuple[int, Json]:
    headers = {"authorization": f"Bearer {KEY}", "idempotency-key": key}
    answer = pay.answer(
        "POST", "/v1/payments", "", headers, json.dumps(CHARGE | {"agreement_id": agreement_id}).encode()
    )
    check_answer("POST", "/v1/payments", answer.status, answer.body)
    return answer.status, answer.body or {}


def test_a_charge_by_an_agreement_is_made_once_for_each_key(pay: PayStandIn) -> None:
    agreement_id = agreed(pay)
    status, first = charged(pay, agreement_id)
    again, same = charged(pay, agreement_id)
    assert (status, again, first["state"]["status"]) == (201, 200, "success")
    assert same["payment_id"] == first["payment_id"]
    assert charged(pay, agreement_id, "k-2")[1]["payment_id"] != first["payment_id"]


@pytest.mark.parametrize(
    ("card", "can_retry", "agreement"), [("5105105105105100", True, "active"), ("4000002760003184", False, "inactive")]
)
def test_a_declined_charge_says_whether_it_may_come_again(
    pay: PayStandIn, card: str, can_retry: bool, agreement: str
) -> None:
    agreement_id = agreed(pay, card)
    _, failed = charged(pay, agreement_id)
    assert (failed["state"]["status"], failed["state"]["can_retry"]) == ("failed", can_retry)
    assert ask(pay, "GET", f"/v1/agreements/{agreement_id}")[1]["status"] == agreement


def test_only_an_active_agreement_is_charged_or_cancelled(pay: PayStandIn) -> None:
    pay.turn({"never_active": True})
    left = agreed(pay)
    assert charged(pay, left)[0] == 422
    assert ask(pay, "POST", f"/v1/agreements/{left}/cancel", {})[0] == 400
    pay.turn({"never_active": False})
    agreement_id = agreed(pay)
    assert ask(pay, "POST", f"/v1/agreements/{agreement_id}/cancel", {})[0] == 204
    assert ask(pay, "GET", f"/v1/agreements/{agreement_id}")[1]["status"] == "cancelled"
    assert charged(pay, agreement_id)[0] == 422


# ------------------------------------------------------------------------------------------------------------ over HTTP


def browse(pay: PayStandIn, *requests: tuple[str, str, dict[str, object]], state: Path | None = None) -> httpx.Response:
    async def talk() -> httpx.Response:
        transport = httpx.ASGITransport(PaySite(pay, state).application())
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as browser:
            for method, path, more in requests:
                answer = await browser.request(method, path, **more)  # type: ignore[arg-type]
            return answer

    return asyncio.run(talk())


def test_a_payer_enters_a_card_and_is_sent_back(pay: PayStandIn) -> None:
    way = made(pay)["_links"]["next_url"]["href"].removeprefix(ADDRESS)
    page = browse(pay, ("GET", way, {}))
    assert "<h1>Enter card details</h1>" in page.text
    assert "£50.00" in page.text
    [payment] = pay.machine.payments.values()
    wrong = browse(pay, ("POST", f"/card/{payment.page}", {"data": {"card": "1234", "do": "pay"}}))
    assert (wrong.status_code, "Error: Enter card details" in wrong.text) == (400, True)
    paid = browse(pay, ("POST", f"/card/{payment.page}", {"data": {"card": GOOD_CARD, "do": "pay"}}))
    assert (paid.status_code, paid.headers["location"]) == (303, ASKED["return_url"])
    assert browse(pay, ("GET", way, {})).status_code == 404


def test_a_payer_who_gives_up_is_shown_the_email_change_reversal(pay: PayStandIn) -> None:
    browse(pay, ("GET", made(pay)["_links"]["next_url"]["href"].removeprefix(ADDRESS), {}))
    [payment] = pay.machine.payments.values()
    answer = browse(pay, ("POST", f"/card/{payment.page}", {"data": {"do": "cancel"}}))
    assert f'href="{ASKED["return_url"]}"' in answer.text
    assert payment.code == "P0030"


def test_knobs_are_turned_over_http(pay: PayStandIn) -> None:
    browse(pay, ("PUT", "/_knobs", {"json": {"answers": [429], "clock_ahead_seconds": 60}}))
    assert ask(pay, "POST", "/v1/payments", ASKED)[0] == 429
    assert browse(pay, ("PUT", "/_knobs", {"json": {"nonsense": 1}})).status_code == 422


def test_its_state_outlives_a_restart(pay: PayStandIn, clock: TestClock, tmp_path: Path) -> None:
    headers = {"Authorization": f"Bearer {KEY}"}
    one = browse(
        pay, ("POST", "/v1/payments", {"json": ASKED, "headers": headers}), state=tmp_path / "state.json"
    ).json()
    again = PayStandIn(clock, TestRandomness(), address=ADDRESS, key=KEY, webhook_secret=SECRET)
    PaySite(again, tmp_path / "state.json")
    assert ask(again, "GET", f"/v1/payments/{one['payment_id']}")[0] == 200
