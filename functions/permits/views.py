"""What the API shows of permits, to their holders and to the officers who decide on them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from permits.model import Can, Money, Permit, PermitId, PermitType, Status
from permits.rules.catalogue import catalogue
from permits.rules.review import can
from portal.address import PostalAddress
from portal.clock import Instant
from portal.document import DocumentState, DocumentStatus, FileState
from portal.shapes import VersionedView, View

MISSING = DocumentState(kind="", status=DocumentStatus.MISSING)


class FileView(View):
    """One file that was announced or sent. `reason`: why it was refused. `since_question`: it was added after the last
    question to the applicant.
    """

    document_id: str
    filename: str
    status: str
    reason: str | None
    added_at: Instant
    since_question: bool


class DocumentView(View):
    """A document that the permit needs. `status`, `document_id`: of the newest file that may serve, the best there is.

    `files`: all that came, the newest last (both sides of a badge, all pages of an agreement).
    """

    kind: str
    title: str
    status: str
    document_id: str | None = None
    files: list[FileView]


class TimelineEntryView(View):
    at: Instant
    what: str
    text: str | None


class PermitView(VersionedView):
    """`can`: what its holder may do now. `money`: what became of the payment. `lapses_at`: until when it waits to be
    finished; none when it waits for nothing of its holder's. `renews`: the permit that it goes on from; `renewal`: the
    one that goes on from it, paid for or not.
    """

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    address: PostalAddress
    zone: str
    vrm: str
    months: int
    price_pence: int
    valid_from: date
    valid_until: date
    auto_renew: bool
    payment_id: str | None
    renews: PermitId | None
    renewal: PermitId | None
    money: Money
    reason: str | None
    lapses_at: Instant | None
    documents: list[DocumentView]
    timeline: list[TimelineEntryView]
    can: list[Can]


class PermitSummary(View):
    """A permit in its holder's list."""

    permit_id: PermitId
    reference: str
    permit_type: PermitType
    status: Status
    address: PostalAddress
    zone: str
    vrm: str
    valid_from: date
    valid_until: date
    price_pence: int
    payment_id: str | None
    created_at: Instant


class ApplicantView(View):
    """Whom an officer may telephone or write to."""

    email: str
    first_name: str
    last_name: str
    phone: str


class CaseView(View):
    """All that an officer decides upon. `version`: of what is shown; the decision names it."""

    case_id: str
    version: int
    kind: Literal["application"]
    permit: PermitView
    applicant: ApplicantView | None
    tenancy_ends_on: date | None


class Card(Protocol):
    """How to reach a person (a card of `portal.people`)."""

    @property
    def email(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def phone(self) -> str: ...


def permit_view(permit: Permit, documents: Sequence[DocumentState], now: datetime) -> PermitView:
    """`documents`: as they are now."""
    shown = document_views(permit, documents)
    missing = any(document.status in {"missing", "awaiting_upload", "refused"} for document in shown)
    return PermitView(
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.product.permit_type,
        status=permit.status,
        address=permit.product.property.address,
        zone=permit.product.property.zone,
        vrm=permit.vrm,
        months=permit.product.months,
        price_pence=permit.price_pence,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        auto_renew=permit.auto_renew,
        payment_id=permit.payment_id,
        renews=permit.renews,
        renewal=permit.renewal,
        money=permit.money,
        reason=permit.reason,
        lapses_at=permit.lapses_at,
        documents=shown,
        timeline=[TimelineEntryView(at=one.at, what=one.what, text=one.text) for one in permit.timeline],
        can=can(permit, now, documents_missing=missing),
        version=permit.version,
    )


def permit_summary(permit: Permit) -> PermitSummary:
    return PermitSummary(
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.product.permit_type,
        status=permit.status,
        address=permit.product.property.address,
        zone=permit.product.property.zone,
        vrm=permit.vrm,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        price_pence=permit.price_pence,
        payment_id=permit.payment_id,
        created_at=permit.created_at,
    )


def case_view(permit: Permit, documents: Sequence[DocumentState], card: Card | None, now: datetime) -> CaseView:
    applicant = None
    if card is not None:
        applicant = ApplicantView(
            email=card.email, first_name=card.first_name, last_name=card.last_name, phone=card.phone
        )
    return CaseView(
        case_id=permit.permit_id,
        version=permit.version,
        kind="application",
        permit=permit_view(permit, documents, now),
        applicant=applicant,
        tenancy_ends_on=permit.tenancy_ends_on,
    )


def document_views(permit: Permit, states: Sequence[DocumentState]) -> list[DocumentView]:
    """One for each document that the permit needs, in the catalogue's order."""
    titles, by_kind = catalogue().documents, {state.kind: state for state in states}
    found = [(kind, by_kind.get(kind, MISSING)) for kind in permit.documents]
    return [
        DocumentView(
            kind=kind,
            title=titles[kind],
            status=state.status,
            document_id=state.document_id,
            files=[_file_view(permit, file) for file in state.files],
        )
        for kind, state in found
    ]


def _file_view(permit: Permit, file: FileState) -> FileView:
    questions = [entry.at for entry in permit.timeline if entry.what == "information_asked"]
    return FileView(
        document_id=file.document_id,
        filename=file.filename,
        status=file.status,
        reason=file.reason,
        added_at=file.added_at,
        since_question=bool(questions) and file.added_at > questions[-1],
    )
