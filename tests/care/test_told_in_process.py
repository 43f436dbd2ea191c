"""Who sent a request is told what becomes of it, by what is safe alone (`docs/rules/care.md`, C64 to C66)."""

from typing import Any

import pytest

from tests.care.test_requests_in_process import answered
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer, care_questioned
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


@pytest.fixture
def applicant(portal: InProcessPortal) -> Applicant:
    visitor = Visitor(portal)
    visitor.make_account()
    asks = Applicant(visitor)
    asks.starts()
    return asks


def about_requests(applicant: Applicant) -> list[str]:
    applicant.visitor.portal.settle()
    mails = applicant.visitor.portal.mails(applicant.visitor.email)
    return [one.subject for one in mails if "request" in one.subject or "began" in one.subject]


def undelivered(portal: InProcessPortal) -> list[Any]:
    portal.settle()
    return [one["mail"] for one in rows(portal.stack, "Notifications") if one.get("status") == "undelivered"]


def test_a_mail_says_that_it_was_sent_and_one_that_it_has_ended(applicant: Applicant) -> None:
    answered(applicant)
    reference = applicant.submits()["reference"]
    officer = CareOfficer(applicant)
    officer.opens()
    officer.steps("in_review", "step-key-1")
    assert about_requests(applicant) == [f"We have received your request {reference}"]
    officer.steps("approved", "step-key-2", outcome="equipment", message="We bring a rail.")
    assert about_requests(applicant)[1:] == [f"We have written to you about your request {reference}"]
    assert "rail" not in str(applicant.visitor.portal.mails(applicant.visitor.email))


def test_a_question_is_told_and_told_again_and_a_draft_is_warned_of(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    care_questioned(visitor)
    reference = next(one["reference"] for one in rows(portal.stack, "Requests") if "reference" in one)
    assert about_requests(Applicant(visitor)) == [
        f"We have received your request {reference}",
        f"A question about your request {reference}",
        f"We still need your answer about your request {reference}",
        "What you began is kept for one more week",
    ]


@pytest.mark.parametrize("chosen", [{"safe_contact_channels": ["none"]}, {"safe_contact_shared_device": True}])
def test_who_cannot_be_told_safely_is_not_told_and_officers_see_that(
    portal: InProcessPortal, applicant: Applicant, chosen: dict[str, Any]
) -> None:
    answered(applicant, **chosen)
    applicant.submits()
    assert about_requests(applicant) == []
    assert undelivered(portal) == ["request_submitted"]
