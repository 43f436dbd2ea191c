"""Removing a file that was sent for a question."""

from web.api.client import Refusal
from web.care.request_page.journey import Asked, open_request, why_not
from web.errors import not_found
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    file = next((one for one in asked.request.files if one.document_id == visit.path_params["file_id"]), None)
    if file is None:
        return not_found(visit)
    if not asked.request.draft:
        return visit.redirect(asked.here)
    here = f"{asked.here}/remove/{file.document_id}"
    back_to = asked.file_question(file.kind) or asked.here
    return visit.page("care/request_file_remove/page.html", asked=asked, file=file, here=here, back_to=back_to)


def post(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    file_id = visit.path_params["file_id"]
    refused = visit.care.requests.remove_file(asked.request.request_id, file_id)
    if isinstance(refused, Refusal) and refused.code != "not_found":
        return why_not(visit, refused)
    return visit.redirect(_question(asked, file_id), notice="file_removed")


def _question(asked: Asked, file_id: str) -> str:
    """The address of the page that asks for the file; of the request if the file or its question is gone."""
    kind = next((one.kind for one in asked.request.files if one.document_id == file_id), "")
    return asked.file_question(kind) or asked.here
