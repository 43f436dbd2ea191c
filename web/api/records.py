"""Records about a resident: activity, a copy of everything, closing the account (`functions/auth`)."""

from dataclasses import dataclass

from web.api.answers import ListPage, from_fields, list_page, next_query, path_segment
from web.api.client import Api, Json, Refusal


@dataclass(frozen=True)
class Event:
    """Something that happened in the account. `words`: a sentence. `who`: "you" or the name of a team."""

    at: str
    who: str
    words: str

    @classmethod
    def of(cls, body: Json) -> "Event":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Export:
    """A copy of a resident's records. `url`: a short-lived link to it; empty unless it is ready."""

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
    """A kind of record that the council keeps after an account is closed."""

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
    """A document accepted by an officer. It can be used again until `valid_until`."""

    document_id: str
    kind: str
    filename: str
    valid_until: str


class RecordsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def activity(self, after: str = "") -> ListPage[Event] | Refusal:
        """What happened in the account, newest first. `after`: the `next` of the page before."""
        return self._api.ask("GET", f"/v1/account/activity{next_query(after)}", list_page(Event.of))

    def start_export(self) -> str | Refusal:
        """Ask for a copy of the resident's records. Returns the export's id."""
        return self._api.ask("POST", "/v1/account/exports", lambda body: str(body["export_id"]))

    def export(self, export_id: str) -> Export | Refusal:
        return self._api.ask("GET", f"/v1/account/exports/{path_segment(export_id)}", Export.of)

    def close_account(self, password: str, *, understood: bool) -> Closed | Refusal:
        given = {"password": password, "understood": understood}
        return self._api.ask("POST", "/v1/account/closure", Closed.of, given)

    def accepted(self, kind: str) -> tuple[Accepted, ...]:
        """Accepted documents of this kind; none while care records are closed after a password reset."""
        return tuple(one for one in self._all_accepted() if one.kind == kind)

    def accepted_kinds(self) -> frozenset[str]:
        """The kinds of document of which the resident has an accepted one; none as in `accepted`."""
        return frozenset(one.kind for one in self._all_accepted())

    def _all_accepted(self) -> tuple[Accepted, ...]:
        found = self._api.ask("GET", "/v1/evidence", _items)
        return () if isinstance(found, Refusal) else found


def _items(body: Json) -> tuple[Accepted, ...]:
    return tuple(from_fields(Accepted, one) for one in body["items"])
