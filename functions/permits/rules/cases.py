"""What of a permit waits for an officer, and who is at it. Pure.

Rules: `docs/rules/permits.md`, "The officers' desk".
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from permits.model import Permit, QueueStatus, Status
from permits.model_catalogue import ChangeKind, PermitType
from permits.model_changes import Change, ChangeStatus
from permits.rules.questions import since_last_question
from permits.rules.vehicle_enquiries import VehicleEnquiry
from portal.address import PostalAddress
from portal.clock import Stored, to_public_text, to_text
from portal.london import today
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Frozen

type CaseKind = Literal["application", "vehicle_change", "address_change"]
type CaseOrder = Literal["oldest", "hold"]

CASE_KINDS: dict[ChangeKind, CaseKind] = {"vehicle": "vehicle_change", "address": "address_change"}
CLAIM_LASTS = timedelta(minutes=30)
GIVEN_LASTS = timedelta(days=1)
"""A colleague who was given a case need not be at their desk."""


class Case(Frozen):
    """One thing about a permit that waits for an officer. It names no person: a name is read when it is shown.

    `case_id`: the permit's for the application itself, else the change's. `queued_at`: since when it waits.
    `hold_ends_at`: when the money held for it is taken. `answered`: the applicant has answered the last question.
    `no_answer`: they were asked, and the time to answer is over. `version`: of the permit, which a decision names.
    """

    case_id: str
    kind: CaseKind
    permit_id: str
    reference: str
    account_id: str
    permit_type: PermitType
    status: QueueStatus
    zone: str
    address: PostalAddress
    vrm: str
    start_date: date
    queued_at: Stored
    hold_ends_at: Stored | None = None
    answered: bool = False
    no_answer: bool = False
    version: int


class QueuedCase(Case):
    """A case with the officer who has claimed it, by their `sub`, until when, and from whom it was taken over or who
    gave it to them; and with what DVLA's record said of its vehicle, if that was asked.
    """

    claimed_by: str | None = None
    claimed_until: Stored | None = None
    taken_from: str | None = None
    given_by: str | None = None
    enquiry: VehicleEnquiry | None = None

    def active_claimant(self, now: datetime) -> str | None:
        """The `sub` of the officer whose claim is current; None if nobody has one or it has expired (P61)."""
        return self.claimed_by if self.claimed_until is not None and now < self.claimed_until else None


def cases_of(permit: Permit) -> Sequence[Case]:
    """Each thing of the permit that waits for an officer now."""
    application = [_application(permit)] if permit.queued_at is not None and permit.status.decidable else []
    return [*application, *(_change(permit, one) for one in permit.changes if one.queued_at and one.status.decidable)]


def _change(permit: Permit, change: Change) -> Case:
    """Shows the vehicle and the address that the permit would have. `no_answer` stays False: a change whose question is
    not answered lapses by itself.
    """
    return Case(
        case_id=change.change_id,
        kind=CASE_KINDS[change.kind],
        permit_id=permit.permit_id,
        reference=permit.reference,
        account_id=permit.account_id,
        permit_type=permit.product.permit_type,
        status="in_review" if change.status is ChangeStatus.IN_REVIEW else "information_needed",
        zone=permit.product.property.zone,
        address=(change.property or permit.product.property).address,
        vrm=change.vrm or permit.vrm,
        start_date=permit.valid_from,
        queued_at=change.queued_at or change.created_at,
        hold_ends_at=change.capture_at,
        answered=change.answered,
        version=permit.version,
    )


def _application(permit: Permit) -> Case:
    """A question that was not answered in time is for an officer to end, so the case is one to be decided again."""
    since_question = since_last_question(permit)
    no_answer = "no_answer" in since_question and "replied" not in since_question
    to_decide = permit.status is Status.IN_REVIEW or no_answer
    return Case(
        case_id=permit.permit_id,
        kind="application",
        permit_id=permit.permit_id,
        reference=permit.reference,
        account_id=permit.account_id,
        permit_type=permit.product.permit_type,
        status="in_review" if to_decide else "information_needed",
        zone=permit.product.property.zone,
        address=permit.product.property.address,
        vrm=permit.vrm,
        start_date=permit.start_date,
        queued_at=permit.queued_at or permit.created_at,
        hold_ends_at=permit.capture_at,
        answered="replied" in since_question,
        no_answer=no_answer,
        version=permit.version,
    )


def beside(permit: Permit, others: Iterable[Permit]) -> tuple[list[Permit], list[Permit]]:
    """Of other permits, those at the property that have not ended, and what property or holder had before; the newest
    first. `others`: of the same property and of the same holder.
    """
    known = {other.permit_id: other for other in others if other.permit_id != permit.permit_id}
    newest = sorted(known.values(), key=lambda other: other.permit_id, reverse=True)
    uprn = permit.product.property.uprn
    household = [
        one for one in newest if one.product.property.uprn == uprn and (one.status.undecided or one.status.live)
    ]
    return household, [one for one in newest if one not in household]


# ---------------------------------------------------------------------------------------------------------- the queue


@dataclass(frozen=True)
class QueueFilter:
    """Which of the cases that wait are wanted; None: whichever. `mine`: those that this officer has claimed."""

    kind: CaseKind | None = None
    permit_type: PermitType | None = None
    mine: str | None = None
    answered: bool | None = None
    no_answer: bool | None = None
    hold_ends_on: date | None = None

    def wants(self, case: QueuedCase, now: datetime) -> bool:
        held_until = case.hold_ends_at
        return (
            self.kind in {None, case.kind}
            and self.permit_type in {None, case.permit_type}
            and self.mine in {None, case.active_claimant(now)}
            and self.answered in {None, case.answered}
            and self.no_answer in {None, case.no_answer}
            and (self.hold_ends_on is None or (held_until is not None and today(held_until) <= self.hold_ends_on))
        )


def in_order(cases: Iterable[QueuedCase], order: CaseOrder) -> list[QueuedCase]:
    """The longest wait first, or the hold that ends first. A question that was never answered comes before all."""
    return sorted(cases, key=lambda case: position(case, order))


def position(case: Case, order: CaseOrder) -> str:
    """Where a case stands among others, as a text that sorts; the same until it leaves the queue or is asked about."""
    held = to_text(case.hold_ends_at) if case.hold_ends_at else "~"
    wait = f"{to_text(case.queued_at)}#{case.case_id}"
    return f"{0 if case.no_answer else 1}#{held if order == 'hold' else ''}#{wait}"


# --------------------------------------------------------------------------------------------------------- the claims


def claimed(case: QueuedCase, officer: str, now: datetime, *, take_over: bool = False) -> QueuedCase | Refusal:
    """The case claimed by this officer for the next 30 minutes, or who has it. `take_over`: it is taken all the same,
    and the other is shown by whom.
    """
    claimant = case.active_claimant(now)
    if claimant not in {None, officer} and not take_over:
        words = "A colleague has this case. Take the next one, or take it over."
        more = {"claimed_by": claimant, "claimed_until": to_public_text(case.claimed_until or now)}
        return Refusal("claimed", words, more=more)
    if claimant == officer:
        return case.model_copy(update={"claimed_until": max(case.claimed_until or now, now + CLAIM_LASTS)})
    until = now + CLAIM_LASTS
    claim = {"claimed_by": officer, "claimed_until": until, "taken_from": claimant, "given_by": None}
    return case.model_copy(update=claim)


def given(case: QueuedCase, officer: str, to: str, team: Collection[str], now: datetime) -> QueuedCase | Refusal:
    """The case in the hands of a colleague for a day, as it is if this officer has given it to them. What another has
    is not this officer's to give. `team`: who may decide on it.
    """
    if case.active_claimant(now) == to and case.given_by == officer:
        return case
    if to not in team or to == officer:
        return invalid(FieldError("to", "not_a_colleague", "Choose somebody else of your team."))
    mine = claimed(case, officer, now)
    if isinstance(mine, Refusal):
        return mine
    theirs = {"claimed_by": to, "claimed_until": now + GIVEN_LASTS, "taken_from": None, "given_by": officer}
    return case.model_copy(update=theirs)
