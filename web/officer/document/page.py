"""Opening a document of an application. It takes a form: each opening is recorded, so no browser may do it by
prefetching.
"""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def post(visit: Visit) -> Answer:
    link = visit.officer.document(visit.path_params["document_id"])
    if isinstance(link, Refusal):
        return refusal_page(visit, link, "This document cannot be opened")
    return visit.redirect(link.url)
