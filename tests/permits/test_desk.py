"""The desk beside the queue: searches that find or find nothing, notes, several decisions at once, vehicle checks."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.permits import REASON, in_review
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Answer, Visitor

NO_PERMIT = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Whose application waits for an officer."""
    return in_review(Visitor(portal))


def search(buyer: Buyer, **by: str) -> list[str]:
    answer = buyer.officer_asks("POST", "/v1/officer/permit-searches", by)
    assert answer.status == 200, answer.body
    return [one["permit_id"] for one in answer.body["items"]]


def check(buyer: Buyer, **what: str) -> Mapping[str, Any]:
    token = staff_token("enforcement")
    answer = buyer.portal.call("POST", "/v1/officer/vehicle-checks", what, token=token)
    assert answer.status == 200, answer.body
    found: Mapping[str, Any] = answer.body
    return found


def audited(buyer: Buyer, what: str) -> list[Any]:
    return [row for row in rows(buyer.stack, "Audit") if row["what"] == what]


@pytest.mark.parametrize(
    "by",
    [
        {"reference": "ZZZZZZZZ"},
        {"vrm": "ZZ99ZZZ"},
        {"postcode": "LE3 8RA"},
        {"postcode": "LE11 3ED", "house": "99"},
        {"email": "nobody@example.org"},
    ],
)
def test_a_search_that_finds_nothing_says_so_and_is_on_record(buyer: Buyer, by: dict[str, str]) -> None:
    assert search(buyer, **by) == []
    [row] = audited(buyer, "permits_searched")
    assert (row["officer"], row["subject_id"]) == ("officer-1", next(iter(by)))
    assert row.get("account_id") is None


def test_a_decided_permit_is_found_however_it_is_typed(buyer: Buyer) -> None:
    reference = buyer.sees()["reference"]
    buyer.officer_decides("reject", REASON)
    spelled = f"{reference[:4].lower()}-{reference[4:]}"
    for by in (
        {"reference": spelled},
        {"vrm": "ab12cde"},
        {"postcode": "le113ed"},
        {"email": buyer.visitor.email.upper()},
    ):
        assert search(buyer, **by) == [buyer.permit_id], by


@pytest.mark.parametrize(
    "body", [{}, {"vrm": "AB12CDE", "reference": "ABCD2345"}, {"house": "12"}, {"vrm": "AB12CDE", "house": "12"}]
)
def test_a_search_is_by_one_thing(buyer: Buyer, body: dict[str, str]) -> None:
    assert buyer.officer_asks("POST", "/v1/officer/permit-searches", body).status == 422


def note(buyer: Buyer, text: str, key: str) -> Answer:
    return buyer.officer_asks("POST", f"/v1/officer/permits/{buyer.permit_id}/notes", {"text": text}, key)


def test_a_note_is_for_colleagues_and_the_same_request_writes_it_once(buyer: Buyer) -> None:
    seen = buyer.case()["version"]
    assert note(buyer, "Called at noon", "note-key-1").status == 201
    assert note(buyer, "Called at noon", "note-key-1").status == 201
    assert note(buyer, "Calls back", "note-key-2").status == 201
    case = buyer.case()
    assert [(one["text"], one["mine"]) for one in case["notes"]] == [("Called at noon", True), ("Calls back", True)]
    assert case["version"] == seen  # nobody's decision fails because of a note
    assert "Called" not in str(buyer.sees())
    assert len(audited(buyer, "permit_noted")) == 2
    assert (
        buyer.officer_asks("POST", f"/v1/officer/permits/{NO_PERMIT}/notes", {"text": "x"}, "note-key-3").status == 404
    )


def test_so_many_notes_and_no_more(buyer: Buyer) -> None:
    for number in range(40):
        assert note(buyer, "x", f"note-key-{number}").status == 201
    assert note(buyer, "x", "note-key-40").body["code"] == "too_many_notes"
    assert note(buyer, "x", "note-key-0").status == 201


def decide(buyer: Buyer, cases: list[dict[str, object]], key: str = "bulk-key-1", **changes: str) -> Answer:
    body = {"cases": cases, "outcome": "reject", "reason": REASON, **changes}
    return buyer.officer_asks("POST", "/v1/officer/decisions", body, key)


def test_a_stale_case_is_named_and_stops_no_other_and_one_named_twice_is_decided_once(buyer: Buyer) -> None:
    good = {"permit_id": buyer.permit_id, "version": buyer.case()["version"]}
    gone = {"permit_id": NO_PERMIT, "version": 1}
    stale = {**good, "version": 1}
    assert decide(buyer, [stale, gone], "bulk-key-0").body["failed"] == [
        {"permit_id": buyer.permit_id, "code": "changed_meanwhile"},
        {"permit_id": NO_PERMIT, "code": "not_found"},
    ]
    wanted = {"done": [buyer.permit_id], "failed": [{"permit_id": NO_PERMIT, "code": "not_found"}]}
    for _ in range(2):
        assert decide(buyer, [good, gone, good]).body == wanted
    assert [one for one in buyer.happened() if one == "rejected"] == ["rejected"]
    assert len(audited(buyer, "permit_rejected")) == 1
    assert decide(buyer, [good], reason="Another").body["code"] == "idempotency_key_reused"
    assert decide(buyer, [good], "bulk-key-2").body["failed"][0]["code"] == "not_in_review"


@pytest.mark.parametrize("changes", [{"outcome": "approve"}, {"reason": ""}])
def test_nothing_is_approved_together_and_nothing_goes_without_words(buyer: Buyer, changes: dict[str, str]) -> None:
    assert decide(buyer, [{"permit_id": buyer.permit_id, "version": 1}], **changes).status == 422


def test_only_an_active_permit_in_its_zone_is_valid_and_near_ones_are_named(buyer: Buyer) -> None:
    nothing: dict[str, Any] = {"valid": False, "permit_type": None, "zone": None, "valid_until": None, "near": []}
    assert check(buyer, vrm="AB12CDE") == nothing
    buyer.officer_decides("approve")
    assert buyer.sees()["status"] == "approved"
    assert check(buyer, vrm="AB12CDE") == nothing  # the money is not taken yet
    assert check(buyer, vrm="AB12CDF") == nothing
    buyer.waits_for("active", "taken")
    for spelled in ("AB12CDE", "ab12 cde", "ab 12-cde"):
        assert check(buyer, vrm=spelled, zone="z3")["valid"] is True, spelled
    elsewhere = check(buyer, vrm="AB12CDE", zone="Z4")
    assert (elsewhere["valid"], elsewhere["near"]) == (False, [{"vrm": "AB12CDE", "zone": "Z3"}])
    for mistyped in ("ABI2CDE", "A812CDE", "AB12CDF", "AB12CD", "AB2CDE"):
        assert [one["vrm"] for one in check(buyer, vrm=mistyped)["near"]] == ["AB12CDE"], mistyped
    assert check(buyer, vrm="XY34ZZZ") == nothing
    buyer.stack.clock.forward(days=365)
    assert check(buyer, vrm="AB12CDE") == nothing


@pytest.mark.parametrize("body", [{"vrm": "ab12 cde"}, {"vrm": "XY34ZZZ", "zone": "Z3"}])
def test_a_check_is_on_record_by_a_hash_of_the_registration(buyer: Buyer, body: dict[str, str]) -> None:
    """The same for each check of a vehicle; its holder does not see when they were looked at."""
    check(buyer, **body)
    buyer.stack.clock.forward(minutes=1)
    check(buyer, **body)
    first, second = audited(buyer, "vehicle_checked")
    assert (first["officer"], first["subject_kind"]) == ("officer-1", "vehicle")
    assert first["subject_id"] == second["subject_id"]
    assert first.get("account_id") is None
    assert "AB12" not in str(first)
    check(buyer, vrm="CD56EFG")
    assert len({row["subject_id"] for row in audited(buyer, "vehicle_checked")}) == 2


def many_came_later(buyer: Buyer, what: str, within: str = "") -> None:
    """More than one list shows: anybody can apply, and take it back, day after day. They are gone by now."""
    for number in range(50):
        newer = {"S": f"7ZZZZZZZZZZZZZZZZZZZZZZZ{number:02}"}
        row = {"pk": {"S": what}, "sk": {"S": f"{within}FOUND#{newer['S']}"}, "permit_id": newer}
        buyer.stack.aws.dynamodb.put_item(TableName="Permits", Item=row)


@pytest.mark.parametrize("by", [{"vrm": "AB12CDE"}, {"postcode": "LE11 3ED"}])
def test_what_is_older_than_a_page_of_a_search_is_on_the_next_one(buyer: Buyer, by: dict[str, str]) -> None:
    many_came_later(buyer, "PLATE#AB12CDE")
    many_came_later(buyer, "POSTCODE#LE11 3ED", f"{buyer.home.uprn}#")
    first = buyer.officer_asks("POST", "/v1/officer/permit-searches", by).body
    assert (first["items"], first["next"]) == ([], "7ZZZZZZZZZZZZZZZZZZZZZZZ00")
    rest = buyer.officer_asks("POST", "/v1/officer/permit-searches", {**by, "older_than": first["next"]}).body
    assert ([one["permit_id"] for one in rest["items"]], rest["next"]) == ([buyer.permit_id], None)


def test_many_applications_at_a_property_do_not_hide_who_has_its_places(buyer: Buyer) -> None:
    first = buyer.permit_id
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    many_came_later(buyer, "POSTCODE#LE11 3ED", f"{buyer.home.uprn}#")
    visitor = Visitor(buyer.portal, email="neighbour@example.org", registration_key="registration-2")
    neighbour = Buyer(visitor, vrm="CD56 EFG")
    visitor.make_account()
    neighbour.finds_the_property()
    neighbour.is_in_review()
    case = neighbour.case()
    assert [one["permit_id"] for one in case["household"]] == [first]
    assert case["older_left_out"] is True


def test_many_applications_for_a_plate_do_not_hide_its_valid_permit(buyer: Buyer) -> None:
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    many_came_later(buyer, "PLATE#AB12CDE")
    assert check(buyer, vrm="AB12CDE", zone="Z3")["valid"] is True


def test_the_case_shows_what_the_property_and_its_holder_had_before(buyer: Buyer) -> None:
    first = buyer.permit_id
    buyer.officer_decides("reject", REASON)
    buyer.waits_for("rejected", "released")
    buyer.applies(from_permit_id=first)
    case = buyer.case()
    assert (case["household"], [one["permit_id"] for one in case["earlier"]]) == ([], [first])
    assert case["earlier"][0]["same_holder"] is True
    assert case["waiting"] is None
    assert [one["permit_id"] for one in buyer.officer.case(first)["household"]] == [buyer.permit_id]
