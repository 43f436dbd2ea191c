"""The journeys whose faults are tried, each with what must hold after it and whose faults are tried in it.

A function that is tried in none is found by `tests/template/test_permissions.py`, which walks every journey.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import (
    audit_invariants,
    authenticator_invariants,
    badge_invariants,
    bill_invariants,
    change_invariants,
    concern_invariants,
    credential_invariants,
    evidence_invariants,
    helper_invariants,
    invariants,
    leaving_invariants,
    notice_invariants,
    payment_invariants,
    permit_invariants,
    request_invariants,
)
from tests.faults.permit_invariants import ends
from tests.journeys.accounts import address_stolen, first_visit, new_passwords, with_an_app
from tests.journeys.audit import two_nights
from tests.journeys.auto_renewals import declined_twice, renewed_by_itself, stopped_by_link, stopped_by_telephone
from tests.journeys.badges import badge_of_who_died, badge_paid
from tests.journeys.bills import billed, reconciled, refunded, withdrawn_while_paying
from tests.journeys.bounces import mail_came_back
from tests.journeys.changes import (
    moved_to_another_zone,
    moved_within_the_zone,
    vehicle_changed,
    vehicle_changed_after_renewal,
    vehicle_left,
    vehicle_rejected,
)
from tests.journeys.evidence import documents_sent
from tests.journeys.helpers import helper_left
from tests.journeys.leaving import account_closed
from tests.journeys.notices import (
    comes_back_and_is_texted,
    comes_back_and_is_written_to,
    comes_back_and_no_text_arrives,
    comes_back_to_nobody,
    has_died,
    wants_texts,
)
from tests.journeys.payments import held_and_released, held_and_taken, paid_and_refunded
from tests.journeys.permits import (
    asked_then_rejected,
    bought,
    cancelled_by_telephone,
    decided_together,
    free_of_charge,
    never_answered,
    never_decided,
    never_paid,
    removes_and_leaves,
    renewed_then_cancelled,
    uploads_and_pays_at_once,
)
from tests.journeys.requests import (
    care_asked,
    care_decided,
    care_questioned,
    care_reviewed,
    closed_with_care,
    copy_taken_away,
    draft_discarded,
    draft_lapsed,
    evidence_used_again,
)
from tests.journeys.safeguarding import concern_reported
from tests.support.template import functions
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Journey:
    """`hold`: the invariants it brings. `stream_works`: else the sweeper has to find what the streams lost."""

    name: str
    walk: Callable[[Visitor], None]
    hold: Callable[..., None]
    stream_works: bool = True
    tries: Callable[[str], bool] = lambda function: True
    """Which functions' faults are tried here, where the rest of the way has them tried in another journey."""
    money: bool = False
    """Whether it moves some: then two faults are tried as well."""


def of(domain: str) -> Callable[[str], bool]:
    return lambda function: functions().get(function, {}).get("Handler", "").startswith(f"{domain}.")


def only(*names: str) -> Callable[[str], bool]:
    return lambda function: function in names


LEAVING = only(
    "StartExport",
    "GetExport",
    "GatherExport",
    "CloseAccount",
    "OnAccountEvent",
    "OnAccountEventForPermits",
    "OnAccountEventForPayments",
)
SEEN_AFTER_A_PURCHASE = only("ListColleagues", "GetSummary", "ListWaitingTimes")
OUTBOX = only("PublishEvents", "SweepOutbox", "SendNotices")


JOURNEYS = (
    Journey("first visit", first_visit, invariants.hold),
    Journey("first visit, stream lost", first_visit, invariants.hold, stream_works=False, tries=OUTBOX),
    Journey("two nights", two_nights, audit_invariants.hold, tries=only("SealAudit", "ListActivity")),
    Journey(
        "authenticator",
        with_an_app,
        authenticator_invariants.hold,
        tries=only("EnrolAuthenticator", "ConfirmAuthenticator", "RemoveAuthenticator", "CompleteSignIn"),
    ),
    Journey("mail came back", mail_came_back, invariants.hold, tries=only("NoteBounces")),
    Journey(
        "new passwords",
        new_passwords,
        credential_invariants.changed_and_reset,
        tries=only(
            "ListSessions",
            "EndSession",
            "SignOutEverywhere",
            "ChangePassword",
            "StartPasswordReset",
            "ResetPassword",
        ),
    ),
    Journey(
        "address stolen",
        address_stolen,
        credential_invariants.given_back,
        tries=only("ChangeEmail", "ConfirmEmail", "UndoEmailChange", "SendNotices"),
    ),
    Journey(
        "helper left",
        helper_left,
        helper_invariants.left,
        tries=only("NameHelper", "UpdateHelper", "StartRequest", "OnAccountEvent", "RemindOfHelpers"),
    ),
    Journey("documents", documents_sent, evidence_invariants.hold),
    Journey("documents, stream lost", documents_sent, evidence_invariants.hold, stream_works=False, tries=OUTBOX),
    Journey("care asked for", care_asked, request_invariants.hold, tries=of("care")),
    Journey(
        "care decided",
        care_decided,
        request_invariants.decided,
        tries=only(
            "ListCases",
            "SearchRequests",
            "OpenRequest",
            "GetCase",
            "OpenEvidence",
            "AssignRequest",
            "TakeNextRequest",
            "NoteRequest",
            "UpdateRequest",
            "GetCopy",
        ),
    ),
    Journey(
        "care questioned",
        care_questioned,
        request_invariants.questioned,
        tries=only("UpdateRequest", "ReplyAboutRequest", "ChaseRequests"),
    ),
    Journey(
        "care reviewed",
        care_reviewed,
        request_invariants.reviewed,
        tries=only("AskForReview", "SetPriority", "ReportDeath"),
    ),
    Journey(
        "concern reported",
        concern_reported,
        concern_invariants.hold,
        tries=only("SubmitRequest", "OpenRequest", "GetCase", "UpdateRequest"),
    ),
    Journey(
        "badge paid",
        badge_paid,
        badge_invariants.paid,
        tries=only("UpdateRequest", "ChaseRequests", "OnRequestEvent", "OnPaymentForCare"),
    ),
    Journey(
        "badge of who died",
        badge_of_who_died,
        badge_invariants.ended,
        tries=only("OnRequestEvent", "ReportDeath"),
    ),
    Journey("closed with care", closed_with_care, request_invariants.closed, tries=only("OnAccountEventForCare")),
    Journey(
        "copy taken away",
        copy_taken_away,
        request_invariants.copied,
        tries=only("ListReleases", "DecideRelease", "OnAccountEventForCare", "OnExportRequested"),
    ),
    Journey(
        "evidence used again",
        evidence_used_again,
        request_invariants.used_again,
        tries=only("ListEvidence", "ReuseEvidence", "ReuseDocument", "ReviewEvidence"),
    ),
    Journey("draft lapsed", draft_lapsed, request_invariants.lapsed, tries=only("ChaseRequests")),
    Journey("draft discarded", draft_discarded, request_invariants.hold, tries=only("DiscardDraft")),
    Journey("held and taken", held_and_taken, payment_invariants.hold, tries=of("payments"), money=True),
    Journey("held and released", held_and_released, payment_invariants.hold, tries=of("payments"), money=True),
    Journey(
        "paid and refunded",
        paid_and_refunded,
        payment_invariants.hold,
        stream_works=False,
        tries=of("payments"),
        money=True,
    ),
    Journey(
        "billed",
        billed,
        bill_invariants.billed,
        tries=only("SearchAccounts", "RequestPayment", "RemindOverdue", "GetReceipt", "GetReceiptPdf"),
        money=True,
    ),
    Journey("withdrawn", withdrawn_while_paying, bill_invariants.withdrawn, tries=only("WithdrawPayment"), money=True),
    Journey(
        "refunded by officers",
        refunded,
        bill_invariants.refunded,
        tries=only("RefundPayment", "ApproveRefund", "RetryRefund", "NoteBankRefund", "FindPayments", "OpenPayment"),
        money=True,
    ),
    Journey(
        "reconciled",
        reconciled,
        bill_invariants.reconciled,
        tries=only("Reconcile", "GetReconciliation", "CloseReconciliationCase"),
    ),
    Journey(
        "permit bought",
        bought,
        ends("active", kept=5500),
        tries=lambda function: of("permits")(function) or SEEN_AFTER_A_PURCHASE(function),
        money=True,
    ),
    Journey(
        "permit rejected",
        asked_then_rejected,
        ends("rejected", "withdrawn", kept=0),
        tries=only("ReplyAboutPermit", "RemoveDocument", "WithdrawPermit", "DecidePermit", "OnPayment"),
        money=True,
    ),
    Journey(
        "document removed and left",
        removes_and_leaves,
        permit_invariants.removed,
        tries=only("RemoveDocument", "ChaseRequests"),
    ),
    Journey(
        "permits decided together",
        decided_together,
        ends("rejected", kept=0),
        tries=only("ClaimCases", "DecidePermits"),
        money=True,
    ),
    Journey("permit never paid", never_paid, ends("lapsed", kept=0), tries=only("ReleaseUnpaid"), money=True),
    Journey(
        "permit never decided",
        never_decided,
        ends("active", kept=5500),
        tries=only("CaptureExpiringHolds", "OnPayment"),
        money=True,
    ),
    Journey(
        "permit never answered",
        never_answered,
        ends("rejected", kept=0),
        tries=only("ChaseUnanswered", "SendNotices"),
        money=True,
    ),
    Journey(
        "permit free",
        free_of_charge,
        ends("rejected", "active", kept=0, never_queued=1),
        tries=only("OnEvidenceScanned", "ApplyForPermit", "DecidePermit"),
    ),
    Journey(
        "paid at once",
        uploads_and_pays_at_once,
        ends("withdrawn", kept=0),
        tries=only("Pay", "GetPermit"),
        money=True,
    ),
    Journey(
        "permit cancelled by telephone",
        cancelled_by_telephone,
        permit_invariants.given_up,
        tries=only("CancelForHolder"),
        money=True,
    ),
    Journey(
        "permit renewed",
        renewed_then_cancelled,
        permit_invariants.renewed,
        tries=only("RenewPermit", "CancelPermit", "ExpirePermits", "SendRenewalReminders", "OnPayment"),
        money=True,
    ),
    Journey(
        "permit renewed by itself",
        renewed_by_itself,
        permit_invariants.renewed_itself("active", "active", kept=11000),
        tries=only("RenewAutomatically", "SettlePayment", "SetAutoRenewal"),
        money=True,
    ),
    Journey(
        "automatic renewal declined",
        declined_twice,
        permit_invariants.renewed_itself("active", "active", kept=11000),
        tries=only("SettlePayment"),
        money=True,
    ),
    Journey(
        "automatic renewal stopped by telephone",
        stopped_by_telephone,
        permit_invariants.renewed_itself("active", "withdrawn", kept=5500),
        tries=only("StopAutoRenewalForHolder"),
        money=True,
    ),
    Journey(
        "automatic renewal stopped by link",
        stopped_by_link,
        permit_invariants.renewed_itself("active", "withdrawn", kept=5500),
        tries=only("StopAutoRenewalByLink"),
        money=True,
    ),
    Journey(
        "vehicle changed",
        vehicle_changed,
        change_invariants.hold(["approved"], kept=6600, now="XY21ZZZ", freed="AB12CDE"),
        tries=only("ChangeVehicle", "AddDocument", "ReplyAboutPermit", "DecidePermit", "OnPayment", "OnPermitEvent"),
        money=True,
    ),
    Journey(
        "vehicle change rejected",
        vehicle_rejected,
        change_invariants.hold(["rejected"], kept=5500, now="AB12CDE", freed="XY21ZZZ"),
        tries=only("DecidePermit", "OnPayment", "OnPermitEvent"),
        money=True,
    ),
    Journey(
        "vehicle change left",
        vehicle_left,
        change_invariants.hold(["lapsed", "withdrawn"], kept=5500, now="AB12CDE", freed="XY21ZZZ"),
        tries=only("ReleaseUnpaid", "WithdrawChange", "OnPermitEvent"),
        money=True,
    ),
    Journey(
        "vehicle changed after renewal",
        vehicle_changed_after_renewal,
        change_invariants.hold(["approved"], kept=12100, now="XY21ZZZ", freed="AB12CDE"),
        tries=only("DecidePermit"),
        money=True,
    ),
    Journey(
        "moved to another zone",
        moved_to_another_zone,
        permit_invariants.moved,
        tries=only("ExpirePermits", "ApplyForPermit", "OnPayment"),
        money=True,
    ),
    Journey(
        "moved within the zone",
        moved_within_the_zone,
        change_invariants.hold(["approved"], kept=5500, now="AB12CDE", freed="XY21ZZZ"),
        tries=only("ChangeAddress", "OnEvidenceScanned", "DecidePermit"),
    ),
    Journey(
        "comes back and is texted",
        comes_back_and_is_texted,
        notice_invariants.told_by_text_too,
        tries=only("SendNotices", "SendDueNotices", "NoteMailNews", "ListNotices"),
    ),
    Journey(
        "comes back to nobody",
        comes_back_to_nobody,
        notice_invariants.told_by_nothing,
        tries=only("ListUndelivered", "SendDueNotices", "NoteMailNews"),
    ),
    Journey(
        "comes back and is written to",
        comes_back_and_is_written_to,
        notice_invariants.told_by_letter_too,
        tries=only("SendNotices", "ClosePrintDays"),
    ),
    Journey(
        "no text arrives",
        comes_back_and_no_text_arrives,
        notice_invariants.told_by_each_in_turn,
        tries=only("NoteTextNews"),
    ),
    Journey(
        "has died",
        has_died,
        notice_invariants.withheld_for_a_while,
        tries=only("SetContactStop", "ListNotices", "SendNotices"),
    ),
    Journey("wants texts", wants_texts, notice_invariants.told_by_text_alone, tries=only("SendNotices")),
    Journey("account closed", account_closed, leaving_invariants.hold, tries=LEAVING),
)
