"""Whom recent safeguarding concerns are about, kept to find other concerns that may be about the same person."""

from datetime import timedelta

from care.model import CareRequest
from care.rules.concerns import is_concern
from care.rules.matching import Likeness, Same, likeness, may_be_the_same
from portal.clock import Stored, epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.shapes import Frozen
from portal.table import Put, Tables

PARTITION = "CONCERNS"
NEAR = timedelta(days=14)
KEPT = timedelta(days=28)
"""How long an item is kept: two concerns within `NEAR` of each other are then both there while the later one is
decided.
"""


class Concern(Frozen):
    """What is kept of a concern to compare it with others. `same`: the details in which it agrees with the one
    compared.
    """

    request_id: str
    reference: str
    submitted_at: Stored
    likeness: Likeness
    same: tuple[Same, ...] = ()


def concern_write(table: str, request: CareRequest) -> Put:
    """The write of what is kept of a concern that is sent. It expires by itself."""
    sent_at = request.submitted_at or request.created_at
    concern = Concern(
        request_id=request.request_id,
        reference=request.reference or "",
        submitted_at=sent_at,
        likeness=likeness(request.answers),
    )
    key = {"pk": PARTITION, "sk": f"{to_text(sent_at)}#{request.request_id}"}
    item = {**key, **concern.model_dump(mode="json", exclude_none=True), "ttl": epoch_seconds(sent_at + KEPT)}
    return Put(table, item)


class Concerns:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.requests_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Concerns":
        return cls(context)

    def like(self, request: CareRequest) -> list[Concern]:
        """Other concerns, sent within 14 days before or after, that may be about the same person, the newest first. 1
        call; none for a request that is no concern.
        """
        if not is_concern(request) or request.submitted_at is None:
            return []
        where = Attr("pk").eq(PARTITION) & Attr("sk").gte(to_text(request.submitted_at - NEAR))
        found = (Concern.model_validate(item) for item in self._tables.query_all(self._table, where, newest_first=True))
        mine = likeness(request.answers)
        judged = (
            one.model_copy(update={"same": may_be_the_same(mine, one.likeness)})
            for one in found
            if one.request_id != request.request_id and one.submitted_at <= request.submitted_at + NEAR
        )
        return [one for one in judged if one.same]
