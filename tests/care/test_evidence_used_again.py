"""Documents that an officer accepted are used again (`docs/rules/care.md`, C124 and C125)."""

from typing import Any

import pytest

from tests.care.test_requests_in_process import answered
from tests.faults import request_invariants
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer, evidence_used_again
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor

UNTIL = "2027-11-20"


@pytest.fixture
def officer(portal: InProcessPortal) -> CareOfficer:
    """Who has opened a request with a paper that was looked through."""
    visitor = Visitor(portal)
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    paper = applicant.sends_file("authority_proof", scanned=True)
    answered(applicant, authority="deputy", authority_proof=[paper])
    applicant.submits()
    desk = CareOfficer(applicant)
    desk.opens()
    return desk


def paper_of(officer: CareOfficer) -> str:
    [paper] = officer.applicant.files()
    return paper


def reuse(applicant: Applicant, document_id: str, kind: str = "authority_proof") -> Any:
    body = {"kind": kind, "document_id": document_id}
    return applicant.ask("POST", f"/{applicant.request_id}/accepted-evidence", body)


def test_for_a_request_and_for_a_permit(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    evidence_used_again(visitor)
    request_invariants.used_again(portal.stack, portal, visitor, repeat_allowed=False)


def test_only_what_was_accepted_and_as_what_it_is(portal: InProcessPortal, officer: CareOfficer) -> None:
    applicant, paper = officer.applicant, paper_of(officer)
    applicant.starts("request-key-2")
    assert reuse(applicant, paper).status == 422
    officer.accepts(paper, UNTIL)
    assert reuse(applicant, paper, "home_photo").status == 422
    assert reuse(applicant, paper).status == 201


def test_until_its_last_day(portal: InProcessPortal, officer: CareOfficer) -> None:
    applicant, paper = officer.applicant, paper_of(officer)
    officer.accepts(paper, "2026-11-25")
    portal.stack.clock.forward(days=4, hours=1)
    applicant.visitor.sign_in()
    applicant.starts("request-key-2")
    assert reuse(applicant, paper).status == 201
    portal.stack.clock.forward(days=1)
    applicant.visitor.sign_in()
    assert reuse(applicant, paper).status == 422
    assert applicant.visitor.ask("GET", "/v1/evidence").body["items"] == []


def test_nobody_else_uses_it(portal: InProcessPortal, officer: CareOfficer) -> None:
    paper = paper_of(officer)
    officer.accepts(paper, UNTIL)
    other = Visitor(portal, email="bob@example.org", registration_key="registration-2")
    other.make_account()
    stranger = Applicant(other)
    stranger.starts()
    assert reuse(stranger, paper).status == 422
    assert other.ask("GET", "/v1/evidence").body["items"] == []


def test_what_is_used_again_does_not_go_with_what_it_was_taken_from(
    portal: InProcessPortal, officer: CareOfficer
) -> None:
    applicant, paper, first = officer.applicant, paper_of(officer), officer.path
    officer.accepts(paper, UNTIL)
    applicant.starts("request-key-2")
    assert reuse(applicant, paper).status == 201
    portal.scan_all()
    applicant.discards()
    assert officer.ask("GET", f"{first}/evidence/{paper}").status == 200
    kept = [one for one in rows(portal.stack, "Evidence") if one["sk"].startswith("DOCUMENT#")]
    keys = portal.stack.aws.s3.list_objects_v2(Bucket=portal.stack.settings.evidence_bucket, Prefix="kept/")
    assert [one["document_id"] for one in kept] == [paper]
    assert len(keys["Contents"]) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"accepted": True}, "missing"),
        ({"accepted": False, "valid_until": UNTIL}, "missing"),
        ({"accepted": True, "valid_until": "2026-11-21"}, "too_early"),
        ({"accepted": True, "valid_until": "2099-01-01"}, "too_late"),
    ],
)
def test_a_word_that_cannot_be(officer: CareOfficer, said: dict[str, Any], code: str) -> None:
    path = f"/v1/officer/evidence/{paper_of(officer)}/review"
    answer = Visitor(officer.applicant.visitor.portal, token=staff_token("care")).ask("PUT", path, said)
    assert (answer.status, [one["code"] for one in answer.body["errors"]]) == (422, [code])


def test_another_team_has_no_word_on_it(portal: InProcessPortal, officer: CareOfficer) -> None:
    path, body = f"/v1/officer/evidence/{paper_of(officer)}/review", {"accepted": True, "valid_until": UNTIL}
    for team in ("blue-badge", "permits"):
        assert Visitor(portal, token=staff_token(team)).ask("PUT", path, body).status == 404
    officer.applicant.starts("request-key-2")
    of_a_draft = f"/v1/officer/evidence/{officer.applicant.sends_file('authority_proof')}/review"
    for team in ("permits", "care"):
        answer = Visitor(portal, token=staff_token(team)).ask("PUT", of_a_draft, body)
        assert answer.status == 404, "nobody but its owner knows that there is such a file"
    unopened = Visitor(portal, token=staff_token("care", sub="officer-2")).ask("PUT", path, body)
    assert (unopened.status, unopened.body["code"]) == (403, "not_opened")


def test_of_a_closed_account_nothing_is_accepted_any_more(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.accepts(paper_of(officer), UNTIL)
    visitor = officer.applicant.visitor
    visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    portal.settle()
    assert [one for one in rows(portal.stack, "Evidence") if one["pk"].startswith("ACCEPTED#")] == []
