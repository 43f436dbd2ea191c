"""Every page about one's account itself, in every state, over the fake API."""

from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_security import ACCOUNT, ADDED, EXPORT_ID, HELPER, KEPT, NOW, event, export, session

LONG = "averyveryverylongwordthathasnoplacetobreakanywhere" * 2
WEAK = [("new_password", "Add a number."), ("new_password", "Add a special character, such as ! or ?.")]
NOT_YOURS = [("password", "That is not your password.")]
TROUBLED = {
    **ACCOUNT,
    "kind": "professional",
    "organisation": "A practice",
    "job_title": "Nurse",
    "email": f"{LONG}@example.com",
    "email_bounced": True,
    "care_closed_until": "2026-11-22T14:03:00Z",
}


def getting_back_in(person: Person, site: FakeSite, look: Look) -> None:
    """Without a session: a forgotten password, an address that somebody else changed, a sign-in with the app."""
    page, api = person.page, site.api
    person.open("/cookies")
    look(page, "cookies")
    person.open("/sign-in")
    person.press("Forgotten your password?")
    look(page, "forgotten-password")
    person.press("Send me a code")
    look(page, "forgotten-password-nothing-typed")
    person.fill(email="ann.other@example.com")
    person.press("Send me a code")
    look(page, "new-password")
    api.refuses("PUT", "/v1/password-resets/{id}", 422, "invalid_input", errors=WEAK)
    person.fill(code="12345678", new_password="weak")
    person.press("Change my password")
    look(page, "new-password-weak")
    api.refuses("PUT", "/v1/password-resets/{id}", 401, "expired_code")
    person.fill(code="12345678", new_password="Longenough2!")
    person.press("Change my password")
    look(page, "new-password-code-run-out")
    api.refuses("PUT", "/v1/password-resets/{id}", 404, "not_found")
    person.fill(code="12345678", new_password="Longenough2!")
    person.press("Change my password")
    look(page, "new-password-took-too-long")
    api.replies.clear()
    person.open(f"/undo-email-change#{'t' * 43}")
    look(page, "undo-email-change")
    api.refuses("POST", "/v1/email-change-reversals", 401, "expired_code", "This link has run out. Call us.")
    person.press("Put my old address back")
    look(page, "undo-email-change-run-out")
    api.replies.clear()
    person.fill(token="t" * 43)
    person.press("Put my old address back")
    look(page, "undo-email-change-done")
    _by_app(person, site, look)


def _by_app(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    started = {"sign_in_id": "sig_1", "sent_to": "ann.other@example.com", "methods": ["email", "authenticator"]}
    api.says("POST", "/v1/sign-ins", 201, started)
    person.open("/sign-in")
    person.fill(email="ann.other@example.com", password="Longenough1!")
    person.press("Continue")
    look(page, "send-code-or-app")
    person.follow("Use my app")
    look(page, "code-from-app")
    api.refuses("POST", "/v1/sign-ins/{id}/session", 401, "used_code", "That code was used already. Wait.")
    person.fill(code="123456")
    person.press("Sign in")
    look(page, "code-from-app-used")
    api.replies.clear()


def settings(person: Person, site: FakeSite, look: Look) -> None:
    """Password, address, app."""
    page, api = person.page, site.api
    person.open("/account/settings")
    look(page, "settings")
    person.open("/account/password")
    look(page, "change-password")
    person.press("Change my password")
    look(page, "change-password-nothing-typed")
    person.fill(current_password="Longenough1!", new_password="Longenough2!")
    person.press("Change my password")
    look(page, "password-changed")
    person.open("/account/email")
    look(page, "change-email")
    person.press("Send a code to the new address")
    look(page, "change-email-nothing-typed")
    person.fill(new_email="new@example.com", password="Longenough1!")
    person.press("Send a code to the new address")
    look(page, "change-email-code")
    api.refuses("POST", "/v1/account/email-changes/{id}/confirmation", 401, "invalid_code")
    person.fill(code="00000000")
    person.press("Change my email address")
    look(page, "change-email-code-wrong")
    api.replies.clear()
    _app(person, site, look)
    api.says("GET", "/v1/account", 200, TROUBLED)
    person.open("/account/settings")
    look(page, "settings-troubled")
    person.open("/account")
    look(page, "account-troubled")
    api.replies.clear()


def helpers(person: Person, site: FakeSite, look: Look) -> None:
    """Who helps with forms, naming somebody, and confirming with a code."""
    page, api = person.page, site.api
    person.open("/account/helpers")
    look(page, "helpers")
    page.get_by_role("button", name="Fill in a form").click()
    page.wait_for_url("**/care/requests")
    person.open("/account/helpers")
    look(page, "helpers-acting")
    person.press("Act for myself again")
    api.says("GET", "/v1/account", 200, {**ACCOUNT, "helpers": [], "helping": []})
    person.open("/account/helpers")
    look(page, "helpers-nobody")
    api.replies.clear()
    person.open("/account/helpers/new")
    look(page, "helper-new")
    person.press("Send them a code")
    look(page, "helper-new-nothing-typed")
    person.open(f"/account/helpers/{HELPER}")
    look(page, "helper-confirm")
    for state, status, code in (("wrong", 401, "invalid_code"), ("over", 404, "used_code")):
        api.refuses("PUT", "/v1/helpers/{id}", status, code, "That is not the code we sent you.")
        person.open(f"/account/helpers/{HELPER}")
        person.fill(code="12345678")
        person.press("I will help")
        look(page, f"helper-confirm-{state}")
    api.replies.clear()


def _app(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    person.open("/account/authenticator")
    look(page, "authenticator")
    api.refuses("POST", "/v1/account/authenticator", 422, "invalid_input", errors=NOT_YOURS)
    person.fill(password="Wrong-horse-7")
    person.press("Add an app")
    look(page, "authenticator-wrong-password")
    api.replies.clear()
    person.fill(password="Longenough1!")
    person.press("Add an app")
    look(page, "authenticator-scan")
    api.refuses("POST", "/v1/account/authenticator/confirmation", 401, "invalid_code", "Not what it shows. Wait.")
    person.fill(code="111111")
    person.press("Add the app")
    look(page, "authenticator-wrong-code")
    api.replies.clear()
    person.fill(code="123456")
    api.says("GET", "/v1/account", 200, ADDED)
    person.press("Add the app")
    look(page, "settings-with-app")
    person.open("/account/authenticator")
    look(page, "authenticator-added")
    person.follow("Remove the app")
    look(page, "authenticator-remove")
    api.replies.clear()


def records(person: Person, site: FakeSite, look: Look) -> None:
    """Sessions, activity, a copy of everything; at last the account is closed."""
    page, api = person.page, site.api
    person.open("/account/sessions")
    look(page, "sessions")
    api.says("GET", "/v1/sessions", 200, {"items": [session("01KTHIS", this_one=True)], "next": None})
    person.open("/account/sessions")
    look(page, "sessions-only-this")
    api.replies.clear()
    person.open("/account/activity")
    look(page, "activity")
    events = [event(f"We sent you the letter {LONG}.", who="Parking permits team")] * 3
    api.says("GET", "/v1/account/activity", 200, {"items": events, "next": "more"})
    person.open("/account/activity?next=some")
    look(page, "activity-in-the-middle")
    api.replies.clear()
    person.open("/account/export")
    look(page, "export")
    person.press("Ask for my copy")
    look(page, "export-preparing")
    for status in ("ready", "expired"):
        api.says("GET", "/v1/account/exports/{id}", 200, export(status))
        person.open(f"/account/export/{EXPORT_ID}")
        look(page, f"export-{status}")
    api.replies.clear()
    _closing(person, site, look)


def _closing(person: Person, site: FakeSite, look: Look) -> None:
    page, api = person.page, site.api
    person.open("/account/close")
    look(page, "close-account")
    person.press("Close my account")
    look(page, "close-account-nothing-typed")
    open_still = [("", "A payment of £55.00 is due."), ("", "Your permit K7M2P9QA is live until 20 November 2027.")]
    api.refuses("POST", "/v1/account/closure", 409, "closure_blocked", errors=open_still)
    page.check("#understood")
    person.fill(password="Longenough1!")
    person.press("Close my account")
    look(page, "close-account-blocked")
    api.says("POST", "/v1/account/closure", 200, {"closed_at": NOW, "kept": [KEPT, {**KEPT, "until": None}]})
    person.open("/account/close")
    page.check("#understood")
    person.fill(password="Longenough1!")
    person.press("Close my account")
    look(page, "account-closed")
    api.replies.clear()
