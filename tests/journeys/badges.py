"""A Blue Badge: asked for, looked at by an expert, agreed to, paid for, ordered from its maker."""

from tests.journeys.bills import Billing
from tests.journeys.payments import Debtor
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.visitor import Visitor

FORM = "blue-badge"
UNTIL = "2029-11-20"


def badge_paid(visitor: Visitor) -> None:
    """By descriptor E of PIP. The expert's report does not come in time, and the team goes on without.

    Who asks needs Easy Read: the email about the fee is made so by hand, and sent by what is safe.
    """
    visitor.make_account()
    applicant = Applicant(visitor, form=FORM)
    applicant.starts()
    photo = applicant.sends_file("photo", "me.png")
    applicant.answers_all(benefits=["pip"], pip_planning="e", photo=[photo], communication_needs=["easy_read"])
    assert applicant.submits()["eligibility"] == "without_assessment"
    visitor.portal.settle()
    officer, debtor = CareOfficer(applicant, team=FORM), Debtor(visitor)
    assert officer.opens()["request"]["answers"]["pip_planning"] == "e"
    officer.steps("with_assessor", "step-key-1", message="An expert calls you.")
    assert [one["status"] for one in officer.ask("GET", "?status=with_assessor").body["items"]] == ["with_assessor"]
    for _ in range(2):
        debtor.stack.clock.forward(days=14, minutes=6)
        debtor.portal.run_jobs()
        debtor.portal.settle()
    officer.opens()
    officer.steps("approved", "step-key-2", outcome="badge_agreed", message="We agree.", valid_until=UNTIL)
    debtor.stack.clock.forward(minutes=6)
    debtor.portal.run_jobs()
    debtor.portal.settle()
    [billed] = Billing(visitor).does("GET", "undelivered-notices")["items"]
    assert (billed["about"], billed["by_hand"]) == ("You have a payment to make", ["easy_read"])
    assert (billed["safe_by"], billed["may_ring"]) == (["email"], False)
    visitor.sign_in()
    granted = applicant.seen()["granted"]
    assert (granted["valid_until"], granted["paid"], granted["ordered_at"]) == (UNTIL, False, None)
    debtor.pays(granted["payment_id"], "badge-paid-1")
    debtor.settles(granted["payment_id"], "paid")
    assert debtor.portal.until(applicant.seen, lambda seen: seen["granted"]["ordered_at"])["granted"]["paid"]
    officer.opens()
    assert applicant.request_id in officer.to_order()
    officer.steps("order_placed", "step-key-3")
    assert applicant.request_id not in officer.to_order()


def badge_of_who_died(visitor: Visitor) -> None:
    """Agreed to; the person dies before the fee is paid."""
    visitor.make_account()
    applicant = Applicant(visitor, form=FORM)
    applicant.starts()
    applicant.answers_all(benefits=["sight"])
    applicant.submits()
    officer = CareOfficer(applicant, team=FORM)
    officer.opens()
    officer.steps("approved", "step-key-1", outcome="badge_agreed", message="We agree.", valid_until=UNTIL)
    visitor.portal.settle()
    assert applicant.reports_death()["status"] == "closed"
    visitor.portal.settle()


def badge_declined(visitor: Visitor) -> None:
    """With the photo named as what shows it."""
    visitor.make_account()
    applicant = Applicant(visitor, form=FORM)
    applicant.starts()
    photo = applicant.sends_file("photo", "me.png")
    applicant.answers_all(main_reason="walking", walking_what=["pain"], photo=[photo])
    reference = applicant.submits()["reference"]
    officer = CareOfficer(applicant, team=FORM)
    assert [one["reference"] for one in officer.ask("GET").body["items"]] == [reference]
    assert officer.takes_next("next-key-1").body["reference"] == reference
    officer.opens()
    criteria = [{"name": "walking", "met": False, "why": "You are seen on a mountain.", "evidence": [photo]}]
    officer.steps("declined", "step-key-1", outcome="not_agreed", message="We do not agree.", criteria=criteria)
    visitor.portal.settle()
    [reason] = applicant.seen()["criteria"]
    assert reason["evidence"] == [photo]


BADGE_JOURNEYS = (badge_paid, badge_of_who_died, badge_declined)
