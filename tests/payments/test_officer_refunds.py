"""Refunds by officers: the limits, two at once, one that fails, and what is told of them."""

import json

import pytest

from payments.govukpay import GovUkPay
from payments.rules.officer_refunds import ONE_OFFICER_UP_TO
from portal.events.permits import PermitRejected
from tests.faults.invariants import rows
from tests.journeys.bills import AMOUNT, OFFICER, SECOND_OFFICER, Billing, refunded
from tests.journeys.payments import REFUNDED, Debtor
from tests.payments.test_journey import kept, told
from tests.support.visitor import Answer


@pytest.fixture
def billing(debtor: Debtor) -> Billing:
    """£200 that are paid."""
    billing = Billing(debtor.visitor)
    billing.asks()
    debtor.pays(billing.payment_id, "paid-key-1")
    assert debtor.comes_back(billing.payment_id) == "paid"
    return billing


def asks(billing: Billing, amount_pence: int, key: str, token: str = OFFICER) -> Answer:
    body = {"amount_pence": amount_pence, "reason": "It cost less"}
    return billing.officer("POST", f"payments/{billing.payment_id}/refunds", body, key, token)


def code(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def test_the_whole_way(debtor: Debtor) -> None:
    refunded(debtor.visitor)
    assert kept(debtor) == 3_000
    assert told(debtor).count("PaymentRefunded") == 3


@pytest.mark.parametrize(
    ("amount", "status"), [(1, "refunded"), (10_000, "refunded"), (10_001, "awaiting_second_officer")]
)
def test_up_to_a_hundred_pounds_one_officer_is_enough(billing: Billing, amount: int, status: str) -> None:
    answer = asks(billing, amount, "refund-key-1")
    assert (answer.status, answer.body["status"]) == (202, status)
    assert kept(billing.debtor) == AMOUNT - (amount if status == "refunded" else 0)


def test_nothing_is_never_refunded(billing: Billing) -> None:
    assert asks(billing, 0, "refund-key-1").status == 422


def test_small_ones_of_one_officer_count_together(billing: Billing) -> None:
    assert asks(billing, 6_000, "refund-key-1").body["status"] == "refunded"
    assert asks(billing, 4_000, "refund-key-2").body["status"] == "refunded"
    assert asks(billing, 1, "refund-key-3").body["status"] == "awaiting_second_officer"


def test_whoever_asked_is_no_second_officer(billing: Billing) -> None:
    refund_id = asks(billing, 15_000, "refund-key-1").body["refund_id"]
    own = billing.officer("POST", f"refunds/{refund_id}/approval", {"outcome": "approve"}, "word-key-1")
    assert code(own) == (403, "same_officer")
    assert kept(billing.debtor) == AMOUNT
    assert billing.second_word(refund_id, "word-key-2")["status"] == "refunded"
    assert kept(billing.debtor) == AMOUNT - 15_000


def test_a_second_officer_says_no(billing: Billing) -> None:
    refund_id = asks(billing, 15_000, "refund-key-1").body["refund_id"]
    assert billing.second_word(refund_id, "word-key-1", "refuse")["status"] == "refused"
    again = billing.officer(
        "POST", f"refunds/{refund_id}/approval", {"outcome": "approve"}, "word-key-2", SECOND_OFFICER
    )
    assert code(again) == (409, "refund_not_waiting")
    assert billing.debtor.looks(billing.payment_id)["refunds"] == []
    assert asks(billing, 100, "refund-key-2").body["status"] == "refunded"


def test_after_fourteen_days_nobody_is_asked_any_more(billing: Billing) -> None:
    refund_id = asks(billing, 15_000, "refund-key-1").body["refund_id"]
    billing.debtor.stack.clock.forward(hours=14 * 24)
    late = billing.officer(
        "POST", f"refunds/{refund_id}/approval", {"outcome": "approve"}, "word-key-1", SECOND_OFFICER
    )
    assert code(late) == (409, "refund_not_waiting")
    assert billing.does("GET", "payments")["items"] == []
    assert billing.does("GET", f"payments/{billing.payment_id}")["officer_refunds"][0]["status"] == "lapsed"
    assert asks(billing, 16_000, "refund-key-2").body["status"] == "awaiting_second_officer"


def test_one_at_a_time_and_no_more_than_is_left(billing: Billing) -> None:
    asks(billing, 15_000, "refund-key-1")
    assert code(asks(billing, 100, "refund-key-2")) == (409, "refund_under_way")
    [waiting] = billing.does("GET", "payments")["items"]
    assert waiting["waiting_pence"] == 15_000
    billing.second_word(f"{billing.payment_id}-r1", "word-key-1")
    refused = asks(billing, 5_001, "refund-key-3")
    assert code(refused) == (409, "more_than_is_left")
    assert "£50" in refused.body["detail"]


def test_the_same_key_again_is_the_same_refund(billing: Billing) -> None:
    first = asks(billing, 6_000, "refund-key-1").body
    assert asks(billing, 6_000, "refund-key-1").body == first
    assert kept(billing.debtor) == AMOUNT - 6_000


def test_a_lost_reply_refunds_once(billing: Billing) -> None:
    billing.debtor.stack.pay.turn({"drop_replies": 2})
    assert asks(billing, 6_000, "refund-key-1").status == 202
    for _ in range(3):
        billing.debtor.stack.clock.forward(minutes=6)
        billing.debtor.portal.run_jobs()
        billing.debtor.portal.settle()
    assert kept(billing.debtor) == AMOUNT - 6_000
    assert billing.debtor.looks(billing.payment_id)["refunded_pence"] == 6_000


def test_pay_is_away_and_the_refund_follows(billing: Billing) -> None:
    billing.debtor.stack.pay.turn({"answers": [503, 503]})
    assert asks(billing, 6_000, "refund-key-1").body["status"] == "under_way"
    assert kept(billing.debtor) == AMOUNT
    billing.debtor.stack.clock.forward(minutes=6)
    billing.debtor.portal.run_jobs()
    billing.debtor.portal.settle()
    assert kept(billing.debtor) == AMOUNT - 6_000


def failed(billing: Billing, amount_pence: int) -> str:
    machine = billing.debtor.stack.pay.machine
    machine.refunds_fail = True
    answer = asks(billing, amount_pence, "refund-key-1").body
    machine.refunds_fail = False
    assert answer["status"] == "failed"
    return str(answer["refund_id"])


def by_hand(billing: Billing, amount_pence: int) -> None:
    """In Pay's admin tool."""
    [at_pay] = billing.debtor.stack.pay.machine.payments.values()
    billing.debtor.stack.pay.machine.refund(at_pay.payment_id, amount_pence, None)


def test_a_failed_one_is_tried_again(billing: Billing) -> None:
    refund_id = failed(billing, 6_000)
    assert [one["payment_id"] for one in billing.does("GET", "payments?status=refund_failed")["items"]]
    assert billing.does("POST", f"refunds/{refund_id}/retry", key="retry-key-1")["status"] == "refunded"
    assert billing.does("GET", "payments?status=refund_failed")["items"] == []
    again = billing.officer("POST", f"refunds/{refund_id}/retry", None, "retry-key-2")
    assert code(again) == (409, "refund_not_failed")
    assert kept(billing.debtor) == AMOUNT - 6_000


def test_what_was_made_by_hand_is_not_made_again(billing: Billing) -> None:
    refund_id = failed(billing, 6_000)
    by_hand(billing, 6_000)
    again = billing.officer("POST", f"refunds/{refund_id}/retry", None, "retry-key-1")
    assert code(again) == (409, "refund_not_failed")
    assert kept(billing.debtor) == AMOUNT - 6_000
    assert billing.debtor.looks(billing.payment_id)["refunded_pence"] == 6_000


def test_what_pay_gave_back_by_hand_in_another_amount_stops_a_retry(billing: Billing) -> None:
    refund_id = failed(billing, 6_000)
    by_hand(billing, 5_000)
    assert billing.does("POST", f"refunds/{refund_id}/retry", key="retry-key-1")["status"] == "failed"
    assert kept(billing.debtor) == AMOUNT - 5_000


@pytest.mark.parametrize("amount", [6_000, 14_000], ids=["one officer", "two officers"])
def test_what_was_given_back_by_hand_is_known_before_more_is(billing: Billing, amount: int) -> None:
    """Of the rest goes back what was asked for, and no more than the rest can be asked for."""
    alone = amount <= ONE_OFFICER_UP_TO
    if alone:
        by_hand(billing, 5_000)
    asked = asks(billing, amount, "refund-key-1").body
    if not alone:
        by_hand(billing, 5_000)
        asked = billing.second_word(asked["refund_id"], "word-key-1")
    assert asked["status"] == "refunded"
    assert kept(billing.debtor) == AMOUNT - 5_000 - amount
    assert billing.debtor.looks(billing.payment_id)["refunded_pence"] == 5_000 + amount
    assert code(asks(billing, AMOUNT - 5_000 - amount + 1, "refund-key-2")) == (409, "more_than_is_left")


@pytest.mark.parametrize(("amount", "alone"), [(10_000, True), (10_001, False)])
def test_one_that_was_made_by_hand_and_failed_needs_who_any_refund_needs(
    billing: Billing, amount: int, *, alone: bool
) -> None:
    """Nobody has agreed here to what somebody made in Pay's admin tool: trying it again is asking for it."""
    by_hand(billing, amount)
    [at_pay] = billing.debtor.stack.pay.machine.payments.values()
    at_pay.refunds[0].status = "submitted"
    assert code(asks(billing, AMOUNT, "refund-key-1")) == (409, "refund_under_way")
    at_pay.refunds[0].status = "error"
    refund_id = f"{billing.payment_id}-r1"
    billing.ends({"refund_id": refund_id}, "failed")
    asked = billing.does("POST", f"refunds/{refund_id}/retry", key="retry-key-1")
    assert asked["status"] == ("refunded" if alone else "awaiting_second_officer")
    if not alone:
        assert kept(billing.debtor) == AMOUNT
        own = billing.officer("POST", f"refunds/{refund_id}/approval", {"outcome": "approve"}, "word-key-1")
        assert code(own) == (403, "same_officer")
        assert billing.second_word(refund_id, "word-key-2")["status"] == "refunded"
    assert kept(billing.debtor) == AMOUNT - amount


def test_beside_a_failed_one_what_was_made_by_hand_before_is_known(billing: Billing) -> None:
    """Pay did not answer when the refund was asked for; then it had less left than was known, and nothing was sent."""
    by_hand(billing, 5_000)
    billing.debtor.stack.clock.forward(minutes=1)
    billing.debtor.stack.pay.turn({"answers": [503, 503]})
    asked = asks(billing, 6_000, "refund-key-1").body
    assert asked["status"] == "under_way"
    billing.ends(asked, "failed")
    billing.debtor.stack.clock.forward(days=1)
    again = billing.does("POST", f"refunds/{asked['refund_id']}/retry", key="retry-key-1")
    assert (again["status"], kept(billing.debtor)) == ("refunded", AMOUNT - 11_000)
    assert billing.does("GET", f"payments/{billing.payment_id}")["refunded_pence"] == 11_000


def test_what_was_made_by_hand_is_known_before_a_rejection_gives_back_the_rest(
    debtor: Debtor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """£20 of £50 by hand. Pay's list did not know it yet when an officer's £10 failed; then all is to be given back."""
    debtor.owes(REFUNDED, hold=False)
    debtor.pays(REFUNDED, "paid-key-1")
    assert debtor.comes_back(REFUNDED) == "paid"
    billing = Billing(debtor.visitor, REFUNDED)
    by_hand(billing, 2_000)
    debtor.stack.clock.forward(minutes=1)
    with monkeypatch.context() as behind:
        behind.setattr(GovUkPay, "refunds", lambda *_: ())
        debtor.stack.pay.turn({"answers": [503, 503]})
        billing.ends(asks(billing, 1_000, "refund-key-1").body, "failed")
    debtor.hears(PermitRejected, REFUNDED)
    debtor.stack.clock.forward(minutes=6)
    debtor.portal.run_jobs()
    debtor.portal.settle()
    made = [
        (one["amount_pence"], one["status"]) for one in billing.does("GET", f"payments/{REFUNDED}")["officer_refunds"]
    ]
    assert made == [(1_000, "failed"), (2_000, "refunded"), (2_000, "refunded")]
    assert kept(debtor) == 1_000, "what failed is an officer's to try again, or was paid by bank meanwhile"


def test_a_failed_one_keeps_its_part(billing: Billing) -> None:
    failed(billing, 6_000)
    assert code(asks(billing, 14_001, "refund-key-2")) == (409, "more_than_is_left")


def closes_the_account(billing: Billing) -> Answer:
    body = {"password": billing.visitor.password, "understood": True}
    return billing.visitor.ask("POST", "/v1/account/closure", body)


def test_paid_by_bank(billing: Billing) -> None:
    refund_id = failed(billing, 6_000)
    assert closes_the_account(billing).body["errors"][0]["code"] == "open_payment"
    body = {"bank_reference": "BACS 1234"}
    made = billing.does("POST", f"refunds/{refund_id}/bank-payment", body, "bank-key-1")
    assert made["status"] == "made_by_bank"
    seen = billing.debtor.looks(billing.payment_id)
    assert (seen["money"], seen["refunded_pence"]) == ("refunded_in_part", 6_000)
    assert refunds_told(billing) == [14_000]
    assert "or to your bank account" in billing.debtor.portal.mails(billing.visitor.email)[-1].text
    assert closes_the_account(billing).status == 200


def test_what_was_given_back_by_pay_and_by_bank_is_the_whole(billing: Billing) -> None:
    refund_id = failed(billing, 5_000)
    assert asks(billing, 5_000, "refund-key-2").body["status"] == "refunded"
    asks(billing, 10_000, "refund-key-3")
    billing.second_word(f"{billing.payment_id}-r3", "word-key-1")
    billing.does("POST", f"refunds/{refund_id}/bank-payment", {"bank_reference": "BACS 1234"}, "bank-key-1")
    assert refunds_told(billing) == [15_000, 5_000, 0]


def refunds_told(billing: Billing) -> list[int]:
    """What was left of the payment at each refund that other domains and the payer were told of."""
    billing.debtor.portal.settle()
    events = [one for one in rows(billing.debtor.stack, "Payments") if one["pk"].startswith("OUTBOX#")]
    said = sorted((json.loads(one["detail"]) for one in events), key=lambda one: int(one["payment_version"]))
    return [one["left_pence"] for one in said if "left_pence" in one]


def test_only_what_was_paid_is_refunded(debtor: Debtor) -> None:
    billing = Billing(debtor.visitor)
    billing.asks()
    assert code(asks(billing, 100, "refund-key-1")) == (409, "payment_not_paid")
    missing = billing.officer("POST", f"refunds/{billing.payment_id}-r9/retry", None, "retry-key-1")
    assert missing.status == 404


def test_who_did_what_is_on_record(billing: Billing) -> None:
    refund_id = asks(billing, 15_000, "refund-key-1").body["refund_id"]
    billing.second_word(refund_id, "word-key-1")
    billing.does("GET", f"payments/{billing.payment_id}")
    made = [(one["what"], one["officer"]) for one in rows(billing.debtor.stack, "Audit") if one.get("officer")]
    assert set(made) == {
        ("payment_requested", "officer-1"),
        ("refund_asked", "officer-1"),
        ("refund_approved", "officer-2"),
        ("payment_opened", "officer-1"),
    }
