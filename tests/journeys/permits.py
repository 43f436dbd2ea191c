"""The main job: a resident buys a parking permit, pays, and the council approves it; and its other ends."""

from tests.support.buyer import Buyer
from tests.support.pay import DECLINED_CARD
from tests.support.visitor import Visitor

REASON = "The V5C is for another vehicle"


def in_review(visitor: Visitor, vrm: str = "AB12 CDE") -> Buyer:
    """From a quote without an account to an application that is paid for and complete."""
    buyer = Buyer(visitor, vrm=vrm)
    buyer.finds_the_property()
    quote_id = buyer.gets_a_quote()
    visitor.make_account()
    buyer.applies(quote_id=quote_id)
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    return buyer


def officer_opens_the_case(buyer: Buyer) -> None:
    """From the queue of the zone to the file."""
    assert [case["permit_id"] for case in buyer.officer.queue(buyer.home.zone)] == [buyer.permit_id]
    assert buyer.officer_asks("GET", "/v1/officer/permits").body["count"] == 1
    taken = buyer.officer_asks("POST", "/v1/officer/claims", {"zone": buyer.home.zone}, "claim-key-1")
    assert taken.body["permit_id"] == buyer.permit_id
    assert buyer.officer_asks("POST", "/v1/officer/claims", {}, "claim-key-2").status == 204
    claim = f"/v1/officer/permits/{buyer.permit_id}/claim"
    assert buyer.officer_asks("PUT", claim, {}).body["mine"] is True
    enquiry = f"/v1/officer/permits/{buyer.permit_id}/vehicle-enquiry"
    assert buyer.officer_asks("PUT", enquiry, {}).body["enquiry"]["answer"] == "matches"
    case = buyer.case()
    assert (case["can_enquire"], case["waiting"]["enquiry"]["answer"]) == (True, "matches")
    assert case["applicant"]["email"] == buyer.visitor.email
    document = case["permit"]["documents"][0]["document_id"]
    assert buyer.officer_asks("GET", f"/v1/officer/documents/{document}").status == 200
    assert buyer.officer_asks("DELETE", claim).status == 204
    officer_gives_the_case_away(buyer)


def officer_gives_the_case_away(buyer: Buyer) -> None:
    """To somebody else of the team, who has it for a day."""
    [colleague] = buyer.officer_asks("GET", "/v1/officer/colleagues?team=permits").body["items"]
    path = f"/v1/officer/permits/{buyer.permit_id}/colleague"
    theirs = buyer.officer_asks("PUT", path, {"to": colleague["officer"]}).body
    assert (theirs["claimed_by"], theirs["given_by"], theirs["mine"]) == ("officer-2", "officer-1", False)


def officer_writes_and_searches(buyer: Buyer) -> None:
    """A note for colleagues, and each way to find a permit again."""
    path = f"/v1/officer/permits/{buyer.permit_id}/notes"
    assert buyer.officer_asks("POST", path, {"text": "Called at noon"}, "note-key-1").status == 201
    assert [note["text"] for note in buyer.case()["notes"]] == ["Called at noon"]
    assert buyer.officer_asks("GET", "/v1/officer/permit-reasons").body["items"]
    home = {"postcode": buyer.home.postcode, "house": buyer.home.house}
    for by in ({"reference": buyer.sees()["reference"]}, {"vrm": buyer.vrm}, home, {"email": buyer.visitor.email}):
        found = buyer.officer_asks("POST", "/v1/officer/permit-searches", by).body["items"]
        assert [one["permit_id"] for one in found] == [buyer.permit_id], by


def enforced(buyer: Buyer) -> None:
    """The vehicle is valid now, and is named to whoever mistypes its plate by a character."""
    officer = Visitor(buyer.portal, token=buyer.portal.staff_token("enforcement"))
    asked = {"vrm": buyer.vrm.lower(), "zone": buyer.home.zone}
    assert officer.ask("POST", "/v1/officer/vehicle-checks", asked).body["valid"] is True
    mistyped = officer.ask("POST", "/v1/officer/vehicle-checks", {"vrm": "AB12 CDF"}).body
    assert (mistyped["valid"], [one["vrm"] for one in mistyped["near"]]) == (False, ["AB12CDE"])


def payment_found(buyer: Buyer) -> None:
    """By an officer who is told the permit's reference."""
    officer = Visitor(buyer.portal, token=buyer.portal.staff_token("payments"))
    found = officer.ask("GET", f"/v1/officer/payments?reference={buyer.sees()['reference']}").body["items"]
    assert [one["payment_id"] for one in found] == [buyer.payment_id]


def in_numbers(buyer: Buyer) -> None:
    """The decision of today is in the officers' summary, and in what everybody is told of waiting times."""
    [queue, *_] = buyer.officer_asks("GET", "/v1/officer/summary").body["items"]
    assert (queue["queue"], len(queue["decided"]), queue["median_days"]) == ("application", 30, 0)
    assert queue["decided"][-1]["count"] >= 1
    [times, *_] = buyer.visitor.ask("GET", "/v1/waiting-times").body["items"]
    assert times == {"service": "application", "median_days": 0, "most_days": 0}


def decided_together(visitor: Visitor) -> None:
    """A question and a rejection that are the same for several applications."""
    buyer = in_review(visitor)
    taken = buyer.officer_asks("PUT", "/v1/officer/claims", {"cases": [{"permit_id": buyer.permit_id}]})
    assert taken.body == {"done": [buyer.permit_id], "failed": []}
    for outcome in ("ask", "reject"):
        cases = [{"permit_id": buyer.permit_id, "version": buyer.case()["version"]}]
        body = {"cases": cases, "outcome": outcome, "reason": REASON}
        answer = buyer.officer_asks("POST", "/v1/officer/decisions", body, f"{outcome}-key-1")
        assert answer.body == {"done": [buyer.permit_id], "failed": []}
    buyer.waits_for("rejected", "released")


def bought(visitor: Visitor) -> None:
    """Quote, account, application, document, card, review, yes: the permit is live and the money taken."""
    buyer = in_review(visitor)
    officer_opens_the_case(buyer)
    officer_writes_and_searches(buyer)
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    enforced(buyer)
    payment_found(buyer)
    in_numbers(buyer)
    assert len(visitor.ask("GET", "/v1/permits").body["items"]) == 1


def asked_then_rejected(visitor: Visitor) -> None:
    """A question, its answer with a better document, then no: the hold is released, the reason told, and it can be
    applied for again.
    """
    buyer = in_review(visitor)
    buyer.officer_decides("ask", "Which vehicle is it?")
    worse = buyer.document()["document_id"]
    buyer.sends()
    buyer.removes(worse)
    assert worse not in [file["document_id"] for file in buyer.document()["files"]]
    buyer.document_is("clean")
    buyer.replies("The blue one")
    buyer.officer_decides("reject", REASON)
    buyer.waits_for("rejected", "released")
    assert buyer.sees()["reason"] == REASON
    again = buyer.applies(from_permit_id=buyer.permit_id)
    assert again["status"] == "awaiting_payment"
    buyer.withdraws()
    buyer.waits_for("withdrawn", "due")


def removes_and_leaves(visitor: Visitor) -> None:
    """One of two documents is removed. Who hears that this failed does not try again, and an officer looks at once."""
    buyer = in_review(visitor)
    worse = buyer.document()["document_id"]
    buyer.sends()
    buyer.portal.call("DELETE", f"/v1/permits/{buyer.permit_id}/documents/{worse}", token=visitor.token)
    officer_opens_every_document(buyer)
    for _ in range(2):
        buyer.stack.clock.forward(hours=2)
        buyer.portal.run_jobs()


def officer_opens_every_document(buyer: Buyer) -> None:
    """Of each that the case lists there is a link, and the file."""
    [document] = buyer.case()["permit"]["documents"]
    there = buyer.stack.aws.s3.list_objects_v2(Bucket=buyer.stack.settings.evidence_bucket)["Contents"]
    for file in document["files"]:
        link = buyer.officer_asks("GET", f"/v1/officer/documents/{file['document_id']}").body["url"]
        assert any(str(one["Key"]) in link for one in there), "its file is gone"


def never_answered(visitor: Visitor) -> None:
    """A question that nobody answers: repeated after a week, given up after four, and the officer decides.

    The money is taken meanwhile, before its hold ends.
    """
    buyer = in_review(visitor)
    buyer.officer_decides("ask", "Which vehicle is it?")
    for hours in (107, 3 * 24, 24, 20 * 24, 24):
        for later in ({"hours": hours}, {"minutes": 6}):  # what a job told may wait for the next sweep
            buyer.stack.clock.forward(**later)
            buyer.portal.run_jobs()
            buyer.portal.settle()
    [case] = buyer.officer.queue(buyer.home.zone)
    assert (case["permit_id"], case["no_answer"]) == (buyer.permit_id, True)
    visitor.sign_in()
    assert [one for one in buyer.happened() if one in {"question_repeated", "no_answer"}] == [
        "question_repeated",
        "no_answer",
    ]
    buyer.officer_decides("reject", REASON)
    buyer.waits_for("rejected", "taken")


def never_paid(visitor: Visitor) -> None:
    """A card that is declined, and no other: after a day the place is free again."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    buyer.pays(card=DECLINED_CARD)
    buyer.stack.clock.forward(hours=24)
    buyer.portal.run_jobs()
    visitor.sign_in()
    buyer.waits_for("lapsed", "due")
    found = visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": "12"})
    assert found.body["items"][0]["place_free"] is True


def never_decided(visitor: Visitor) -> None:
    """Nobody looks for 108 hours: the money is taken while the hold lasts; the yes comes later."""
    buyer = in_review(visitor)
    buyer.stack.clock.forward(hours=107)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    visitor.sign_in()
    buyer.waits_for("in_review", "taken")
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")


def free_of_charge(visitor: Visitor) -> None:
    """A free permit is refused before its document comes; asked for again it is complete with it, and approved."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies(permit_type="disabled_resident")
    buyer.officer_decides("reject", "You have no Blue Badge")
    buyer.applies(from_permit_id=buyer.permit_id)
    buyer.sends("blue_badge")
    buyer.waits_for("in_review", "none")
    buyer.officer_decides("approve")
    buyer.waits_for("active", "none")


def uploads_and_pays_at_once(visitor: Visitor) -> None:
    """Somebody chooses "Pay now" before S3's message about the upload has come; then the application is taken back."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.uploads()
    assert buyer.document()["status"] == "scanning"
    buyer.pays()
    buyer.withdraws()
    buyer.waits_for("withdrawn", "released")


def renewed_then_cancelled(visitor: Visitor) -> None:
    """Reminded 24 days before the end, renewed without a gap, the old one expired; the new one given up."""
    bought(visitor)
    buyer = Buyer(visitor)
    buyer.permit_id = visitor.ask("GET", "/v1/permits").body["items"][0]["permit_id"]
    buyer.stack.clock.forward(days=340)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    visitor.sign_in()
    renewed = buyer.renews()
    buyer.pays()
    assert buyer.waits_for("active", "taken")["valid_from"] == "2027-11-21"
    buyer.stack.clock.forward(days=30)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    visitor.sign_in()
    assert visitor.ask("GET", f"/v1/permits/{renewed}").body["status"] == "expired"
    buyer.cancels()
    assert buyer.sees()["status"] == "cancelled"


def cancelled_by_telephone(visitor: Visitor) -> None:
    """The holder calls, and an officer cancels the permit for them."""
    buyer = in_review(visitor)
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    path = f"/v1/officer/permits/{buyer.permit_id}/cancellation"
    assert buyer.officer_asks("POST", path, key="telephone-key-1").status == 200
    assert buyer.sees()["status"] == "cancelled"


PERMIT_JOURNEYS = (
    bought,
    asked_then_rejected,
    removes_and_leaves,
    decided_together,
    never_paid,
    never_decided,
    never_answered,
    free_of_charge,
    uploads_and_pays_at_once,
    renewed_then_cancelled,
    cancelled_by_telephone,
)
