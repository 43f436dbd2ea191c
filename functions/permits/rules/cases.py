"""The cases of a permit that wait for an officer, and the claims on them. Pure.

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
"""How long a colleague keeps a case that was given to them: they need not be at their desk."""


class Case(Frozen):
    """One thing about a permit that waits for an officer. It holds no name: names are read when a case is shown.

    `case_id`: the change's id, or the permit's for the application itself. `queued_at`: since when it waits.
    `hold_ends_at`: when the money held for it is taken. `answered`: the applicant has answered the last question.
    `no_answer`: the applicant did not answer in time. `version`: the permit's; a decision must name it.
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
    """A case in the queue with its claim, if any: the `sub` of the officer, when the claim ends, and the `sub` of the
    colleague from whom the case was taken over, or who gave it. `enquiry`: DVLA's answer about the vehicle, if DVLA was
    asked.
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
    """The cases of the permit that wait for an officer now."""
    application = [_application(permit)] if permit.queued_at is not None and permit.status.decidable else []
    return [*application, *(_change(permit, one) for one in permit.changes if one.queued_at and one.status.decidable)]


def _change(permit: Permit, change: Change) -> Case:
    """The case of a change, with the vehicle and address that the permit would have. `no_answer` stays False: a change
    lapses if its question is not answered.
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
    """The case of the application itself. One whose question was not answered in time waits in review again, for an
    officer to end it.
    """
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
    """From other permits, two lists, newest first: those at the permit's property that have not ended, and all the
    rest. `others`: permits of the same property and of the same holder.
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
    """Which waiting cases are wanted; None: no restriction. `mine`: the `sub` of an officer, for the cases they have
    claimed. `hold_ends_on`: cases with a hold that ends on this day or before.
    """

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
    """The cases by longest wait, or by the hold that ends first. Cases with a question that was never answered come
    before all others.
    """
    return sorted(cases, key=lambda case: position(case, order))


def position(case: Case, order: CaseOrder) -> str:
    """A sort key for a case's place in the queue. It changes only when the applicant is asked or does not answer."""
    held = to_text(case.hold_ends_at) if case.hold_ends_at else "~"
    wait = f"{to_text(case.queued_at)}#{case.case_id}"
    return f"{0 if case.no_answer else 1}#{held if order == 'hold' else ''}#{wait}"


# --------------------------------------------------------------------------------------------------------- the claims


def claimed(case: QueuedCase, officer: str, now: datetime, *, take_over: bool = False) -> QueuedCase | Refusal:
    """The case claimed by this officer for 30 minutes; a Refusal if a colleague has claimed it. `take_over`: claim it
    nevertheless; `taken_from` then names the colleague.
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
    """The case claimed for a colleague for a day; unchanged if this officer has given it to them already. A Refusal if
    another officer has claimed it, or `to` is not a colleague. `team`: the `sub`s of officers who may decide on it.
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
