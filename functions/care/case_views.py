"""What the API shows of requests to the officers who work on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from care.model import CareRequest, Priority, QueuedRequest, RequestHead, RequestId, RequestStatus
from care.rules.outcomes import Outcome, outcomes_of
from care.views import RequestView, form_for, request_view
from portal.clock import Instant
from portal.document import DocumentState
from portal.shapes import View


class CaseSummary(View):
    """A row of the queue, which names nobody. `initial`: of the first name of the person whom it is about.
    `assigned_to`: the `sub` of the officer who has it; `mine`: that is the caller.
    """

    request_id: RequestId
    form_id: str
    title: str
    reference: str
    initial: str
    status: RequestStatus
    submitted_at: Instant
    priority: Priority
    urgent_because: list[str]
    assigned_to: str | None
    mine: bool


class OtherRequest(View):
    """Something else that the same account has sent."""

    request_id: RequestId
    title: str
    reference: str
    status: RequestStatus
    submitted_at: Instant


class OutcomeView(View):
    """What can come of the request. `text`: ready-made words for the applicant, to be finished."""

    outcome: str
    status: RequestStatus
    title: str
    text: str


class SenderView(View):
    """Whose account sent it."""

    email: str
    first_name: str
    last_name: str
    phone: str


class OpenedRequest(View):
    """`request`: as its owner sees it. `version`: of what is shown; a step names it. `sender`: None where the account
    is closed. `outcome`: what came of it.
    """

    version: int
    request: RequestView
    priority: Priority
    urgent_because: list[str]
    assigned_to: str | None
    mine: bool
    sender: SenderView | None
    others: list[OtherRequest]
    outcome: str | None
    outcomes: list[OutcomeView]


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


def case_summary(case: QueuedRequest, officer: str) -> CaseSummary:
    return CaseSummary(
        request_id=case.request_id,
        form_id=case.form_id,
        title=form_for(case).title,
        reference=case.reference or "",
        initial=(case.about or "")[:1].upper(),
        status=case.status,
        submitted_at=case.submitted_at or case.created_at,
        priority=case.priority,
        urgent_because=list(case.urgent_because),
        assigned_to=case.assigned_to,
        mine=case.assigned_to == officer,
    )


def opened_request(
    request: CareRequest,
    documents: Sequence[DocumentState],
    card: Card | None,
    others: Sequence[RequestHead],
    officer: str,
    now: datetime,
) -> OpenedRequest:
    """`card`: of the account that sent it. `officer`: who asks."""
    sender = (
        SenderView(email=card.email, first_name=card.first_name, last_name=card.last_name, phone=card.phone)
        if card
        else None
    )
    return OpenedRequest(
        version=request.version,
        request=request_view(request, documents, now),
        priority=request.priority,
        urgent_because=list(request.urgent_because),
        assigned_to=request.assigned_to,
        mine=request.assigned_to == officer,
        sender=sender,
        others=[_other(one) for one in others],
        outcome=request.outcome,
        outcomes=[_outcome(one) for one in outcomes_of(request.form_id)],
    )


def _other(other: RequestHead) -> OtherRequest:
    return OtherRequest(
        request_id=other.request_id,
        title=form_for(other).title,
        reference=other.reference or "",
        status=other.status,
        submitted_at=other.submitted_at or other.created_at,
    )


def _outcome(outcome: Outcome) -> OutcomeView:
    return OutcomeView(**outcome.model_dump())
