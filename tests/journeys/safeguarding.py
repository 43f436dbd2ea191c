"""A safeguarding concern: reported by a professional, opened with a reason, asked about, and ended with an outcome."""

from typing import Any

from care.rules.concerns import CONCERN
from tests.journeys.requests import Applicant, CareOfficer, sent_past_the_pages
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

PROFESSIONAL = {"kind": "professional", "organisation": "Oak Surgery", "job_title": "Nurse"}
PERSON = {"first_name": "Ottoline", "last_name": "Quillfeather", "birth_date": "1939-02-28"}
SOURCE = "Mortimer Blackthorne"
WORDS = "She is locked in the cellar at night."
INJURY = {
    "body_place": "lower_arm",
    "body_side": "left",
    "body_view": "front",
    "body_kind": "grip",
    "body_looks": "Four finger marks",
}
HARMS = {
    "source_name": SOURCE,
    "source_relationship": "other_family",
    "source_lives_with": "yes",
    "source_main_carer": "yes",
    "source_reach": "yes",
    "source_trust": "no",
    "source_at_risk": "no",
    "source_knows": "no",
}
FINDINGS = [
    {"name": "care_needs", "answer": "yes", "why": "She needs help to wash."},
    {"name": "abuse_or_neglect", "answer": "yes", "why": "Grip marks, and a locked door."},
    {"name": "cannot_protect", "answer": "unknown", "why": "Nobody has seen her alone."},
]
"""What the officer finds on the three parts of section 42; the reporter never reads it."""
REPORT: dict[str, Any] = {
    **PERSON,
    "urgent": ["harm_soon"],
    "abuse": ["physical", "domestic"],
    "concern": WORDS,
    "injuries": [INJURY],
    "sources": [HARMS],
    "agrees": "no",
    "why_act": ["serious_harm"],
    "person_contact": "no",
    "second_name": "Robin Ward",
    "safe_contact_shared_post": False,
}
"""What is answered otherwise than with the first thing that comes."""


def reporter(visitor: Visitor) -> Applicant:
    visitor.make_account(**PROFESSIONAL)
    return Applicant(visitor, form=CONCERN)


def concern_reported(visitor: Visitor) -> None:
    """With a photo; asked about; ended."""
    reports = reporter(visitor)
    reports.starts()
    photo = reports.sends_file("concern_evidence", "Quillfeather.png")
    visitor.portal.settle()
    went = reports.answers_all(**REPORT, evidence=[photo])
    assert went[:2] == ["urgent", "call-now"]
    sent = reports.submits()
    assert (sent["status"], sent["can"]) == ("submitted", ["report_change"])
    visitor.portal.settle()
    assert reports.ask("POST", f"/{reports.request_id}/withdrawal", key="withdrawal-key-1").status == 409
    officer = CareOfficer(reports, team="safeguarding")
    assert "safeguarding" in officer.queues()
    waiting = officer.ask("GET").body["items"]
    assert [one["initial"] for one in waiting if one["reference"] == sent["reference"]] == [""]
    assert officer.opens("I am on duty")["request"]["answers"]["concern"] == WORDS
    officer.steps("information_needed", "step-key-1", message="Which ward is it?")
    reports.replies("Ward 3")
    said = {"outcome": "enquiry_opened", "message": "We have opened an enquiry.", "findings": FINDINGS}
    assert officer.steps("approved", "step-key-2", **said)["status"] == "approved"
    visitor.portal.settle()
    assert [one["answer"] for one in officer.case()["findings"]] == ["yes", "yes", "unknown"]
    seen = reports.seen()
    assert seen["timeline"][-1]["text"] == "We have opened an enquiry."
    assert not [one for one in FINDINGS if one["why"] in str(seen)]


def reported(reports: Applicant, key: str = "1", **chosen: Any) -> Any:
    reports.starts(f"request-key-{key}")
    return sent_past_the_pages(reports, f"submission-key-{key}", **{**REPORT, **chosen})


def concern_overdue(visitor: Visitor) -> None:
    """Nobody decides it in time, and the team is told."""
    reported(reporter(visitor))
    portal = visitor.portal
    assert isinstance(portal, InProcessPortal)
    portal.stack.clock.forward(days=5)
    portal.run_jobs()
