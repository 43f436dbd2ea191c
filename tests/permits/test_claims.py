"""Officers at the queue: two who take the next case at once, claims that neither raise a version nor outlive a case."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.permits import REASON, in_review
from tests.support.buyer import Buyer
from tests.support.fixtures import InOrders
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.interleave import outcome, request
from tests.support.visitor import Answer, Visitor

OFFICER, COLLEAGUE = staff_token("permits"), staff_token("permits", sub="officer-2")

switches = pytest.mark.parametrize("switches", [2, pytest.param(3, marks=pytest.mark.deep)])


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Whose application waits for an officer."""
    return in_review(Visitor(portal))


def ask(buyer: Buyer, method: str, path: str, body: object = None, token: str = OFFICER, key: str = "") -> Answer:
    headers = {"Idempotency-Key": key} if key else {}
    return buyer.portal.call(method, f"/v1/officer/{path}", body, token=token, headers=headers)


def take_next(buyer: Buyer, key: str, token: str = OFFICER) -> Answer:
    return ask(buyer, "POST", "claims", {}, token, key)


def queue(buyer: Buyer, query: str = "", token: str = OFFICER) -> Mapping[str, Any]:
    answer = ask(buyer, "GET", f"permits{query}", token=token)
    assert answer.status == 200, answer.body
    found: Mapping[str, Any] = answer.body
    return found


@switches
def test_two_officers_never_take_the_same_case(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    tasks = [
        request(
            buyer.stack,
            "POST",
            "/v1/officer/claims",
            {},
            token=token,
            headers={"Idempotency-Key": f"claim-{token[-1]}-key"},
        )
        for token in (OFFICER, COLLEAGUE)
    ]
    for run in in_orders(*tasks, switches=switches):
        assert sorted(answer.status for answer in run.results) == [200, 204], run.order


@switches
def test_one_key_twice_at_once_is_one_claim(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    task = request(
        buyer.stack, "POST", "/v1/officer/claims", {}, token=OFFICER, headers={"Idempotency-Key": "claim-key-1"}
    )
    for run in in_orders(task, task, switches=switches):
        assert [answer.status for answer in run.results] == [200, 200], run.order
        [case] = [one for one in rows(buyer.stack, "Permits") if str(one["sk"]).startswith("CASE#")]
        assert case["claimed_by"] == "officer-1", run.order


@switches
def test_a_claim_and_a_decision_at_once_leave_no_row_behind(buyer: Buyer, in_orders: InOrders, switches: int) -> None:
    path = f"/v1/officer/permits/{buyer.permit_id}"
    body = {"version": buyer.case()["version"], "outcome": "reject", "reason": REASON}
    decide = request(
        buyer.stack, "POST", f"{path}/decision", body, token=OFFICER, headers={"Idempotency-Key": "decide-key-1"}
    )
    claim = request(buyer.stack, "PUT", f"{path}/claim", {}, token=COLLEAGUE)
    for run in in_orders(decide, claim, switches=switches):
        assert run.results[0].status == 200, (run.order, run.results[0].body)
        assert outcome(run.results[1]) in {200, "not_found", "try_again"}, run.order
        assert not [one for one in rows(buyer.stack, "Permits") if str(one["sk"]).startswith("CASE#")], run.order


def test_a_claim_raises_no_version_and_a_change_of_the_permit_ends_no_claim(buyer: Buyer) -> None:
    seen = buyer.case()["version"]
    assert take_next(buyer, "claim-key-1").body["mine"] is True
    assert buyer.case()["version"] == seen
    buyer.officer_decides("ask", "Which vehicle?")
    [asked] = queue(buyer, "?status=information_needed")["items"]
    assert (asked["answered"], asked["mine"]) == (False, True)
    buyer.replies("The blue one")
    [answered] = queue(buyer, "?answered=true&mine=true")["items"]
    assert (answered["status"], answered["claimed_by"]) == ("in_review", "officer-1")
    assert queue(buyer, "?status=information_needed")["count"] == 0


def test_a_claimed_case_is_shown_refused_and_taken_over(buyer: Buyer) -> None:
    path = f"permits/{buyer.permit_id}/claim"
    assert take_next(buyer, "claim-key-1").status == 200
    refused = ask(buyer, "PUT", path, {}, COLLEAGUE)
    assert (refused.status, refused.body["code"], refused.body["claimed_by"]) == (409, "claimed", "officer-1")
    assert ask(buyer, "PUT", path, {"take_over": True}, COLLEAGUE).body["mine"] is True
    [row] = queue(buyer)["items"]
    assert (row["mine"], row["claimed_by"], row["taken_from"]) == (False, "officer-2", "officer-1")
    assert ask(buyer, "DELETE", path).status == 204  # what a colleague has stays theirs
    assert queue(buyer, "?mine=true", COLLEAGUE)["count"] == 1
    assert ask(buyer, "DELETE", path, token=COLLEAGUE).status == 204
    assert queue(buyer)["items"][0]["claimed_by"] is None
    assert ask(buyer, "DELETE", "permits/7ZZZZZZZZZZZZZZZZZZZZZZZZZ/claim").status == 404


def test_a_case_is_given_to_a_colleague_for_a_day_and_who_gave_it_is_on_record(buyer: Buyer) -> None:
    path = f"permits/{buyer.permit_id}"
    for nobody in ("officer-1", "officer-0", "somebody"):  # themselves, one who has left, a stranger
        refused = ask(buyer, "PUT", f"{path}/colleague", {"to": nobody})
        assert (refused.status, refused.body["errors"][0]["code"]) == (422, "not_a_colleague")
    assert ask(buyer, "PUT", f"{path}/claim", {}, COLLEAGUE).status == 200
    assert ask(buyer, "PUT", f"{path}/colleague", {"to": "officer-2"}).body["code"] == "claimed"
    assert ask(buyer, "DELETE", f"{path}/claim", token=COLLEAGUE).status == 204
    for _ in range(2):  # sent again, it is given once
        assert ask(buyer, "PUT", f"{path}/colleague", {"to": "officer-2"}).status == 200
    [row] = queue(buyer, token=COLLEAGUE)["items"]
    assert (row["mine"], row["given_by"]) == (True, "officer-1")
    buyer.stack.clock.forward(hours=23)
    assert ask(buyer, "PUT", f"{path}/claim", {}, COLLEAGUE).body["given_by"] == "officer-1"
    buyer.stack.clock.forward(hours=1)
    assert queue(buyer)["items"][0]["claimed_by"] is None
    [on_record] = [row for row in rows(buyer.stack, "Audit") if row.get("what") == "case_given"]
    assert on_record["officer"] == "officer-1"


def test_only_the_own_team_is_listed(buyer: Buyer) -> None:
    assert ask(buyer, "GET", "colleagues?team=permits").body["items"] == [
        {"officer": "officer-2", "email": "officer-2@staff.example.org"}
    ]
    assert ask(buyer, "GET", "colleagues?team=care").status == 403


def test_a_claim_that_is_over_is_taken_by_the_next_and_the_same_request_is_answered_as_before(buyer: Buyer) -> None:
    assert take_next(buyer, "claim-key-1").status == 200
    assert take_next(buyer, "claim-key-2", COLLEAGUE).status == 204
    buyer.stack.clock.forward(minutes=30)
    assert queue(buyer)["items"][0]["claimed_by"] is None
    assert take_next(buyer, "claim-key-3", COLLEAGUE).body["claimed_by"] == "officer-2"
    assert take_next(buyer, "claim-key-1").body["permit_id"] == buyer.permit_id
    buyer.officer_decides("reject", REASON)
    assert take_next(buyer, "claim-key-1").status == 404
    assert take_next(buyer, "claim-key-4").status == 204


def test_the_queue_says_how_much_waits_since_when_and_whose_it_is(buyer: Buyer) -> None:
    found = queue(buyer, "?zone=Z3&kind=application&permit_type=resident")
    [row] = found["items"]
    assert (found["count"], found["oldest_at"]) == (1, row["queued_at"])
    assert (row["name"], row["vrm"], row["address"]["postcode"]) == ("Ann Smith", "AB12CDE", "LE11 3ED")
    assert row["hold_ends_at"] is not None
    for nothing in (
        "zone=Z4",
        "kind=vehicle_change",
        "permit_type=student",
        "mine=true",
        "answered=true",
        "hold_ends_today=true",
    ):
        assert (queue(buyer, f"?{nothing}")["count"], queue(buyer, f"?{nothing}")["oldest_at"]) == (0, None), nothing
    assert ask(buyer, "GET", "permits?next=AAAA").body["errors"][0]["field"] == "next"


def test_several_are_taken_at_once_and_what_cannot_be_is_named(buyer: Buyer) -> None:
    nobodys = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
    both = {"cases": [{"permit_id": buyer.permit_id}, {"permit_id": nobodys}, {"permit_id": buyer.permit_id}]}
    gone = {"permit_id": nobodys, "code": "not_found"}
    for _ in range(2):  # taken again it is renewed
        taken = ask(buyer, "PUT", "claims", both)
        assert (taken.status, taken.body) == (200, {"done": [buyer.permit_id], "failed": [gone]})
    theirs = ask(buyer, "PUT", "claims", both, token=COLLEAGUE).body
    assert theirs == {"done": [], "failed": [{"permit_id": buyer.permit_id, "code": "claimed"}, gone]}
    too_many = {"cases": [{"permit_id": nobodys}] * 51}
    assert ask(buyer, "PUT", "claims", too_many).status == 422
