"""What the council keeps about a resident: activity, a copy of it all, the end of the account (`functions/auth`)."""

from dataclasses import dataclass

from web.api.answers import ListPage, from_fields, list_page, next_query, path_segment
from web.api.client import Api, Json, Refusal


@dataclass(frozen=True)
class Event:
    """Something that happened in the account: `words` is a sentence, `who` "you" or the name of a team."""

    at: str
    who: str
    words: str

    @classmethod
    def of(cls, body: Json) -> "Event":
        return from_fields(cls, body)


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
        return from_fields(cls, body, url=(body["download"] or {}).get("url", ""))


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
        return cls(body["closed_at"], tuple(from_fields(Kept, one) for one in body["kept"]))


@dataclass(frozen=True)
class Accepted:
    """A document that an officer has accepted, to be used again until `valid_until`."""

    document_id: str
    kind: str
    filename: str
    valid_until: str


class RecordsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def activity(self, after: str = "") -> ListPage[Event] | Refusal:
        """Newest first. `after`: the `next` of the page before."""
        return self._api.ask("GET", f"/v1/account/activity{next_query(after)}", list_page(Event.of))

    def start_export(self) -> str | Refusal:
        """The export's id."""
        return self._api.ask("POST", "/v1/account/exports", lambda body: str(body["export_id"]))

    def export(self, export_id: str) -> Export | Refusal:
        return self._api.ask("GET", f"/v1/account/exports/{path_segment(export_id)}", Export.of)

    def close_account(self, password: str, *, understood: bool) -> Closed | Refusal:
        given = {"password": password, "understood": understood}
        return self._api.ask("POST", "/v1/account/closure", Closed.of, given)

    def accepted(self, kind: str) -> tuple[Accepted, ...]:
        """Those of this kind; none where care records are closed for a while."""
        found = self._api.ask("GET", "/v1/evidence", _all_accepted)
        return () if isinstance(found, Refusal) else tuple(one for one in found if one.kind == kind)


def _all_accepted(body: Json) -> tuple[Accepted, ...]:
    return tuple(from_fields(Accepted, one) for one in body["items"])
