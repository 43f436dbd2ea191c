"""What officers of the care team do with requests (`functions/care`, the officers' operations), as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from web.api.answers import from_fields, path_segment
from web.api.client import Api, Json, Refusal
from web.api.desk import DocumentLink, Note
from web.api.finances import Finances
from web.api.requests import CareRequest


@dataclass(frozen=True)
class WaitingRequest:
    """A row of the queue, which names nobody."""

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

    @classmethod
    def of(cls, body: Json) -> "WaitingRequest":
        return from_fields(cls, body, urgent_because=tuple(body["urgent_because"]))


@dataclass(frozen=True)
class CareQueue:
    """`count`, `urgent`, `oldest_at`: of all that the filters let through. `copies_asked`: of all requests."""

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
    """Whether a copy may be given: `asked`, `released`, or `withheld` with `words` why."""

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
    """A page of those that wait for an officer. `count`: all."""

    items: tuple[Release, ...]
    count: int
    previous: str
    next: str

    @classmethod
    def of(cls, body: Json) -> "Releases":
        return from_fields(cls, body, items=tuple(from_fields(Release, one) for one in body["items"]))


@dataclass(frozen=True)
class FoundRequest:
    """One that was searched for, or stands beside another of its account."""

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
    """`same`: in what the two agree."""

    request_id: str
    reference: str
    submitted_at: str
    same: tuple[str, ...]


@dataclass(frozen=True)
class OpenedRequest:
    """`sender` None: the account is closed. `version`: of what is shown; a step names it. `since_question`: ids of the
    files that came after the last question; `since_sent`: after the form. `criteria`: name and title of each that a no
    has to speak of. `decide_by`, `second_contact`, `similar`: of a safeguarding concern. `assessor`: it can go to an
    expert; `assessor_until`: by when that one reports. `last_day_possible`: of what may be agreed to. `finances`: of a
    financial assessment. `release`: None where nobody has asked for a copy.
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
    priority_why: str
    release: Release | None
    since_sent: tuple[str, ...]
    finances: Finances | None

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
        """`asked`: the filters and the page; what is empty is not asked for."""
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._api.ask("GET", f"/v1/officer/requests?{query}", CareQueue.of)

    def to_order(self) -> tuple[WaitingRequest, ...] | Refusal:
        """All that was agreed to and is to be ordered from its maker. 1 call for each 50."""
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
        """Of the officer's teams. `typed`: a reference or an email address. That they searched is on record."""
        path = "/v1/officer/request-searches"
        return self._api.ask("POST", path, _all_found, typed)

    def releases(self, page: str) -> Releases | Refusal:
        """`page`: the token of a page, or empty for the first."""
        query = f"?{urlencode({'next': page})}" if page else ""
        return self._api.ask("GET", f"/v1/officer/releases{query}", Releases.of)

    def release(self, request_id: str, version: int, words: str, *, released: bool) -> Release | Refusal:
        """`words`: why it is withheld; empty for one that is released."""
        body = {"version": version, "released": released} | ({"words": words} if words else {})
        return self._api.ask("PUT", f"{_path(request_id)}/release", partial(from_fields, Release), body)

    def open(self, request_id: str, reason: str) -> str | Refusal:
        """Until when this officer may look at it."""
        path = f"{_path(request_id)}/openings"
        return self._api.ask("POST", path, lambda body: str(body["until"]), {"reason": reason})

    def case(self, request_id: str) -> OpenedRequest | Refusal:
        return self._api.ask("GET", _path(request_id), OpenedRequest.of)

    def file(self, request_id: str, document_id: str, *, show: bool = False) -> DocumentLink | Refusal:
        """A link that works for a short time, to save the file or to show it. That it was asked for is on record."""
        path = f"{_path(request_id)}/evidence/{path_segment(document_id)}{'?show=true' if show else ''}"
        return self._api.ask("GET", path, partial(from_fields, DocumentLink))

    def assign(self, request_id: str, to: str | None, *, take_over: bool) -> WaitingRequest | Refusal:
        """`to`: "me", a colleague's id, or None for nobody."""
        body = {"to": to, "take_over": take_over}
        return self._api.ask("PUT", f"{_path(request_id)}/assignment", WaitingRequest.of, body)

    def take_next(self, idempotency_key: str) -> WaitingRequest | Refusal | None:
        """The first that nobody has; None if there is none."""
        path = "/v1/officer/request-assignments"
        return self._api.ask("POST", path, _row_if_any, {}, idempotency_key=idempotency_key)

    def prioritise(self, request_id: str, priority: str, why: str) -> WaitingRequest | Refusal:
        body = {"priority": priority, "why": why}
        return self._api.ask("PUT", f"{_path(request_id)}/priority", WaitingRequest.of, body)

    def note(self, request_id: str, text: str, idempotency_key: str) -> Note | Refusal:
        path, read = f"{_path(request_id)}/notes", partial(from_fields, Note)
        return self._api.ask("POST", path, read, {"text": text}, idempotency_key=idempotency_key)

    def step(self, request_id: str, step: Json, idempotency_key: str) -> str | Refusal:
        """The status of the request afterwards."""
        path = f"{_path(request_id)}/status"
        return self._api.ask("POST", path, lambda body: str(body["status"]), step, idempotency_key=idempotency_key)


def _all_found(body: Json) -> tuple[FoundRequest, ...]:
    return tuple(from_fields(FoundRequest, one) for one in body["items"])


def _row_if_any(body: Json) -> WaitingRequest | None:
    return WaitingRequest.of(body) if body else None


def _path(request_id: str) -> str:
    return f"/v1/officer/requests/{path_segment(request_id)}"
