"""Requests for care (`functions/care`), as values, and the definitions of their forms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from web.api.answers import ListPage, from_fields, list_page, next_query, path_segment, require_success
from web.api.client import Api, FieldError, Json, Refusal
from web.api.permit_documents import Upload
from web.api.request_parts import CarriedEstimate, Granted, Happened, Judged, Paper, Section, Sent, Suggestion

if TYPE_CHECKING:
    from portal.forms.definition import Form


@dataclass(frozen=True)
class RequestSummary:
    request_id: str
    form_id: str
    form_version: int
    title: str
    status: str
    about: str
    reference: str
    created_at: str
    submitted_at: str
    expires_at: str
    by_helper: bool

    @property
    def draft(self) -> bool:
        return self.status == "draft"

    @property
    def open(self) -> bool:
        """Whether the request is neither ended by the council nor withdrawn."""
        return self.status in {"draft", "submitted", "in_review", "information_needed", "with_assessor"}

    @classmethod
    def of(cls, body: Json) -> "RequestSummary":
        return from_fields(cls, body)


@dataclass(frozen=True)
class FormSummary:
    form_id: str
    title: str
    summary: str
    who_may: tuple[str, ...]
    minutes: int
    have_ready: tuple[str, ...]
    professionals_only: bool

    @classmethod
    def of(cls, body: Json) -> "FormSummary":
        return from_fields(cls, body, who_may=tuple(body["who_may"]), have_ready=tuple(body["have_ready"]))


@dataclass(frozen=True)
class CareRequest(RequestSummary):
    """A request. `answers`: in the API's format. `criteria`: the criteria judged in a refusal. `review_due_at`: when
    the review of a refusal is to be decided; empty if none waits. `missing`: paths of pages with something left to
    answer.

    For a helper: `for_person`: the name of the person for whom they act, else empty; `only_person`: pages that the
    person alone answers. `written_at`: when answers were last saved; `written_by_helper`: by which helper, empty if by
    the person.
    """

    version: int
    professional: bool
    in_county: str
    answers: dict[str, Any]
    next_page: str
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    eligibility: str
    granted: Granted | None
    files: tuple[Sent, ...]
    timeline: tuple[Happened, ...]
    can: tuple[str, ...]
    criteria: tuple[Judged, ...]
    review_due_at: str
    estimate: CarriedEstimate | None
    papers: tuple[Paper, ...]
    for_person: str
    only_person: tuple[str, ...]
    safe_contact_presumed: bool
    written_at: str
    written_by_helper: str

    @property
    def question(self) -> str:
        """The care team's latest question; empty if there is none."""
        return next((one.text for one in reversed(self.timeline) if one.what == "information_asked"), "")

    @classmethod
    def of(cls, body: Json) -> "CareRequest":
        files = [
            Sent(one["kind"], file["document_id"], file["filename"], file["status"], file["reason"] or "")
            for one in body["evidence"]
            for file in one["files"]
        ]
        return from_fields(
            cls,
            body,
            sections=tuple(Section(**one) for one in body["sections"]),
            missing=tuple(dict.fromkeys(one["page"] for one in body["missing"])),
            suggestions=tuple(Suggestion(one["title"], one["why"]) for one in body["suggestions"]),
            granted=from_fields(Granted, body["granted"]) if body["granted"] else None,
            files=tuple(files),
            timeline=tuple(Happened.of(one) for one in body["timeline"]),
            can=tuple(body["can"]),
            criteria=tuple(Judged.of(one) for one in body["criteria"]),
            review_due_at=(body["review"] or {}).get("due_at") or "",
            answers=body["answers"],
            estimate=CarriedEstimate.of(body["estimate"]) if body["estimate"] else None,
            papers=tuple(Paper.of(one) for one in body["papers"]),
            only_person=tuple(body["only_person"]),
            written_at=(body["last_written"] or {}).get("at") or "",
            written_by_helper=(body["last_written"] or {}).get("helper") or "",
        )


@dataclass(frozen=True)
class Saved:
    next_page: str
    errors: tuple[FieldError, ...]

    @classmethod
    def of(cls, body: Json) -> "Saved":
        return cls(body["next_page"] or "", tuple(FieldError(**one) for one in body["errors"]))


class RequestsApi:
    """The operations on requests for residents.

    `acting_for`: the id by which a helper acts for somebody; empty for residents who act for themselves.
    """

    def __init__(self, api: Api, acting_for: str = "") -> None:
        self._api = api
        self._acting_for = acting_for

    def _acted(self, path: str) -> str:
        if not self._acting_for:
            return path
        return f"{path}{'&' if '?' in path else '?'}acting_for={quote(self._acting_for, safe='')}"

    def forms(self) -> tuple[FormSummary, ...] | Refusal:
        return self._api.ask("GET", "/v1/forms", lambda body: tuple(FormSummary.of(one) for one in body["items"]))

    def form(self, form_id: str, version: int | None = None) -> "Form | Refusal":
        """The definition of a form. Loads the form engine, which other pages do not need."""
        from portal.forms.definition import Form

        query = f"?version={version}" if version else ""
        return self._api.ask("GET", f"/v1/forms/{path_segment(form_id)}{query}", Form.model_validate)

    def start(self, form_id: str, idempotency_key: str, estimate: Json | None = None) -> CareRequest | Refusal:
        """Start a request. `estimate`: for a financial assessment, the inputs of the estimate it begins with."""
        body: dict[str, object] = {"form_id": form_id} | ({"estimate": estimate} if estimate else {})
        body |= {"acting_for": self._acting_for} if self._acting_for else {}
        return self._api.ask("POST", "/v1/requests", CareRequest.of, body, idempotency_key=idempotency_key)

    def mine(self, after: str = "") -> ListPage[RequestSummary] | Refusal:
        return self._api.ask("GET", self._acted(f"/v1/requests{next_query(after)}"), list_page(RequestSummary.of))

    def get(self, request_id: str) -> CareRequest | Refusal:
        return self._api.ask("GET", self._acted(_path(request_id)), CareRequest.of)

    def copy(self, request_id: str) -> bytes | Refusal:
        """The answers that were sent, as a PDF."""
        return self._api.pdf(f"{_path(request_id)}/copy")

    def usual_days(self, form_id: str) -> tuple[int, int] | None:
        """Within how many days half, and 8 of 10, of the requests are decided; None if unknown.

        Raises: Unavailable.
        """
        service = {"blue-badge": "blue_badge", "safeguarding-concern": ""}.get(form_id, "care")
        items = require_success(self._api.call("GET", "/v1/waiting-times")).body["items"]
        found = next((one for one in items if one["service"] == service), None)
        return (found["median_days"], found["most_days"]) if found and found["median_days"] is not None else None

    def save(self, request_id: str, page: str, answers: Json, version: int) -> Saved | Refusal:
        body = {"page": page, "answers": answers, "version": version}
        return self._api.ask("PUT", self._acted(f"{_path(request_id)}/answers"), Saved.of, body)

    def submit(self, request_id: str, version: int, idempotency_key: str) -> CareRequest | Refusal:
        body = {"declaration": True, "version": version}
        path = self._acted(f"{_path(request_id)}/submission")
        return self._api.ask("POST", path, CareRequest.of, body, idempotency_key=idempotency_key)

    def discard(self, request_id: str) -> Refusal | None:
        return self._api.order("DELETE", _path(request_id))

    def withdraw(self, request_id: str, idempotency_key: str) -> CareRequest | Refusal:
        path = self._acted(f"{_path(request_id)}/withdrawal")
        return self._api.ask("POST", path, CareRequest.of, idempotency_key=idempotency_key)

    def reply(self, request_id: str, text: str, idempotency_key: str) -> CareRequest | Refusal:
        path = self._acted(f"{_path(request_id)}/replies")
        return self._api.ask("POST", path, CareRequest.of, {"text": text}, idempotency_key=idempotency_key)

    def report_change(
        self, request_id: str, text: str, idempotency_key: str, *, moved_away: bool
    ) -> CareRequest | Refusal:
        """Write unasked that something has changed, or that the person has moved away."""
        path, body = self._acted(f"{_path(request_id)}/replies"), {"text": text, "unasked": True}
        body |= {"moved_away": moved_away}
        return self._api.ask("POST", path, CareRequest.of, body, idempotency_key=idempotency_key)

    def ask_for_review(self, request_id: str, why: str, idempotency_key: str) -> CareRequest | Refusal:
        path = f"{_path(request_id)}/reviews"
        return self._api.ask("POST", path, CareRequest.of, {"why": why}, idempotency_key=idempotency_key)

    def report_death(self, request_id: str, idempotency_key: str) -> CareRequest | Refusal:
        path = f"{_path(request_id)}/death-report"
        return self._api.ask("POST", path, CareRequest.of, idempotency_key=idempotency_key)

    def add_file(self, request_id: str, file: Json) -> Upload | Refusal:
        return self._api.ask("POST", self._acted(f"{_path(request_id)}/evidence"), Upload.of, file)

    def use_again(self, request_id: str, kind: str, document_id: str) -> str | Refusal:
        """Add an accepted document of another permit or request to this request. Returns the id of the copy."""
        body = {"kind": kind, "document_id": document_id}
        path = f"{_path(request_id)}/accepted-evidence"
        return self._api.ask("POST", path, lambda said: str(said["document_id"]), body)

    def remove_file(self, request_id: str, document_id: str) -> Refusal | None:
        path = f"{_path(request_id)}/evidence/{path_segment(document_id)}"
        return self._api.order("DELETE", self._acted(path))


def _path(request_id: str) -> str:
    return f"/v1/requests/{path_segment(request_id)}"
