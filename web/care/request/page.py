"""One of my requests. For a draft, its parts and how far each is; for a sent one, the answers and what happens next."""

from web.api.client import Unavailable
from web.care.request_page.journey import Asked, open_request
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    if not asked.request.draft:
        usual = _usual_days(visit, asked)
        return visit.page("care/request/sent.html", asked=asked, request=asked.request, usual=usual)
    return visit.page(
        "care/request/page.html",
        asked=asked,
        request=asked.request,
        first={one: first_page(asked, one) for one in ids(asked)},
    )


def _usual_days(visit: Visit, asked: Asked) -> tuple[int, int] | None:
    """Within how many days half, and 8 of 10, are usually decided. None if the request is decided or the API does not
    answer.
    """
    if asked.request.status not in {"submitted", "in_review"}:
        return None
    try:
        return visit.care.requests.usual_days(asked.request.form_id)
    except Unavailable:
        return None


def ids(asked: Asked) -> list[str]:
    return [section.id for section in asked.request.sections]


def first_page(asked: Asked, section_id: str) -> str:
    """Where to continue a part: its first incomplete page, else its first page; empty if the part cannot be reached
    yet.
    """
    pages = [one for one in asked.way.pages if one.section_id == section_id]
    at = next((one for one in pages if not one.complete), pages[0] if pages else None)
    return asked.address(at.page.path) if at else ""
