"""What the API shows of permits, to their holders and to the officers who decide on them."""

from collections.abc import Sequence
from datetime import date, datetime

from permits.change_views import ChangeView, change_view, change_views
from permits.document_views import DocumentView, document_views, waits
from permits.model import Can, Permit, PermitId, Status
from permits.model_catalogue import ChangeKind, PermitType
from permits.model_changes import ChangeStatus, Money
from permits.rules.cases import CASE_KINDS, CaseKind
from permits.rules.offers import can, waits_for_renewal
from portal.address import PostalAddress
from portal.clock import Instant
from portal.contact_card import ContactCard
from portal.document import DocumentState
from portal.shapes import VersionedView, View


class TimelineEntryView(View):
    at: Instant
    what: str
    text: str | None


class PermitView(VersionedView):
    """A permit as its holder sees it. `can`: what the holder may do now. `money`: the state of the payment.
    `lapses_at`: when the application ends unless it is paid for and complete; null if nothing is missing. `renews`: the
    id of the permit that this one continues; `renewal`: of the one that continues it, paid for or not. `auto_renew`:
    automatic renewal is on, and no other permit takes this one's place; it takes place on `renews_on` at
    `renewal_price_pence`, both null until announced.
    `renews_itself`: this is an automatic renewal whose payment is being taken by the holder's agreement.
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
    renews_itself: bool
    renews_on: date | None
    renewal_price_pence: int | None
    payment_id: str | None
    renews: PermitId | None
    renewal: PermitId | None
    money: Money
    reason: str | None
    lapses_at: Instant | None
    documents: list[DocumentView]
    timeline: list[TimelineEntryView]
    changes: list[ChangeView]
    can: list[Can]


class ChangeToDo(View):
    """A change that waits for the holder's payment, documents or answer."""

    change_id: str
    kind: ChangeKind
    status: ChangeStatus


class PermitSummary(View):
    """A permit in its holder's list. `change_to_do`: its open change, if that waits for the holder; else null.
    `renewal`: the id of its newest renewal, paid for or not. `to_renew`: it can be renewed now, and does not renew
    itself. `can`: as in `PermitView`; but a list does not read documents, so `pay` is there only if none is needed or
    all were found clean.
    """

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
    change_to_do: ChangeToDo | None
    renewal: PermitId | None
    to_renew: bool
    can: list[Can]


class ApplicantView(View):
    """The applicant's name and contact details. `home`: the address of their account; null if there is none."""

    account_id: str
    email: str
    first_name: str
    last_name: str
    phone: str
    home: PostalAddress | None


class CaseView(View):
    """All that an officer decides on. `version`: the version shown; a decision must name it."""

    case_id: str
    version: int
    kind: CaseKind
    permit: PermitView
    change: ChangeView | None
    applicant: ApplicantView | None
    tenancy_ends_on: date | None


def permit_view(
    permit: Permit, documents: Sequence[DocumentState], now: datetime, of_change: Sequence[DocumentState] = ()
) -> PermitView:
    """The permit as its holder sees it. `documents`: the permit's own; `of_change`: those of its open change."""
    shown = document_views(permit, permit.documents, documents)
    missing = any(waits(document) for document in shown)
    announced = permit.auto if permit.auto and permit.auto.on and permit.auto.announced_pence is not None else None
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
        auto_renew=permit.auto_renew and permit.moved_to is None,
        renews_itself=permit.renews_itself,
        renews_on=announced.charge_on if announced else None,
        renewal_price_pence=announced.announced_pence if announced else None,
        payment_id=permit.payment_id,
        renews=permit.renews,
        renewal=permit.renewal,
        money=permit.money,
        reason=permit.reason,
        lapses_at=permit.lapses_at,
        documents=shown,
        timeline=[TimelineEntryView(at=one.at, what=one.what, text=one.text) for one in permit.timeline],
        changes=change_views(permit, of_change),
        can=can(permit, now, documents_missing=missing),
        version=permit.version,
    )


def permit_summary(permit: Permit, now: datetime) -> PermitSummary:
    change = permit.open_change
    to_do = change if change is not None and change.waits_for_holder() else None
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
        change_to_do=ChangeToDo(change_id=to_do.change_id, kind=to_do.kind, status=to_do.status) if to_do else None,
        renewal=permit.renewal,
        to_renew=waits_for_renewal(permit, now),
        can=can(permit, now, documents_missing=bool(permit.documents) and not permit.all_clean),
    )


def case_view(
    permit: Permit,
    documents: Sequence[DocumentState],
    card: ContactCard | None,
    now: datetime,
    change_id: str | None = None,
    of_change: Sequence[DocumentState] = (),
) -> CaseView:
    """A case of the permit. `change_id`, `of_change`: the change to decide and its documents; None for the application
    itself.
    """
    change = change_view(permit, change_id, of_change) if change_id else None
    applicant = None
    if card is not None:
        applicant = ApplicantView(
            account_id=permit.account_id,
            email=card.email,
            first_name=card.first_name,
            last_name=card.last_name,
            phone=card.phone,
            home=card.address,
        )
    return CaseView(
        case_id=change_id or permit.permit_id,
        version=permit.version,
        kind=CASE_KINDS[change.kind] if change else "application",
        permit=permit_view(permit, documents, now, of_change),
        change=change,
        applicant=applicant,
        tenancy_ends_on=permit.tenancy_ends_on,
    )
