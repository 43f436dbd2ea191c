"""Which message a request's owner gets about a change, and by which channels that is safe. Pure.

Rules: `docs/rules/care.md`, C64 to C66; ADR 0059.
"""

from collections.abc import Mapping
from typing import Any

from care.model import CareRequest, RequestStatus, What
from care.rules.changes import has_moved
from care.rules.concerns import is_concern
from care.rules.fees import owes_fee
from care.rules.outcomes import MOVED_AWAY, PERSON_DIED
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
from portal.formats import Format
from portal.helping import Helping

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
"""The timeline events that the request's owner is told, and the events that tell them. Others are what the owner did on
the page, or nobody need know.
"""


def told(read: CareRequest | None, after: CareRequest) -> type[RequestEvent] | None:
    """The event that tells the owner of this change; None if nothing is told. Nobody is told of their own death.

    If no channel is safe, the event still goes out: officers of every team then see on a list that it could not be
    told. Of a safeguarding concern nothing goes out, so that the list does not show it.
    """
    if read is None or (is_concern(after) and not safe_ways(after)):
        return None
    if after.warned and not read.warned:
        return RequestDraftEnding
    if read.unsent_at and not after.unsent_at and after.status is RequestStatus.DRAFT:
        return RequestNotSent
    if after.outcome == PERSON_DIED and _for_themselves(after):
        return None
    happened = after.timeline[len(read.timeline) :]
    return next((TOLD[one.what] for one in happened if one.what in TOLD), None)


def news(read: CareRequest | None, after: CareRequest) -> list[type[RequestEvent]]:
    """The events that other domains get for this change: the one that tells the owner, a new bill, and the end of a
    bill.
    """
    event = told(read, after)
    billed = [RequestFeeDue] if after.fee and read and read.fee is None else []
    ended = [RequestFeeEnded] if read and owes_fee(read) and after.outcome in {PERSON_DIED, MOVED_AWAY} else []
    return [*([event] if event else []), *billed, *ended]


def about(request: CareRequest, event: type[RequestEvent]) -> Mapping[str, object]:
    """The fields of such an event, taken from the request: ids, safe channels, formats, and the fee's."""
    facts: dict[str, object] = {
        "request_id": request.request_id,
        "account_id": request.account_id,
        "reference": request.reference,
    }
    facts |= {"safe_by": safe_ways(request), "formats": formats(request)}
    facts |= request.fee.model_dump() if request.fee else {}
    return {name: facts[name] for name in event.model_fields.keys() & facts.keys()}


def formats(request: CareRequest) -> tuple[Format, ...]:
    """The formats in which the request's owner needs what we write to them; empty if the request is about somebody
    else, whose needs are not the owner's.
    """
    needs = request.answers.get("communication_needs", ()) if _for_themselves(request) else ()
    return tuple(one for one in Format if one in needs)


def formats_for_all(request: CareRequest, helping: Helping | None) -> tuple[Format, ...]:
    """The formats that its owner asked for in all that we write to them, in other services too; empty if they did not
    ask for that. `helping`: of the helper who sends the request: to that only the person can agree, by sending it.
    """
    agreed = request.answers.get("formats_for_all") is True and helping is None
    return formats(request) if agreed else ()


def _for_themselves(request: CareRequest) -> bool:
    mine = request.account_asks or request.answers.get("authority", "self") == "self"
    return mine and not is_concern(request)


def safe_ways(request: CareRequest) -> tuple[SafeWay, ...]:
    """The channels by which the request's owner may be told. If a helper answered who asks, the request counts as the
    owner's own, whatever the helper answered about who asks and who is told. No letter goes where the person has moved
    away from.
    """
    answers = request.answers
    ways = safe_by({**answers, "authority": "self"} if request.account_asks else answers)
    return tuple(way for way in ways if way != "post") if _moved(request) else ways


def may_ring(request: CareRequest) -> bool:
    """Whether the request's owner may be rung up: they ask for themselves, called that safe, and nobody else uses the
    telephone. Of somebody who asks for another person nothing is known.
    """
    answers = request.answers
    said = answers.get("safe_contact_channels") or ()
    return _for_themselves(request) and "phone" in said and answers.get("safe_contact_shared_device") is not True


def _moved(request: CareRequest) -> bool:
    return has_moved(request) or request.outcome == MOVED_AWAY


def safe_by(answers: Mapping[str, Any]) -> tuple[SafeWay, ...]:
    """The channels by which the owner of the account may be told, given these answers.

    Somebody who asks for themselves: the channels that they called safe and that nobody else reads; no letter if they
    have no fixed address. Somebody who asks for another person: email alone, since what is safe for that person says
    nothing about them; none if that person has no safe channel, or is to be told instead. Before any of this is
    answered: email alone.
    """
    said = answers.get("safe_contact_channels")
    if answers.get("authority", "self") != "self":
        hears = answers.get("updates_to") != "person" and said != ["none"]
        return ("email",) if hears else ()
    if said is None:
        return ("email",)
    device, post = (answers.get(f"safe_contact_shared_{what}") is True for what in ("device", "post"))
    nowhere = "none" in answers.get("address", ())
    unsafe: dict[SafeWay, bool] = {"email": device, "text": device, "post": post or nowhere}
    return tuple(way for way, why_not in unsafe.items() if way in said and not why_not)
