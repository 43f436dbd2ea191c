"""What officers do with permits (`functions/permits`, the officers' operations), as values."""

from dataclasses import dataclass
from urllib.parse import urlencode

from web.api.answers import ListPage, from_fields, list_page, path_segment
from web.api.client import Api, Json, Refusal
from web.api.permits import Permit


@dataclass(frozen=True)
class CaseSummary:
    permit_id: str
    reference: str
    permit_type: str
    status: str
    zone: str
    queued_at: str
    start_date: str

    @classmethod
    def of(cls, body: Json) -> "CaseSummary":
        return from_fields(cls, body)


@dataclass(frozen=True)
class Applicant:
    email: str
    first_name: str
    last_name: str
    phone: str


@dataclass(frozen=True)
class Case:
    """`applicant` None: their account is gone. `version`: of what is shown; a decision names it."""

    permit: Permit
    version: int
    applicant: Applicant | None
    tenancy_ends_on: str

    @classmethod
    def of(cls, body: Json) -> "Case":
        who = body["applicant"]
        return cls(
            Permit.of(body["permit"]),
            body["version"],
            from_fields(Applicant, who) if who else None,
            body["tenancy_ends_on"] or "",
        )


class OfficerApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def queue(self, status: str, zone: str, after: str) -> ListPage[CaseSummary] | Refusal:
        asked = {"status": status, "zone": zone, "next": after}
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._api.ask("GET", f"/v1/officer/permits?{query}", list_page(CaseSummary.of))

    def case(self, permit_id: str) -> Case | Refusal:
        return self._api.ask("GET", _path(permit_id), Case.of)

    def decide(self, permit_id: str, decision: Json, idempotency_key: str) -> Case | Refusal:
        return self._api.ask("POST", f"{_path(permit_id)}/decision", Case.of, decision, idempotency_key=idempotency_key)

    def document(self, document_id: str) -> str | Refusal:
        """A link that works for a short time. That it was asked for is on record."""
        path = f"/v1/officer/documents/{path_segment(document_id)}"
        return self._api.ask("GET", path, lambda body: str(body["url"]))


def _path(permit_id: str) -> str:
    return f"/v1/officer/permits/{path_segment(permit_id)}"
