"""Forms on the local stack, from their start over an officer's question to what comes of them: what the bus, the
queues, the scan and GOV.UK Pay's stand-in do between (`docs/rules/care.md`, C61, C64, C67; `docs/rules/blue-badge.md`,
B8, B9; `docs/rules/safeguarding.md`, S12).
"""

from datetime import UTC, datetime, timedelta

import pytest

from portal.london import today
from tests.journeys.requests import Applicant, CareOfficer
from tests.journeys.safeguarding import concern_reported
from tests.support.buyer import new_key
from tests.support.http_portal import HttpPortal
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack


def told(applicant: Applicant, reference: str) -> list[str]:
    """What our emails about the request say first, oldest first, as soon as there are three."""
    portal, to = applicant.visitor.portal, applicant.visitor.email

    def came() -> list[str]:
        return [mail.subject for mail in portal.mails(to) if reference in mail.subject]

    assert isinstance(portal, HttpPortal)
    return portal.until(came, lambda subjects: len(subjects) >= 3)


def test_a_badge_from_the_form_over_a_question_to_its_paid_fee(visitor: Visitor) -> None:
    portal = visitor.portal
    assert isinstance(portal, HttpPortal)
    visitor.make_account()
    applicant = Applicant(visitor, form="blue-badge")
    applicant.starts()
    photo = applicant.sends_file("photo", "me.png")
    applicant.answers_all(benefits=["pip"], pip_planning="e", photo=[photo])
    reference = applicant.submits()["reference"]
    officer = CareOfficer(applicant, team="blue-badge")
    officer.opens()
    officer.steps("information_needed", new_key(), message="Which award letter is it?")
    applicant.sends_file("other_papers")
    applicant.replies("The one of May")
    case = portal.until(officer.case, lambda seen: "scanning" not in str(seen["request"]["evidence"]))
    assert len(case["since_question"]) == 1
    until = (today(datetime.now(UTC)) + timedelta(days=1000)).isoformat()
    officer.steps("approved", new_key(), outcome="badge_agreed", message="We agree.", valid_until=until)
    payment_id = applicant.seen()["granted"]["payment_id"]
    path = f"/v1/payments/{payment_id}"
    portal.until(lambda: visitor.ask("GET", path), lambda answer: answer.status == 200)
    attempt = visitor.ask("POST", f"{path}/attempts", headers={"Idempotency-Key": new_key()})
    portal.enter_card(attempt.body["next_url"])
    visitor.ask("POST", f"{path}/refresh")
    granted = portal.until(applicant.seen, lambda seen: seen["granted"]["ordered_at"])["granted"]
    assert (granted["paid"], granted["valid_until"]) == (True, until)
    assert applicant.request_id in officer.to_order()
    assert told(applicant, reference) == [
        f"We have received your request {reference}",
        f"A question about your request {reference}",
        f"We have written to you about your request {reference}",
    ]


def test_a_concern_from_the_report_over_a_question_to_its_outcome(visitor: Visitor) -> None:
    concern_reported(visitor)
