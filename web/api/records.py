"""What the council keeps about a resident: activity, a copy of it all, the end of the account (`functions/auth`)."""

from dataclasses import dataclass

from web.api.answers import Listed, listed, segment, told
from web.api.client import Api, Json, Refusal


@dataclass(frozen=True)
class Event:
    """Something that happened in the account: `words` is a sentence, `who` "you" or the name of a team."""

    at: str
    who: str
    words: str

    @classmethod
    def of(cls, body: Json) -> "Event":
        return cls(body["at"], body["who"], body["words"])


@dataclass(frozen=True)
class Export:
    """A copy of what is kept. `url`: where it is fetched, for a short time; empty unless it is ready."""

    export_id: str
    status: str
    requested_at: str
    expires_at: str
    url: str

    @classmethod
    def of(cls, body: Json) -> "Export":
        return cls(
            body["export_id"],
            body["status"],
            body["requested_at"],
            body["expires_at"] or "",
            (body["download"] or {}).get("url", ""),
        )


@dataclass(frozen=True)
class Kept:
    """What stays when an account is closed."""

    what: str
    until: str
    why: str


@dataclass(frozen=True)
class Closed:
    closed_at: str
    kept: tuple[Kept, ...]

    @classmethod
    def of(cls, body: Json) -> "Closed":
        return cls(body["closed_at"], tuple(Kept(one["what"], one["until"] or "", one["why"]) for one in body["kept"]))


class RecordsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def activity(self, after: str = "") -> Listed[Event] | Refusal:
        """Newest first. `after`: the `next` of the page before."""
        done = self._api.call("GET", "/v1/account/activity" + (f"?next={segment(after)}" if after else ""))
        return listed(done, Event.of)

    def start_export(self) -> str | Refusal:
        """The export's id."""
        return told(self._api.call("POST", "/v1/account/exports"), lambda body: str(body["export_id"]))

    def export(self, export_id: str) -> Export | Refusal:
        return told(self._api.call("GET", f"/v1/account/exports/{segment(export_id)}"), Export.of)

    def close_account(self, password: str, *, understood: bool) -> Closed | Refusal:
        given = {"password": password, "understood": understood}
        return told(self._api.call("POST", "/v1/account/closure", given), Closed.of)
