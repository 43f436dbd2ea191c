"""The care team's desk as the API answers it: the one request of `fake_requests`, by the API's own rules."""

from datetime import date
from typing import TYPE_CHECKING, Any

from care.case_views import found_request, queued_request_view, release_view, request_note_view
from care.model import CareRequest, Finding, RequestNote, RequestStatus
from care.opened_views import opened_request
from care.rules.cases import NOT_OPENED, TO_DO, assigned, message_read, order_placed, prioritised, updated
from care.rules.findings import with_findings
from care.rules.granting import granted, to_order
from care.rules.releases import decided
from portal.contact_card import ContactCard
from portal.problems import NOT_FOUND, Refusal

if TYPE_CHECKING:
    from tests.web.fake_requests import FakeRequests

PAYMENT = "01KA000000000000000000000P"
OFFICER = "officer-1"
TEAM = (OFFICER, "o")
LINK = "https://evidence.example/kept/request/1?signed"
CARD = ContactCard(email="kim@example.org", first_name="Kim", last_name="Hall", phone="+441163050000")


def answer(requests: "FakeRequests", method: str, rest: str, body: Any) -> dict[str, Any] | Refusal:
    """`rest`: of the path below `/v1/officer/requests`."""
    read = requests.kept
    sent = read.status is not RequestStatus.DRAFT
    if not rest:
        return _queue(requests, [_seen(read, requests)] if sent and read.status.waits else [])
    if not sent:
        return NOT_FOUND
    if rest.endswith("/assignment"):
        to = OFFICER if body["to"] == "me" else body["to"]
        after = assigned(read, to, OFFICER, TEAM, take_over=body["take_over"])
        return after if isinstance(after, Refusal) else _row(requests, after)
    if rest.endswith("/openings"):
        requests.opened = True
        return {"request_id": read.request_id, "until": "2026-11-21T22:03:00Z"}
    return _opened(requests, method, rest, body) if requests.opened else NOT_OPENED


def to_be_ordered(requests: "FakeRequests") -> dict[str, Any]:
    read = requests.kept
    return _queue(requests, [_seen(read, requests)] if to_order(read) else [])


def _queue(requests: "FakeRequests", rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "items": rows,
        "count": len(rows),
        "urgent": sum(row["priority"] == "urgent" for row in rows),
        "oldest_at": rows[0]["submitted_at"] if rows else None,
        "reviews_late": sum(row["review_late"] for row in rows),
        "copies_asked": len(waiting_releases(requests)),
        "previous": None,
        "next": None,
    }


def _opened(requests: "FakeRequests", method: str, rest: str, body: Any) -> dict[str, Any] | Refusal:
    """By an officer."""
    read = requests.kept
    if rest.endswith("/priority"):
        set_to = prioritised(read, body["priority"], body["why"])
        if isinstance(set_to, Refusal):
            return set_to
        requests.change(priority=set_to.priority, priority_why=set_to.priority_why)
        return _seen(set_to, requests)
    if rest.endswith("/release"):
        said = decided(
            read,
            requests.release,
            body["version"],
            body.get("words"),
            OFFICER,
            released=body["released"],
            now=requests.now,
        )
        if isinstance(said, Refusal):
            return said
        requests.release = said
        return release_view(said).model_dump(mode="json")
    if rest.endswith("/notes"):
        note = RequestNote(note_id=f"01KANOTE{len(requests.notes):018}", at=requests.now, by=OFFICER, text=body["text"])
        requests.notes.append(note)
        return request_note_view(note, OFFICER).model_dump(mode="json")
    if "/evidence/" in rest:
        return {"url": LINK, "content_type": requests.content_type, "expires_at": "2026-11-21T14:04:00Z"}
    if method == "GET":
        return shown(requests)
    after = _stepped(read, body, requests)
    if isinstance(after, Refusal):
        return after
    requests.change(**dict(after))
    return {"request_id": read.request_id, "reference": "R", "status": after.status, "version": requests.kept.version}


def _stepped(read: CareRequest, body: Any, requests: "FakeRequests") -> CareRequest | Refusal:
    said = body.get("outcome"), body.get("message"), OFFICER
    if body["status"] == "order_placed":
        return order_placed(read, *said, version=body["version"], now=requests.now)
    if body["status"] == "message_read":
        return message_read(read, *said[:2], version=body["version"])
    ended = updated(read, body["status"], *said, version=body["version"], now=requests.now)
    if isinstance(ended, Refusal):
        return ended
    found = [Finding.model_validate(one) for one in body.get("findings", [])]
    ended = with_findings(ended, found)
    if isinstance(ended, Refusal):
        return ended
    until = date.fromisoformat(body["valid_until"]) if "valid_until" in body else None
    return granted(ended, until, PAYMENT, requests.now)


def shown(requests: "FakeRequests") -> dict[str, Any]:
    """The case as an officer sees it who has opened it."""
    read = requests.kept
    other = read.model_copy(update={"status": RequestStatus.WITHDRAWN, "reference": "EFGH6789"})
    notes, release = requests.notes, requests.release
    case = opened_request(read, requests.files, CARD, [other], [], notes, release, OFFICER, requests.now)
    return case.model_dump(mode="json")


def found(requests: "FakeRequests", body: Any) -> dict[str, Any]:
    """The one request, by its reference or its sender's address, once it was sent."""
    read = requests.kept
    mine = read.submitted_at and body in [{"reference": read.reference}, {"email": CARD.email}]
    return {"items": [found_request(read).model_dump(mode="json")] if mine else []}


def releases(requests: "FakeRequests") -> dict[str, Any]:
    items = waiting_releases(requests)
    return {"items": items, "count": len(items), "previous": None, "next": None}


def waiting_releases(requests: "FakeRequests") -> list[dict[str, Any]]:
    one = requests.release
    return [release_view(one).model_dump(mode="json")] if one and one.status == "asked" else []


def take_next(requests: "FakeRequests") -> dict[str, Any] | None:
    """The one request, if it waits and nobody has it."""
    read = requests.kept
    free = read.status in TO_DO and read.assigned_to is None
    return _row(requests, read.model_copy(update={"assigned_to": OFFICER})) if free else None


def _row(requests: "FakeRequests", after: CareRequest) -> dict[str, Any]:
    requests.change(assigned_to=after.assigned_to)
    return _seen(after, requests)


def _seen(request: CareRequest, requests: "FakeRequests") -> dict[str, Any]:
    return queued_request_view(request, OFFICER, requests.now).model_dump(mode="json")
