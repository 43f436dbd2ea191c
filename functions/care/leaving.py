"""The care part of an export of somebody's data: their drafts, and those requests that an officer has released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from care.model import CareRequest, Release
from care.rules.releases import settled
from care.rules.requests import journey
from care.views import form_for, request_view
from portal.document import DocumentState
from portal.export import Kind, Part
from portal.forms.in_words import rows

BEING_CHECKED = "An officer has to look through it first. We tell you when that is done; then ask for your copy again."
NOT_SHOWN = {
    "answers",
    "can",
    "eligibility",
    "evidence",
    "expires_at",
    "for_person",
    "only_person",
    "in_county",
    "missing",
    "next_page",
    "professional",
    "sections",
    "suggestions",
    "version",
}
"""Fields of a request's view that an export leaves out: they serve the portal's pages, or are given in words instead.
"""


@dataclass(frozen=True)
class Asked:
    """A request of the account whose data are exported, its files, and an officer's decision about a copy; None if
    nobody has asked for one.
    """

    request: CareRequest
    documents: Sequence[DocumentState]
    release: Release | None

    @property
    def released(self) -> bool:
        return self.release is not None and self.release.status == "released" and settled(self.request, self.release)


def part(mine: Sequence[Asked], now: datetime) -> Part:
    """The care part of an export. Requests that were sent are in it once an officer has released them, and are
    otherwise named with the reason. Drafts are in it unchecked: only their owner has seen them.
    """
    drafts = [one for one in mine if one.request.submitted_at is None and not one.request.expired(now)]
    sent = [one for one in mine if one.request.submitted_at is not None]
    return Part(
        title="Forms and requests",
        kinds=[
            Kind(title="Requests that you sent", records=[_request(one, now) for one in sent if one.released]),
            Kind(title="Not in this copy", records=[_not_here(one) for one in sent if not one.released]),
            Kind(title="Forms that you have begun", records=[_request(one, now) for one in drafts]),
        ],
    )


def _request(asked: Asked, now: datetime) -> dict[str, Any]:
    """The request as its owner sees it, with each question and its answer in words, and the names of the files."""
    request, form = asked.request, form_for(asked.request)
    way = journey(request, form, now)
    files = {file.document_id: file.filename for one in asked.documents for file in one.files}
    answers = [
        {"question": row.label, "answer": row.answer} for one in form.sections for row in rows(way, one.id, files)
    ]
    shown = request_view(request, asked.documents, now).model_dump(mode="json", exclude=NOT_SHOWN)
    return {**shown, "answers": answers, "files": sorted(files.values())}


def _not_here(asked: Asked) -> dict[str, Any]:
    request, release = asked.request, asked.release
    withheld = release is not None and release.status == "withheld" and settled(request, release)
    why = release.words if withheld and release else BEING_CHECKED
    shown = {"request_id": request.request_id, "reference": request.reference, "title": form_for(request).title}
    return {**shown, "why": why}
