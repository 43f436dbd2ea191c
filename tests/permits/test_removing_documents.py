"""Removing a document from an application or a change: what goes, what stays, and who meets whom."""

from typing import Any

import pytest

from portal.evidence_removal import REMOVED, Removals
from tests.faults.invariants import rows
from tests.journeys.permits import REASON, in_review
from tests.support.buyer import Buyer
from tests.support.fixtures import InOrders
from tests.support.in_process import Died, InProcessPortal
from tests.support.interleave import outcome, request
from tests.support.visitor import Visitor


@pytest.fixture
def buyer(portal: InProcessPortal) -> Buyer:
    """Somebody whose application waits for its payment, with a clean document."""
    visitor = Visitor(portal)
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    return buyer


@pytest.fixture
def reviewed(portal: InProcessPortal) -> Buyer:
    return in_review(Visitor(portal))


def kept(buyer: Buyer) -> list[str]:
    """The files in the bucket."""
    found = buyer.stack.aws.s3.list_objects_v2(Bucket=buyer.stack.settings.evidence_bucket)
    return [one["Key"] for one in found.get("Contents", [])]


def documents(buyer: Buyer) -> list[Any]:
    return [item for item in rows(buyer.stack, "Evidence") if item["sk"].startswith("DOCUMENT#")]


def test_its_file_goes_too_and_nothing_can_be_paid_until_another_comes(buyer: Buyer) -> None:
    assert kept(buyer)
    removed = buyer.document()["document_id"]
    assert buyer.removal(removed).status == 204
    assert (kept(buyer), documents(buyer)) == ([], [])
    assert (buyer.document()["status"], "pay" in buyer.sees()["can"]) == ("missing", False)
    assert buyer.attempt().body["code"] == "documents_missing"
    assert buyer.removal(removed).status == 204, "it is asked for once more"
    buyer.stack.clock.forward(hours=2)
    buyer.portal.run_jobs()
    buyer.visitor.sign_in()
    assert buyer.removal(removed).status == 404
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")


def breaks_off(reviewed: Buyer, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function dies before it deletes the file."""

    def dies(*_: object) -> None:
        raise Died("delete_object")

    with monkeypatch.context() as broken:
        broken.setattr(Removals, "_delete_files", dies)
        assert reviewed.portal.call("DELETE", path, token=reviewed.visitor.token).status == 500


def test_a_removal_that_broke_off_leaves_no_document_without_its_file_and_is_finished_by_repeating(
    reviewed: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = reviewed.document()["document_id"]
    path = f"/v1/permits/{reviewed.permit_id}/documents/{document_id}"
    breaks_off(reviewed, path, monkeypatch)
    assert (documents(reviewed), bool(kept(reviewed))) == ([], True)
    assert reviewed.officer_asks("GET", f"/v1/officer/documents/{document_id}").status == 404
    reviewed.removes(document_id)
    assert kept(reviewed) == []


def test_a_removal_that_broke_off_is_finished_by_the_job(reviewed: Buyer, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/v1/permits/{reviewed.permit_id}/documents/{reviewed.document()['document_id']}"
    breaks_off(reviewed, path, monkeypatch)
    reviewed.stack.clock.forward(hours=2)
    reviewed.portal.run_jobs()
    assert kept(reviewed) == []
    assert [item for item in rows(reviewed.stack, "Evidence") if item["pk"] == REMOVED] == []


def test_it_makes_room_for_another(buyer: Buyer) -> None:
    most = buyer.stack.settings.files_per_subject
    for _ in range(most - 1):
        buyer.uploads()
    file = {"kind": "v5c", "filename": "v5c.png", "content_type": "image/png", "size": 9}
    path = f"/v1/permits/{buyer.permit_id}/documents"
    assert buyer.visitor.ask("POST", path, file).body["code"] == "too_many_files"
    buyer.removes(buyer.document()["files"][0]["document_id"])
    assert buyer.visitor.ask("POST", path, file).status == 201


def test_nobody_removes_somebody_elses(buyer: Buyer) -> None:
    document_id = buyer.document()["document_id"]
    stranger = Visitor(buyer.portal, email="ben@example.org", registration_key="registration-ben")
    stranger.make_account()
    path = f"/v1/permits/{buyer.permit_id}/documents/{document_id}"
    assert stranger.ask("DELETE", path).status == 404
    other = Buyer(stranger, vrm="AB32 CDE")
    theirs = other.applies()["permit_id"]
    assert stranger.ask("DELETE", f"/v1/permits/{theirs}/documents/{document_id}").status == 404
    assert buyer.document()["document_id"] == document_id


def test_an_officer_decides_on_nothing_that_was_removed_meanwhile(reviewed: Buyer) -> None:
    opened = reviewed.case()
    reviewed.removes(reviewed.document()["document_id"])
    stale = reviewed.officer.decision(reviewed.permit_id, "approve", version=opened["version"])
    assert (stale.status, stale.body["code"]) == (409, "changed_meanwhile")
    assert [error["code"] for error in stale.body["errors"]] == ["document_removed"]
    assert reviewed.officer.decision(reviewed.permit_id, "approve").body["code"] == "documents_not_checked"
    [case] = reviewed.officer.queue(reviewed.home.zone)
    assert case["permit_id"] == reviewed.permit_id, "it stays with the officers"
    reviewed.sends()
    assert reviewed.officer.decision(reviewed.permit_id, "approve").status == 200


def test_what_was_decided_upon_stays(reviewed: Buyer) -> None:
    document_id = reviewed.document()["document_id"]
    reviewed.officer_decides("reject", REASON)
    refused = reviewed.removal(document_id)
    assert (refused.status, refused.body["code"]) == (409, "decided_already")
    assert kept(reviewed)


def test_a_document_that_was_carried_over_leaves_the_first_application_its_file(reviewed: Buyer) -> None:
    reviewed.officer_decides("reject", REASON)
    first, before = reviewed.permit_id, kept(reviewed)
    reviewed.applies(from_permit_id=first)
    reviewed.removes(reviewed.document()["document_id"])
    assert reviewed.document()["status"] == "missing"
    assert kept(reviewed) == before
    of_first = f"/v1/officer/permits/{first}"
    [document] = reviewed.officer_asks("GET", of_first).body["permit"]["documents"]
    link = reviewed.officer_asks("GET", f"/v1/officer/documents/{document['document_id']}")
    assert (document["status"], link.status) == ("clean", 200)


def test_what_is_removed_cannot_be_used_again(reviewed: Buyer) -> None:
    document_id = reviewed.document()["document_id"]
    accepted = {"accepted": True, "valid_until": "2027-11-20"}
    assert reviewed.officer_asks("PUT", f"/v1/officer/evidence/{document_id}/review", accepted).status == 200
    assert reviewed.visitor.ask("GET", "/v1/evidence").body["items"]
    reviewed.removes(document_id)
    assert reviewed.visitor.ask("GET", "/v1/evidence").body["items"] == []


def test_removed_twice_at_once_it_goes_once(reviewed: Buyer, in_orders: InOrders) -> None:
    path = f"/v1/permits/{reviewed.permit_id}/documents/{reviewed.document()['document_id']}"
    one = request(reviewed.stack, "DELETE", path, token=reviewed.visitor.token)
    for run in in_orders(one, one, switches=2):
        codes = sorted(str(outcome(answer)) for answer in run.results)
        assert codes[0] == "204", run.order
        assert codes[1] in {"204", "not_found", "try_again"}, run.order
        assert documents(reviewed) == [], run.order
        [needed] = [item for item in rows(reviewed.stack, "Evidence") if item["sk"] == "NEEDED"]
        assert needed["files"] == 0, run.order


def test_removed_while_it_is_approved_is_one_of_the_two(reviewed: Buyer, in_orders: InOrders) -> None:
    """What is approved has its document, and what has none is not approved."""
    document_id, version = reviewed.document()["document_id"], reviewed.case()["version"]
    path = f"/v1/permits/{reviewed.permit_id}"
    remove = request(reviewed.stack, "DELETE", f"{path}/documents/{document_id}", token=reviewed.visitor.token)
    approve = request(
        reviewed.stack,
        "POST",
        f"/v1/officer/permits/{reviewed.permit_id}/decision",
        {"outcome": "approve", "version": version},
        token=reviewed.officer.token,
        headers={"Idempotency-Key": "decide-key-1"},
    )
    ends = set[str]()
    for run in in_orders(remove, approve, switches=2):
        [permit] = [item for item in rows(reviewed.stack, "Permits") if item["sk"] == "PERMIT"]
        assert (permit["status"] == "approved") == bool(documents(reviewed)), run.order
        ends.add(permit["status"])
    assert ends == {"approved", "in_review"}


def test_removed_while_it_is_paid_for_the_officer_waits_for_another(buyer: Buyer) -> None:
    """It was there when its owner went to pay."""
    page = buyer.to_pay()
    buyer.removes(buyer.document()["document_id"])
    buyer.portal.enter_card(page)
    buyer.comes_back()
    buyer.portal.settle()
    buyer.waits_for("in_review", "authorised")
    assert buyer.officer.decision(buyer.permit_id, "approve").body["code"] == "documents_not_checked"
    buyer.sends()
    assert buyer.officer.decision(buyer.permit_id, "approve").status == 200
