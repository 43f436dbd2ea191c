"""Every state of a payment against every word of GOV.UK Pay's."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.model import Attempt, AttemptStatus, Intent, Payment, Refund
from payments.pay_answers import (
    PayLink,
    PayLinks,
    PayPayment,
    PayRefund,
    PayRefundSummary,
    PaySettlementSummary,
    PayState,
)
from payments.rules import actions, decisions, paying, polling, refunding, settlement
from payments.rules.actions import PayAction
from payments.rules.settlement import Mismatch, Settled
from portal.events.payments import PaymentAuthorised, PaymentEvent, PaymentFailed, PaymentPaid
from portal.payment import PaymentStatus, RefundStatus
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
ID = "01J00000000000000000000000"
FIRST, SECOND = f"{ID}-1", f"{ID}-2"
WORDS = {
    "created": False,
    "started": False,
    "submitted": False,
    "capturable": False,
    "success": True,
    "failed": True,
    "cancelled": True,
    "error": True,
}


def payment(*attempts: Attempt, **more: object) -> Payment:
    facts: dict[str, object] = {
        "payment_id": ID, "account_id": "a", "for_kind": "permit", "for_id": "p", "description": "A permit",
        "amount_pence": 5000, "due_date": date(2026, 11, 21), "hold": True,
        "status": PaymentStatus.PAYING if attempts else PaymentStatus.DUE, "created_at": NOW, "version": 1,
        "attempts": attempts,
    }  # fmt: skip
    return Payment.model_validate(facts | more)


def attempt(attempt_id: str = FIRST, status: AttemptStatus = AttemptStatus.OPEN, **more: object) -> Attempt:
    facts: dict[str, object] = {
        "attempt_id": attempt_id,
        "status": status,
        "started_at": NOW,
        "pay_id": f"pay-{attempt_id}",
    }
    return Attempt.model_validate(facts | {"pay_created_at": NOW} | more)


def seen(
    word: str, attempt_id: str = FIRST, *, amount: int = 5000, code: str | None = None, left: int = 5000
) -> PayPayment:
    finished = WORDS.get(word, True)
    available = PayRefundSummary(status="available" if word == "success" and left else "full", amount_available=left)
    return PayPayment(
        payment_id=f"pay-{attempt_id}",
        amount=amount,
        reference=attempt_id,
        state=PayState(status=word, finished=finished),
        created_date=NOW,
        refund_summary=available,
        settlement_summary=PaySettlementSummary(captured_date="2026-11-21" if word == "success" else None),
        links=PayLinks(cancel=None if finished else PayLink(href="https://pay/cancel")),
    )


def settle(one: Payment, word: str, attempt_id: str = FIRST, **more: object) -> Settled:
    found = settlement.settled(one, attempt_id, seen(word, attempt_id, **more), NOW, None)  # type: ignore[arg-type]
    assert isinstance(found, Settled)
    return found


def rejected_after_paying() -> Payment:
    return decisions.after_permit_event(settle(payment(attempt()), "success").payment, "PermitRejected", "event-1", NOW)


@pytest.mark.parametrize(
    ("word", "status", "event"),
    [
        ("created", "paying", None),
        ("started", "paying", None),
        ("submitted", "paying", None),
        ("capturable", "authorised", PaymentAuthorised),
        ("success", "paid", PaymentPaid),
        ("failed", "due", PaymentFailed),
        ("cancelled", "due", PaymentFailed),
        ("error", "due", PaymentFailed),
        ("a word that Pay adds later", "due", PaymentFailed),
    ],
)
def test_what_a_word_makes_of_an_open_attempt(word: str, status: str, event: type[PaymentEvent] | None) -> None:
    found = settle(payment(attempt()), word)
    assert (found.payment.status, found.event) == (status, event)


@given(st.sampled_from(sorted(WORDS)), st.lists(st.sampled_from(sorted(WORDS)), max_size=4))
def test_the_same_word_again_is_no_news(last: str, before: list[str]) -> None:
    one = payment(attempt())
    for word in [*before, last]:
        one = settle(one, word).payment
    again = settle(one, last)
    assert (again.payment, again.event) == (one, None)


@given(st.lists(st.tuples(st.sampled_from([FIRST, SECOND]), st.sampled_from(sorted(WORDS))), max_size=8))
def test_at_most_one_attempts_money_counts_and_the_rest_goes_back(words: list[tuple[str, str]]) -> None:
    """I1, whatever Pay says in whatever order about two attempts."""
    one = payment(attempt(FIRST, superseded=True), attempt(SECOND))
    for attempt_id, word in words:
        one = settle(one, word, attempt_id).payment
    with_money = [a for a in one.attempts if a.status.has_money]
    kept = [a for a in with_money if not polling.to_give_back(one, a)]
    assert len(kept) <= 1
    assert bool(kept) == (one.status in {PaymentStatus.AUTHORISED, PaymentStatus.PAID})
    for given_back in set(with_money) - set(kept):
        word = "capturable" if given_back.status is AttemptStatus.AUTHORISED else "success"
        action = actions.next_action(one, given_back.attempt_id, seen(word, given_back.attempt_id), NOW)
        assert action in {PayAction.CANCEL, PayAction.BEGIN_REFUND}
        assert one.settle_at is not None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (seen("success", amount=4999), Mismatch.AMOUNT),
        (seen("success", SECOND), Mismatch.REFERENCE),
        (seen("success").model_copy(update={"payment_id": "another"}), Mismatch.PAY_ID),
    ],
)
def test_what_we_did_not_ask_for_settles_nothing(wrong: PayPayment, why: Mismatch) -> None:
    assert settlement.settled(payment(attempt()), FIRST, wrong, NOW, None) is why


@pytest.mark.parametrize(
    ("held_as", "event", "action"),
    [
        ("capturable", "PermitApproved", PayAction.CAPTURE),
        ("capturable", "PermitRejected", PayAction.CANCEL),
        ("capturable", "PermitWithdrawn", PayAction.CANCEL),
        ("capturable", "PermitLapsed", None),
        ("capturable", "PermitNotRevived", PayAction.CANCEL),
        ("success", "PermitApproved", None),
        ("success", "PermitRejected", PayAction.BEGIN_REFUND),
        ("success", "PermitWithdrawn", PayAction.BEGIN_REFUND),
    ],
)
def test_what_a_decision_does_with_the_money(held_as: str, event: str, action: PayAction | None) -> None:
    one = decisions.after_permit_event(settle(payment(attempt()), held_as).payment, event, "event-1", NOW)
    assert actions.next_action(one, FIRST, seen(held_as), NOW) is action


@pytest.mark.parametrize("event", ["PermitRejected", "PermitWithdrawn", "PermitLapsed"])
def test_what_was_not_paid_is_not_asked_for_any_more_and_late_money_goes_back(event: str) -> None:
    over = decisions.after_permit_event(payment(attempt()), event, "event-1", NOW)
    assert over.status is (PaymentStatus.EXPIRED if event == "PermitLapsed" else PaymentStatus.WITHDRAWN)
    assert actions.next_action(over, FIRST, seen("started"), NOW) is PayAction.CANCEL
    assert isinstance(paying.pay(over, NOW), Refusal)
    for word, action in (("capturable", PayAction.CANCEL), ("success", PayAction.BEGIN_REFUND)):
        late = settle(over, word)
        assert (late.payment.status, late.event) == (over.status, None)
        assert actions.next_action(late.payment, FIRST, seen(word), NOW) is action


def test_an_event_is_acted_on_once() -> None:
    held = settle(payment(attempt()), "capturable").payment
    taken = decisions.after_permit_event(held, "PermitApproved", "event-1", NOW)
    assert decisions.after_permit_event(taken, "PermitApproved", "event-1", NOW) == taken
    lost = settle(taken, "failed").payment
    assert (lost.status, lost.intent) == (PaymentStatus.DUE, None)
    assert decisions.after_permit_event(lost, "PermitApproved", "event-1", NOW) == lost


def test_a_hold_is_taken_before_it_expires() -> None:
    held = settle(payment(attempt()), "capturable").payment
    almost = NOW + timedelta(hours=108) - timedelta(milliseconds=1)
    assert actions.next_action(held, FIRST, seen("capturable"), almost) is None
    assert actions.next_action(held, FIRST, seen("capturable"), NOW + timedelta(hours=108)) is PayAction.CAPTURE


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10)))
def test_a_held_payment_is_looked_at_before_its_hold_expires(age: timedelta) -> None:
    held = settle(payment(attempt()), "capturable").payment
    look = polling.scheduled(held, NOW + age).settle_at
    assert look is not None
    assert NOW + age < look
    assert look <= max(NOW + timedelta(hours=108), NOW + age + polling.SOON)


@pytest.mark.parametrize(
    ("age", "look"),
    [
        (timedelta(0), timedelta(minutes=5)),
        (timedelta(minutes=5), timedelta(minutes=15)),
        (timedelta(minutes=15), timedelta(minutes=95)),
        (timedelta(minutes=95), timedelta(minutes=95, days=1)),
        (timedelta(days=3), timedelta(minutes=95, days=3)),
    ],
)
def test_an_open_attempt_is_looked_at_after_5_15_and_95_minutes_then_daily(age: timedelta, look: timedelta) -> None:
    assert polling.scheduled(payment(attempt()), NOW + age).settle_at == NOW + look


def only_refund(one: Payment) -> Refund:
    [refund] = one.refunds
    return refund


def at_pay(status: str, refund_id: str = "r", amount: int = 5000, at: datetime = NOW) -> PayRefund:
    return PayRefund(refund_id=refund_id, amount=amount, status=status, created_date=at)


def test_a_refund_is_sent_once_and_known_by_what_is_left() -> None:
    """I7: a repeat is sent only while all of it is still there."""
    begun = refunding.refund_begun(rejected_after_paying(), FIRST, seen("success"), NOW)
    assert actions.next_action(begun, FIRST, seen("success"), NOW) is PayAction.SEND_REFUND
    assert actions.next_action(begun, FIRST, seen("success", left=0), NOW) is PayAction.NOTE_REFUND_SENT
    sent = refunding.refund_sent(begun, only_refund(begun), None, NOW)
    assert actions.next_action(sent, FIRST, seen("success", left=0), NOW) is PayAction.ASK_ABOUT_REFUND
    done = refunding.refund_now(sent, only_refund(sent), RefundStatus.SUCCESS, NOW)
    assert actions.next_action(done, FIRST, seen("success", left=0), NOW) is None
    assert done.settle_at is None


@pytest.mark.parametrize(
    ("found", "left", "status"),
    [
        ((), 0, "submitted"),
        ((at_pay("submitted"),), 0, "submitted"),
        ((at_pay("success"),), 0, "success"),
        ((at_pay("error"),), 5000, "error"),
        ((at_pay("error"), at_pay("submitted", "by hand")), 0, "submitted"),
        ((at_pay("error"), at_pay("success", "by hand")), 0, "success"),
        ((at_pay("error"), at_pay("success", "by hand", 1000)), 4000, "error"),
        ((at_pay("success", "long before", at=NOW - timedelta(days=1)),), 0, "submitted"),
    ],
)
def test_the_word_on_a_refund(found: tuple[PayRefund, ...], left: int, status: str) -> None:
    """After one that failed, another may have been made at Pay by hand."""
    begun = refunding.refund_begun(rejected_after_paying(), FIRST, seen("success"), NOW)
    sent = refunding.refund_sent(begun, only_refund(begun), None, NOW)
    heard = refunding.after_pay_answer(sent, only_refund(sent), found, seen("success", left=left), NOW)
    assert only_refund(heard).status == status


def test_what_was_refunded_in_pays_admin_tool_ends_the_release() -> None:
    """All of it or a part, before we began: nothing is sent twice, and Pay is not asked for ever."""
    released, whole, part = rejected_after_paying(), at_pay("success", "by hand"), at_pay("success", "by hand", 2000)
    assert actions.next_action(released, FIRST, seen("success", left=0), NOW) is PayAction.ASK_ABOUT_REFUND
    known = refunding.adopted(released, FIRST, (at_pay("error", "failed"), whole), NOW)
    done = refunding.after_pay_answer(known, only_refund(known), (whole,), seen("success", left=0), NOW)
    assert (only_refund(done).status, only_refund(done).found_at_pay) == ("success", True)
    assert (actions.next_action(done, FIRST, seen("success", left=0), NOW), done.settle_at) == (None, None)
    partly = refunding.adopted(released, FIRST, (part,), NOW)
    partly = refunding.after_pay_answer(partly, only_refund(partly), (part,), seen("success", left=3000), NOW)
    assert actions.next_action(partly, FIRST, seen("success", left=3000), NOW) is PayAction.BEGIN_REFUND
    begun = refunding.refund_begun(partly, FIRST, seen("success", left=3000), NOW)
    assert [one.amount_pence for one in begun.refunds] == [2000, 3000]


def test_no_more_is_adopted_than_nobody_has_claimed() -> None:
    """£20 of £50 were paid by bank, and somebody refunded all of it at Pay besides."""
    released = rejected_after_paying()
    by_bank = Refund(
        refund_id="r1", attempt_id=FIRST, amount_pence=2000, status=RefundStatus.BANK, at=NOW, bank_reference="1"
    )
    known = refunding.adopted(released.with_refund(by_bank), FIRST, (at_pay("success", "by hand"),), NOW)
    assert [one.amount_pence for one in known.refunds] == [2000, 3000]


def test_beside_a_failed_refund_only_what_is_certainly_another_is_adopted() -> None:
    """£10 of £50 could not be refunded. What was made by hand before they were asked for is none of them; what was
    made since may be them, also after they were tried again.
    """
    paid = payment(
        attempt(status=AttemptStatus.PAID), status=PaymentStatus.PAID, counting_attempt_id=FIRST, amount_pence=5000
    )
    failed = Refund(refund_id="r1", attempt_id=FIRST, amount_pence=1000, status=RefundStatus.ERROR, at=NOW)
    retried = failed.model_copy(update={"at": NOW + timedelta(days=2), "first_at": NOW})
    before, since = (at_pay("success", f"hand {at}", 1500, NOW + timedelta(days=at)) for at in (-1, 1))
    for one in (failed, retried):
        read = paid.with_refund(one)
        known = refunding.adopted(read, FIRST, (before, since), NOW)
        assert [(two.amount_pence, two.pay_refund_id) for two in known.refunds[1:]] == [(1500, "hand -1")]
        assert refunding.adopted(known, FIRST, (before, since), NOW) is known
        assert refunding.made_at_pay(read, read.attempts[0], seen("success", left=2000))


@pytest.mark.parametrize(("left", "begun"), [(3000, (1000, "recorded")), (2000, (2000, "error"))])
def test_what_was_paid_by_bank_is_not_given_back_once_more(left: int, begun: tuple[int, str]) -> None:
    """Of £50, £20 were paid by bank and £10 failed; somebody made £20 or £30 at Pay since, which may be that one."""
    refund = Refund(refund_id=f"{ID}-r1", attempt_id=FIRST, amount_pence=2000, status=RefundStatus.BANK, at=NOW)
    failed = refund.model_copy(
        update={"refund_id": f"{ID}-r2", "amount_pence": 1000, "status": RefundStatus.ERROR, "at": NOW}
    )
    released = rejected_after_paying().with_refund(refund).with_refund(failed)
    after = refunding.refund_begun(released, FIRST, seen("success", left=left), NOW)
    assert (after.refunds[-1].amount_pence, after.refunds[-1].status) == begun


@pytest.mark.parametrize(
    ("left", "handed", "owed"),
    [(2000, "success", 0), (2001, "success", 1000), (2000, "submitted", 3000), (None, "success", 3000)],
)
def test_what_was_given_back_by_hand_and_by_bank_is_not_owed_any_more(left: int | None, handed: str, owed: int) -> None:
    """Of £50, £20 were paid by bank and £10 failed; then £30 were made at Pay by hand, and all is to be given back.
    Whoever believed that the rest has failed would pay it by bank once more.
    """
    bank = Refund(refund_id=f"{ID}-r1", attempt_id=FIRST, amount_pence=2000, status=RefundStatus.BANK, at=NOW)
    failed = bank.model_copy(update={"refund_id": f"{ID}-r2", "amount_pence": 1000, "status": RefundStatus.ERROR})
    answer = seen("success", left=left or 0)
    if left is None:  # a dispute
        answer = answer.model_copy(update={"refund_summary": PayRefundSummary(status="unavailable")})
    read = refunding.refund_begun(rejected_after_paying().with_refund(bank).with_refund(failed), FIRST, answer, NOW)
    for one in refunding.to_ask_about(read, read.attempts[0]):
        read = refunding.after_pay_answer(read, one, (at_pay(handed, "by hand", 5000 - (left or 0)),), answer, NOW)
    assert sum(one.amount_pence for one in read.refunds if one.status is RefundStatus.ERROR) == owed


def test_what_pay_refuses_to_refund_is_an_officers_and_asked_about_daily() -> None:
    """After a dispute Pay calls the refund unavailable. Before it has the money it says pending: then we wait."""
    released = rejected_after_paying()
    pending, never = (
        seen("success").model_copy(update={"refund_summary": PayRefundSummary(status=status)})
        for status in ("pending", "unavailable")
    )
    assert actions.next_action(released, FIRST, pending, NOW) is None
    assert actions.next_action(released, FIRST, never, NOW) is PayAction.BEGIN_REFUND
    begun = refunding.refund_begun(released, FIRST, never, NOW + timedelta(days=2))
    assert (only_refund(begun).status, only_refund(begun).amount_pence) == ("error", 5000)
    assert begun.settle_at is not None
    assert begun.settle_at > NOW + timedelta(days=2, minutes=5)


def test_what_is_left_of_a_payment_counts_its_own_money_alone() -> None:
    """A second attempt's money, which was not owed, went back besides."""
    begun = refunding.refund_begun(rejected_after_paying(), FIRST, seen("success"), NOW)
    own = only_refund(begun).model_copy(update={"amount_pence": 2000, "status": RefundStatus.SUCCESS})
    bank = own.model_copy(update={"refund_id": "r2", "amount_pence": 500, "status": RefundStatus.BANK})
    excess = own.model_copy(update={"refund_id": "r3", "amount_pence": 5000, "attempt_id": "another"})
    assert refunding.left_pence(begun.model_copy(update={"refunds": (own, bank, excess)})) == 2500


def test_a_refund_that_failed_is_looked_at_every_day() -> None:
    begun = refunding.refund_begun(rejected_after_paying(), FIRST, seen("success"), NOW)
    failed = refunding.refund_now(begun, only_refund(begun), RefundStatus.ERROR, NOW + timedelta(days=3))
    assert actions.next_action(failed, FIRST, seen("success"), NOW) is PayAction.ASK_ABOUT_REFUND
    assert failed.settle_at is not None
    assert failed.settle_at <= NOW + timedelta(days=4)


def test_pay_now_makes_one_open_attempt() -> None:
    first = paying.pay(payment(), NOW)
    assert isinstance(first, Payment)
    assert [one.attempt_id for one in first.attempts] == [FIRST]
    unheard = paying.pay(first, NOW)
    assert isinstance(unheard, Payment)
    assert [(one.attempt_id, one.superseded) for one in unheard.attempts] == [(FIRST, True), (SECOND, False)]
    assert paying.made(unheard, FIRST, seen("created"), NOW) is None
    made = paying.made(unheard, SECOND, seen("created", SECOND), NOW)
    assert made is not None
    assert paying.pay(made, NOW) == paying.Resume(made.attempts[1])


@pytest.mark.parametrize(
    ("status", "intent"),
    list(itertools.product([one for one in PaymentStatus if not one.owed], [None, *Intent])),
)
def test_what_is_not_owed_cannot_be_paid(status: PaymentStatus, intent: Intent | None) -> None:
    refused = paying.pay(payment(status=status, intent=intent), NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "payment_not_due"


def test_tries_have_an_end() -> None:
    failed = [attempt(f"{ID}-{number}", AttemptStatus.FAILED) for number in range(paying.MOST_ATTEMPTS)]
    refused = paying.pay(payment(*failed, status=PaymentStatus.DUE), NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "too_many_attempts"
