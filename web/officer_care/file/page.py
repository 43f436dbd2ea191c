"""Saving a file of a request. It takes a form: each access is recorded, so no browser may do it by prefetching."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def post(visit: Visit) -> Answer:
    link = visit.officer.casework.file(visit.path_params["request_id"], visit.path_params["document_id"])
    if isinstance(link, Refusal):
        return refusal_page(visit, link, "This file cannot be opened")
    return visit.redirect(link.url)
