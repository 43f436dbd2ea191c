"""Who sent a request is told what becomes of it, by what is safe alone (`docs/rules/care.md`, C64 to C66)."""

from typing import Any

import pytest

from portal.formats import Format
from portal.request_card import RequestCards, RequestKey, card_key
from portal.table import Tables, Update
from tests.care.test_requests_in_process import answered
from tests.faults.invariants import rows
from tests.journeys.bills import Billing
from tests.journeys.requests import Applicant, CareOfficer, care_questioned
from tests.journeys.safeguarding import REPORT, reporter
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


def test_a_bill_about_a_request_names_its_reference_alone_and_is_told_by_what_is_safe(applicant: Applicant) -> None:
    """The officer chose a letter; the applicant has called nothing safe but email."""
    answered(applicant, safe_contact_channels=["email"])
    reference = applicant.submits()["reference"]
    billing = Billing(applicant.visitor)
    about: dict[str, Any] = {"for": {"kind": "request", "reference": reference.lower()}}
    billing.asks(description=None, tell_by=["post"], **about)
    seen = billing.debtor.looks(billing.payment_id)
    assert (seen["description"], seen["for"]) == (
        f"Request {reference}",
        {"kind": "request", "id": applicant.request_id},
    )
    [event] = [one for one in rows(billing.debtor.stack, "Notifications") if one.get("mail") == "payment_requested"]
    assert [one["channel"] for one in event["messages"]] == ["email"]
    mails = billing.debtor.portal.mails(applicant.visitor.email)
    [told] = [one for one in mails if one.subject.startswith("You have a payment to make")]
    assert not {"care", reference.lower(), "request"} & set(told.text.lower().split())
    assert billing.withdraws()["status"] == "withdrawn"


def test_who_has_moved_away_gets_no_letter_about_a_bill(applicant: Applicant) -> None:
    answered(applicant, safe_contact_channels=["email", "post"], safe_contact_shared_post=False)
    reference = applicant.submits()["reference"]
    cards = RequestCards.from_context(Billing(applicant.visitor).debtor.stack.context())
    assert known(cards, reference) == ("email", "post")
    applicant.tells("We live in Leeds now", moved_away=True)
    assert known(cards, reference) == ("email",)


def channels(billing: Billing, mail: str) -> list[list[str]]:
    """The channels of each notice of this kind, the oldest first."""
    notices = [one for one in rows(billing.debtor.stack, "Notifications") if one.get("mail") == mail]
    notices.sort(key=lambda one: str(one["claimed_at"]))
    return [[message["channel"] for message in one["messages"]] for one in notices]


def billed(applicant: Applicant, **said: object) -> Billing:
    """Somebody who chose emails and letters is asked for a payment about their request."""
    applicant.visitor.edit_profile(contact_by={"email": True, "text": False, "post": True})
    answered(applicant, **said)
    billing = Billing(applicant.visitor)
    about: dict[str, Any] = {"for": {"kind": "request", "reference": applicant.submits()["reference"]}}
    billing.asks(description=None, **about)
    return billing


def test_a_reminder_and_a_withdrawal_go_by_what_is_safe_on_their_day(applicant: Applicant) -> None:
    billing = billed(applicant, safe_contact_channels=["email", "post"], safe_contact_shared_post=False)
    assert channels(billing, "payment_requested") == [["email", "post"]]
    applicant.tells("We live in Leeds now", moved_away=True)
    billing.days_pass(4)
    assert channels(billing, "payment_reminder") == [["email"]]
    billing.withdraws()
    billing.debtor.portal.settle()
    assert channels(billing, "payment_withdrawn") == [["email"]]


def test_a_bill_about_a_request_comes_in_the_formats_of_its_answers(applicant: Applicant) -> None:
    safe = {"safe_contact_channels": ["post"], "safe_contact_shared_post": False}
    billing = billed(applicant, communication_needs=["large_print", "braille"], **safe)
    [notice] = [one for one in rows(billing.debtor.stack, "Notifications") if one.get("mail") == "payment_requested"]
    assert notice["by_hand"] == ["braille"]
    [listed] = [one for one in undelivered_notices(billing) if one["notice_id"] == notice["event_id"]]
    assert (listed["safe_by"], listed["may_ring"]) == (["post"], False)
    applicant.tells("We live in Leeds now", moved_away=True)
    [listed] = [one for one in undelivered_notices(billing) if one["notice_id"] == notice["event_id"]]
    assert listed["safe_by"] == []


def test_who_can_only_be_rung_up_is_rung_up(applicant: Applicant) -> None:
    billing = billed(applicant, safe_contact_channels=["phone"], safe_contact_shared_device=False)
    assert channels(billing, "payment_requested") == [[]]
    assert {(tuple(one["safe_by"]), one["may_ring"]) for one in undelivered_notices(billing)} == {((), True)}
    asked = billing.asked()
    reference = applicant.seen()["reference"]
    about = billing.does("GET", f"payments?account_id={asked['account_id']}&about={reference}")
    assert (about["told_by"], about["safe_by"], about["may_ring"]) == ([], [], True), "as the list of messages says"


def test_a_card_written_before_cards_had_formats_says_nothing_of_them(applicant: Applicant) -> None:
    """Nothing is not "none": what the event names is kept then."""
    answered(applicant, communication_needs=["braille"])
    reference = applicant.submits()["reference"]
    context = Billing(applicant.visitor).debtor.stack.context()
    cards, key = RequestCards.from_context(context), RequestKey(applicant.request_id, reference)
    now = cards.get(key)
    assert now is not None
    assert now.formats == (Format.BRAILLE,)
    table = context.settings.requests_table
    Tables(context.aws.dynamodb, context.pause).update(Update(table, card_key(key), remove=("formats",)))
    old = cards.get(key)
    assert old is not None
    assert old.formats is None


def undelivered_notices(billing: Billing) -> list[Any]:
    listed: list[Any] = billing.does("GET", "undelivered-notices")["items"]
    return listed


def test_who_is_about_to_be_asked_for_money_is_known_by_their_own_request_alone(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    answered(applicant, safe_contact_channels=["email", "text"])
    reference = applicant.submits()["reference"]
    billing = Billing(applicant.visitor)
    mine = f"payments?account_id={billing.asked()['account_id']}"
    stranger = Visitor(portal, email="robin@example.org", registration_key="registration-2")
    stranger.make_account()
    others = f"payments?account_id={Billing(stranger).asked()['account_id']}"
    about = billing.does("GET", f"{mine}&about={reference.lower()}")
    assert (about["told_by"], about["safe_by"], about["may_ring"]) == (["email"], ["email", "text"], False)
    assert billing.does("GET", f"{others}&about={reference}")["told_by"] is None
    assert billing.does("GET", f"{mine}&about=ZZZZZZZZ")["told_by"] is None
    refused = billing.officer("GET", f"{mine}&about={'A' * 21}").body
    assert (refused["code"], [one["field"] for one in refused["errors"]]) == ("invalid_input", ["about"])
    assert billing.does("GET", mine)["told_by"] is None


def known(cards: RequestCards, reference: str) -> tuple[str, ...]:
    card = cards.with_reference(reference)
    assert card is not None
    return card.safe_by


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"for": {"kind": "request"}}, "for.reference"),
        ({"for": {"kind": "request", "reference": "ZZZZZZZZ"}}, "for.reference"),
        ({"description": "Your hoist"}, "description"),
        ({"for": {"kind": "other"}}, "description"),
    ],
)
def test_what_cannot_be_asked_for_about_a_request(applicant: Applicant, changed: dict[str, object], field: str) -> None:
    answered(applicant)
    reference = applicant.submits()["reference"]
    about: dict[str, object] = {"description": None, "for": {"kind": "request", "reference": reference}}
    assert refused(Billing(applicant.visitor), about | changed) == [field]


def test_nothing_is_asked_for_about_a_concern_or_somebody_elses_request(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    answered(applicant)
    theirs = applicant.submits()["reference"]
    reports = reporter(Visitor(portal, email="robin@example.org", registration_key="registration-2"))
    reports.starts()
    reports.answers_all(**REPORT)
    concern = reports.submits()["reference"]
    for reference in (theirs, concern):
        about: dict[str, object] = {"description": None, "for": {"kind": "request", "reference": reference}}
        assert refused(Billing(reports.visitor), about) == ["for.reference"]
    kept = [one for one in rows(portal.stack, "Requests") if one["pk"] == f"REFERENCE#{concern}"]
    assert [one.keys() & {"account_id", "safe_by"} for one in kept] == [set()]


def refused(billing: Billing, changed: dict[str, object]) -> list[str]:
    answer = billing.officer("POST", "payments", billing.asked(**changed), "bill-key-1")
    assert answer.status == 422
    return [error["field"] for error in answer.body["errors"]]


@pytest.mark.parametrize("chosen", [{"safe_contact_channels": ["none"]}, {"safe_contact_shared_device": True}])
def test_who_cannot_be_told_safely_is_not_told_and_officers_see_that(
    portal: InProcessPortal, applicant: Applicant, chosen: dict[str, Any]
) -> None:
    answered(applicant, **chosen)
    applicant.submits()
    assert about_requests(applicant) == []
    assert undelivered(portal) == ["request_submitted"]


def needs(applicant: Applicant, key: str, *formats: str) -> list[str]:
    """The profile's formats after a form with these, "for all that we send"."""
    applicant.starts(f"request-key-{key}")
    applicant.answers_all(communication_needs=list(formats), formats_for_all=True)
    applicant.submits(f"submission-key-{key}")
    found: list[str] = applicant.visitor.ask("GET", "/v1/account").body["formats"]
    return found


def test_formats_of_a_form_are_added_to_those_of_the_profile(portal: InProcessPortal, applicant: Applicant) -> None:
    """A form asks what is needed; it does not ask what is not needed any more."""
    assert needs(applicant, "2", "braille") == ["braille"]
    portal.stack.clock.forward(minutes=1)
    assert needs(applicant, "3", "large_print") == ["large_print", "braille"]
    portal.stack.clock.forward(minutes=1)
    assert needs(applicant, "4", "large_print") == ["large_print", "braille"]
    assert [row["what"] for row in rows(portal.stack, "Audit")].count("profile_changed") == 2, (
        "the third says nothing new"
    )
