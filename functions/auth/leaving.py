"""What goes into an export of a person's data, and what stays after an account is closed. Names are the API's."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from auth.helper_views import helper_views, helping_views
from auth.model import Account
from auth.rules.activity import Activity
from auth.rules.helpers import Helpers
from auth.views import account_view
from portal.clock import Instant, Stored, to_text
from portal.export import Kind, Part
from portal.shapes import Frozen, View


class ExportStatus(StrEnum):
    PREPARING = "preparing"
    READY = "ready"
    EXPIRED = "expired"


class Export(Frozen):
    """An export: one file with a person's data.

    `expires_at`: while the export is prepared, when it has to be ready; then, until when it can be fetched. `parts`:
    the domains whose part is stored, each with True.
    """

    export_id: str
    account_id: str
    status: ExportStatus
    requested_at: Stored
    expires_at: Stored
    parts: dict[str, bool] = Field(default_factory=dict)

    def status_at(self, now: datetime) -> ExportStatus:
        """The status at `now`: expired after `expires_at`, also if the export was never ready, so that a new one can
        start.
        """
        return self.status if now < self.expires_at else ExportStatus.EXPIRED


class ExportStarted(View):
    """The export that was started, or the one still being prepared, if the caller asked before."""

    export_id: str
    status: ExportStatus


class ExportLink(View):
    """A download link. Anybody who has `url` can fetch the file until `expires_at`."""

    url: str
    expires_at: Instant


class ExportView(View):
    """An export. `expires_at`: when it will be ready at the latest; once it is ready, until when it can be fetched.

    `download`: a new link at each request, while the export is ready; else null.
    """

    export_id: str
    status: ExportStatus
    requested_at: Instant
    expires_at: Instant
    download: ExportLink | None


class KeptView(View):
    """One kind of record that is kept of a closed account, without its owner's name: until when, and why."""

    what: str
    until: date
    why: str


class ClosureView(View):
    closed_at: Instant
    kept: list[KeptView]


def account_part(account: Account, activity: Iterable[Activity], helpers: Helpers, now: datetime) -> Part:
    """The profile, the sessions, who helps whom and what happened to the account, as its owner sees them."""
    profile = account_view(account, now).model_dump(mode="json", exclude={"version"})
    agreed = {"privacy_policy_version": account.privacy_policy_version, "created_at": to_text(account.created_at)}
    sessions = [{"signed_in_until": to_text(one.expires_at)} for one in account.sessions.values()]
    return Part(
        title="Your account",
        kinds=[
            Kind(title="Profile", records=[{**profile, **agreed}]),
            Kind(title="Where you are signed in", records=sessions),
            Kind(title="Who may fill in forms for you", records=_records(helper_views(helpers.named, now))),
            Kind(title="Whom you may fill in forms for", records=_records(helping_views(helpers.helping, now))),
            Kind(title="What happened to your account", records=[one.model_dump(mode="json") for one in activity]),
        ],
    )


def _records(views: Sequence[View]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in views]
