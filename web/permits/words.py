"""The wording of permits and applications.

"Application received" must never be mistaken for "your permit is live": only a permit that covers its vehicle today is
`live`, in words and in colour.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from web import uploads
from web.api.permit_documents import NeededDocument
from web.api.permits import Change, Permit, PermitSummary, TimelineEvent
from web.words import day, moment, pounds

NOT_YET = "You do not have a permit yet."
AUTO_RENEWAL_CONSENT = (
    "Renew my permit each time it ends, and take the price from my card, until I stop this. "
    "The council tells me the price 14 days before the permit ends, and takes it 7 days before."
)
"""The sentence that the holder agrees to; the API stores the same (`permits.model_auto.CONSENT`)."""
OPEN = frozenset({"awaiting_payment", "in_review", "information_needed"})
"""The statuses of an application that is still to be decided."""
NO_MORE = "It does not cover your vehicle any more."


@dataclass(frozen=True)
class StatusText:
    """The status of a permit in words. `colour`: of its tag. `live`: the permit covers its vehicle today."""

    tag: str
    colour: str
    heading: str
    lead: str
    live: bool = False


_STATUS = {
    "in_review": StatusText(
        "Being checked",
        "blue",
        "Application received",
        f"{NOT_YET} We are checking your application.",
    ),
    "information_needed": StatusText(
        "Answer needed",
        "orange",
        "We need an answer from you",
        f"{NOT_YET} We cannot decide before you have answered.",
    ),
    "approved": StatusText(
        "Approved, not live yet",
        "purple",
        "Approved, but not live yet",
        "We have approved your application and are taking the payment. This usually takes a few minutes. "
        "Do not use permit bays until this page says live.",
    ),
    "expired": StatusText("Expired", "grey", "Your permit has expired", NO_MORE),
    "cancelled": StatusText("Cancelled", "grey", "Your permit is cancelled", NO_MORE),
    "replaced": StatusText(
        "Replaced", "grey", "Another permit has taken the place of this one", "This one does not cover your vehicle."
    ),
    "rejected": StatusText("Rejected", "red", "Your application was rejected", "You do not have a permit."),
    "lapsed": StatusText(
        "Ran out",
        "grey",
        "Your application has run out",
        "You do not have a permit. The application was not finished in time, so the permit that we kept for you can go "
        "to somebody else.",
    ),
    "withdrawn": StatusText("Withdrawn", "grey", "You withdrew this application", "You do not have a permit."),
}
_UNFINISHED = StatusText(
    "Not finished",
    "yellow",
    "Finish your application",
    f"{NOT_YET} We keep one of the property’s permits for you for 24 hours from when you applied.",
)
_RENEWAL_UNPAID = StatusText(
    "Not paid yet",
    "yellow",
    "Pay for your renewal",
    "Your permit is not renewed yet.",
)

_RENEWING_ITSELF = StatusText(
    "Being paid",
    "blue",
    "We are renewing your permit",
    "Your permit is not renewed yet. We are taking the price from your card, as you agreed. You do not need to do "
    "anything, but you can also pay now.",
)

_RENEWAL_RAN_OUT = StatusText(
    "Ran out",
    "grey",
    "Your renewal has run out",
    "It was not paid in time. The permit that it was to renew stays as it is, and you can renew that again.",
)

_HAPPENED = {
    "applied": "You applied.",
    "renewal_begun": "You began to renew your permit.",
    "auto_renewal_agreed": "You agreed that your permit renews itself.",
    "auto_renewal_stopped": "You stopped the automatic renewal.",
    "auto_renewal_stopped_by_officer": "We stopped the automatic renewal, as you asked us to.",
    "auto_renewal_failed": "Your permit could not renew itself. We do not try again.",
    "renewal_announced": "We told you the price of the renewal, and when we take it.",
    "expired": "Your permit ended with its last day.",
    "moved": "Your new permit was issued:",
    "replaced": "Your new permit has taken the place of this one.",
    "cancelled": "You cancelled your permit.",
    "cancelled_by_officer": "We cancelled your permit, as you asked us to.",
    "payment_authorised": "Your payment went through: your bank held the money, and nothing was taken yet.",
    "payment_taken": "The payment was taken, because the bank would not have held it for longer. "
    "If your application is rejected, you get it back.",
    "payment_released": "The money is no longer held: nothing was taken.",
    "payment_lost": "Your payment came to nothing at your bank or card provider. Pay again within 24 hours.",
    "payment_too_late": "Your payment came after the application had run out, and no permit of the property was left. "
    "Nothing is taken: the money is released.",
    "approved": "We approved your application.",
    "active": "Your permit was issued.",
    "rejected": "We rejected your application:",
    "information_asked": "We asked you:",
    "question_repeated": "We reminded you that we wait for your answer.",
    "no_answer": "We have no answer after 28 days, so we decide without it. Until then you can still answer.",
    "replied": "You answered:",
    "document_removed": "You took a document away.",
    "withdrawn": "You withdrew the application.",
    "lapsed": "It ran out, because it was not finished in time.",
    "vehicle_change_requested": "You asked us to change the vehicle.",
    "address_change_requested": "You asked us to change the address.",
    "change_payment_authorised": "Your payment for the change went through: your bank held the money, and nothing was "
    "taken yet.",
    "change_payment_taken": "The payment for the change was taken.",
    "change_payment_released": "The money for the change is no longer held: nothing was taken.",
    "change_payment_lost": "Your payment for the change came to nothing at your bank or card provider.",
    "change_information_asked": "We asked you about the change:",
    "change_question_repeated": "We reminded you that we wait for your answer about the change.",
    "change_replied": "You answered:",
    "change_document_removed": "You took a document of the change away.",
    "vehicle_change_approved": "We changed the vehicle.",
    "address_change_approved": "We changed the address.",
    "vehicle_change_rejected": "We did not change the vehicle:",
    "address_change_rejected": "We did not change the address:",
    "vehicle_change_withdrawn": "You withdrew the change of the vehicle.",
    "address_change_withdrawn": "You withdrew the change of the address.",
    "vehicle_change_lapsed": "The change of the vehicle ended by itself.",
    "address_change_lapsed": "The change of the address ended by itself.",
}
_HAPPENED_TO_APPLICANT = {
    "applied": "Applied.",
    "renewal_begun": "Renewal begun.",
    "auto_renewal_agreed": "Automatic renewal agreed to.",
    "auto_renewal_stopped": "Automatic renewal stopped by the holder.",
    "auto_renewal_stopped_by_officer": "Automatic renewal stopped by an officer, for the holder.",
    "auto_renewal_failed": "Automatic renewal failed.",
    "renewal_announced": "Automatic renewal announced.",
    "expired": "Expired.",
    "moved": "The permit in another zone was issued:",
    "replaced": "Replaced by the permit in another zone.",
    "cancelled": "Cancelled by the holder.",
    "cancelled_by_officer": "Cancelled by an officer, for the holder.",
    "payment_authorised": "Payment authorised: the money is held.",
    "payment_taken": "Payment taken, because the hold was about to end.",
    "payment_released": "Hold released.",
    "payment_lost": "The money was lost: payment is waited for again.",
    "payment_too_late": "Payment came too late: hold released.",
    "approved": "Approved.",
    "active": "Permit issued.",
    "rejected": "Rejected:",
    "information_asked": "Applicant was asked:",
    "question_repeated": "Applicant was reminded of the question.",
    "no_answer": "No answer within 28 days: decide without it.",
    "replied": "Applicant answered:",
    "document_removed": "Applicant took a document away.",
    "withdrawn": "Withdrawn by the applicant.",
    "lapsed": "Ran out unfinished.",
    "vehicle_change_requested": "Change of the vehicle asked for.",
    "address_change_requested": "Change of the address asked for.",
    "change_payment_authorised": "Payment for the change authorised: the money is held.",
    "change_payment_taken": "Payment for the change taken.",
    "change_payment_released": "Hold for the change released.",
    "change_payment_lost": "The money for the change was lost.",
    "change_information_asked": "Holder was asked about the change:",
    "change_question_repeated": "Holder was reminded of the question about the change.",
    "change_replied": "Holder answered:",
    "change_document_removed": "Holder took a document of the change away.",
    "vehicle_change_approved": "Vehicle changed.",
    "address_change_approved": "Address changed.",
    "vehicle_change_rejected": "Change of the vehicle rejected:",
    "address_change_rejected": "Change of the address rejected:",
    "vehicle_change_withdrawn": "Change of the vehicle withdrawn by the holder.",
    "address_change_withdrawn": "Change of the address withdrawn by the holder.",
    "vehicle_change_lapsed": "Change of the vehicle ended by itself.",
    "address_change_lapsed": "Change of the address ended by itself.",
}


def status_text(permit: Permit, today: date) -> StatusText:
    """The status of a permit whose documents are known, for its holder."""
    if permit.renews and permit.status == "awaiting_payment":
        kept = f"{_RENEWAL_UNPAID.lead} We keep this renewal for you until {moment(permit.lapses_at)}."
        return _RENEWING_ITSELF if permit.renews_itself else replace(_RENEWAL_UNPAID, lead=kept)
    if permit.renews and permit.status == "lapsed":
        return _RENEWAL_RAN_OUT
    if permit.status == "awaiting_payment" or (permit.status == "in_review" and permit.documents_wait):
        return _UNFINISHED
    return summary(permit, today)


def summary(permit: Permit | PermitSummary, today: date) -> StatusText:
    """The status of a permit whose documents are not known, as in a list."""
    if permit.status == "awaiting_payment":
        return _UNFINISHED
    if permit.status == "active":
        return _active(permit, today)
    return _STATUS[permit.status]


def _active(permit: Permit | PermitSummary, today: date) -> StatusText:
    if today.isoformat() < permit.valid_from:
        first = day(permit.valid_from)
        return StatusText(
            f"Starts {first}",
            "purple",
            f"Your permit starts on {first}",
            f"It is approved, but it does not cover {permit.vrm} before that day.",
        )
    if today.isoformat() > permit.valid_until:
        return _STATUS["expired"]
    lead = f"{permit.vrm} may park in zone {permit.zone} until the end of {day(permit.valid_until)}."
    return StatusText("Live", "live", "Your permit is live", lead, live=True)


def event_text(event: TimelineEvent, *, to_applicant: bool = False) -> str:
    """One line of the timeline, in the third person for officers (`to_applicant`). An unknown kind is shown by its
    name.
    """
    words = _HAPPENED_TO_APPLICANT if to_applicant else _HAPPENED
    return words.get(event.what) or event.what.replace("_", " ").capitalize() + "."


def events_text(permit: Permit, *, to_applicant: bool = False) -> list[tuple[TimelineEvent, str]]:
    """The timeline in words, newest first. Who has paid reads with the issue of the permit that the money was taken
    (I2), unless an entry of its own has said so.
    """
    texts: list[tuple[TimelineEvent, str]] = []
    taken = False
    for event in permit.timeline:
        text = event_text(event, to_applicant=to_applicant)
        if event.what == "active" and permit.price_pence and not taken:
            whole = pounds(permit.price_pence)
            text = f"{whole} taken. {text}" if to_applicant else f"We took {whole}. {text}"
        taken = event.what in ("payment_taken", "active") or (taken and event.what != "payment_lost")
        texts.insert(0, (event, text))
    return texts


def money(case: Permit | Change) -> str:
    """What happened to the money of a failed application or change; empty if there was no payment, or it has not
    failed. A permit knows that its money was taken, not how far the refund is: that is on the payment's page.
    """
    if case.status not in ("rejected", "withdrawn", "lapsed"):
        return ""
    return {
        "authorised": "Your bank was holding the money. We are releasing it: nothing is taken, and it returns to your "
        "available balance. How long that takes depends on your bank.",
        "released": "The hold on your card was released: nothing was taken, and the money returns to your available "
        "balance. How long that takes depends on your bank.",
        "taken": "The payment had been taken, so we refund it. That usually takes up to 5 working days.",
    }.get(case.money, "")


def needs_resident(permit: PermitSummary) -> bool:
    """Whether the permit itself waits for its holder, as far as a list shows it."""
    return permit.status in ("awaiting_payment", "information_needed")


def has_to_do(permit: PermitSummary) -> bool:
    """Whether the permit, its renewal or a change of it waits for its holder."""
    return needs_resident(permit) or permit.to_renew or permit.change_to_do is not None


def refused_files(document: NeededDocument) -> list[tuple[str, str]]:
    """The name of each file that was refused, and why, unless another one was sent after the refusal. Of two pages that
    were sent together, the refused one stays in the list.
    """
    came = [datetime.fromisoformat(one.added_at) for one in document.files if one.status in ("scanning", "clean")]
    refused = (
        one
        for one in document.files
        if one.status == "refused" and all(datetime.fromisoformat(one.scanned_at) >= added for added in came)
    )
    return [(one.filename, uploads.why_refused(one.reason)) for one in refused]
