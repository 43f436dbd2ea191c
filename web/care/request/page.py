"""One of my requests: of a draft its parts and how far each is; of a sent one what was sent and what happens next."""

from web.care.request_page.journey import Asked, open_request
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    if not asked.request.draft:
        return visit.page("care/request/sent.html", asked=asked, request=asked.request)
    return visit.page(
        "care/request/page.html",
        asked=asked,
        request=asked.request,
        first={one: first_page(asked, one) for one in ids(asked)},
    )


def ids(asked: Asked) -> list[str]:
    return [section.id for section in asked.request.sections]


def first_page(asked: Asked, section_id: str) -> str:
    """Where a part is gone on with: its first open page, else its first; none of a part that is not reached."""
    pages = [one for one in asked.way.pages if one.section_id == section_id]
    at = next((one for one in pages if not one.complete), pages[0] if pages else None)
    return asked.address(at.page.path) if at else ""
