"""What officers do with permits (`functions/permits`, the officers' operations), as values."""

from dataclasses import dataclass
from urllib.parse import urlencode

from web.api.answers import Listed, listed, segment, told
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
        return cls(
            body["permit_id"],
            body["reference"],
            body["permit_type"],
            body["status"],
            body["zone"],
            body["queued_at"],
            body["start_date"],
        )


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
            Applicant(who["email"], who["first_name"], who["last_name"], who["phone"]) if who else None,
            body["tenancy_ends_on"] or "",
        )


class OfficerApi:
    """One method per operation. Each may raise SignInAgain or Unavailable, and answer `wrong_role`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def queue(self, status: str, zone: str, after: str) -> Listed[CaseSummary] | Refusal:
        asked = {"status": status, "zone": zone, "next": after}
        done = self._api.call("GET", "/v1/officer/permits?" + urlencode({k: v for k, v in asked.items() if v}))
        return listed(done, CaseSummary.of)

    def case(self, permit_id: str) -> Case | Refusal:
        return told(self._api.call("GET", _path(permit_id)), Case.of)

    def decide(self, permit_id: str, decision: Json, once: str) -> Case | Refusal:
        return told(self._api.call("POST", f"{_path(permit_id)}/decision", decision, once=once), Case.of)

    def document(self, document_id: str) -> str | Refusal:
        """A link that works for a short time. That it was asked for is on record."""
        done = self._api.call("GET", f"/v1/officer/documents/{segment(document_id)}")
        return done if isinstance(done, Refusal) else str(done.body["url"])


def _path(permit_id: str) -> str:
    return f"/v1/officer/permits/{segment(permit_id)}"
