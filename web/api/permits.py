"""Parking permits of a resident (`functions/permits`), as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.api.accounts import Address
from web.api.answers import Listed, listed, read, segment, told
from web.api.client import Api, Json, Refusal

MOST_BYTES = 10_485_760
"""Of one document; the API takes no more."""


@dataclass(frozen=True)
class Duration:
    months: int
    price_pence: int


@dataclass(frozen=True)
class File:
    """One that was sent. `since_question`: after the last question to the applicant."""

    document_id: str
    filename: str
    status: str
    since_question: bool

    @classmethod
    def of(cls, body: Json) -> "File":
        return cls(body["document_id"], body["filename"], body["status"], body["since_question"])


@dataclass(frozen=True)
class Document:
    """One that is needed; `status` and `document_id` once there is a permit to send it for."""

    kind: str
    title: str
    status: str = ""
    document_id: str = ""
    files: tuple[File, ...] = ()

    @classmethod
    def of(cls, body: Json) -> "Document":
        files = tuple(File.of(one) for one in body.get("files", ()))
        return cls(body["kind"], body["title"], body.get("status") or "", body.get("document_id") or "", files)


@dataclass(frozen=True)
class PermitType:
    permit_type: str
    name: str
    who_for: str
    durations: tuple[Duration, ...]
    documents: tuple[Document, ...]

    @classmethod
    def of(cls, body: Json) -> "PermitType":
        return cls(
            body["permit_type"],
            body["name"],
            body["who_for"],
            tuple(Duration(one["months"], one["price_pence"]) for one in body["durations"]),
            tuple(Document.of(one) for one in body["documents"]),
        )

    @property
    def for_tenants(self) -> bool:
        """Whether it needs the last day of a tenancy: whoever shows the agreement also says when it ends."""
        return any(document.kind == "tenancy_agreement" for document in self.documents)


@dataclass(frozen=True)
class Catalogue:
    types: tuple[PermitType, ...]
    terms_version: str

    def get(self, permit_type: str) -> PermitType | None:
        return next((one for one in self.types if one.permit_type == permit_type), None)


@dataclass(frozen=True)
class Property:
    """`instead`: whom to ask where it can have no permit of ours."""

    uprn: str
    address: Address
    zone: str
    place_free: bool
    instead: str

    @classmethod
    def of(cls, body: Json) -> "Property":
        return cls(
            body["uprn"],
            Address.of(body["address"]),
            body["zone"] or "",
            bool(body["place_free"]),
            body["instead"] or "",
        )


@dataclass(frozen=True)
class Quote:
    quote_id: str
    price_pence: int
    expires_at: str


@dataclass(frozen=True)
class Happened:
    at: str
    what: str
    text: str


@dataclass(frozen=True)
class Permit:
    """`can`: what its holder may do now."""

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
    payment_id: str
    money: str
    reason: str
    documents: tuple[Document, ...]
    timeline: tuple[Happened, ...]
    can: frozenset[str]

    @classmethod
    def of(cls, body: Json) -> "Permit":
        return cls(
            permit_id=body["permit_id"],
            reference=body["reference"],
            permit_type=body["permit_type"],
            status=body["status"],
            address=Address.of(body["address"]),
            zone=body["zone"],
            vrm=body["vrm"],
            months=body["months"],
            price_pence=body["price_pence"],
            valid_from=body["valid_from"],
            valid_until=body["valid_until"],
            auto_renew=body["auto_renew"],
            payment_id=body["payment_id"] or "",
            money=body["money"],
            reason=body["reason"] or "",
            documents=tuple(Document.of(one) for one in body["documents"]),
            timeline=tuple(Happened(one["at"], one["what"], one["text"] or "") for one in body["timeline"]),
            can=frozenset(body["can"]),
        )

    @property
    def documents_wait(self) -> bool:
        """Whether the resident still has a document to send."""
        return any(one.status in ("missing", "awaiting_upload", "refused") for one in self.documents)


@dataclass(frozen=True)
class PermitSummary:
    permit_id: str
    reference: str
    permit_type: str
    status: str
    address: Address
    zone: str
    vrm: str
    valid_from: str
    valid_until: str

    @classmethod
    def of(cls, body: Json) -> "PermitSummary":
        return cls(
            body["permit_id"],
            body["reference"],
            body["permit_type"],
            body["status"],
            Address.of(body["address"]),
            body["zone"],
            body["vrm"],
            body["valid_from"],
            body["valid_until"],
        )


@dataclass(frozen=True)
class Upload:
    """Where a file is sent to: the fields first, then the file as `file`."""

    url: str
    fields: Mapping[str, str]
    expires_at: str


class PermitsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def catalogue(self, zone: str = "") -> Catalogue:
        """What is on sale; there is nothing to refuse in it."""
        done = self._api.call("GET", "/v1/permit-types" + (f"?zone={segment(zone)}" if zone else ""))
        body = read(done).body
        return Catalogue(tuple(PermitType.of(one) for one in body["items"]), body["terms_version"])

    def properties(self, postcode: str, house: str) -> Sequence[Property] | Refusal:
        done = self._api.call("POST", "/v1/permit-properties", {"postcode": postcode, "house": house})
        return done if isinstance(done, Refusal) else [Property.of(one) for one in done.body["items"]]

    def quote(self, wanted: Json, once: str) -> Quote | Refusal:
        done = self._api.call("POST", "/v1/permit-quotes", wanted, once=once)
        if isinstance(done, Refusal):
            return done
        return Quote(done.body["quote_id"], done.body["price_pence"], done.body["expires_at"])

    def apply(self, wanted: Json, once: str) -> Permit | Refusal:
        return told(self._api.call("POST", "/v1/permits", wanted, once=once), Permit.of)

    def mine(self, after: str = "") -> Listed[PermitSummary] | Refusal:
        """Newest first. `after`: the `next` of the page before."""
        done = self._api.call("GET", "/v1/permits" + (f"?next={segment(after)}" if after else ""))
        return listed(done, PermitSummary.of)

    def get(self, permit_id: str) -> Permit | Refusal:
        return told(self._api.call("GET", _path(permit_id)), Permit.of)

    def reply(self, permit_id: str, text: str, once: str) -> Permit | Refusal:
        return told(self._api.call("POST", f"{_path(permit_id)}/replies", {"text": text}, once=once), Permit.of)

    def withdraw(self, permit_id: str, once: str) -> Permit | Refusal:
        return told(self._api.call("POST", f"{_path(permit_id)}/withdrawal", once=once), Permit.of)

    def add_document(self, permit_id: str, document: Json) -> Upload | Refusal:
        done = self._api.call("POST", f"{_path(permit_id)}/documents", document)
        if isinstance(done, Refusal):
            return done
        upload = done.body["upload"]
        return Upload(upload["url"], upload["fields"], done.body["expires_at"])


def _path(permit_id: str) -> str:
    return f"/v1/permits/{segment(permit_id)}"
