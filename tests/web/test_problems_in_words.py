"""Every refusal that the API knows has words on every page that can meet it."""

import pytest
from pydantic_core import PydanticCustomError

from portal.email_address import email_address
from portal.problems import CATALOGUE
from tests.web.browser_double import Browser
from tests.web.care_journey import AT_HOME, answer
from tests.web.conftest import TYPED
from tests.web.fake_permits import DOCUMENT_ID, PAYMENT_ID, PERMIT_ID, permit, ready_to_pay
from tests.web.fake_security import EXPORT_ID

HELPER_TYPED = {"name": "Kim Hall", "relationship": "family", "password": "Longenough1!"} | {
    f"until_{part}": number for part, number in (("day", "1"), ("month", "3"), ("year", "2027"))
}
DETAIL = "The sentence of the API."
REFUSALS = sorted(code for code in CATALOGUE if code not in ("sign_in_required", "unexpected"))


def refuse(browser: Browser, method: str, path: str, code: str) -> None:
    browser.api.refuses(method, path, CATALOGUE[code].status, code, DETAIL, retry_after=60)


def in_words(browser: Browser) -> bool:
    """A page with a title and a sentence, or on to the page that is due."""
    if browser.page.status == 303:
        return True
    assert browser.page.status >= 400
    assert "–" in browser.title
    main = browser.page.body.partition("<main")[2].partition("</main>")[0]
    return "There is a problem" in main or "govuk-notification-banner" in main or "<h1" in main


@pytest.mark.parametrize("code", REFUSALS)
def test_creating_an_account(browser: Browser, code: str) -> None:
    refuse(browser, "POST", "/v1/registrations", code)
    browser.get("/create-account")
    browser.send("/create-account", **TYPED)
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_giving_feedback(browser: Browser, code: str) -> None:
    refuse(browser, "POST", "/v1/feedback", code)
    browser.get("/feedback")
    browser.send("/feedback", satisfaction="satisfied")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_searching_an_address(registering: Browser, code: str) -> None:
    refuse(registering, "POST", "/v1/address-searches", code)
    registering.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    assert in_words(registering)


@pytest.mark.parametrize("code", REFUSALS)
def test_giving_contact_details(registering: Browser, code: str) -> None:
    refuse(registering, "PUT", "/v1/registrations/{id}/contact", code)
    registering.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    registering.send("/create-account/contact", phone="1", uprn="1001", action="choose")
    assert in_words(registering)


@pytest.mark.parametrize("code", REFUSALS)
def test_activating(registered: Browser, code: str) -> None:
    refuse(registered, "POST", "/v1/registrations/{id}/activation", code)
    registered.send("/create-account/code", code="12345678")
    assert in_words(registered)


@pytest.mark.parametrize("code", REFUSALS)
def test_signing_in(browser: Browser, code: str) -> None:
    refuse(browser, "POST", "/v1/sign-ins", code)
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_asking_for_a_code_and_giving_it(browser: Browser, code: str) -> None:
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x")
    browser.follow()
    refuse(browser, "POST", "/v1/sign-ins/{id}/code", code)
    browser.send("/sign-in/send-code")
    assert in_words(browser)
    browser.api.replies.clear()
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x")
    browser.follow()
    browser.send("/sign-in/send-code")
    browser.follow()
    refuse(browser, "POST", "/v1/sign-ins/{id}/session", code)
    browser.send("/sign-in/code", code="12345678")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_editing_the_profile(resident: Browser, code: str) -> None:
    refuse(resident, "PATCH", "/v1/account", code)
    resident.get("/account/profile/edit")
    resident.send("/account/profile/edit", first_name="Anna", last_name="Other", phone="1", by_email="yes")
    assert in_words(resident)


@pytest.mark.parametrize("code", REFUSALS)
def test_reading_the_account(resident: Browser, code: str) -> None:
    """A read of one's own is refused only when something is wrong with us."""
    refuse(resident, "GET", "/v1/account", code)
    assert resident.get("/account").status == 503


@pytest.mark.parametrize("code", REFUSALS)
def test_using_the_app(browser: Browser, code: str) -> None:
    started = {"sign_in_id": "sig_1", "sent_to": "a@example.com", "methods": ["email", "authenticator"]}
    browser.api.says("POST", "/v1/sign-ins", 201, started)
    browser.get("/sign-in")
    browser.send("/sign-in", email="a@example.com", password="x")
    browser.get("/sign-in/app")
    refuse(browser, "POST", "/v1/sign-ins/{id}/session", code)
    browser.send("/sign-in/app", code="123456")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_resetting_a_password(browser: Browser, code: str) -> None:
    browser.get("/forgotten-password")
    refuse(browser, "POST", "/v1/password-resets", code)
    browser.send("/forgotten-password", email="a@example.com")
    assert in_words(browser)
    browser.api.replies.clear()
    browser.get("/forgotten-password")
    browser.send("/forgotten-password", email="a@example.com")
    browser.follow()
    refuse(browser, "PUT", "/v1/password-resets/{id}", code)
    browser.send("/forgotten-password/new", code="12345678", new_password="x")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_undoing_a_change_of_address(browser: Browser, code: str) -> None:
    browser.get("/undo-email-change")
    refuse(browser, "POST", "/v1/email-change-reversals", code)
    browser.send("/undo-email-change", token="t" * 43)
    assert in_words(browser)


OWN_ACCOUNT = [
    ("/account/password", "PUT", "/v1/account/password"),
    ("/account/email", "POST", "/v1/account/email-changes"),
    ("/account/authenticator", "POST", "/v1/account/authenticator"),
    ("/account/authenticator/remove", "DELETE", "/v1/account/authenticator"),
    ("/account/export", "POST", "/v1/account/exports"),
    ("/account/close", "POST", "/v1/account/closure"),
]
TYPED_THERE = {
    "password": "x",
    "current_password": "x",
    "new_password": "y",
    "new_email": "new@example.com",
    "understood": "yes",
}


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize(("page", "method", "path"), OWN_ACCOUNT)
def test_changing_ones_account(resident: Browser, page: str, method: str, path: str, code: str) -> None:
    resident.get(page)
    refuse(resident, method, path, code)
    resident.send(page, **TYPED_THERE)
    assert in_words(resident)


@pytest.mark.parametrize("code", REFUSALS)
def test_confirming_a_new_address_or_app(resident: Browser, code: str) -> None:
    refuse(resident, "POST", "/v1/account/email-changes/{id}/confirmation", code)
    resident.get("/account/email")
    resident.send("/account/email", new_email="new@example.com", password="x")
    resident.follow()
    resident.send("/account/email/code", code="12345678")
    assert in_words(resident)
    refuse(resident, "POST", "/v1/account/authenticator/confirmation", code)
    resident.get("/account/authenticator")
    resident.send("/account/authenticator", password="x")
    resident.send("/account/authenticator/confirm", code="123456")
    assert in_words(resident)


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize(("session_id", "path"), [("01K", "/v1/sessions/{id}"), ("", "/v1/sessions")])
def test_ending_sessions(resident: Browser, session_id: str, path: str, code: str) -> None:
    resident.get("/account/sessions")
    refuse(resident, "DELETE", path, code)
    resident.send("/account/sessions", session_id=session_id)
    assert in_words(resident)


def at_check(browser: Browser) -> None:
    browser.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    browser.get("/permits/buy/vehicle")
    browser.send("/permits/buy/vehicle", vrm="AB12CDE")
    browser.get("/permits/buy/check")


@pytest.mark.parametrize("code", REFUSALS)
def test_choosing_a_permit(browser: Browser, code: str) -> None:
    browser.get("/permits/buy")
    browser.send("/permits/buy", permit_type="resident")
    browser.follow()
    refuse(browser, "POST", "/v1/permit-properties", code)
    browser.send("/permits/buy/property", postcode="LE11 3ED", house="12", action="find")
    assert in_words(browser)
    browser.api.replies.clear()
    browser.get("/permits/buy/property")
    refuse(browser, "POST", "/v1/permit-quotes", code)
    browser.send("/permits/buy/property", postcode="LE11 3ED", house="12", uprn="9901", action="choose")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_applying_for_a_permit(buyer: Browser, code: str) -> None:
    at_check(buyer)
    refuse(buyer, "POST", "/v1/permits", code)
    buyer.send("/permits/buy/check", terms="yes")
    assert in_words(buyer)


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize(
    ("page", "path"),
    [
        (f"/permits/{PERMIT_ID}/documents/v5c", "/v1/permits/{id}/documents"),
        (f"/permits/{PERMIT_ID}/reply", "/v1/permits/{id}/replies"),
        (f"/permits/{PERMIT_ID}/withdraw", "/v1/permits/{id}/withdrawal"),
    ],
)
def test_doing_something_about_a_permit(resident: Browser, page: str, path: str, code: str) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("information_needed", reason="Which flat?"))
    resident.get(page)
    refuse(resident, "POST", path, code)
    resident.send(page, content_type="image/png", text="Flat 2")
    assert in_words(resident)


@pytest.mark.parametrize("code", REFUSALS)
def test_estimating_the_cost_of_care(browser: Browser, code: str) -> None:
    answer(browser, AT_HOME)
    refuse(browser, "POST", "/v1/care-estimates", code)
    browser.get("/care-costs/result")
    assert in_words(browser)


@pytest.mark.parametrize("code", REFUSALS)
def test_paying(resident: Browser, code: str) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, ready_to_pay())
    resident.get(f"/payments/{PAYMENT_ID}")
    refuse(resident, "POST", "/v1/payments/{id}/attempts", code)
    resident.send(f"/payments/{PAYMENT_ID}/pay")
    assert in_words(resident)
    refuse(resident, "POST", "/v1/payments/{id}/refresh", code)
    resident.get(f"/payments/{PAYMENT_ID}/return")
    assert in_words(resident)


@pytest.mark.parametrize("code", REFUSALS)
def test_deciding(officer: Browser, code: str) -> None:
    case = f"/officer/permits/{PERMIT_ID}"
    officer.get(case)
    officer.send(f"{case}/decision", outcome="approve")
    refuse(officer, "POST", "/v1/officer/permits/{id}/decision", code)
    officer.send(f"{case}/decision")
    assert in_words(officer)
    officer.get(case)
    refuse(officer, "GET", "/v1/officer/documents/{id}", code)
    officer.send(f"/officer/documents/{DOCUMENT_ID}")
    assert in_words(officer)


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize(
    ("page", "path"),
    [
        (f"/permits/{PERMIT_ID}", "/v1/permits/{id}"),
        ("/permits", "/v1/permits"),
        (f"/payments/{PAYMENT_ID}", "/v1/payments/{id}"),
        ("/payments", "/v1/payments"),
        ("/account/activity", "/v1/account/activity"),
        ("/account/sessions", "/v1/sessions"),
        (f"/account/export/{EXPORT_ID}", "/v1/account/exports/{id}"),
        ("/officer/permits", "/v1/officer/permits"),
        (f"/officer/permits/{PERMIT_ID}", "/v1/officer/permits/{id}"),
    ],
)
def test_reading(both: Browser, page: str, path: str, code: str) -> None:
    refuse(both, "GET", path, code)
    both.get(page)
    assert in_words(both)


def test_an_unexpected_error_tells_nothing(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/account", 500, "unexpected", "stack of the API")
    assert resident.get("/account").status == 503
    assert "stack of the API" not in resident.page.body


@pytest.mark.parametrize(
    ("page", "operation", "field", "typed"),
    [
        ("/create-account", ("POST", "/v1/registrations"), "email", TYPED),
        ("/sign-in", ("POST", "/v1/sign-ins"), "email", {"password": "Longenough1!"}),
        ("/forgotten-password", ("POST", "/v1/password-resets"), "email", {}),
        ("/account/email", ("POST", "/v1/account/email-changes"), "new_email", {"password": "Longenough1!"}),
        ("/account/helpers/new", ("POST", "/v1/helpers"), "email", HELPER_TYPED),
        ("/officer/search", ("POST", "/v1/officer/permit-searches"), "email", {}),
        ("/officer/request-search", ("POST", "/v1/officer/request-searches"), "email", {}),
        ("/officer/payments/accounts", ("POST", "/v1/officer/account-searches"), "email", {}),
    ],
)
def test_why_an_email_address_is_refused_stands_at_its_field(
    both: Browser, browser: Browser, page: str, operation: tuple[str, str], field: str, typed: dict[str, str]
) -> None:
    with pytest.raises(PydanticCustomError) as wrong:
        email_address("ann@demo.test")
    why = wrong.value.message()
    if page in ("/create-account", "/sign-in", "/forgotten-password"):
        browser.get("/account")
        browser.send("/sign-out")
    browser.api.refuses(*operation, 422, "invalid_input", DETAIL, errors=[(field, why)])
    browser.get(page)
    browser.send(page, **typed | {field: "ann@demo.test"})
    assert browser.page.status == 422
    assert f'href="#{field}">{why}' in browser.page.body
    assert f'id="{field}-error"' in browser.page.body
    assert 'value="ann@demo.test"' in browser.page.body
