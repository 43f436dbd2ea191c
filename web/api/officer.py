"""Officers' operations on permits (`functions/permits`), as values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from web.api.accounts import Address
from web.api.answers import ListPage, from_fields, list_page, next_query, path_segment, require_success
from web.api.casework import CaseworkApi
from web.api.client import Api, Json, Refusal
from web.api.colleagues import ColleaguesApi
from web.api.desk import (
    BulkResult,
    DocumentLink,
    Enquiry,
    Note,
    NoticePage,
    QueueSummary,
    Undelivered,
    VehicleCheckResult,
)
from web.api.permits import Change, Permit


@dataclass(frozen=True)
class CaseSummary:
    """A row of the queue. `kind`: `application`, or the kind of change, whose id is `case_id`. `claimed_by`: empty if
    nobody has it; `mine`: this officer has it. `version`: the version shown. `enquiry`: None until DVLA was asked.
    """

    case_id: str
    kind: str
    permit_id: str
    reference: str
    vrm: str
    name: str
    address: Address
    zone: str
    permit_type: str
    status: str
    queued_at: str
    start_date: str
    hold_ends_at: str
    answered: bool
    no_answer: bool
    version: int
    claimed_by: str
    mine: bool
    taken_from: str
    given_by: str
    enquiry: Enquiry | None

    @classmethod
    def of(cls, body: Json) -> "CaseSummary":
        asked = from_fields(Enquiry, body["enquiry"]) if body["enquiry"] else None
        return from_fields(cls, body, address=Address.of(body["address"]), enquiry=asked)


@dataclass(frozen=True)
class Queue:
    """A page of the queue. `count`, `oldest_at`: for all cases that match the filters. `previous`, `next`: page
    tokens.
    """

    items: tuple[CaseSummary, ...]
    count: int
    oldest_at: str
    previous: str
    next: str

    @classmethod
    def of(cls, body: Json) -> "Queue":
        return from_fields(cls, body, items=tuple(CaseSummary.of(one) for one in body["items"]))


@dataclass(frozen=True)
class OtherPermit:
    """A search result, or a permit shown beside a case."""

    permit_id: str
    reference: str
    permit_type: str
    status: str
    vrm: str
    address: Address
    valid_from: str
    valid_until: str
    created_at: str

    @classmethod
    def of(cls, body: Json) -> "OtherPermit":
        return from_fields(cls, body, address=Address.of(body["address"]))


@dataclass(frozen=True)
class Reason:
    reason_id: str
    outcome: str
    title: str
    text: str


@dataclass(frozen=True)
class Applicant:
    account_id: str
    email: str
    first_name: str
    last_name: str
    phone: str
    home: Address | None


@dataclass(frozen=True)
class Case:
    """An application or, with `change`, a change of its permit. `applicant`: None if their account is closed.
    `version`: the version shown; a decision must name it.
    """

    permit: Permit
    change: Change | None
    version: int
    applicant: Applicant | None
    tenancy_ends_on: str

    @classmethod
    def of(cls, body: Json) -> "Case":
        return cls(**_case(body))

    @property
    def decided(self) -> Permit | Change:
        """The change if there is one, else the application: what a decision is about."""
        return self.change or self.permit

    @property
    def change_id(self) -> str:
        return self.change.change_id if self.change else ""


@dataclass(frozen=True)
class OpenedCase(Case):
    """A case with what stands beside it. `waiting`: its row of the queue; None if it is in none. `can_enquire`: whether
    DVLA can be asked about the vehicle.
    """

    household: tuple[OtherPermit, ...]
    earlier: tuple[OtherPermit, ...]
    older_left_out: bool
    hold_ends_at: str
    notes: tuple[Note, ...]
    waiting: CaseSummary | None
    can_enquire: bool

    @classmethod
    def of(cls, body: Json) -> "OpenedCase":
        return cls(
            **_case(body),
            household=tuple(OtherPermit.of(one) for one in body["household"]),
            earlier=tuple(OtherPermit.of(one) for one in body["earlier"]),
            older_left_out=body["older_left_out"],
            hold_ends_at=body["hold_ends_at"] or "",
            notes=tuple(from_fields(Note, one) for one in body["notes"]),
            waiting=CaseSummary.of(body["waiting"]) if body["waiting"] else None,
            can_enquire=body["can_enquire"],
        )


def _case(body: Json) -> dict[str, Any]:
    who = body["applicant"]
    home = Address.of(who["home"]) if who and who["home"] else None
    return {
        "permit": Permit.of(body["permit"]),
        "change": Change.of(body["change"]) if body["change"] else None,
        "version": body["version"],
        "applicant": from_fields(Applicant, who, home=home) if who else None,
        "tenancy_ends_on": body["tenancy_ends_on"] or "",
    }


class OfficerApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.casework = CaseworkApi(api)
        self.colleagues = ColleaguesApi(api)

    def queue(self, asked: Mapping[str, str]) -> Queue | Refusal:
        """Fetch a page of the queue. `asked`: filters, sort order and page, sent as query parameters; empty values are
        left out.
        """
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._api.ask("GET", f"/v1/officer/permits?{query}", Queue.of)

    def summary(self) -> tuple[QueueSummary, ...] | Refusal:
        """The numbers waiting and decided in each queue."""
        path = "/v1/officer/summary"
        return self._api.ask("GET", path, lambda body: tuple(QueueSummary.of(one) for one in body["items"]))

    def undelivered(self, after: str) -> ListPage[Undelivered] | Refusal:
        path = f"/v1/officer/undelivered-notices{next_query(after)}"
        return self._api.ask("GET", path, list_page(Undelivered.of))

    def review_document(self, document_id: str, valid_until: str, why: str) -> Refusal | None:
        """Decide whether a document can be used again. `valid_until`: the last day it can; empty if it cannot."""
        said = {"valid_until": valid_until} if valid_until else {}
        body = {"accepted": bool(valid_until), **said, **({"why": why} if why else {})}
        return self._api.order("PUT", f"/v1/officer/evidence/{path_segment(document_id)}/review", body)

    def notices(self, account_id: str, after: str) -> NoticePage | Refusal:
        path = f"/v1/officer/accounts/{path_segment(account_id)}/notices{next_query(after)}"
        return self._api.ask("GET", path, NoticePage.of)

    def set_contact_stop(self, account_id: str, reason: str | None) -> Refusal | None:
        """Stop writing to a person, or start again. `reason`: why we stop; None: write to them again."""
        return self._api.order(
            "PUT", f"/v1/officer/accounts/{path_segment(account_id)}/contact-stop", {"reason": reason}
        )

    def take_next(self, asked: Mapping[str, str], idempotency_key: str) -> CaseSummary | Refusal | None:
        """Take the longest-waiting case that nobody has; None if there is none. `asked`: kind and zone, each
        optional.
        """
        body = {name: value for name, value in asked.items() if value}
        read = _or_none(CaseSummary.of)
        return self._api.ask("POST", "/v1/officer/claims", read, body, idempotency_key=idempotency_key)

    def claim(self, permit_id: str, change_id: str, *, take_over: bool) -> CaseSummary | Refusal:
        """Take a case. `change_id`: empty for the application itself (also in `release`, `enquire` and `case`)."""
        body = {"take_over": take_over} | ({"case_id": change_id} if change_id else {})
        return self._api.ask("PUT", f"{_path(permit_id)}/claim", CaseSummary.of, body)

    def release(self, permit_id: str, change_id: str) -> Refusal | None:
        return self._api.order("DELETE", f"{_path(permit_id)}/claim{_of_case(change_id)}")

    def enquire(self, permit_id: str, change_id: str) -> CaseSummary | Refusal:
        """Ask DVLA about the vehicle of the case."""
        body = {"case_id": change_id} if change_id else {}
        return self._api.ask("PUT", f"{_path(permit_id)}/vehicle-enquiry", CaseSummary.of, body)

    def search(self, by: Mapping[str, str]) -> ListPage[OtherPermit] | Refusal:
        return self._api.ask("POST", "/v1/officer/permit-searches", list_page(OtherPermit.of), by)

    def check_vehicle(self, vrm: str, zone: str) -> VehicleCheckResult | Refusal:
        body = {"vrm": vrm} | ({"zone": zone} if zone else {})
        return self._api.ask("POST", "/v1/officer/vehicle-checks", VehicleCheckResult.of, body)

    def note(self, permit_id: str, text: str, idempotency_key: str) -> Note | Refusal:
        path, read = f"{_path(permit_id)}/notes", partial(from_fields, Note)
        return self._api.ask("POST", path, read, {"text": text}, idempotency_key=idempotency_key)

    def reasons(self) -> tuple[Reason, ...]:
        """The ready-made reasons for decisions. Raises: Unavailable."""
        found = require_success(self._api.call("GET", "/v1/officer/permit-reasons"))
        return tuple(from_fields(Reason, one) for one in found.body["items"])

    def case(self, permit_id: str, change_id: str = "") -> OpenedCase | Refusal:
        return self._api.ask("GET", f"{_path(permit_id)}{_of_case(change_id)}", OpenedCase.of)

    def decide_together(self, decision: Json, idempotency_key: str) -> BulkResult | Refusal:
        path = "/v1/officer/decisions"
        return self._api.ask("POST", path, BulkResult.of, decision, idempotency_key=idempotency_key)

    def take(self, permit_ids: Iterable[str]) -> BulkResult | Refusal:
        body = {"cases": [{"permit_id": one} for one in permit_ids]}
        return self._api.ask("PUT", "/v1/officer/claims", BulkResult.of, body)

    def decide(self, permit_id: str, decision: Json, idempotency_key: str) -> Case | Refusal:
        return self._api.ask("POST", f"{_path(permit_id)}/decision", Case.of, decision, idempotency_key=idempotency_key)

    def cancel(self, permit_id: str, idempotency_key: str) -> Permit | Refusal:
        """Cancel a permit for its holder, who asked by telephone."""
        return self._api.ask("POST", f"{_path(permit_id)}/cancellation", Permit.of, idempotency_key=idempotency_key)

    def stop_auto_renewal(self, permit_id: str) -> bool | Refusal:
        """Stop a permit's automatic renewal for its holder, who asked by telephone. Returns whether it is still on."""
        return self._api.ask("PUT", f"{_path(permit_id)}/auto-renewal", lambda body: bool(body["enabled"]))

    def document(self, document_id: str, *, show: bool = False) -> DocumentLink | Refusal:
        """A short-lived link to a document, for saving it or, with `show`, for showing it. The access is recorded."""
        path = f"/v1/officer/documents/{path_segment(document_id)}{'?show=true' if show else ''}"
        return self._api.ask("GET", path, lambda body: from_fields(DocumentLink, body))


def _or_none[T](read: Callable[[Json], T]) -> Callable[[Json], T | None]:
    return lambda body: read(body) if body else None


def _listed[T](read: Callable[[Json], T]) -> Callable[[Json], ListPage[T]]:
    """A function that reads a list that comes whole, as a page without a next one. `read`: reads one item."""
    return lambda body: ListPage(tuple(read(one) for one in body["items"]), "")


def _of_case(change_id: str) -> str:
    return f"?case_id={path_segment(change_id)}" if change_id else ""


def _path(permit_id: str) -> str:
    return f"/v1/officer/permits/{path_segment(permit_id)}"
