"""Answering the care team's question about a request."""

from web.care.writing import Writing
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
REPLY = Writing(
    "care/request_reply/page.html",
    can="reply",
    field="text",
    needed="Write your answer.",
    send=lambda visit, request_id, text, key: visit.care.requests.reply(request_id, text, key),
)


def get(visit: Visit) -> Answer:
    return REPLY.show(visit)


def post(visit: Visit) -> Answer:
    return REPLY.take(visit)
