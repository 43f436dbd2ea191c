"""Asking for a review of a refusal."""

from web.care.writing import Writing
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
REVIEW = Writing(
    "care/request_review/page.html",
    can="review",
    field="why",
    needed="Say why you do not agree.",
    send=lambda visit, request_id, why, key: visit.care.requests.ask_for_review(request_id, why, key),
)


def get(visit: Visit) -> Answer:
    return REVIEW.show(visit)


def post(visit: Visit) -> Answer:
    return REVIEW.take(visit)
