"""The permits in an export of a holder's data, and what is kept of a permit after the holder's account is closed."""

from collections.abc import Sequence
from datetime import datetime

from permits.change_views import change_views
from permits.model import Permit
from permits.model_changes import Change, ChangeStatus, Property
from permits.views import permit_view
from portal.address import PostalAddress
from portal.document import DocumentState
from portal.export import Kind, Part
from portal.retention import kept_until

REMOVED = "removed"
NOWHERE = PostalAddress(lines=[REMOVED], town=REMOVED, postcode=REMOVED)


def part(permits: Sequence[tuple[Permit, Sequence[DocumentState]]], now: datetime) -> Part:
    """The permits part of an export: each permit as its holder sees it, and the names of the files that the holder
    sent.
    """
    return Part(
        title="Parking permits",
        kinds=[
            Kind(title="Permits and applications", records=[_permit(permit, sent, now) for permit, sent in permits]),
            Kind(
                title="Documents that you sent",
                records=[
                    {"for_permit": permit.reference, "kind": one.kind, **file.model_dump(mode="json")}
                    for permit, sent in permits
                    for one in sent
                    for file in one.files
                ],
            ),
        ],
    )


def _permit(permit: Permit, documents: Sequence[DocumentState], now: datetime) -> dict[str, object]:
    shown = permit_view(permit, documents, now).model_dump(mode="json", exclude={"can", "documents", "changes"})
    tenancy = permit.tenancy_ends_on.isoformat() if permit.tenancy_ends_on else None
    changes = [one.model_dump(mode="json", exclude={"can", "documents"}) for one in change_views(permit, ())]
    return {**shown, "changes": changes, "tenancy_ends_on": tenancy, "terms_version": permit.terms_version}


def without_person(permit: Permit, closed_at: datetime) -> Permit:
    """The permit as kept after the account is closed: type, zone, days, price and the dates of decisions, which explain
    its payment. Property, vehicle and all texts are removed.
    """
    place = Property(uprn=REMOVED, address=NOWHERE, zone=permit.product.property.zone)
    return permit.model_copy(
        update={
            "product": permit.product.model_copy(update={"property": place}),
            "vrm": REMOVED,
            "tenancy_ends_on": None,
            "reason": None,
            "auto": None,
            "changes": [_change_without_person(one) for one in permit.changes],
            "timeline": [one.model_copy(update={"text": None}) for one in permit.timeline],
            "kept_until": kept_until("permit", closed_at),
        }
    )


def _change_without_person(change: Change) -> Change:
    """The change without vehicle, property and reason. An open change is withdrawn."""
    status = ChangeStatus.WITHDRAWN if change.status.open else change.status
    removed = {"vrm": None, "property": None, "reason": None, "status": status}
    return change.model_copy(update=removed | {"queued_at": None, "lapses_at": None, "capture_at": None})
