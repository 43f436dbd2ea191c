"""The subject of a page about documents, answers or a withdrawal: an application, or a change of a live permit."""

from dataclasses import dataclass

from web.api.client import Refusal, Unavailable
from web.api.permit_documents import NeededDocument
from web.api.permits import Change, Permit
from web.errors import not_found, refusal_page
from web.request import Answer
from web.visit import Visit


@dataclass(frozen=True)
class Subject:
    """An application or, with `change`, a change of a live permit."""

    permit: Permit
    change: Change | None = None

    @property
    def case(self) -> Permit | Change:
        return self.change or self.permit

    @property
    def named(self) -> dict[str, object]:
        """The fields that name the change in a body; none for the application."""
        return {"change_id": self.change.change_id} if self.change else {}

    @property
    def here(self) -> str:
        """The address of the subject's page."""
        permit = f"/permits/{self.permit.permit_id}"
        return f"{permit}/changes/{self.change.change_id}" if self.change else permit

    @property
    def name(self) -> str:
        return f"{'Change of permit' if self.change else 'Application'} {self.permit.reference}"

    @property
    def noun(self) -> str:
        return "change" if self.change else "application"

    def document(self, kind: str) -> NeededDocument | None:
        return next((one for one in self.case.documents if one.kind == kind), None)


def accepted_kinds(visit: Visit, case: Permit | Change) -> frozenset[str]:
    """The kinds of document of which the resident has one that can be used again. Empty, without a call, if no document
    of the case waits for its file; empty if the API does not answer.
    """
    if "add_documents" not in case.can or not case.documents_wait:
        return frozenset()
    try:
        return visit.records.accepted_kinds()
    except Unavailable:
        return frozenset()


def find(visit: Visit) -> Subject | Answer:
    """The subject named by the page's address; an error page if it does not exist. One call."""
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    if "change_id" not in visit.path_params:
        return Subject(permit)
    change = permit.change(visit.path_params["change_id"])
    return Subject(permit, change) if change else not_found(visit)
