"""Removing a file that was sent for an application or a change."""

from web.api.client import Refusal
from web.api.permit_documents import File
from web.errors import not_found, refusal_page
from web.permits import subject
from web.permits.subject import Subject
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    found = _file(about, visit.path_params["document_id"])
    if found is None:
        return not_found(visit)
    if "add_documents" not in about.case.can:
        return visit.redirect(about.here)
    title, file = found
    return visit.page("permits/document_remove/page.html", about=about, title=title, file=file)


def post(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    refused = visit.permits.remove_document(about.permit.permit_id, visit.path_params["document_id"])
    if isinstance(refused, Refusal) and refused.code != "not_found":
        return refusal_page(visit, refused, "This file cannot be taken away")
    return visit.redirect(about.here, notice="file_removed")


def _file(about: Subject, document_id: str) -> tuple[str, File] | None:
    """The title of the document's kind, and the file."""
    found = ((one.title, file) for one in about.case.documents for file in one.files if file.document_id == document_id)
    return next(found, None)
