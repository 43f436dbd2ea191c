"""The address to which the evidence store redirects: on to what the file is for."""

from web.care.request_file.page import page_of
from web.care.request_page.journey import open_request
from web.errors import not_found
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    path = page_of(asked, visit.path_params["kind"])
    return not_found(visit) if path is None else visit.redirect(asked.after_file(path))
