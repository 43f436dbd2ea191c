"""Redirects to the file of a copy. Its link is short-lived, so it is asked for anew each time."""

from web.account.export_one.page import show
from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    export = visit.records.export(visit.path_params["export_id"])
    if isinstance(export, Refusal):
        return refusal_page(visit, export)
    return visit.redirect(export.url) if export.url else show(visit, export)
