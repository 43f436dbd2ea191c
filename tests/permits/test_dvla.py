"""The client of DVLA's Vehicle Enquiry Service, and the officers' operation that asks it."""

import json
from typing import Any

import pytest

from permits.dvla import Dvla
from permits.rules.vehicle_enquiries import RegisteredVehicle
from portal.outside import NoReply, OutsideCall, OutsideReply
from portal.problems import Refusal
from tests.faults.invariants import rows
from tests.journeys.permits import in_review
from tests.support.buyer import Buyer
from tests.support.dvla import over_dvla
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.lines import Lines
from tests.support.moto_stack import fresh_stack
from tests.support.visitor import Answer, Visitor


def dvla(status: int = 200, body: Any = None, calls: list[OutsideCall] | None = None) -> tuple[Dvla, Lines]:
    def http(call: OutsideCall) -> OutsideReply:
        if calls is not None:
            calls.append(call)
        if status == 0:
            raise NoReply("dvla vehicle: ReadTimeoutError")
        return OutsideReply(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())

    lines = Lines()
    return Dvla(http, "https://dvla/", "the-key", lines), lines


def test_the_plate_travels_in_the_body_and_the_key_in_a_header() -> None:
    calls: list[OutsideCall] = []
    dvla(404, {}, calls)[0].vehicle("AB12CDE")
    [call] = calls
    assert (call.method, call.url, call.headers["x-api-key"]) == ("POST", "https://dvla/v1/vehicles", "the-key")
    assert json.loads(call.body or b"") == {"registrationNumber": "AB12CDE"}


def test_only_the_kind_of_vehicle_is_read() -> None:
    found, _ = dvla(200, {"registrationNumber": "AB12CDE", "typeApproval": "M1", "make": "ROVER", "a_new_one": {}})
    assert found.vehicle("AB12CDE") == RegisteredVehicle("M1", "")


@pytest.mark.parametrize(
    ("status", "body"),
    [(0, None), (403, {}), (429, {}), (500, {}), (503, {}), (302, {}), (200, b"<html>"), (200, {}), (200, [])],
)
def test_what_is_no_answer_is_neither_found_nor_not_found(status: int, body: Any) -> None:
    asked, lines = dvla(status, body)
    refused = asked.vehicle("AB12CDE")
    assert isinstance(refused, Refusal)
    assert refused.code == "vehicle_enquiry_unavailable"
    assert "vehicle_enquiry_unavailable" in lines.text()
    assert "AB12CDE" not in lines.text()


@pytest.mark.parametrize(
    ("vrm", "code"),
    [
        ("AB12CDE", None),
        ("ER19BAD", None),
        ("ER19NFD", None),
        ("ER19THR", "vehicle_enquiry_unavailable"),
        ("ER19ERR", "vehicle_enquiry_unavailable"),
        ("ER19MNT", "vehicle_enquiry_unavailable"),
    ],
)
def test_against_the_stand_in_by_the_plates_of_dvlas_own_test_service(vrm: str, code: str | None) -> None:
    found = Dvla(
        over_dvla, "https://driver-vehicle-licensing.api.gov.uk/vehicle-enquiry", "the text of DvlaApiKey", Lines()
    )
    vehicle = found.vehicle(vrm)
    assert (vehicle.code if isinstance(vehicle, Refusal) else None) == code
    assert (vehicle is None) == (vrm in {"ER19BAD", "ER19NFD"})


def test_without_a_key_nobody_is_asked() -> None:
    def nobody(call: OutsideCall) -> OutsideReply:
        raise AssertionError(call.url)

    refused = Dvla(nobody, "https://dvla/", "", Lines()).vehicle("AB12CDE")
    assert isinstance(refused, Refusal)
    assert refused.code == "vehicle_enquiry_off"


def enquire(buyer: Buyer, permit_id: str = "", team: str = "permits") -> Answer:
    path = f"/v1/officer/permits/{permit_id or buyer.permit_id}/vehicle-enquiry"
    return buyer.portal.call("PUT", path, {}, token=staff_token(team))


def bought_for(portal: InProcessPortal, vrm: str) -> Buyer:
    """Its application waits for an officer."""
    return in_review(Visitor(portal), vrm)


@pytest.mark.parametrize(
    ("vrm", "answer"), [("AB12 CDE", "matches"), ("ER19 NFD", "not_found"), ("L2 WPS", "another_class")]
)
def test_the_case_says_so_no_decision_is_taken_and_nothing_else_is_kept(
    portal: InProcessPortal, vrm: str, answer: str
) -> None:
    buyer = bought_for(portal, vrm)
    before = buyer.case()["version"]
    said = enquire(buyer)
    assert (said.status, said.body["enquiry"]["answer"]) == (200, answer)
    case = buyer.case()
    assert (case["waiting"]["enquiry"]["answer"], case["version"], case["permit"]["status"]) == (
        answer,
        before,
        "in_review",
    )
    kept = json.dumps([rows(portal.stack, "Permits"), rows(portal.stack, "Audit")], default=str)
    assert "ROVER" not in kept
    [noted] = [row for row in rows(portal.stack, "Audit") if row["what"] == "vehicle_enquired"]
    assert (noted["reason"], noted["subject_id"]) == (answer, buyer.permit_id)
    buyer.officer_decides("approve")
    assert enquire(buyer).status == 404
    assert buyer.case()["can_enquire"] is False


def test_dvla_does_not_answer_and_the_case_is_as_before(portal: InProcessPortal) -> None:
    buyer = bought_for(portal, "ER19 MNT")
    refused = enquire(buyer)
    assert (refused.status, refused.body["code"]) == (503, "vehicle_enquiry_unavailable")
    assert buyer.case()["waiting"]["enquiry"] is None
    buyer.officer_decides("approve")


def test_what_is_no_case_is_not_found_and_dvla_not_asked(portal: InProcessPortal) -> None:
    buyer = bought_for(portal, "AB12 CDE")
    assert enquire(buyer, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ").status == 404
    assert enquire(buyer, team="payments").status == 403


def test_it_is_off_unless_the_stage_says_otherwise(moto: None) -> None:
    stack = fresh_stack(VehicleEnquiry="off")
    buyer = bought_for(InProcessPortal(stack, lambda _: stack.aws), "AB12 CDE")
    assert buyer.case()["can_enquire"] is False
    assert enquire(buyer).body["code"] == "vehicle_enquiry_off"
