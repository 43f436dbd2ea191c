"""Who sent a request is told what becomes of it, and only by what is safe. Pure.

Rules: `docs/rules/care.md`, C64 to C66; ADR 0059.
"""

from collections.abc import Mapping
from typing import Any

from care.model import CareRequest, RequestStatus, What
from care.rules.concerns import is_concern
from care.rules.fees import owes_fee
from care.rules.outcomes import PERSON_DIED
from portal.events.care import (
    RequestDraftEnding,
    RequestEnded,
    RequestEvent,
    RequestFeeDue,
    RequestFeeEnded,
    RequestNotSent,
    RequestPapersAwaited,
    RequestQuestionAsked,
    RequestQuestionRepeated,
    RequestSubmitted,
    RequestUnpaidAgain,
    SafeWay,
    SentRequestEvent,
)

TOLD: Mapping[What, type[SentRequestEvent]] = {
    "submitted": RequestSubmitted,
    "information_asked": RequestQuestionAsked,
    "question_repeated": RequestQuestionRepeated,
    "papers_reminded": RequestPapersAwaited,
    "fee_lost": RequestUnpaidAgain,
    "approved": RequestEnded,
    "declined": RequestEnded,
    "closed": RequestEnded,
}
"""What of all that happens to a request is told. What its owner did on the page, or nobody need know, is not."""


def told(read: CareRequest | None, after: CareRequest) -> type[RequestEvent] | None:
    """What is told of this change of a request; None if nothing is, as to who asked for themselves and has died.

    What cannot be told safely is on a list that officers of every team see; of a concern it is not even there.
    """
    if read is None or (is_concern(after) and not _ways(after)):
        return None
    if after.warned and not read.warned:
        return RequestDraftEnding
    if read.unsent_at and not after.unsent_at and after.status is RequestStatus.DRAFT:
        return RequestNotSent
    mine = after.account_asks or after.answers.get("authority", "self") == "self"
    for_themselves = mine and not is_concern(after)
    if after.outcome == PERSON_DIED and for_themselves:
        return None
    happened = after.timeline[len(read.timeline) :]
    return next((TOLD[one.what] for one in happened if one.what in TOLD), None)


def news(read: CareRequest | None, after: CareRequest) -> list[type[RequestEvent]]:
    """All that other domains hear of this change: what is told, what is to be paid, and what is not any more."""
    event = told(read, after)
    billed = [RequestFeeDue] if after.fee and read and read.fee is None else []
    ended = [RequestFeeEnded] if read and owes_fee(read) and after.outcome == PERSON_DIED else []
    return [*([event] if event else []), *billed, *ended]


def about(request: CareRequest, event: type[RequestEvent]) -> Mapping[str, object]:
    """What its event says of a request: ids, and by what is safe to tell of it."""
    facts = {"request_id": request.request_id, "account_id": request.account_id, "reference": request.reference}
    facts |= {"safe_by": _ways(request)} | (request.fee.model_dump() if request.fee else {})
    return {name: facts[name] for name in event.model_fields.keys() & facts.keys()}


def _ways(request: CareRequest) -> tuple[SafeWay, ...]:
    """By what the account of the request may be told. Where a helper answered who asks it is their own, whatever the
    helper answered of that and of who is to hear.
    """
    answers = request.answers
    return safe_by({**answers, "authority": "self"} if request.account_asks else answers)


def safe_by(answers: Mapping[str, Any]) -> tuple[SafeWay, ...]:
    """By what the account that sends these answers may be told of them.

    Who asks for themselves: what they called safe, and nobody else reads. Who asks for somebody else is told by email
    alone, since what is safe for that person says nothing of them; not if no channel is safe, or if the person is to
    hear instead. A draft in which nothing was said of it: by email alone.
    """
    said = answers.get("safe_contact_channels")
    if answers.get("authority", "self") != "self":
        hears = answers.get("updates_to") != "person" and said != ["none"]
        return ("email",) if hears else ()
    if said is None:
        return ("email",)
    device, post = (answers.get(f"safe_contact_shared_{what}") is True for what in ("device", "post"))
    read_by_others: dict[SafeWay, bool] = {"email": device, "text": device, "post": post}
    return tuple(way for way, others in read_by_others.items() if way in said and not others)
