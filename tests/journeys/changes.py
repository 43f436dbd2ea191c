"""A live permit changes its vehicle or its address: approved, rejected, withdrawn, left."""

from tests.journeys.permits import bought
from tests.support.buyer import HOME, Buyer
from tests.support.changer import ELSEWHERE, Changer
from tests.support.visitor import Visitor


def changer(visitor: Visitor) -> Changer:
    """The holder of a live permit."""
    bought(visitor)
    [mine] = visitor.ask("GET", "/v1/permits").body["items"]
    return Changer(Buyer(visitor, permit_id=mine["permit_id"], payment_id=mine["payment_id"]))


def vehicle_in_review(visitor: Visitor) -> Changer:
    """Asked for, its document clean, paid for: an officer has it in the queue."""
    one = changer(visitor)
    asked = one.new_vehicle()
    assert (asked.status, asked.body["status"], asked.body["price_pence"]) == (201, "awaiting_payment", 1100)
    one.sends("v5c")
    one.buyer.pays()
    one.waits_for("in_review", "authorised")
    [case] = one.buyer.officer.queue(HOME.zone)
    assert (case["case_id"], case["kind"], case["vrm"]) == (one.change_id, "vehicle_change", "XY21ZZZ")
    return one


def vehicle_changed(visitor: Visitor) -> None:
    """Asked about, answered, approved: the permit is for the new vehicle, and the money is taken."""
    one = vehicle_in_review(visitor)
    one.decided("ask", "Is it yours?")
    assert one.change()["can"] == ["add_documents", "reply", "withdraw"]
    one.is_told("A question about the change of your permit")
    worse = one.change()["documents"][0]["document_id"]
    one.sends("v5c")
    one.buyer.removes(worse)
    [left] = one.change()["documents"]
    assert (worse in [file["document_id"] for file in left["files"]], left["status"]) == (False, "clean")
    assert one.replies("Yes").status == 201
    opened = one.buyer.officer_asks("GET", f"/v1/officer/permits/{one.buyer.permit_id}?case_id={one.change_id}").body
    assert (opened["kind"], opened["change"]["vrm"], opened["permit"]["vrm"]) == (
        "vehicle_change",
        "XY21ZZZ",
        "AB12CDE",
    )
    one.decided("approve")
    one.waits_for("approved", "taken")
    one.is_told("is changed")
    assert (one.buyer.sees()["vrm"], one.buyer.sees()["status"]) == ("XY21ZZZ", "active")
    assert one.buyer.officer.queue(HOME.zone) == []


def vehicle_rejected(visitor: Visitor) -> None:
    """The old vehicle stays, and what was held goes back."""
    one = vehicle_in_review(visitor)
    one.decided("reject", "The V5C is for another vehicle")
    one.waits_for("rejected", "released")
    one.is_told("We cannot change your permit")
    assert one.buyer.sees()["vrm"] == "AB12CDE"


def vehicle_left(visitor: Visitor) -> None:
    """Never paid: it ends by itself, and another change can be asked for, which is taken back."""
    one = changer(visitor)
    assert one.new_vehicle().status == 201
    one.buyer.stack.clock.forward(hours=24)
    one.buyer.portal.run_jobs()
    visitor.sign_in()
    one.waits_for("lapsed", "due")
    one.is_told("The change of your permit")
    assert one.new_address().status == 201
    one.sends("proof_of_residency")
    assert one.withdraws().body["status"] == "withdrawn"
    assert one.buyer.officer.queue(HOME.zone) == []


def moved_within_the_zone(visitor: Visitor) -> None:
    """A proof of residency, a yes: the permit is for the new property. Another zone needs a new permit."""
    one = changer(visitor)
    before = one.buyer.sees()["address"]
    elsewhere = one.new_address(ELSEWHERE)
    assert (elsewhere.status, elsewhere.body["code"]) == (409, "different_zone")
    asked = one.new_address()
    assert (asked.status, asked.body["status"], asked.body["payment_id"]) == (201, "in_review", None)
    one.sends("proof_of_residency")
    [case] = one.buyer.portal.until(lambda: one.buyer.officer.queue(HOME.zone), bool)
    assert case["kind"] == "address_change"
    one.decided("approve")
    one.waits_for("approved", "none")
    assert one.buyer.sees()["address"] == asked.body["address"] != before


def vehicle_changed_after_renewal(visitor: Visitor) -> None:
    """The renewal is paid for when the vehicle is changed: it is for the new one too."""
    one = changer(visitor)
    buyer = one.buyer
    buyer.stack.clock.forward(days=340)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    visitor.sign_in()
    old = buyer.renews()
    buyer.pays()
    buyer.waits_for("active", "taken")
    renewal, buyer.permit_id = buyer.permit_id, old
    assert one.new_vehicle().status == 201
    one.sends("v5c")
    buyer.pays()
    one.waits_for("in_review", "authorised")
    one.decided("approve")
    one.waits_for("approved", "taken")
    for permit_id in (old, renewal):
        assert visitor.ask("GET", f"/v1/permits/{permit_id}").body["vrm"] == "XY21ZZZ"


def moving_to_another_zone(visitor: Visitor) -> tuple[Changer, str]:
    """Applied for there, with all that has to be shown, and paid for; and the id of the permit that is to be left."""
    one = changer(visitor)
    buyer, old = one.buyer, one.buyer.permit_id
    apply = one.new_address(ELSEWHERE).body["apply"]
    buyer.home = ELSEWHERE
    applied = buyer.applies(moves_from=apply["moves_from"])
    kinds = [document["kind"] for document in applied["documents"]]
    assert kinds == ["v5c", "proof_of_residency"]
    for kind in kinds:
        visitor.portal.scan(buyer.uploads(kind))
    visitor.portal.until(buyer.sees, lambda seen: all(one["status"] == "clean" for one in seen["documents"]))
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    return one, old


def moved_to_another_zone(visitor: Visitor) -> None:
    """A new permit there; the old one ends when it begins."""
    one, old = moving_to_another_zone(visitor)
    buyer = one.buyer
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    buyer.permit_id = old
    buyer.waits_for("replaced", "taken")
    one.is_told("has been replaced")


CHANGE_JOURNEYS = (
    vehicle_changed,
    vehicle_rejected,
    vehicle_left,
    moved_within_the_zone,
    vehicle_changed_after_renewal,
    moved_to_another_zone,
)
