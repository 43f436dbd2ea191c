"""A sent request, laid out for printing."""

from web.care.request_page.journey import open_request
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    if asked.request.draft:
        return visit.redirect(asked.here)
    return visit.page("care/request_print/page.html", asked=asked, request=asked.request)
