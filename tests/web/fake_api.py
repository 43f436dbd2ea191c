"""The public API as the pages' tests need it: each operation answers well until a test says otherwise."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.web import fake_billing, fake_care, fake_changes, fake_permits, fake_security
from tests.web.fake_requests import FakeRequests
from tests.web.fake_security import ACCOUNT, ADDRESS, NOW, SENT, SESSION, SOON
from web.api.client import Reply, Unavailable

FOUND = [
    {"uprn": "1001", "address": ADDRESS, "in_county": True, "district": "Hinckley and Bosworth", "permit_zone": "H1"},
    {
        "uprn": "1002",
        "address": {"lines": ["14 Sample Street"], "town": "Leicester", "postcode": "LE10 1ZZ"},
        "in_county": False,
        "district": "Leicester City",
        "permit_zone": None,
    },
]

WELL: dict[tuple[str, str], tuple[int, dict[str, Any] | bytes | None]] = {
    ("POST", "/v1/registrations"): (201, {"registration_id": "reg_1", "expires_at": "2026-11-22T14:03:00Z"}),
    ("PUT", "/v1/registrations/{id}/contact"): (202, SENT),
    ("POST", "/v1/registrations/{id}/code"): (202, SENT),
    ("POST", "/v1/registrations/{id}/activation"): (201, SESSION),
    ("POST", "/v1/feedback"): (204, None),
    ("POST", "/v1/address-searches"): (200, {"items": FOUND}),
    ("POST", "/v1/sign-ins"): (
        201,
        {"sign_in_id": "sig_1", "sent_to": "ann.other@example.com", "methods": ["email"], "expires_at": SOON},
    ),
    ("POST", "/v1/sign-ins/{id}/code"): (202, SENT),
    ("POST", "/v1/sign-ins/{id}/session"): (201, SESSION),
    ("GET", "/v1/session"): (
        200,
        {"session_id": "s", "created_at": NOW, "expires_at": SOON, "idle_expires_at": SOON, "account": ACCOUNT},
    ),
    ("DELETE", "/v1/session"): (204, None),
    ("PATCH", "/v1/account"): (200, ACCOUNT),
    ("GET", "/v1/evidence"): (200, {"items": []}),
    ("POST", "/v1/permits/{id}/accepted-documents"): (201, {"document_id": "doc_2", "kind": "v5c"}),
    ("PUT", "/v1/officer/evidence/{id}/review"): (200, {"document_id": "doc_1", "valid_until": None}),
    **fake_permits.WELL,
    **fake_changes.WELL,
    **fake_security.WELL,
    **fake_care.WELL,
    **fake_billing.WELL,
}
WITH_ID = re.compile(
    r"^(/v1/(?:registrations|sign-ins|permits|payments|officer/permits|officer/documents|officer/payments|officer/refunds|officer/reconciliation-cases|officer/requests|officer/evidence|requests|forms|helpers|sessions|password-resets"
    r"|account/email-changes|account/exports|officer/accounts)/)[^/]+"
)
WITHIN = re.compile(r"^(/v1/(?:permits/{id}/changes|permits/{id}/documents|officer/requests/{id}/evidence)/)[^/]+")


@dataclass(frozen=True)
class Call:
    """One call as it went out."""

    operation: tuple[str, str]
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass
class FakeApi:
    """Implements `web.api.client.Transport`."""

    calls: list[Call] = field(default_factory=list)
    replies: dict[tuple[str, str], Reply] = field(default_factory=dict)
    down: bool = False
    requests: FakeRequests = field(default_factory=FakeRequests)

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        operation = (method, WITHIN.sub(r"\1{id}", WITH_ID.sub(r"\1{id}", path.partition("?")[0])))
        self.calls.append(Call(operation, path, headers, None if body is None else json.loads(body)))
        if self.down:
            raise Unavailable("The API is not there")
        if operation in self.replies:
            return self.replies[operation]
        said = self.requests.answer(method, path, self.calls[-1].body)
        return reply(*(said or WELL[operation]), etag='"7"')

    def says(self, method: str, path: str, status: int, body: dict[str, Any] | None, **headers: str) -> None:
        self.replies[(method, path)] = reply(status, body, **headers)

    def refuses(
        self,
        method: str,
        path: str,
        status: int,
        code: str,
        detail: str = "The API's own sentence.",
        errors: list[tuple[str, str]] | None = None,
        retry_after: int | None = None,
    ) -> None:
        body = {
            "type": "about:blank",
            "title": code,
            "status": status,
            "detail": detail,
            "code": code,
            "errors": [{"field": name, "code": "wrong", "message": said} for name, said in errors or []],
        }
        headers = {"content-type": "application/problem+json"}
        if retry_after is not None:
            headers["retry-after"] = str(retry_after)
        self.replies[(method, path)] = Reply(status, headers, json.dumps(body).encode())

    def called(self, method: str, path: str) -> list[Call]:
        return [call for call in self.calls if call.operation == (method, path)]


def reply(status: int, body: dict[str, Any] | bytes | None, **headers: str) -> Reply:
    if isinstance(body, bytes):
        return Reply(status, {"content-type": "application/pdf", **headers}, body)
    sent = b"" if body is None else json.dumps(body).encode()
    return Reply(status, {"content-type": "application/json", **headers}, sent)
