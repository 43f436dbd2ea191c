"""What only a safeguarding concern shows, in every state, over the fake API."""

from datetime import timedelta

from care.rules.concerns import CONCERN
from care.rules.forms import form_of
from portal.problems import unwrap
from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web import fake_casework
from tests.web.fake_requests import REQUEST, FakeRequests
from tests.web.fake_security import ACCOUNT

FORM, HERE = f"/care/forms/{CONCERN}", f"/care/requests/{REQUEST}"
QUEUE, CASE = "/officer/requests", f"/officer/requests/{REQUEST}"


def a_concern() -> FakeRequests:
    return FakeRequests(form=unwrap(form_of(CONCERN, None)))


def report(person: Person, site: FakeSite, look: Look) -> None:
    """For somebody who is signed in."""
    page, api = person.page, site.api
    api.requests = a_concern()
    person.open(FORM)
    look(page, "concern-form-for-a-resident")
    api.says("GET", "/v1/account", 200, {**ACCOUNT, "kind": "professional"})
    person.open(FORM)
    look(page, "concern-form")
    api.refuses("POST", "/v1/requests", 403, "not_eligible", "This form is for professionals. Call us instead.")
    person.open(f"{FORM}/start")
    person.press("Start another one")
    look(page, "concern-not-a-professional")
    api.replies.clear()
    person.open(f"{HERE}/pages/urgent")
    page.check("[id='urgent.danger_now']")
    person.press("Continue")
    look(page, "concern-call-999")
    api.requests.answered(injuries_seen="yes")
    for path in (
        "at-risk",
        "abuse",
        "age",
        "reach",
        "body",
        "sources",
        "told",
        "second",
        "safe-contact",
        "declaration",
    ):
        person.open(f"{HERE}/pages/{path}")
        look(page, f"concern-page-{path}")
    api.requests.answered(happened_in="city")
    person.open(f"{HERE}/pages/city")
    look(page, "concern-exit")
    api.requests.sent()
    person.open(HERE)
    look(page, "concern-received")


def desk(person: Person, site: FakeSite, look: Look) -> None:
    """For an officer who is signed in."""
    page, api = person.page, site.api
    api.requests = a_concern()
    api.requests.sent()
    api.requests.opened = True
    person.open(QUEUE)
    look(page, "concern-queue")
    person.open(CASE)
    look(page, "concern-case")
    api.requests.now += timedelta(days=7)
    person.open(QUEUE)
    look(page, "concern-queue-overdue")
    body = fake_casework.shown(api.requests)
    similar = {"request_id": REQUEST, "reference": "JKLM2345", "submitted_at": "2026-11-20T12:00:00Z", "same": ["name"]}
    api.says("GET", "/v1/officer/requests/{id}", 200, body | {"similar": [similar, similar | {"same": ["address"]}]})
    person.open(CASE)
    look(page, "concern-case-overdue")
    api.replies.clear()
