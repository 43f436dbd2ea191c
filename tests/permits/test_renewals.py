"""Renewals as their holders make them, over the operations and the jobs."""

import pytest

from tests.journeys.bills import Billing
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


@pytest.fixture
def holder(portal: InProcessPortal) -> Buyer:
    """Somebody with a live permit until 20 November 2027."""
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.is_in_review()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    return buyer


def later(holder: Buyer, **by: float) -> None:
    """The jobs have run, and the holder has signed in again."""
    holder.stack.clock.forward(**by)
    holder.portal.run_jobs()
    holder.portal.settle()
    holder.visitor.sign_in()


def subjects(holder: Buyer, word: str) -> list[str]:
    return [mail.subject for mail in holder.portal.mails(holder.visitor.email) if word in mail.subject]


def test_too_early_says_from_when(holder: Buyer) -> None:
    answer = holder.renew()
    assert (answer.status, answer.body["code"]) == (409, "too_early")
    assert "21 October 2027" in answer.body["detail"]
    assert "renew" not in holder.sees()["can"]


def test_a_permit_waits_for_its_renewal_unless_it_renews_itself(holder: Buyer) -> None:
    """As My account and the number in its menu say."""

    def to_renew() -> list[str]:
        listed = holder.visitor.ask("GET", "/v1/permits").body["items"]
        return [one["permit_id"] for one in listed if one["to_renew"]]

    assert to_renew() == []
    later(holder, days=340)
    assert to_renew() == [holder.permit_id]
    path = f"/v1/permits/{holder.permit_id}/auto-renewal"
    assert holder.visitor.ask("PUT", path, {"enabled": True}).status == 200
    assert to_renew() == []
    assert holder.visitor.ask("PUT", path, {"enabled": False}).status == 200
    later(holder, days=30)
    later(holder, hours=1)
    assert (holder.sees()["status"], to_renew()) == ("expired", [holder.permit_id])
    holder.renews()
    holder.pays()
    holder.waits_for("active", "taken")
    assert to_renew() == []


def test_the_list_offers_what_the_permit_itself_offers(portal: InProcessPortal) -> None:
    """But to pay, which it offers only once the documents were looked at: it does not read them."""
    holder = Buyer(Visitor(portal))
    holder.visitor.make_account()
    holder.finds_the_property()

    def listed() -> list[str]:
        found = holder.visitor.ask("GET", "/v1/permits").body["items"]
        return [word for one in found if one["permit_id"] == holder.permit_id for word in one["can"]]

    holder.applies()
    assert listed() == holder.sees()["can"] == ["add_documents", "withdraw", "auto_renew"]
    key = holder.uploads()
    assert "pay" in holder.sees()["can"]
    assert listed() == ["add_documents", "withdraw", "auto_renew"]
    portal.scan(key)
    holder.document_is("clean")
    assert listed() == holder.sees()["can"] == ["pay", "add_documents", "withdraw", "auto_renew"]
    holder.pays()
    holder.officer_decides("approve")
    holder.waits_for("active", "taken")
    assert listed() == holder.sees()["can"] == ["cancel", "change", "auto_renew"]
    later(holder, days=340)
    assert listed() == holder.sees()["can"] == ["renew", "cancel", "change", "auto_renew"]
    renewed = holder.renews()
    assert listed() == holder.sees()["can"] == ["pay", "withdraw", "auto_renew"]
    holder.withdraws()
    assert listed() == holder.sees()["can"] == ["apply_again"]
    holder.permit_id = renewed
    holder.cancels()
    assert listed() == holder.sees()["can"] == []


def test_two_tabs_make_one_successor(holder: Buyer) -> None:
    later(holder, days=340)
    assert "renew" in holder.sees()["can"]
    first, second = holder.renew("tab-key-1"), holder.renew("tab-key-2")
    assert (first.status, second.status, second.body["code"]) == (201, 409, "renewed_already")
    assert second.body["permit_id"] == first.body["permit_id"]
    assert holder.renew("tab-key-1").body["permit_id"] == first.body["permit_id"]


def test_an_abandoned_renewal_does_not_block_another(holder: Buyer) -> None:
    later(holder, days=340)
    old = holder.permit_id
    holder.renews()
    later(holder, hours=25)
    assert holder.sees()["status"] == "lapsed"
    holder.permit_id = old
    holder.renews()
    holder.pays()
    assert holder.waits_for("active", "taken")["renews"] == old


def test_an_unpaid_renewal_still_gets_its_reminders_and_a_paid_one_none(holder: Buyer) -> None:
    later(holder, days=340)
    assert len(subjects(holder, "ends on 20 November 2027")) == 1
    old = holder.permit_id
    holder.renews()
    later(holder, days=12)
    assert len(subjects(holder, "ends on 20 November 2027")) == 2
    holder.permit_id = old
    holder.renews()
    holder.pays()
    holder.waits_for("active", "taken")
    later(holder, days=20)
    assert len(subjects(holder, "ends on 20 November 2027")) == 2
    assert not [subject for subject in subjects(holder, "Your parking permit") if "has ended" in subject]


def test_too_late_after_fourteen_days_and_late_before(holder: Buyer) -> None:
    later(holder, days=364)
    later(holder, days=3)
    assert holder.sees()["status"] == "expired"
    assert len(subjects(holder, "has ended")) == 1
    later(holder, days=12)
    assert holder.renew().body["code"] == "too_late"


def test_a_late_renewal_begins_on_the_day_it_is_paid(holder: Buyer) -> None:
    later(holder, days=368)
    holder.renews()
    holder.pays()
    seen = holder.waits_for("active", "taken")
    assert (seen["valid_from"], seen["valid_until"]) == ("2027-11-24", "2028-11-23")


def test_a_refund_of_the_renewal_leaves_the_permit_as_it_is(holder: Buyer) -> None:
    later(holder, days=340)
    old = holder.renews()
    holder.pays()
    office = Billing(holder.visitor, str(holder.payment_id))
    office.ends(office.refunds(5_500, "refund-key-1"), "refunded")
    holder.permit_id = old
    later(holder, minutes=6)
    assert (holder.sees()["status"], holder.sees()["valid_until"], holder.sees()["money"]) == (
        "active",
        "2027-11-20",
        "taken",
    )


def test_a_renewed_permit_is_reminded_of_again_next_year(holder: Buyer) -> None:
    later(holder, days=340)
    assert len(subjects(holder, "ends on")) == 1
    holder.renews()
    holder.pays()
    later(holder, days=300)
    assert len(subjects(holder, "ends on")) == 1
    later(holder, days=70)
    assert len(subjects(holder, "ends on")) == 2


def test_two_permits_of_one_holder_are_reminded_of_once_each(holder: Buyer) -> None:
    references = {holder.sees()["reference"]}
    holder.vrm = "XY21 ZZZ"
    holder.is_in_review()
    holder.officer_decides("approve")
    holder.waits_for("active", "taken")
    references.add(holder.sees()["reference"])
    for _ in range(2):
        later(holder, days=170)
        later(holder, minutes=6)
    told = subjects(holder, "ends on")
    assert len(told) == 2
    assert {word for subject in told for word in subject.split() if word in references} == references


def test_cancelled_while_its_renewal_waits_for_the_money_the_vehicle_is_free_once_that_has_lapsed(
    holder: Buyer,
) -> None:
    later(holder, days=340)
    old, renewal = holder.renews(), holder.permit_id
    holder.permit_id = old
    holder.cancels()
    later(holder, hours=25)
    holder.permit_id = renewal
    assert (holder.sees()["status"], subjects(holder, "is live")) == ("lapsed", subjects(holder, "is live")[:1])
    holder.start_date = "2027-10-29"
    assert holder.applies()["status"] == "awaiting_payment"


def test_the_stranger_s_permit_is_not_found(holder: Buyer) -> None:
    stranger = Visitor(holder.portal, email="stranger@example.org", registration_key="registration-stranger")
    stranger.make_account()
    mine = holder.visitor
    holder.visitor = stranger
    assert (holder.renew().status, holder.cancel().status) == (404, 404)
    holder.visitor = mine


def test_cancelled_twice_is_refused_in_words_and_the_vehicle_is_free_the_same_minute(holder: Buyer) -> None:
    holder.cancels()
    again = holder.cancel()
    assert (again.status, again.body["code"]) == (409, "not_live")
    holder.applies()
    assert holder.sees()["status"] == "awaiting_payment"


def test_a_cancellation_needs_its_word(holder: Buyer) -> None:
    path = f"/v1/permits/{holder.permit_id}/cancellation"
    answer = holder.visitor.ask(
        "POST", path, {"understood_non_refundable": False}, headers={"Idempotency-Key": "k" * 16}
    )
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "understood_non_refundable")
    assert holder.sees()["status"] == "active"
