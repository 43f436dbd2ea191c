"""Changes of a live permit: each way that one goes, what is refused, and which of two vehicles is covered."""

from collections.abc import Callable

import pytest

from tests.journeys.changes import CHANGE_JOURNEYS, changer, moving_to_another_zone, vehicle_in_review
from tests.support.buyer import HOME, Buyer, Home, new_key
from tests.support.changer import ELSEWHERE, NEW_HOME, Changer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


@pytest.fixture
def one(portal: InProcessPortal) -> Changer:
    """The holder of a live permit."""
    return changer(Visitor(portal))


@pytest.mark.parametrize("journey", CHANGE_JOURNEYS, ids=lambda journey: journey.__name__)
def test_each_way_that_a_change_goes(journey: Callable[[Visitor], None], portal: InProcessPortal) -> None:
    journey(Visitor(portal))


def test_the_same_vehicle_and_the_same_property_are_named_and_refused(one: Changer) -> None:
    vehicle, place = one.new_vehicle("ab12cde"), one.new_address(one.buyer.home)
    for answer, field, code in ((vehicle, "vrm", "same_vehicle"), (place, "uprn", "same_property")):
        assert answer.status == 422
        assert [(error["field"], error["code"]) for error in answer.body["errors"]] == [(field, code)]


def test_a_plate_that_may_be_misread_is_asked_back(one: Changer) -> None:
    answer = one.new_vehicle("XY2I ZZZ")
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "confirm_vrm")


def test_one_change_is_open_at_a_time(one: Changer) -> None:
    assert one.new_vehicle().status == 201
    assert "change" not in one.buyer.sees()["can"]
    for second in (one.new_vehicle("ZZ21 AAA"), one.new_address()):
        assert (second.status, second.body["code"]) == (409, "change_open")


def test_the_same_request_twice_is_one_change(one: Changer) -> None:
    key = new_key()
    first, second = one.new_vehicle(key=key), one.new_vehicle(key=key)
    assert (first.status, second.status) == (201, 201)
    assert first.body == second.body
    assert len(one.buyer.sees()["changes"]) == 1


def test_only_an_active_permit_can_be_changed(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    answer = Changer(buyer).new_vehicle()
    assert (answer.status, answer.body["code"]) == (409, "permit_not_active")


def test_nobody_changes_somebody_elses_permit_or_a_change_that_is_not_there(one: Changer) -> None:
    assert one.new_vehicle().status == 201
    stranger = Visitor(one.buyer.portal, email="stranger@example.org", registration_key="registration-2")
    stranger.make_account()
    theirs = Changer(Buyer(stranger, permit_id=one.buyer.permit_id), change_id=one.change_id)
    assert [theirs.new_vehicle().status, theirs.new_address().status] == [404, 404]
    assert [theirs.withdraws().status, theirs.replies("Mine").status] == [404, 404]
    one.change_id = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
    assert [one.withdraws().status, one.replies("Mine").status, one.decision("approve").status] == [404, 404, 404]


def test_a_vehicle_with_a_permit_in_the_zone_is_refused_when_asked_for_and_when_decided(one: Changer) -> None:
    assert one.new_vehicle().status == 201
    one.sends("v5c")
    one.buyer.pays()
    one.waits_for("in_review", "authorised")
    neighbour = Visitor(one.buyer.portal, email="neighbour@example.org", registration_key="registration-2")
    neighbour.make_account()
    theirs = Buyer(neighbour, home=Home("990000001007", "20", "Z3"), vrm="XY21 ZZZ")
    theirs.finds_the_property()
    theirs.applies()
    approval = one.decision("approve")
    assert (approval.status, approval.body["code"]) == (409, "vehicle_has_permit")
    assert one.withdraws().status == 200
    again = one.new_vehicle()
    assert (again.status, again.body["code"]) == (409, "vehicle_has_permit")


def test_a_vehicle_with_a_permit_on_the_days_of_the_renewal_alone_is_refused_when_asked_for(one: Changer) -> None:
    one.buyer.stack.clock.forward(days=340)
    one.buyer.visitor.sign_in()
    old = one.buyer.renews()
    one.buyer.pays()
    one.buyer.permit_id = old
    neighbour = Visitor(one.buyer.portal, email="neighbour@example.org", registration_key="registration-2")
    neighbour.make_account()
    theirs = Buyer(neighbour, Home("990000001007", "20", "Z3"), vrm="XY21 ZZZ", start_date="2027-11-24")
    theirs.finds_the_property()
    theirs.applies()
    one.buyer.visitor.sign_in()
    asked = one.new_vehicle()
    assert (asked.status, asked.body["code"]) == (409, "vehicle_has_permit")
    assert one.new_vehicle("ZZ21 AAA").status == 201


def test_the_old_vehicle_is_covered_until_the_approval_and_free_from_then_on(portal: InProcessPortal) -> None:
    one = vehicle_in_review(Visitor(portal))
    neighbour = Visitor(portal, email="neighbour@example.org", registration_key="registration-2")
    neighbour.make_account()
    theirs = Buyer(neighbour, home=Home("990000001007", "20", "Z3"), vrm="AB12 CDE")
    theirs.finds_the_property()
    assert theirs.apply().body["code"] == "vehicle_has_permit"
    one.decided("approve")
    assert theirs.apply(vrm="XY21 ZZZ").body["code"] == "vehicle_has_permit"
    assert theirs.apply().status == 201


def test_the_renewal_that_is_paid_for_follows_a_move(one: Changer) -> None:
    buyer = one.buyer
    buyer.stack.clock.forward(days=340)
    buyer.visitor.sign_in()
    buyer.permit_id, renewal = buyer.renews(), buyer.permit_id
    buyer.visitor.sign_in()
    one.new_address()
    one.sends("proof_of_residency")
    one.decided("approve")
    assert (_stretches(one, buyer.home), _stretches(one, NEW_HOME)) == (0, 2)
    assert buyer.visitor.ask("GET", f"/v1/permits/{renewal}").body["address"]["lines"] == ["14 Market Place"]


def test_a_move_frees_the_place_that_was_left(one: Changer) -> None:
    one.new_address()
    one.sends("proof_of_residency")
    before = _stretches(one, one.buyer.home), _stretches(one, NEW_HOME)
    one.decided("approve")
    assert (before, (_stretches(one, one.buyer.home), _stretches(one, NEW_HOME))) == ((1, 0), (0, 1))


def _stretches(one: Changer, home: Home) -> int:
    """How many permits hold a place there."""
    key = {"pk": {"S": f"PROPERTY#{home.uprn}"}, "sk": {"S": "PLACES"}}
    item = one.buyer.stack.aws.dynamodb.get_item(TableName=one.buyer.stack.settings.permits_table, Key=key).get("Item")
    return len(item["reserved"]["L"]) if item else 0


def test_another_zone_leads_to_a_new_application(one: Changer) -> None:
    answer = one.new_address(ELSEWHERE)
    here = {"moves_from": one.buyer.permit_id, "permit_type": "resident", "vrm": "AB12CDE"}
    assert answer.body["apply"] == {"uprn": ELSEWHERE.uprn, **here}


def test_a_permit_is_moved_to_another_zone_and_by_its_holder_alone(one: Changer) -> None:
    same_zone = one.buyer.apply(moves_from=one.buyer.permit_id)
    assert (same_zone.status, same_zone.body["errors"][0]["code"]) == (422, "same_zone")
    stranger = Visitor(one.buyer.portal, email="stranger@example.org", registration_key="registration-2")
    stranger.make_account()
    theirs = Buyer(stranger, home=ELSEWHERE, vrm="XY21 ZZZ")
    theirs.finds_the_property()
    assert theirs.apply(moves_from=one.buyer.permit_id).status == 404


def test_a_permit_moves_though_the_one_that_it_leaves_is_there_no_more(portal: InProcessPortal) -> None:
    one, old = moving_to_another_zone(Visitor(portal))
    table = one.buyer.stack.settings.permits_table
    key = {"pk": {"S": f"PERMIT#{old}"}, "sk": {"S": "PERMIT"}}
    one.buyer.stack.aws.dynamodb.delete_item(TableName=table, Key=key)
    one.buyer.officer_decides("approve")
    one.buyer.waits_for("active", "taken")


def test_a_decision_about_a_change_names_the_version_that_was_seen(portal: InProcessPortal) -> None:
    one = vehicle_in_review(Visitor(portal))
    seen = one.buyer.case()["version"]
    one.sends("v5c")
    stale = one.buyer.officer.decision(one.buyer.permit_id, "approve", version=seen, case_id=one.change_id)
    assert (stale.status, stale.body["code"]) == (409, "changed_meanwhile")


def test_the_queue_tells_the_version_that_a_decision_names(portal: InProcessPortal) -> None:
    one = vehicle_in_review(Visitor(portal))
    [case] = one.buyer.officer.queue(HOME.zone)
    opened = one.buyer.officer_asks("GET", f"/v1/officer/permits/{one.buyer.permit_id}?case_id={one.change_id}").body
    assert case["version"] == opened["version"] > 1


def test_asked_and_never_answered_ends_by_itself_and_the_hold_is_released(portal: InProcessPortal) -> None:
    one = vehicle_in_review(Visitor(portal))
    one.decided("ask", "Is it yours?")
    one.buyer.stack.clock.forward(hours=107)
    one.buyer.portal.run_jobs()
    one.buyer.portal.settle()
    one.buyer.stack.clock.forward(days=24)
    one.buyer.portal.run_jobs()
    one.buyer.visitor.sign_in()
    one.waits_for("lapsed", "taken")
    assert one.buyer.sees()["vrm"] == "AB12CDE"
    assert one.buyer.comes_back()["money"] in {"refunding", "refunded"}


def test_a_permit_that_ended_meanwhile_is_not_changed(portal: InProcessPortal) -> None:
    one = vehicle_in_review(Visitor(portal))
    one.buyer.stack.clock.forward(days=366)
    approval = one.decision("approve")
    assert (approval.status, approval.body["code"]) == (409, "permit_not_active")
    one.decided("reject", "The permit has expired")
