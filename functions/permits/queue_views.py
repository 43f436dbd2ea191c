"""What the API shows of the officers' queue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from permits.model import PermitId, QueueStatus
from permits.model_catalogue import PermitType
from permits.rules.cases import CaseKind, QueuedCase
from permits.views import Card
from portal.address import PostalAddress
from portal.clock import Instant
from portal.shapes import View


class CaseSummary(View):
    """A case in the officers' queue. `case_id`: of the application itself it is the permit's. `name`: None where the
    account is gone. `claimed_by`: the `sub` of the officer who has it until `claimed_until`, `mine` if that is the
    caller; `taken_from`: of the one from whom they took it over.
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
    claimed_by: str | None
    claimed_until: Instant | None
    mine: bool
    taken_from: str | None


def case_summaries(
    cases: Sequence[QueuedCase], cards: Mapping[str, Card], officer: str, now: datetime
) -> list[CaseSummary]:
    """`cards`: of the holders' accounts. `officer`: who asks."""
    return [case_summary(case, cards.get(case.account_id), officer, now) for case in cases]


def case_summary(case: QueuedCase, card: Card | None, officer: str, now: datetime) -> CaseSummary:
    holder = case.holder(now)
    facts = case.model_dump(exclude={"account_id", "claimed_by", "claimed_until", "taken_from"})
    return CaseSummary(
        **facts,
        name=f"{card.first_name} {card.last_name}" if card else None,
        claimed_by=holder,
        claimed_until=case.claimed_until if holder else None,
        mine=holder == officer,
        taken_from=case.taken_from if holder else None,
    )
