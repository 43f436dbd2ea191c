"""One copy of the resident's records: being made, ready, or expired."""

from web.api.client import Refusal
from web.api.records import Export
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    export = visit.records.export(visit.path_params["export_id"])
    return refusal_page(visit, export) if isinstance(export, Refusal) else show(visit, export)


def show(visit: Visit, export: Export) -> Answer:
    """The page that shows the state of a copy."""
    return visit.page("account/export_one/page.html", export=export)
