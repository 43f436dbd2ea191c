"""What is taken along from an account, and what is left of a closed one. Names are those of the API's description."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from portal.clock import Instant, Stored
from portal.shapes import Frozen, View


class ExportStatus(StrEnum):
    PREPARING = "preparing"
    READY = "ready"
    EXPIRED = "expired"


class Export(Frozen):
    """What is known of one file with somebody's data.

    `expires_at`: until when it has to be ready while it is prepared; then until when it can be fetched. `parts`: the
    domains whose part has come.
    """

    export_id: str
    account_id: str
    status: ExportStatus
    requested_at: Stored
    expires_at: Stored
    parts: dict[str, bool] = Field(default_factory=dict)

    def status_at(self, now: datetime) -> ExportStatus:
        """One that did not come together in time is over as well, so that it can be asked for anew."""
        return self.status if now < self.expires_at else ExportStatus.EXPIRED


class ExportStarted(View):
    """Asked for again while it is prepared it is the same one."""

    export_id: str
    status: ExportStatus


class ExportLink(View):
    """Whoever has it can fetch the file until `expires_at`."""

    url: str
    expires_at: Instant


class ExportView(View):
    """`expires_at`: until when it will be ready at the latest; once it is ready, until when it can be fetched.

    `download`: only while it is ready; a new link at each asking.
    """

    export_id: str
    status: ExportStatus
    requested_at: Instant
    expires_at: Instant
    download: ExportLink | None


class KeptView(View):
    """What stays of an account that is closed, without its owner's name: until when, and why."""

    what: str
    until: date
    why: str


class ClosureView(View):
    closed_at: Instant
    kept: list[KeptView]
