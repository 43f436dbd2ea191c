"""A permit as its holder sees it."""

from collections.abc import Sequence
from typing import Protocol

from permits.model import (
    ApplicantView,
    CaseSummary,
    CaseView,
    DocumentView,
    HappenedView,
    Permit,
    PermitSummary,
    PermitView,
)
from permits.rules.catalogue import catalogue
from permits.rules.life import can
from portal.document import DocumentState


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


def view(permit: Permit, documents: Sequence[DocumentState] | None) -> PermitView:
    """`documents`: as they are now; None right after the application, when none has been sent."""
    shown = document_views(permit, documents or [])
    missing = any(document.status in {"missing", "awaiting_upload", "refused"} for document in shown)
    return PermitView(
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.wanted.permit_type,
        status=permit.status,
        address=permit.wanted.property.address,
        zone=permit.wanted.property.zone,
        vrm=permit.vrm,
        months=permit.wanted.months,
        price_pence=permit.price_pence,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        auto_renew=permit.auto_renew,
        payment_id=permit.payment_id,
        money=permit.money,
        reason=permit.reason,
        documents=shown,
        timeline=[HappenedView(at=one.at, what=one.what, text=one.text) for one in permit.timeline],
        can=can(permit, documents_missing=missing),
        version=permit.version,
    )


def summary(permit: Permit) -> PermitSummary:
    return PermitSummary(
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.wanted.permit_type,
        status=permit.status,
        address=permit.wanted.property.address,
        zone=permit.wanted.property.zone,
        vrm=permit.vrm,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        price_pence=permit.price_pence,
        payment_id=permit.payment_id,
        created_at=permit.created_at,
    )


def case_summary(permit: Permit) -> CaseSummary:
    return CaseSummary(
        case_id=permit.permit_id,
        kind="application",
        permit_id=permit.permit_id,
        reference=permit.reference,
        permit_type=permit.wanted.permit_type,
        status=permit.status,
        zone=permit.wanted.property.zone,
        queued_at=permit.queued_at or permit.created_at,
        start_date=permit.start_date,
    )


def case_view(permit: Permit, documents: Sequence[DocumentState], card: Card | None) -> CaseView:
    applicant = None
    if card is not None:
        applicant = ApplicantView(
            email=card.email, first_name=card.first_name, last_name=card.last_name, phone=card.phone
        )
    return CaseView(
        case_id=permit.permit_id,
        kind="application",
        permit=view(permit, documents),
        applicant=applicant,
        tenancy_ends_on=permit.tenancy_ends_on,
    )


def document_views(permit: Permit, states: Sequence[DocumentState]) -> list[DocumentView]:
    """One for each document that the permit needs, in the catalogue's order."""
    titles = catalogue().documents
    by_kind = {state.kind: state for state in states}
    return [
        DocumentView(
            kind=kind,
            title=titles[kind],
            status=by_kind[kind].status if kind in by_kind else "missing",
            document_id=by_kind[kind].document_id if kind in by_kind else None,
        )
        for kind in permit.documents
    ]
