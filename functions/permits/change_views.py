"""What the API shows of a change of a permit."""

from collections.abc import Sequence
from typing import Literal

from permits.document_views import DocumentView, document_views, waits
from permits.model import Permit
from permits.model_catalogue import ChangeKind
from permits.model_changes import Change, ChangeReason, ChangeStatus, Money
from portal.address import PostalAddress
from portal.clock import Instant
from portal.document import DocumentState
from portal.shapes import View

type ChangeCan = Literal["pay", "add_documents", "reply", "withdraw"]


class ChangeView(View):
    """A change of a permit. `vrm`, `why`: of a change of vehicle; `address`: of a change of property. `documents`:
    empty once the change is decided or has ended. `can`, `money`, `lapses_at`: as in `PermitView`.
    """

    change_id: str
    kind: ChangeKind
    status: ChangeStatus
    vrm: str | None
    why: ChangeReason | None
    address: PostalAddress | None
    price_pence: int
    payment_id: str | None
    money: Money
    reason: str | None
    lapses_at: Instant | None
    created_at: Instant
    documents: list[DocumentView]
    can: list[ChangeCan]


def change_views(permit: Permit, documents: Sequence[DocumentState]) -> list[ChangeView]:
    """All changes of a permit, newest first. `documents`: those of its open change."""
    return [_view(permit, one, documents) for one in reversed(permit.changes)]


def change_view(permit: Permit, change_id: str, documents: Sequence[DocumentState]) -> ChangeView:
    """One change of a permit. `documents`: those of this change. Raises: StopIteration if the permit has no such change
    (a fault of ours).
    """
    return _view(permit, next(one for one in permit.changes if one.change_id == change_id), documents)


def _view(permit: Permit, change: Change, documents: Sequence[DocumentState]) -> ChangeView:
    shown = document_views(permit, change.documents, documents) if change.status.open else []
    return ChangeView(
        change_id=change.change_id,
        kind=change.kind,
        status=change.status,
        vrm=change.vrm,
        why=change.why,
        address=change.property.address if change.property else None,
        price_pence=change.price_pence,
        payment_id=change.payment_id,
        money=change.money,
        reason=change.reason,
        lapses_at=change.lapses_at,
        created_at=change.created_at,
        documents=shown,
        can=_can(change, documents_missing=any(waits(one) for one in shown)),
    )


def _can(change: Change, *, documents_missing: bool) -> list[ChangeCan]:
    words: dict[ChangeCan, bool] = {
        "pay": change.status is ChangeStatus.AWAITING_PAYMENT and not documents_missing,
        "add_documents": change.status.open,
        "reply": change.status.open and change.asked_at is not None,
        "withdraw": change.status.open,
    }
    return [word for word, allowed in words.items() if allowed]
