"""Somebody takes their requests away, once an officer has looked through them (`docs/rules/care.md`, C120 to C122)."""

import json
from typing import Any

import pytest

from tests.care.test_requests_in_process import answered
from tests.faults import request_invariants
from tests.faults.invariants import rows
from tests.journeys.leaving import waits_for_export
from tests.journeys.requests import Applicant, CareOfficer, copy_taken_away, exported
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor


@pytest.fixture
def applicant(portal: InProcessPortal) -> Applicant:
    visitor = Visitor(portal)
    visitor.make_account()
    somebody = Applicant(visitor)
    somebody.starts()
    answered(somebody)
    somebody.submits()
    return somebody


def kinds(applicant: Applicant) -> list[Any]:
    return [kind["records"] for kind in json.loads(exported(applicant)["care.json"])["kinds"]]


def test_from_the_asking_to_the_second_copy(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    copy_taken_away(visitor)
    request_invariants.copied(portal.stack, portal, visitor, repeat_allowed=False)


def test_a_draft_needs_nobodys_look(portal: InProcessPortal, applicant: Applicant) -> None:
    applicant.starts("request-key-2")
    applicant.saves("urgent", {"urgent": ["none_of_these"]})
    sent, named, begun = kinds(applicant)
    assert (sent, [one["reference"] for one in named], len(begun)) == ([], [named[0]["reference"]], 1)
    assert begun[0]["answers"][0]["answer"] == "None of these"


def test_what_was_written_since_is_looked_through_again(portal: InProcessPortal, applicant: Applicant) -> None:
    assert kinds(applicant)[0] == []
    officer = CareOfficer(applicant)
    officer.opens()
    officer.releases()
    portal.stack.clock.forward(minutes=1)
    applicant.withdraws()
    assert kinds(applicant)[0] == []
    assert len(officer.copies_asked()) == 1


def test_another_team_neither_sees_nor_decides_it(portal: InProcessPortal, applicant: Applicant) -> None:
    kinds(applicant)
    other = Visitor(portal, token=staff_token("blue-badge"))
    assert other.ask("GET", "/v1/officer/releases").body["count"] == 0
    path = f"/v1/officer/requests/{applicant.request_id}/release"
    assert other.ask("PUT", path, {"version": 3, "released": True}).status == 404
    unopened = CareOfficer(applicant).ask("PUT", f"/{applicant.request_id}/release", {"version": 3, "released": True})
    assert unopened.body["code"] == "not_opened"


def test_nobody_asked_so_nothing_is_decided(applicant: Applicant) -> None:
    officer = CareOfficer(applicant)
    version = officer.opens()["version"]
    said = officer.ask("PUT", f"{officer.path}/release", {"version": version, "released": True})
    assert (said.status, said.body["code"]) == (409, "decided_already")


def test_a_copy_stays_closed_for_a_day_after_a_password_was_reset(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    visitor = applicant.visitor
    export_id = visitor.ask("POST", "/v1/account/exports", {}).body["export_id"]
    waits_for_export(Buyer(visitor), export_id)
    reset_id = visitor.start_reset().body["reset_id"]
    portal.settle()
    visitor.reset_password(reset_id, visitor.newest_code(), "Shining-armour-8")
    visitor.password = "Shining-armour-8"
    visitor.sign_in()
    tries = [
        visitor.ask("GET", f"/v1/account/exports/{export_id}"),
        visitor.ask("POST", "/v1/account/exports", {}),
    ]
    assert [(one.status, one.body["code"]) for one in tries] == [(403, "care_closed")] * 2
    portal.stack.clock.forward(hours=24, minutes=1)
    visitor.sign_in()
    assert visitor.ask("GET", f"/v1/account/exports/{export_id}").body["download"]


def test_what_was_written_to_them_is_in_it_without_its_text(portal: InProcessPortal, applicant: Applicant) -> None:
    portal.settle()
    [told] = [kind["records"] for kind in json.loads(exported(applicant)["notices.json"])["kinds"]]
    assert any(one["about"] == "We have received your request" for one in told), told
    assert applicant.visitor.email not in str(told)


def test_of_a_closed_account_nobody_waits_for_a_copy(portal: InProcessPortal, applicant: Applicant) -> None:
    kinds(applicant)
    visitor = applicant.visitor
    visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    portal.settle()
    assert CareOfficer(applicant).copies_asked() == []
    assert [item for item in rows(portal.stack, "Requests") if item["sk"] == "RELEASE"] == []
