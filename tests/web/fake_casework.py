"""The care team's desk as the API answers it: the one request of `fake_requests`, by the API's own rules."""

from datetime import date
from typing import TYPE_CHECKING, Any

from care.case_views import case_summary, opened_request
from care.model import RequestStatus
from care.rules.cases import NOT_OPENED, updated
from care.rules.granting import granted
from portal.contact_card import ContactCard
from portal.problems import NOT_FOUND, Refusal

if TYPE_CHECKING:
    from tests.web.fake_requests import FakeRequests

PAYMENT = "01KA000000000000000000000P"
OFFICER = "officer-1"
CARD = ContactCard(email="kim@example.org", first_name="Kim", last_name="Hall", phone="+441163050000")


def answer(requests: "FakeRequests", method: str, rest: str, body: Any) -> dict[str, Any] | Refusal:
    """`rest`: of the path below `/v1/officer/requests`."""
    read = requests.kept
    sent = read.status is not RequestStatus.DRAFT
    if not rest:
        rows = [case_summary(read, OFFICER, requests.now).model_dump(mode="json")] if sent and read.status.waits else []
        oldest = rows[0]["submitted_at"] if rows else None
        urgent = sum(row["priority"] == "urgent" for row in rows)
        return {
            "items": rows,
            "count": len(rows),
            "urgent": urgent,
            "oldest_at": oldest,
            "previous": None,
            "next": None,
        }
    if not sent:
        return NOT_FOUND
    if rest.endswith("/openings"):
        requests.opened = True
        return {"request_id": read.request_id, "until": "2026-11-21T22:03:00Z"}
    if not requests.opened:
        return NOT_OPENED
    if method == "GET":
        other = read.model_copy(update={"status": RequestStatus.WITHDRAWN, "reference": "EFGH6789"})
        return opened_request(read, requests.files, CARD, [other], [], OFFICER, requests.now).model_dump(mode="json")
    step = (body["status"], body.get("outcome"), body.get("message"))
    ended = updated(read, *step, OFFICER, version=body["version"], now=requests.now)
    if isinstance(ended, Refusal):
        return ended
    until = date.fromisoformat(body["valid_until"]) if "valid_until" in body else None
    after = granted(ended, until, PAYMENT, requests.now)
    if isinstance(after, Refusal):
        return after
    requests.change(**dict(after))
    return {"request_id": read.request_id, "reference": "R", "status": after.status, "version": requests.kept.version}
