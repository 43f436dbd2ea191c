"""Officers' operations on care requests (`functions/care`), as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from web.api.answers import from_fields, path_segment
from web.api.client import Api, Json, Refusal
from web.api.desk import DocumentLink, Note
from web.api.finances import Finances
from web.api.request_parts import Finding, Happened
from web.api.requests import CareRequest


@dataclass(frozen=True)
class WaitingRequest:
    """A row of the care teams' queue. It names nobody."""

    request_id: str
    title: str
    reference: str
    initial: str
    status: str
    submitted_at: str
    priority: str
    urgent_because: tuple[str, ...]
    assigned_to: str
    mine: bool
    decide_by: str
    overdue: bool
    assessor_until: str
    review_due_at: str
    review_late: bool
    valid_until: str
    ordered_at: str
    unread_since: str

    @classmethod
    def of(cls, body: Json) -> "WaitingRequest":
        return from_fields(cls, body, urgent_because=tuple(body["urgent_because"]))


@dataclass(frozen=True)
class CareQueue:
    """A page of the queue. `count`, `urgent`, `oldest_at`: for all requests that match the filters. `copies_asked`: for
    all requests.
    """

    items: tuple[WaitingRequest, ...]
    count: int
    urgent: int
    oldest_at: str
    reviews_late: int
    copies_asked: int
    previous: str
    next: str

    @classmethod
    def of(cls, body: Json) -> "CareQueue":
        return from_fields(cls, body, items=tuple(WaitingRequest.of(one) for one in body["items"]))


@dataclass(frozen=True)
class Release:
    """The decision whether the sender of a request may have a copy of it. `status`: `asked`, `released` or `withheld`;
    `words`: why it is withheld.
    """

    request_id: str
    title: str
    reference: str
    status: str
    asked_at: str
    due_at: str
    decided_at: str
    words: str


@dataclass(frozen=True)
class Releases:
    """A page of the copies that wait for an officer's decision. `count`: all that wait."""

    items: tuple[Release, ...]
    count: int
    previous: str
    next: str

    @classmethod
    def of(cls, body: Json) -> "Releases":
        return from_fields(cls, body, items=tuple(from_fields(Release, one) for one in body["items"]))


@dataclass(frozen=True)
class FoundRequest:
    """A search result, or another request of the same account."""

    request_id: str
    title: str
    reference: str
    status: str
    submitted_at: str


@dataclass(frozen=True)
class Outcome:
    outcome: str
    status: str
    title: str
    text: str
    has_last_day: bool
    needs_findings: bool


@dataclass(frozen=True)
class Sender:
    email: str
    first_name: str
    last_name: str
    phone: str


@dataclass(frozen=True)
class SecondContact:
    name: str
    job: str
    phone: str


@dataclass(frozen=True)
class SimilarConcern:
    """A concern that may be about the same person. `same`: the facts on which the two agree."""

    request_id: str
    reference: str
    submitted_at: str
    same: tuple[str, ...]


@dataclass(frozen=True)
class OpenedRequest:
    """A request as the officer sees it.

    `sender`: None if the account is closed. `version`: the version shown; a step must name it. `since_question`,
    `since_sent`: ids of files that came after the last question, and after the form was sent. `criteria`: name and
    title of each criterion that a refusal has to judge; `form_findings`: of each part of the form's test. `release`:
    None if nobody has asked for a copy.

    For safeguarding concerns: `decide_by`, `second_contact`, `similar`. `assessor`: the request can go to an expert
    assessor, who reports by `assessor_until`. `last_day_possible`: the latest end of what may be granted. `finances`:
    of a financial assessment.
    """

    version: int
    request: CareRequest
    priority: str
    urgent_because: tuple[str, ...]
    assigned_to: str
    mine: bool
    sender: Sender | None
    since_question: tuple[str, ...]
    notes: tuple[Note, ...]
    others: tuple[FoundRequest, ...]
    outcome: str
    outcomes: tuple[Outcome, ...]
    decide_by: str
    overdue: bool
    second_contact: SecondContact | None
    similar: tuple[SimilarConcern, ...]
    assessor: bool
    assessor_until: str
    last_day_possible: str
    criteria: tuple[tuple[str, str], ...]
    form_findings: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    priority_why: str
    unread_since: str
    release: Release | None
    since_sent: tuple[str, ...]
    finances: Finances | None

    @property
    def unread(self) -> tuple[Happened, ...]:
        """What the sender wrote unasked and no officer has read yet, the oldest first."""
        told = {"change_reported", "move_reported"}
        new = (one for one in self.request.timeline if one.what in told)
        return tuple(one for one in new if self.unread_since and one.at >= self.unread_since)

    @classmethod
    def of(cls, body: Json) -> "OpenedRequest":
        return from_fields(
            cls,
            body,
            request=CareRequest.of(body["request"]),
            urgent_because=tuple(body["urgent_because"]),
            sender=Sender(**body["sender"]) if body["sender"] else None,
            since_question=tuple(body["since_question"]),
            since_sent=tuple(body["since_sent"]),
            finances=Finances.of(body["finances"]) if body["finances"] else None,
            notes=tuple(from_fields(Note, one) for one in body["notes"]),
            others=tuple(from_fields(FoundRequest, one) for one in body["others"]),
            criteria=tuple((one["name"], one["title"]) for one in body["criteria"]),
            form_findings=tuple((one["name"], one["title"]) for one in body["form_findings"]),
            findings=tuple(from_fields(Finding, one) for one in body["findings"]),
            outcomes=tuple(Outcome(**one) for one in body["outcomes"]),
            release=from_fields(Release, body["release"]) if body["release"] else None,
            second_contact=SecondContact(**body["second_contact"]) if body["second_contact"] else None,
            similar=tuple(from_fields(SimilarConcern, one, same=tuple(one["same"])) for one in body["similar"]),
        )


class CaseworkApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def queue(self, asked: Mapping[str, str]) -> CareQueue | Refusal:
        """Fetch a page of the queue. `asked`: filters and page, sent as query parameters; empty values are left out."""
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._api.ask("GET", f"/v1/officer/requests?{query}", CareQueue.of)

    def to_order(self) -> tuple[WaitingRequest, ...] | Refusal:
        """All granted items that have still to be ordered from their maker. One call per 50."""
        found: list[WaitingRequest] = []
        token = ""
        while True:
            page = self.queue({"status": "to_order", "next": token})
            if isinstance(page, Refusal):
                return page
            found += page.items
            token = page.next
            if not token:
                return tuple(found)

    def search(self, typed: Json) -> tuple[FoundRequest, ...] | Refusal:
        """Search the requests of the officer's teams; the search is recorded. `typed`: a reference or an email
        address.
        """
        path = "/v1/officer/request-searches"
        return self._api.ask("POST", path, _all_found, typed)

    def releases(self, page: str) -> Releases | Refusal:
        """Fetch a page of the copies that wait for a decision. `page`: its token, empty for the first."""
        query = f"?{urlencode({'next': page})}" if page else ""
        return self._api.ask("GET", f"/v1/officer/releases{query}", Releases.of)

    def release(self, request_id: str, version: int, words: str, *, released: bool) -> Release | Refusal:
        """Decide whether a copy may be given. `words`: why it is withheld; refused with a yes."""
        body = {"version": version, "released": released} | ({"words": words} if words else {})
        return self._api.ask("PUT", f"{_path(request_id)}/release", partial(from_fields, Release), body)

    def open(self, request_id: str, reason: str) -> str | Refusal:
        """Open a request for this officer, who has to give a reason. Returns until when they may look at it."""
        path = f"{_path(request_id)}/openings"
        return self._api.ask("POST", path, lambda body: str(body["until"]), {"reason": reason})

    def case(self, request_id: str) -> OpenedRequest | Refusal:
        return self._api.ask("GET", _path(request_id), OpenedRequest.of)

    def file(self, request_id: str, document_id: str, *, show: bool = False) -> DocumentLink | Refusal:
        """A short-lived link to a file, for saving it or, with `show`, for showing it. The access is recorded."""
        path = f"{_path(request_id)}/evidence/{path_segment(document_id)}{'?show=true' if show else ''}"
        return self._api.ask("GET", path, partial(from_fields, DocumentLink))

    def assign(self, request_id: str, to: str | None, *, take_over: bool) -> WaitingRequest | Refusal:
        """Assign a request. `to`: "me", a colleague's id, or None for nobody."""
        body = {"to": to, "take_over": take_over}
        return self._api.ask("PUT", f"{_path(request_id)}/assignment", WaitingRequest.of, body)

    def take_next(self, idempotency_key: str) -> WaitingRequest | Refusal | None:
        """Take the first unassigned request of the queue. None if there is none."""
        path = "/v1/officer/request-assignments"
        return self._api.ask("POST", path, _row_if_any, {}, idempotency_key=idempotency_key)

    def prioritise(self, request_id: str, priority: str, why: str) -> WaitingRequest | Refusal:
        body = {"priority": priority, "why": why}
        return self._api.ask("PUT", f"{_path(request_id)}/priority", WaitingRequest.of, body)

    def note(self, request_id: str, text: str, idempotency_key: str) -> Note | Refusal:
        path, read = f"{_path(request_id)}/notes", partial(from_fields, Note)
        return self._api.ask("POST", path, read, {"text": text}, idempotency_key=idempotency_key)

    def step(self, request_id: str, step: Json, idempotency_key: str) -> str | Refusal:
        """Take a step of the casework. Returns the request's new status."""
        path = f"{_path(request_id)}/status"
        return self._api.ask("POST", path, lambda body: str(body["status"]), step, idempotency_key=idempotency_key)


def _all_found(body: Json) -> tuple[FoundRequest, ...]:
    return tuple(from_fields(FoundRequest, one) for one in body["items"])


def _row_if_any(body: Json) -> WaitingRequest | None:
    return WaitingRequest.of(body) if body else None


def _path(request_id: str) -> str:
    return f"/v1/officer/requests/{path_segment(request_id)}"
