"""Where a visitor has to be for each page to be seen: for what has to hold on every page.

A new page is in the first stage that shows it; `test_stages.py` fails for one that no stage shows.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from care.model import RequestStatus
from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, answer
from tests.web.conftest import TYPED, choose, sign_in
from tests.web.fake_api import FakeApi
from tests.web.fake_billing import difference, opened, reconciliation, refund
from tests.web.fake_changes import change, changed
from tests.web.fake_permits import CASE_VERSION, PERMIT_ID, case, ending, payment, permit
from tests.web.fake_requests import FILE, REQUEST, a_badge_to_order
from tests.web.fake_security import HELPER
from tests.web.fake_staff_pool import PASSWORD
from tests.web.test_every_page import EVERY
from web.routes import name_and_params

NEVER_SHOWN = {
    "account/create_code_again",
    "account/session_extend",
    "account/sign_out",
    "care/costs_delete",
    "care/request_copy",
    "care/request_file_sent",
    "officer/claim",
    "officer/document",
    "officer/enquiry",
    "officer/next",
    "officer/note",
    "officer/session",
    "officer/sign_out",
    "officer_care/assignment",
    "officer_care/badges_file",
    "officer_care/file",
    "officer_care/message_read",
    "officer_care/next",
    "officer_care/note",
    "officer_care/opening",
    "officer_care/order",
    "officer_care/priority",
    "officer_care/release",
    "officer_care/step",
    "officer/signed_in",
    "payments/pay",
    "payments/receipt_pdf",
}
"""They act and lead on: a GET of them leads to the page that they belong to, or is refused. Or they are a file."""
SENT_BY_SCRIPT = {"account/session_extend", "officer/session"}
"""They answer a script, and nothing is shown."""


@dataclass(frozen=True)
class Form:
    """The first form to `action` at `address`."""

    address: str
    action: str


@dataclass(frozen=True)
class Stage:
    """A stage as somebody came to it: what the API says, the cookies, the pages that are seen here first."""

    name: str
    api: FakeApi
    cookies: dict[str, str]
    pages: dict[str, str]
    forms: dict[str, Form]


def nobody(_browser: Browser) -> None:
    """Neither signed in nor on the way to it."""


def registering(browser: Browser) -> None:
    browser.get("/create-account")
    browser.send("/create-account", **TYPED)


def with_a_code_to_activate(browser: Browser) -> None:
    registering(browser)
    browser.follow()
    browser.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    browser.send("/create-account/contact", phone="0116 496 0000", uprn="1001", action="choose")


def signing_in(browser: Browser) -> None:
    started = {"sign_in_id": "sig_1", "sent_to": "ann.other@example.com", "methods": ["email", "authenticator"]}
    browser.api.says("POST", "/v1/sign-ins", 201, started)
    browser.get("/sign-in")
    browser.send("/sign-in", email="ann.other@example.com", password="Longenough1!")
    browser.follow()
    browser.send("/sign-in/send-code")


def with_a_new_password(browser: Browser) -> None:
    browser.get("/forgotten-password")
    browser.send("/forgotten-password", email="ann.other@example.com")


def estimating(browser: Browser) -> None:
    answer(browser, AT_HOME)


def resident_and_officer(browser: Browser) -> None:
    sign_in(browser)
    browser.get("/officer")
    browser.send("/officer", email="permits@staff.example.org", password=PASSWORD)


def buying(browser: Browser) -> None:
    """A temporary permit, up to the last page: it asks everything."""
    sign_in(browser)
    choose(browser, "temporary_resident")
    browser.send("/permits/buy/duration", months="12")
    browser.get("/permits/buy/start")
    browser.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    browser.get("/permits/buy/vehicle")
    browser.send("/permits/buy/vehicle", vrm="AB12 CDE")
    browser.get("/permits/buy/tenancy")
    browser.send("/permits/buy/tenancy", tenancy_day="30", tenancy_month="6", tenancy_year="2027")


def with_a_new_address(browser: Browser) -> None:
    sign_in(browser)
    browser.get("/account/email")
    browser.send("/account/email", new_email="new@example.com", password="Longenough1!")


def with_an_app_to_add(browser: Browser) -> str:
    sign_in(browser)
    browser.get("/account/authenticator")
    browser.send("/account/authenticator", password="Longenough1!")
    browser.api.refuses("POST", "/v1/account/authenticator/confirmation", 401, "invalid_code")
    browser.send("/account/authenticator/confirm", code="111111")
    return browser.sent.headers["Location"]


def asking_for_care(browser: Browser) -> str:
    """Everything is answered; one of the questions has a file, and another can be sent."""
    sign_in(browser)
    browser.api.requests.comes("authority_proof", "court order.pdf")
    browser.api.requests.answered(authority="deputy", authority_proof=[FILE])
    return f"/care/requests/{REQUEST}/files/authority_proof"


def helping_somebody(browser: Browser) -> str:
    """With a form that they began for her, on the page that she alone answers."""
    sign_in(browser)
    browser.api.requests.begun_by_helper(asks=True)
    browser.get("/account/helpers")
    browser.send("/account/helpers", helper_id=HELPER, action="act")
    browser.api.requests.answered()
    return f"/care/requests/{REQUEST}/pages/safe-contact"


def asked_about_care(browser: Browser) -> None:
    """By the care team."""
    sign_in(browser)
    browser.api.requests.sent(RequestStatus.INFORMATION_NEEDED, text="Which day suits you?")


def declined_care(browser: Browser) -> None:
    sign_in(browser)
    browser.api.requests.declined()


def working_on_care(browser: Browser) -> str:
    """With a file that is shown; its sender wants a copy, and has told of a change that nobody has read."""
    resident_and_officer(browser)
    browser.api.requests.sent()
    browser.api.requests.happens("change_reported")
    browser.api.requests.change(unread_since=browser.api.requests.now)
    browser.api.requests.comes("authority_proof", "order.png")
    browser.api.requests.copy_asked()
    browser.api.requests.opened = True
    return f"/officer/requests/{REQUEST}?file={FILE}"


def ordering_a_badge(browser: Browser) -> str:
    resident_and_officer(browser)
    browser.api.requests = a_badge_to_order()
    return f"/officer/requests/{REQUEST}"


def opening_care(browser: Browser) -> None:
    resident_and_officer(browser)
    browser.api.requests.sent()


def asked(browser: Browser) -> None:
    """By an officer, about an application."""
    sign_in(browser)
    browser.api.says("GET", "/v1/permits/{id}", 200, permit("information_needed", reason="Which flat is it?"))
    browser.api.says("GET", "/v1/payments/{id}", 200, payment(bill=True))


def refused(browser: Browser) -> None:
    sign_in(browser)
    browser.api.says("GET", "/v1/permits/{id}", 200, permit("rejected", reason="The V5C is old.", money="released"))


def live(browser: Browser) -> None:
    resident_and_officer(browser)
    browser.api.says("GET", "/v1/permits/{id}", 200, ending(can=["renew", "cancel", "change", "stop_auto_renew"]))
    browser.api.says(
        "GET",
        "/v1/officer/permits/{id}",
        200,
        case("active", money="taken", can=["stop_auto_renew"]) | {"waiting": None},
    )
    asked_for = refund("awaiting_second_officer")
    browser.api.says("GET", "/v1/officer/payments/{id}", 200, opened(officer_refunds=[asked_for]))
    browser.api.says("GET", "/v1/officer/reconciliation", 200, reconciliation([difference("dispute")]))


def changing(browser: Browser) -> None:
    """A live permit, with a question about a change of it."""
    sign_in(browser)
    asked_about = change("information_needed", reason="Is it yours?")
    browser.api.says("GET", "/v1/permits/{id}", 200, changed(asked_about))


def deciding(browser: Browser) -> str:
    resident_and_officer(browser)
    browser.get(f"/officer/permits/{PERMIT_ID}")
    browser.send(f"/officer/permits/{PERMIT_ID}/decision", outcome="approve", version=str(CASE_VERSION))
    return browser.sent.headers["Location"]


STAGES: tuple[Callable[[Browser], str | None], ...] = (
    nobody,
    registering,
    with_a_code_to_activate,
    signing_in,
    with_a_new_password,
    estimating,
    resident_and_officer,
    buying,
    with_a_new_address,
    with_an_app_to_add,
    asking_for_care,
    helping_somebody,
    asked_about_care,
    declined_care,
    working_on_care,
    ordering_a_badge,
    opening_care,
    asked,
    refused,
    live,
    changing,
    deciding,
)
"""Each may lead to what stands at none of the addresses of every page: a sent form's view, say."""


def walk() -> Iterator[Stage]:
    """Every stage with what is seen there for the first time: pages, and forms by the page that they are sent to."""
    pages, forms = set[str](), set[str]()
    for begin in STAGES:
        browser = Browser(FakeApi())
        view = begin(browser)
        stage = Stage(begin.__name__, browser.api, dict(browser.cookies), {}, {})
        for address in [*EVERY, *([view] if view else [])]:
            browser.cookies = dict(stage.cookies)
            shown = browser.get(address)
            if (shown.status == 200 and not shown.file) or address == view:
                _note(stage, address, shown.body)
        for name in pages & stage.pages.keys():
            del stage.pages[name]
        for name in forms & stage.forms.keys():
            del stage.forms[name]
        pages |= stage.pages.keys()
        forms |= stage.forms.keys()
        yield stage


def _note(stage: Stage, address: str, body: str) -> None:
    stage.pages.setdefault(_page(address), address)
    for tag in re.findall(r"<form [^>]*>", body):
        action = re.search(r'action="([^"]*)"', tag)
        if action and 'method="post"' in tag and action[1].startswith("/"):
            path = html.unescape(action[1])
            stage.forms.setdefault(_page(path), Form(address, path))


def _page(address: str) -> str:
    """Its folder."""
    found = name_and_params(urlsplit(address).path)
    assert found, address
    return found[0]
