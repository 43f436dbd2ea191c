"""Permits that renew themselves, over the operations, the jobs and the stand-in for GOV.UK Pay."""

import json

import pytest

from permits.auto_renewals import switch
from permits.store.permits import Permits
from portal.problems import unwrap
from portal.table import VersionConflict
from tests.faults.invariants import rows
from tests.journeys.bills import Billing
from tests.journeys.notices import CANNOT_BE_PRINTED, notice, tell_of_mail, time_goes_by
from tests.support.buyer import Buyer
from tests.support.changer import ELSEWHERE
from tests.support.in_process import InProcessPortal
from tests.support.pay import kept_at_pay
from tests.support.renewer import Renewer
from tests.support.visitor import Answer, Visitor


@pytest.fixture
def holder(portal: InProcessPortal) -> Renewer:
    """Of a permit until 20 November 2027, whose renewal has been announced."""
    one = Renewer.of(Visitor(portal))
    assert one.agreement() == "active"
    one.later(days=350)
    return one


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Who has an account and has found their property."""
    visitor = Visitor(portal)
    visitor.make_account()
    one = Buyer(visitor)
    one.finds_the_property()
    return one


def test_announced_once_then_taken_once(holder: Renewer) -> None:
    seen = holder.buyer.sees()
    assert (seen["renews_on"], seen["renewal_price_pence"]) == ("2027-11-13", seen["price_pence"])
    assert holder.told("renews on 13 November 2027") == 1
    assert holder.charged() == []
    holder.later(days=7)
    holder.later(days=1)
    assert holder.charged() == ["success"]
    assert holder.told("renews on") == 1
    assert holder.told("ends on") == 0
    renewal = holder.renewal()
    assert (renewal["status"], renewal["money"], renewal["valid_from"]) == ("active", "taken", "2027-11-21")
    holder.later(days=365 - 7)
    holder.buyer.permit_id = renewal["permit_id"]
    assert holder.buyer.sees()["renews_on"] == "2028-11-13"


def test_declined_then_taken_after_48_hours(holder: Renewer) -> None:
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    holder.later(hours=46)
    assert holder.charged() == ["failed"]
    assert holder.told("could not take") == 1
    holder.buyer.stack.pay.turn({"recurring": "as the card"})
    holder.later(hours=2)
    assert holder.charged() == ["failed", "success"]
    assert holder.renewal()["status"] == "active"


def test_declined_twice_is_told_and_can_be_paid_by_hand(holder: Renewer) -> None:
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    holder.later(hours=49)
    holder.later(hours=49)
    assert holder.charged() == ["failed", "failed"]
    assert (holder.told("was not renewed"), holder.agreement()) == (1, "cancelled")
    assert holder.buyer.sees()["auto_renew"] is False
    renewal = holder.renewal()
    assert "pay" in renewal["can"]
    holder.buyer.permit_id, holder.buyer.payment_id = renewal["permit_id"], renewal["payment_id"]
    holder.buyer.pays()
    assert holder.buyer.waits_for("active", "taken")["auto_renew"] is False


def test_declined_twice_and_not_paid_by_hand_it_lapses_and_that_is_told_once(holder: Renewer) -> None:
    """They were told that they can pay for it, and have seen its reference on its payment."""
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    holder.later(hours=49)
    assert (holder.told("was not renewed"), holder.told("not finished in time")) == (1, 0)
    holder.later(days=6)
    assert holder.renewal()["status"] == "lapsed"
    assert (holder.told("was not renewed"), holder.told("not finished in time")) == (1, 1)


def test_an_expired_card_is_not_tried_again(holder: Renewer) -> None:
    holder.buyer.stack.pay.turn({"recurring": "card expired"})
    holder.later(days=7)
    holder.later(hours=49)
    assert holder.charged() == ["failed"]
    assert (holder.told("could not take"), holder.told("was not renewed")) == (0, 1)


def test_stopped_is_never_charged(holder: Renewer) -> None:
    assert holder.switch(on=False).body == {"enabled": False, "starts": None}
    assert holder.switch(on=False).body == {"enabled": False, "starts": None}
    holder.later(days=7)
    assert (holder.charged(), holder.agreement()) == ([], "cancelled")
    assert (holder.told("does not renew itself"), holder.told("ends on")) == (1, 1)


def test_the_link_of_the_announcement_stops_it_once_and_for_all_and_no_other_link_does(holder: Renewer) -> None:
    visitor = holder.buyer.visitor
    token = visitor.newest_stop_token(visitor.email)
    visitor.sign_out()

    def stops(given: str) -> Answer:
        return visitor.portal.call("POST", "/v1/auto-renewal-stops", {"token": given})

    for wrong in (token[:-1], f"7ZZZZZZZZZZZZZZZZZZZZZZZZZ.{token.partition('.')[2]}", "x", "é"):
        assert (stops(wrong).status, stops(wrong).body["code"]) == (401, "link_invalid")
    for given in (f"https://portal.example/stop-automatic-renewal#{token}", token):
        assert stops(given).status == 204
    holder.later(days=7)
    assert (holder.charged(), holder.agreement(), holder.told("does not renew itself")) == ([], "cancelled", 1)


def test_the_link_of_a_permit_that_is_renewed_already_says_so(holder: Renewer) -> None:
    holder.later(days=7)
    answer = holder.stopped_by_link()
    assert (answer.status, answer.body["code"]) == (409, "not_live")
    assert holder.renewal()["auto_renew"] is True


def test_stopped_between_two_tries_the_renewal_is_taken_back(holder: Renewer) -> None:
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    assert holder.stopped_by_telephone().status == 200
    holder.buyer.portal.settle()
    holder.buyer.stack.pay.turn({"recurring": "as the card"})
    holder.later(hours=49)
    assert holder.charged() == ["failed"]
    assert holder.renewal()["status"] == "withdrawn"


def test_the_renewal_is_taken_back_with_the_stop_or_not_at_all(holder: Renewer) -> None:
    """A permit that somebody else changed meanwhile is not stopped: it still has its renewal, which is charged."""
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    permits = Permits.from_context(holder.buyer.stack.context())
    read = unwrap(permits.get(holder.buyer.permit_id))
    with pytest.raises(VersionConflict):
        switch(permits, read.model_copy(update={"version": 1}), holder.buyer.stack.clock(), on=False)
    assert holder.renewal()["status"] == "awaiting_payment"


@pytest.mark.parametrize("charged", [False, True])
def test_stopped_in_the_seconds_around_the_charge_nothing_is_kept(holder: Renewer, *, charged: bool) -> None:
    """The renewal is begun, and the charge not yet made, or made with its reply lost, when the holder stops it."""
    portal, pay = holder.buyer.portal, holder.buyer.stack.pay
    pay.turn({"lose_webhooks": True})
    holder.buyer.stack.clock.forward(days=7)
    portal.run_jobs()
    if charged:
        pay.turn({"drop_replies": 1000})
        portal.settle()
        pay.turn({"drop_replies": 0})
    assert len(holder.charged()) == charged
    holder.buyer.visitor.sign_in()
    assert holder.switch(on=False).body == {"enabled": False, "starts": None}
    holder.later(hours=49)
    holder.later(minutes=100)
    assert holder.renewal()["status"] == "withdrawn"
    assert (kept_at_pay(pay), holder.agreement()) == (5500, "cancelled")


@pytest.mark.parametrize("by", ["the stop", "the note of a death"])
def test_stopped_after_a_charge_was_begun_that_pay_never_heard_of_it_is_not_made(holder: Renewer, by: str) -> None:
    """The function died between the two, and no news of the stop has reached the payment when its job runs again."""
    portal, pay = holder.buyer.portal, holder.buyer.stack.pay
    holder.buyer.stack.clock.forward(days=7)
    portal.run_jobs()
    pay.turn({"answers": [503] * 100})
    portal.settle()
    pay.turn({"answers": []})
    [charge] = [one for one in rows(holder.buyer.stack, "Payments") if one.get("taken_by")]
    assert [one["status"] for one in charge["attempts"]] == ["recorded"]
    holder.buyer.visitor.sign_in()
    if by == "the stop":
        assert holder.stopped_by_telephone().status == 200
    else:
        notes(holder, "died")
    holder.buyer.stack.clock.forward(minutes=6)
    portal.invoke("SettlePayment", queued({"payment_id": charge["payment_id"]}))
    assert holder.charged() == []
    holder.later(minutes=100)
    assert (holder.charged(), holder.renewal()["status"]) == (
        [],
        "withdrawn" if by == "the stop" else "awaiting_payment",
    )


def queued(message: object) -> object:
    return {"Records": [{"messageId": "1", "body": json.dumps(message), "eventSource": "aws:sqs"}]}


def test_renewed_by_hand_on_the_morning_of_the_charge(holder: Renewer) -> None:
    holder.buyer.stack.clock.forward(days=6, hours=12)
    holder.buyer.visitor.sign_in()
    old = holder.buyer.renews()
    holder.later(hours=12)
    assert holder.charged() == []
    holder.buyer.pays()
    holder.buyer.waits_for("active", "taken")
    holder.later(days=2)
    assert holder.charged() == []
    holder.buyer.permit_id = old
    assert (holder.switch(on=False).status, holder.agreement()) == (409, "active")


def test_an_abandoned_renewal_by_hand_only_puts_it_off(holder: Renewer) -> None:
    holder.buyer.stack.clock.forward(days=6, hours=12)
    holder.buyer.visitor.sign_in()
    holder.buyer.permit_id = holder.buyer.renews()
    for _ in range(4):
        holder.later(hours=23)
    assert holder.charged() == ["success"]
    assert holder.renewal()["status"] == "active"


def test_an_agreement_that_was_never_entered_into(portal: InProcessPortal) -> None:
    portal.stack.pay.turn({"never_active": True})
    one = Renewer.of(Visitor(portal))
    one.later(days=350)
    one.later(days=7)
    one.later(hours=49)
    assert (one.charged(), one.told("was not renewed")) == ([], 1)
    assert one.buyer.sees()["status"] == "active"


@pytest.mark.parametrize("hours", [0, 30])
def test_a_reply_that_is_lost_charges_once(holder: Renewer, hours: int) -> None:
    holder.buyer.stack.pay.turn({"lose_webhooks": True})
    holder.buyer.stack.clock.forward(days=7)
    holder.buyer.portal.run_jobs()
    holder.buyer.stack.pay.turn({"drop_replies": 1})
    holder.later(hours=hours)
    holder.later(minutes=100)
    assert holder.charged() == ["success"]
    assert holder.renewal()["status"] == "active"


def notes(holder: Renewer, reason: str | None) -> None:
    """An officer notes why we do not write to the holder any more; None: we do."""
    account_id = holder.buyer.visitor.ask("GET", "/v1/account").body["account_id"]
    path = f"/v1/officer/accounts/{account_id}/contact-stop"
    assert holder.buyer.officer_asks("PUT", path, {"reason": reason}).status == 200


def test_whoever_is_not_written_to_is_not_charged_until_that_is_lifted(holder: Renewer) -> None:
    """N25: they were told of nothing since, and may have died."""
    notes(holder, "died")
    holder.later(days=8)
    assert holder.charged() == []
    notes(holder, None)
    holder.later(days=1)
    assert holder.charged() == ["success"]


@pytest.mark.parametrize(("lifted", "charges"), [(True, ["failed", "success"]), (False, ["failed"])])
def test_whoever_died_between_two_tries_is_not_charged_again(
    holder: Renewer, *, lifted: bool, charges: list[str]
) -> None:
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    holder.buyer.stack.pay.turn({"recurring": "as the card"})
    notes(holder, "died")
    holder.later(days=3)
    assert holder.charged() == ["failed"]
    if lifted:
        notes(holder, None)
    holder.later(days=2 if lifted else 4)
    assert holder.charged() == charges
    assert holder.renewal()["status"] == ("active" if lifted else "lapsed")
    assert (holder.agreement(), holder.told("was not renewed")) == ("active" if lifted else "cancelled", 0)


def test_a_renewal_that_pay_never_answered_is_told_of_and_does_not_hide_the_permits_end(holder: Renewer) -> None:
    """Its own reference is one that its holder has never seen: they are told once, of the permit that they have."""
    holder.buyer.stack.pay.turn({"lose_webhooks": True, "answers": [503] * 10_000})
    holder.later(days=7)
    holder.later(days=7)
    assert holder.renewal()["status"] == "lapsed"
    assert (holder.told("was not renewed"), holder.told("not finished in time")) == (1, 0)
    assert holder.told("has ended") == 0
    assert holder.buyer.sees()["auto_renew"] is False
    holder.later(days=1)
    assert holder.told("has ended") == 1


@pytest.mark.parametrize(
    ("first_name", "charged_after_a_week", "day"),
    [("Ann", ["success"], None), (CANNOT_BE_PRINTED, [], "2027-11-20")],
    ids=["a letter goes", "no letter can be addressed"],
)
def test_who_could_not_be_told_is_not_charged_and_told_once_more(
    portal: InProcessPortal, first_name: str, charged_after_a_week: list[str], day: str | None
) -> None:
    """The email bounces: a letter is the announcement too. Of what no channel took officers know."""
    holder = Renewer.of(Visitor(portal, first_name=first_name))
    holder.later(days=350)
    tell_of_mail(holder.buyer, notice(holder.buyer, "permit_renewal_announced"), "Bounce")
    time_goes_by(holder.buyer)
    holder.later(days=7)
    assert holder.charged() == charged_after_a_week
    lost = Billing(holder.buyer.visitor).does("GET", "undelivered-notices")["items"]
    assert [one["about"] for one in lost] == ([] if charged_after_a_week else ["Your parking permit renews on"])
    if day is not None:
        assert (holder.buyer.sees()["renews_on"], holder.told("renews on 20 November")) == (day, 1)
    holder.later(days=7)
    assert holder.charged() == ["success"]


def test_a_renewal_that_its_holder_withdraws_stops_it(holder: Renewer) -> None:
    """The permit says so, and its end is told of again."""
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    old, holder.buyer.permit_id = holder.buyer.permit_id, holder.renewal()["permit_id"]
    holder.buyer.withdraws()
    holder.buyer.permit_id = old
    holder.buyer.portal.settle()
    assert holder.buyer.sees()["auto_renew"] is False
    holder.later(days=6)
    assert (holder.charged(), holder.agreement()) == (["failed"], "cancelled")
    assert (holder.told("does not renew itself any more"), holder.told("ends on")) == (1, 1)


def test_moved_between_two_tries_the_renewal_is_taken_back(holder: Renewer) -> None:
    """The new permit begins in three days, until when the old one runs and its agreement with it."""
    buyer, old = holder.buyer, holder.buyer.permit_id
    buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    renewal = holder.renewal()["permit_id"]
    buyer.home = ELSEWHERE
    buyer.portal.add_address(ELSEWHERE.row())
    applied = buyer.applies(moves_from=old, start_date="2027-11-17")
    for document in applied["documents"]:
        buyer.portal.scan(buyer.uploads(document["kind"]))
    buyer.portal.settle()
    buyer.pays()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    buyer.stack.pay.turn({"recurring": "as the card"})
    holder.later(hours=49)
    assert holder.charged() == ["failed"]
    buyer.permit_id = renewal
    assert buyer.sees()["status"] == "withdrawn"


def test_cancelled_between_two_tries_the_renewal_is_taken_back(holder: Renewer) -> None:
    holder.buyer.stack.pay.turn({"recurring": "declined"})
    holder.later(days=7)
    old = holder.buyer.permit_id
    holder.buyer.cancels()
    holder.buyer.portal.settle()
    again = holder.buyer.apply(start_date="2027-11-25")
    assert again.status == 201, again.body
    holder.buyer.permit_id = old
    holder.buyer.stack.pay.turn({"recurring": "as the card"})
    holder.later(hours=49)
    assert holder.charged() == ["failed"]
    assert holder.renewal()["status"] == "withdrawn"
    assert holder.told("does not renew") == 0


def test_what_is_renewed_is_cancelled_and_its_renewal_goes_on_renewing_itself(holder: Renewer) -> None:
    holder.later(days=7)
    renewal = holder.renewal()
    assert renewal["status"] == "active"
    holder.buyer.cancels()
    holder.buyer.portal.settle()
    assert holder.agreement() == "active"
    holder.buyer.permit_id = renewal["permit_id"]
    holder.buyer.cancels()
    holder.buyer.portal.settle()
    assert holder.agreement() == "cancelled"


def test_cancelled_ends_the_agreement(holder: Renewer) -> None:
    holder.buyer.cancels()
    holder.later(days=7)
    assert (holder.charged(), holder.agreement()) == ([], "cancelled")


def test_a_closed_account_is_never_charged(holder: Renewer) -> None:
    holder.buyer.cancels()
    visitor = holder.buyer.visitor
    closed = visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    assert closed.status == 200, closed.body
    holder.buyer.portal.settle()
    holder.buyer.stack.clock.forward(days=7)
    holder.buyer.portal.run_jobs()
    holder.buyer.portal.settle()
    assert (holder.charged(), holder.agreement()) == ([], "cancelled")


@pytest.mark.parametrize("end", ["withdrawn", "rejected"])
def test_an_application_that_comes_to_nothing_ends_its_agreement(buyer: Buyer, end: str) -> None:
    buyer.applies(auto_renew=True)
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    if end == "withdrawn":
        buyer.withdraws()
    else:
        buyer.officer_decides("reject", "The V5C is for another vehicle")
    buyer.waits_for(end, "released")
    assert Renewer(buyer).agreement() == "cancelled"


def test_agreed_to_later_it_begins_with_the_next_payment(buyer: Buyer) -> None:
    buyer.is_in_review()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    one = Renewer(buyer)
    assert one.switch(on=True).body == {"enabled": True, "starts": "next_payment"}
    one.later(days=350)
    assert buyer.sees()["renews_on"] is None
    assert one.told("ends on") >= 1
    buyer.renews()
    buyer.pays()
    assert buyer.waits_for("active", "taken")["auto_renew"] is True
    assert one.agreement() == "active"


def test_stopped_before_it_is_paid_for_the_payment_keeps_no_card(buyer: Buyer) -> None:
    buyer.applies(auto_renew=True)
    buyer.sends()
    assert Renewer(buyer).switch(on=False).status == 200
    buyer.portal.settle()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    assert buyer.stack.pay.machine.agreements == {}


def test_a_free_permit_cannot_renew_itself(buyer: Buyer) -> None:
    answer = buyer.apply(permit_type="disabled_resident", auto_renew=True)
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "auto_renew")
    buyer.applies(permit_type="disabled_resident")
    assert Renewer(buyer).switch(on=True).body["errors"][0]["code"] == "free"
