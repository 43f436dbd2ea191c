"""After sending a document: whether it has arrived and what the check of it has found."""

from web.api.client import Refusal
from web.errors import not_found, refusal_page
from web.permits import words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    document = next((one for one in permit.documents if one.kind == visit.path_params["kind"]), None)
    if document is None:
        return not_found(visit)
    return visit.page(
        "permits/document_sent/page.html", permit=permit, document=document, refused=words.refused_files(document)
    )
