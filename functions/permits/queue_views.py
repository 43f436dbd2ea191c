"""What the API shows to officers alone: the queue, search results, and what stands beside a case."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from permits.model import Note, Permit, PermitId, QueueStatus, Status
from permits.model_catalogue import PermitType
from permits.rules.cases import CaseKind, QueuedCase
from permits.rules.vehicle_enquiries import EnquiryAnswer
from permits.views import CaseView
from portal.address import PostalAddress
from portal.clock import Instant
from portal.contact_card import ContactCard
from portal.shapes import View


class EnquiryView(View):
    """An answer of DVLA's record about a case's vehicle, and when it was asked. It decides nothing."""

    at: Instant
    answer: EnquiryAnswer


class CaseSummary(View):
    """A case in the officers' queue. `case_id`: the change's id, or the permit's for the application itself. `name`:
    null if the holder's account is closed. `claimed_by`: the `sub` of the officer who has claimed the case until
    `claimed_until`; `mine`: that is the caller. `taken_from`: the `sub` of the colleague from whom it was taken over;
    `given_by`: of the colleague who gave it. `enquiry`: null until DVLA was asked.
    """

    case_id: str
    kind: CaseKind
    permit_id: PermitId
    reference: str
    vrm: str
    name: str | None
    address: PostalAddress
    zone: str
    permit_type: PermitType
    status: QueueStatus
    queued_at: Instant
    start_date: date
    hold_ends_at: Instant | None
    answered: bool
    no_answer: bool
    version: int
    claimed_by: str | None
    claimed_until: Instant | None
    mine: bool
    taken_from: str | None
    given_by: str | None
    enquiry: EnquiryView | None


def case_summaries(
    cases: Sequence[QueuedCase], cards: Mapping[str, ContactCard], officer: str, now: datetime
) -> list[CaseSummary]:
    """The cases as summaries for one officer. `cards`: contact cards by account id. `officer`: the caller's `sub`."""
    return [case_summary(case, cards.get(case.account_id), officer, now) for case in cases]


def case_summary(case: QueuedCase, card: ContactCard | None, officer: str, now: datetime) -> CaseSummary:
    holder = case.active_claimant(now)
    facts = case.model_dump(exclude={"account_id", "claimed_by", "claimed_until", "taken_from", "given_by", "enquiry"})
    return CaseSummary(
        **facts,
        name=card.name if card else None,
        claimed_by=holder,
        claimed_until=case.claimed_until if holder else None,
        mine=holder == officer,
        taken_from=case.taken_from if holder else None,
        given_by=case.given_by if holder else None,
        enquiry=EnquiryView(at=case.enquiry.at, answer=case.enquiry.answer) if case.enquiry else None,
    )


class FoundPermit(View):
    """A search result. `name`: null if the holder's account is closed."""

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    vrm: str
    name: str | None
    address: PostalAddress
    zone: str
    valid_from: date
    valid_until: date
    created_at: Instant


class NoteView(View):
    """An officers' note on a permit, which its holder does not see. `by`: the `sub` of the officer who wrote it;
    `mine`: the caller wrote it.
    """

    note_id: str
    at: Instant
    by: str
    mine: bool
    text: str


class RelatedPermit(View):
    """Another permit of the same property or holder. `same_holder`: it belongs to the same account."""

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    vrm: str
    address: PostalAddress
    valid_from: date
    valid_until: date
    created_at: Instant
    same_holder: bool


class OpenedCase(CaseView):
    """A case with what stands beside it. `household`: other permits and applications of the property that have not
    ended. `earlier`: the newest other permits of the property or the holder; `older_left_out`: there are more, which a
    search finds. `waiting`: the case's row in the queue; null if
    it is in none. `can_enquire`: whether DVLA can be asked about the vehicle.
    """

    household: list[RelatedPermit]
    earlier: list[RelatedPermit]
    older_left_out: bool
    hold_ends_at: Instant | None
    notes: list[NoteView]
    waiting: CaseSummary | None
    can_enquire: bool


def found_permit(permit: Permit, card: ContactCard | None) -> FoundPermit:
    return FoundPermit(
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.product.permit_type,
        status=permit.status,
        vrm=permit.vrm,
        name=card.name if card else None,
        address=permit.product.property.address,
        zone=permit.product.property.zone,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        created_at=permit.created_at,
    )


def note_view(note: Note, officer: str) -> NoteView:
    return NoteView(note_id=note.note_id, at=note.at, by=note.by, mine=note.by == officer, text=note.text)


def related_permit(other: Permit, permit: Permit) -> RelatedPermit:
    return RelatedPermit(
        permit_id=other.permit_id,
        reference=other.reference,
        permit_type=other.product.permit_type,
        status=other.status,
        vrm=other.vrm,
        address=other.product.property.address,
        valid_from=other.valid_from,
        valid_until=other.valid_until,
        created_at=other.created_at,
        same_holder=other.account_id == permit.account_id,
    )
