"""A resident's parking permits (`functions/permits`), as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.api.accounts import Address
from web.api.answers import ListPage, from_fields, list_page, next_query, path_segment, require_success
from web.api.client import Api, Json, Refusal
from web.api.permit_catalogue import Catalogue, PermitType, Property, Quote
from web.api.permit_documents import NeededDocument, Upload


@dataclass(frozen=True)
class TimelineEvent:
    at: str
    what: str
    text: str


@dataclass(frozen=True)
class Change:
    """A change of a live permit's vehicle (`vrm`) or address. Other fields mean the same as in `Permit`."""

    change_id: str
    kind: str
    status: str
    vrm: str
    why: str
    address: Address | None
    price_pence: int
    payment_id: str
    money: str
    reason: str
    lapses_at: str
    documents: tuple[NeededDocument, ...]
    can: frozenset[str]

    @classmethod
    def of(cls, body: Json) -> "Change":
        return from_fields(
            cls,
            body,
            address=Address.of(body["address"]) if body["address"] else None,
            documents=tuple(NeededDocument.of(one) for one in body["documents"]),
            can=frozenset(body["can"]),
        )

    @property
    def open(self) -> bool:
        """Whether the change is still to be decided."""
        return self.status in ("awaiting_payment", "in_review", "information_needed")

    @property
    def documents_wait(self) -> bool:
        """Whether the resident still has a document to send."""
        return any(one.waits for one in self.documents)


@dataclass(frozen=True)
class Permit:
    """A permit. `can`: what its holder may do now. `auto_renew`: automatic renewal is on; it takes place on
    `renews_on`, which is empty until announced. `renews_itself`: this is an automatic renewal whose payment is being
    taken. `lapses_at`: when the application ends unless finished; empty if nothing is missing.
    """

    permit_id: str
    reference: str
    permit_type: str
    status: str
    address: Address
    zone: str
    vrm: str
    months: int
    price_pence: int
    valid_from: str
    valid_until: str
    auto_renew: bool
    renews_on: str
    renewal_price_pence: int
    renews_itself: bool
    payment_id: str
    renews: str
    renewal: str
    money: str
    reason: str
    lapses_at: str
    documents: tuple[NeededDocument, ...]
    timeline: tuple[TimelineEvent, ...]
    changes: tuple[Change, ...]
    can: frozenset[str]

    @classmethod
    def of(cls, body: Json) -> "Permit":
        return from_fields(
            cls,
            body,
            address=Address.of(body["address"]),
            renewal_price_pence=body["renewal_price_pence"] or 0,
            documents=tuple(NeededDocument.of(one) for one in body["documents"]),
            timeline=tuple(from_fields(TimelineEvent, one) for one in body["timeline"]),
            changes=tuple(Change.of(one) for one in body["changes"]),
            can=frozenset(body["can"]),
        )

    @property
    def documents_wait(self) -> bool:
        """Whether the resident still has a document to send."""
        return any(one.waits for one in self.documents)

    def change(self, change_id: str) -> Change | None:
        return next((one for one in self.changes if one.change_id == change_id), None)

    @property
    def open_change(self) -> Change | None:
        """The change that is still to be decided, None if there is none. There is never more than one."""
        return next((one for one in self.changes if one.open), None)


@dataclass(frozen=True)
class ChangeToDo:
    """A change of a live permit that waits for its holder."""

    change_id: str
    kind: str
    status: str


@dataclass(frozen=True)
class PermitSummary:
    """A permit in a list. `renewal`: the id of its newest renewal. `to_renew`: by its holder, now. `can`: what its
    holder may do now, as far as a list knows.
    """

    permit_id: str
    reference: str
    permit_type: str
    status: str
    address: Address
    zone: str
    vrm: str
    valid_from: str
    valid_until: str
    change_to_do: ChangeToDo | None
    renewal: str
    to_renew: bool
    can: frozenset[str]

    @classmethod
    def of(cls, body: Json) -> "PermitSummary":
        to_do = body["change_to_do"]
        change = from_fields(ChangeToDo, to_do) if to_do else None
        address, can = Address.of(body["address"]), frozenset(body["can"])
        return from_fields(cls, body, address=address, change_to_do=change, can=can)


class PermitsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def catalogue(self, zone: str = "") -> Catalogue:
        """The permits on sale. The API never refuses them."""
        done = self._api.call("GET", "/v1/permit-types" + (f"?zone={path_segment(zone)}" if zone else ""))
        body = require_success(done).body
        return Catalogue(tuple(PermitType.of(one) for one in body["items"]), body["terms_version"])

    def usual_days(self) -> int | None:
        """Within how many days half of the applications are decided; None if unknown."""
        items = require_success(self._api.call("GET", "/v1/waiting-times")).body["items"]
        return next((one["median_days"] for one in items if one["service"] == "application"), None)

    def properties(self, postcode: str, house: str) -> Sequence[Property] | Refusal:
        asked = {"postcode": postcode, "house": house}
        return self._api.ask("POST", "/v1/permit-properties", Property.all_of, asked)

    def quote(self, wanted: Json, idempotency_key: str) -> Quote | Refusal:
        return self._api.ask("POST", "/v1/permit-quotes", Quote.of, wanted, idempotency_key=idempotency_key)

    def apply(self, wanted: Json, idempotency_key: str) -> Permit | Refusal:
        return self._api.ask("POST", "/v1/permits", Permit.of, wanted, idempotency_key=idempotency_key)

    def mine(self, after: str = "") -> ListPage[PermitSummary] | Refusal:
        """The resident's permits, newest first. `after`: the `next` of the page before."""
        return self._api.ask("GET", f"/v1/permits{next_query(after)}", list_page(PermitSummary.of))

    def get(self, permit_id: str) -> Permit | Refusal:
        return self._api.ask("GET", _path(permit_id), Permit.of)

    def reply(self, permit_id: str, answer: Json, idempotency_key: str) -> Permit | Refusal:
        return self._api.ask("POST", f"{_path(permit_id)}/replies", Permit.of, answer, idempotency_key=idempotency_key)

    def withdraw(self, permit_id: str, idempotency_key: str) -> Permit | Refusal:
        return self._api.ask("POST", f"{_path(permit_id)}/withdrawal", Permit.of, idempotency_key=idempotency_key)

    def renew(self, permit_id: str, renewal: Json, idempotency_key: str) -> Permit | Refusal:
        return self._api.ask(
            "POST", f"{_path(permit_id)}/renewals", Permit.of, renewal, idempotency_key=idempotency_key
        )

    def set_auto_renewal(self, permit_id: str, *, on: bool) -> bool | Refusal:
        """Turn automatic renewal on or off. Returns whether it is on."""
        asked = {"enabled": on}
        return self._api.ask("PUT", f"{_path(permit_id)}/auto-renewal", lambda body: bool(body["enabled"]), asked)

    def stop_auto_renewal(self, token: str) -> Refusal | None:
        """Stop an automatic renewal by the token in its announcement, without a sign-in."""
        return self._api.order("POST", "/v1/auto-renewal-stops", {"token": token})

    def cancel(self, permit_id: str, idempotency_key: str) -> Permit | Refusal:
        understood = {"understood_non_refundable": True}
        return self._api.ask(
            "POST", f"{_path(permit_id)}/cancellation", Permit.of, understood, idempotency_key=idempotency_key
        )

    def change(self, permit_id: str, kind: str, wanted: Json, idempotency_key: str) -> Change | Refusal:
        """Ask for a change of the permit. `kind`: `vehicle` or `address`."""
        path = f"{_path(permit_id)}/{kind}-changes"
        return self._api.ask("POST", path, Change.of, wanted, idempotency_key=idempotency_key)

    def withdraw_change(self, permit_id: str, change_id: str, idempotency_key: str) -> Change | Refusal:
        path = f"{_path(permit_id)}/changes/{path_segment(change_id)}/withdrawal"
        return self._api.ask("POST", path, Change.of, idempotency_key=idempotency_key)

    def add_document(self, permit_id: str, document: Json) -> Upload | Refusal:
        return self._api.ask("POST", f"{_path(permit_id)}/documents", Upload.of, document)

    def remove_document(self, permit_id: str, document_id: str) -> Refusal | None:
        """Remove a file from the application, or from a change of the permit."""
        return self._api.order("DELETE", f"{_path(permit_id)}/documents/{path_segment(document_id)}")

    def use_again(self, permit_id: str, document: Json) -> str | Refusal:
        """Add an accepted document of another permit or request to this permit. `document`: its id and kind, and the id
        of the change that it is for, if any. Returns the id of the copy.
        """
        path = f"{_path(permit_id)}/accepted-documents"
        return self._api.ask("POST", path, lambda said: str(said["document_id"]), document)


def _path(permit_id: str) -> str:
    return f"/v1/permits/{path_segment(permit_id)}"
