"""Payments on tables made from the template, with GOV.UK Pay's stand-in and its misfortunes beside them."""

import json

import pytest

from local.pay.webhooks import signature
from portal.events.permits import PermitApproved, PermitRejected
from portal.evidence import needed
from portal.table import Tables
from tests.faults.invariants import rows
from tests.journeys.payments import AMOUNT, REFUNDED, RELEASED, TAKEN, Debtor
from tests.support.pay import DECLINED_CARD, Payer, kept_at_pay

SECRET = b"the text of PayWebhookSecret"


def status(debtor: Debtor, payment_id: str = TAKEN) -> object:
    return debtor.looks(payment_id)["status"]


def kept(debtor: Debtor) -> int:
    """What Pay has captured and not given back."""
    return kept_at_pay(debtor.stack.pay)


def told(debtor: Debtor) -> list[str]:
    return sorted(item["detail_type"] for item in rows(debtor.stack, "Payments") if item["pk"].startswith("OUTBOX#"))


def open_at_pay(debtor: Debtor) -> int:
    return sum(not one.finished for one in debtor.stack.pay.machine.payments.values())


def test_the_log_tells_how_much_is_held_and_what_became_of_it(debtor: Debtor) -> None:
    """In pence and statuses alone: the dashboard adds them up."""
    for payment_id, decision, becomes in ((TAKEN, PermitApproved, "paid"), (RELEASED, PermitRejected, "cancelled")):
        debtor.owes(payment_id)
        debtor.pays(payment_id, f"{becomes}-key")
        debtor.settles(payment_id, "authorised")
        debtor.hears(decision, payment_id)
        debtor.settles(payment_id, becomes)
    settled = [line for line in debtor.stack.lines.all if line["message"] == "settled"]
    assert {tuple(line) for line in settled} == {("message", "was", "becomes", "pence")}
    assert [(line["was"], line["becomes"], line["pence"]) for line in settled] == [
        ("paying", "authorised", AMOUNT),
        ("authorised", "paid", AMOUNT),
        ("paying", "authorised", AMOUNT),
        ("authorised", "cancelled", AMOUNT),
    ]


def test_pay_now_twice_gives_one_open_attempt_and_a_fresh_way_to_it(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    first, second = debtor.pay_now(TAKEN, "first-key"), debtor.pay_now(TAKEN, "second-key")
    assert first != second
    assert open_at_pay(debtor) == 1
    assert Payer(debtor.stack.pay).pays(second) == "capturable"


def test_the_same_key_again_goes_on_with_the_same_attempt(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pay_now(TAKEN, "only-one-key")
    debtor.pay_now(TAKEN, "only-one-key")
    assert open_at_pay(debtor) == 1


def test_a_key_pays_one_thing_only(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.owes(RELEASED)
    debtor.pay_now(TAKEN, "only-one-key")
    headers = {"Idempotency-Key": "only-one-key"}
    again = debtor.visitor.ask("POST", f"/v1/payments/{RELEASED}/attempts", headers=headers)
    assert (again.status, again.body["code"]) == (409, "idempotency_key_reused")


def test_a_lost_reply_leaves_an_orphan_that_hurts_nobody(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.stack.pay.turn({"drop_replies": 1})
    Payer(debtor.stack.pay).pays(debtor.pay_now(TAKEN, "first-key"))
    assert len(debtor.stack.pay.machine.payments) == 2
    debtor.settles(TAKEN, "authorised")
    debtor.stack.clock.forward(minutes=96)
    debtor.portal.run_jobs()
    debtor.portal.settle()
    assert [one.status for one in debtor.stack.pay.machine.payments.values()] == ["failed", "capturable"]
    assert told(debtor) == ["PaymentAuthorised"]


@pytest.mark.parametrize(
    "misfortune",
    [{"duplicate_webhooks": True}, {"reorder_webhooks": True}, {"lose_webhooks": True}, {"answers": [429, 500, 503]}],
)
def test_whatever_becomes_of_webhooks_the_money_is_settled_once(debtor: Debtor, misfortune: dict[str, object]) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "first-key")
    debtor.stack.pay.turn(misfortune)
    debtor.settles(REFUNDED, "paid")
    debtor.portal.settle()
    assert told(debtor) == ["PaymentPaid"]
    assert kept(debtor) == AMOUNT


def test_declined_then_another_card(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pays(TAKEN, "first-key", DECLINED_CARD)
    assert debtor.comes_back(TAKEN) == "due"
    debtor.pays(TAKEN, "second-key")
    assert debtor.comes_back(TAKEN) == "authorised"
    declined, good = debtor.visitor.ask("GET", f"/v1/payments/{TAKEN}").body["attempts"]
    assert (declined["reason"], good["status"]) == ("declined", "authorised")


def test_a_left_page_ends_after_ninety_minutes_and_it_is_due_again(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pay_now(TAKEN, "first-key")
    debtor.stack.clock.forward(minutes=96)
    debtor.portal.run_jobs()
    debtor.portal.settle()
    [payment] = [item for item in rows(debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert (payment["status"], payment["attempts"][0]["pay_code"]) == ("due", "P0020")


def test_a_success_after_our_cancel_is_given_back(debtor: Debtor) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pay_now(REFUNDED, "first-key")
    debtor.stack.pay.turn({"success_after_cancel": True})
    debtor.hears(PermitRejected, REFUNDED)
    assert status(debtor, REFUNDED) == "withdrawn"
    assert [one.status for one in debtor.stack.pay.machine.payments.values()] == ["success"]
    assert kept(debtor) == 0
    assert told(debtor) == []


def test_another_amount_settles_nothing_and_rings(debtor: Debtor) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "first-key")
    for one in debtor.stack.pay.machine.payments.values():
        one.amount = 1
    assert debtor.comes_back(REFUNDED) == "paying"
    assert told(debtor) == []
    assert [type(error).__name__ for error in debtor.stack.lines.errors] == ["PayDisagrees"]


def test_a_capture_is_tried_until_pay_shows_it(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pays(TAKEN, "first-key")
    assert debtor.comes_back(TAKEN) == "authorised"
    debtor.portal.settle()
    debtor.stack.pay.turn({"answers": [503, 429]})
    debtor.hears(PermitApproved, TAKEN)
    assert status(debtor) == "paid"
    assert kept(debtor) == AMOUNT


def test_a_success_that_turns_into_an_error_is_due_again(debtor: Debtor) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "first-key")
    [at_pay] = debtor.stack.pay.machine.payments.values()
    at_pay.captured_at = None
    debtor.stack.pay.turn({"lose_webhooks": True})
    assert debtor.comes_back(REFUNDED) == "paid"
    debtor.stack.pay.machine.capture_fails(at_pay.payment_id)
    debtor.stack.clock.forward(minutes=6)
    debtor.settles(REFUNDED, "due")
    assert told(debtor) == ["PaymentLost", "PaymentPaid"]


def test_pay_is_not_there(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.stack.pay.turn({"answers": [503]})
    headers = {"Idempotency-Key": "first-key"}
    answer = debtor.portal.call("POST", f"/v1/payments/{TAKEN}/attempts", token=debtor.visitor.token, headers=headers)
    assert (answer.status, answer.body["code"]) == (503, "pay_unavailable")
    debtor.pay_now(TAKEN, "first-key")


def test_anothers_payment_is_not_there(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    item = next(item for item in rows(debtor.stack, "Payments") if item["pk"] == f"PAYMENT#{TAKEN}")
    debtor.stack.aws.dynamodb.update_item(
        TableName="Payments",
        Key={"pk": {"S": item["pk"]}, "sk": {"S": item["sk"]}},
        UpdateExpression="SET account_id = :other",
        ExpressionAttributeValues={":other": {"S": "somebody else"}},
    )
    for method, path in (("GET", ""), ("POST", "/attempts"), ("POST", "/refresh")):
        headers = {"Idempotency-Key": "first-key"}
        assert debtor.visitor.ask(method, f"/v1/payments/{TAKEN}{path}", headers=headers).status == 404
    assert debtor.visitor.ask("GET", "/v1/payments").body["items"] == []


@pytest.mark.parametrize("fault", ["unsigned", "another secret", "changed", "eight days old", "no message"])
def test_a_webhook_that_pay_did_not_sign_just_now_is_refused(debtor: Debtor, fault: str) -> None:
    told = {"webhook_message_id": "m", "created_date": "2026-11-21T18:00:00.000Z", "resource_type": "payment"}
    body = b"[]" if fault == "no message" else json.dumps(told | {"resource_id": "p"}).encode()
    signed = signature(body, b"guess" if fault == "another secret" else SECRET)
    sent = body + b" " if fault == "changed" else body
    debtor.stack.clock.forward(days=8 if fault == "eight days old" else 0)
    headers = {} if fault == "unsigned" else {"Pay-Signature": signed}
    answer = debtor.portal.call("POST", "/v1/payments/webhook", raw=sent, headers=headers)
    assert (answer.status, answer.body["code"]) == (401, "webhook_refused")


def test_the_webhook_that_settled_is_written_down(debtor: Debtor) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "first-key")
    messages = {one.message_id for one in debtor.stack.pay.machine.untold}
    debtor.portal.settle()
    [payment] = [item for item in rows(debtor.stack, "Payments") if item["pk"].startswith("PAYMENT#")]
    assert payment["attempts"][0]["webhook_message_id"] in messages


def test_a_refund_that_fails_is_tried_once_told_of_and_settled_by_hand(debtor: Debtor) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "refunded-key-1")
    assert debtor.comes_back(REFUNDED) == "paid"
    machine = debtor.stack.pay.machine
    machine.refunds_fail = True
    debtor.hears(PermitRejected, REFUNDED)
    debtor.portal.settle()
    assert debtor.stack.lines.text().count('"refund_failed"') == 1
    for _ in range(4):
        debtor.stack.clock.forward(hours=12)
        debtor.portal.run_jobs()
        debtor.portal.settle()
    [at_pay] = machine.payments.values()
    assert [one.status for one in at_pay.refunds] == ["error"]
    assert debtor.stack.lines.text().count('"refund_failed"') > 1, "until somebody has made it"
    debtor.visitor.sign_in()
    assert debtor.looks(REFUNDED)["refunds"][0]["status"] == "failed"  # type: ignore[index]
    machine.refunds_fail = False
    machine.refund(at_pay.payment_id, at_pay.amount, None)  # in Pay's admin tool
    debtor.stack.clock.forward(days=1)
    debtor.portal.run_jobs()
    debtor.portal.settle()
    debtor.visitor.sign_in()
    assert debtor.looks(REFUNDED)["refunds"][0]["status"] == "refunded"  # type: ignore[index]


def test_what_somebody_is_paying_is_due(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pay_now(TAKEN, "first-key")
    assert status(debtor) == "paying"
    [found] = debtor.visitor.ask("GET", "/v1/payments?status=due").body["items"]
    assert found["payment_id"] == TAKEN
    assert debtor.visitor.ask("GET", "/v1/payments?status=paid").body["items"] == []


def test_the_same_key_goes_on_though_a_document_was_refused_since(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    debtor.pay_now(TAKEN, "first-key")
    Tables(debtor.stack.aws.dynamodb, lambda _: None).put(
        needed(debtor.stack.settings.evidence_table, "trial", TAKEN[::-1], "somebody", ["proof"])
    )
    headers = {"Idempotency-Key": "second-key"}
    other = debtor.visitor.ask("POST", f"/v1/payments/{TAKEN}/attempts", headers=headers)
    assert (other.status, other.body["code"]) == (409, "documents_missing")
    assert debtor.pay_now(TAKEN, "first-key")
    assert open_at_pay(debtor) == 1


def test_what_is_not_owed_any_more_is_said_to_be_so_whatever_documents_are_missing(debtor: Debtor) -> None:
    debtor.owes(TAKEN)
    Tables(debtor.stack.aws.dynamodb, lambda _: None).put(
        needed(debtor.stack.settings.evidence_table, "trial", TAKEN[::-1], "somebody", ["proof"])
    )
    debtor.hears(PermitRejected, TAKEN)
    headers = {"Idempotency-Key": "first-key"}
    answer = debtor.visitor.ask("POST", f"/v1/payments/{TAKEN}/attempts", headers=headers)
    assert (answer.status, answer.body["code"]) == (409, "payment_not_due")


@pytest.mark.parametrize(("by_hand", "refunds"), [(AMOUNT, 1), (2_000, 2)])
def test_what_was_refunded_by_hand_before_a_rejection_is_not_asked_about_for_ever(
    debtor: Debtor, by_hand: int, refunds: int
) -> None:
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "refunded-key-1")
    debtor.comes_back(REFUNDED)
    [at_pay] = debtor.stack.pay.machine.payments.values()
    debtor.stack.pay.machine.refund(at_pay.payment_id, by_hand, None)
    debtor.hears(PermitRejected, REFUNDED)
    seen = debtor.looks(REFUNDED)
    assert (seen["money"], seen["refunded_pence"], kept(debtor)) == ("refunded", AMOUNT, 0)
    assert len(at_pay.refunds) == refunds
    assert not [one for one in rows(debtor.stack, "Payments") if "to_settle" in one]
