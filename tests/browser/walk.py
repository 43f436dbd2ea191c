"""Every page in every state that a visitor can bring it to, in the order of a visit."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.person import PASSWORD, Person

type Look = Callable[[Page, str], None]


def public_pages(person: Person, look: Look) -> None:
    """What everybody sees."""
    for path in ("/", "/help", "/contact", "/privacy", "/accessibility", "/signed-out", "/session-ended", "/nowhere"):
        person.open(path)
        look(person.page, {"/": "start", "/nowhere": "not-found"}.get(path, path[1:]))
    person.open("/help")
    person.follow("Give feedback")
    look(person.page, "feedback")
    person.press("Send feedback")
    look(person.page, "feedback-nothing-chosen")
    person.page.get_by_label("Very satisfied", exact=True).check()
    person.fill(comment="Easy to find.")
    person.press("Send feedback")
    look(person.page, "feedback-sent")
    person.open("/sign-in")
    person.page.context.clear_cookies()
    person.press("Continue")
    look(person.page, "page-out-of-date")


def registration(person: Person, look: Look) -> None:
    """Creating an account, with everything that can be got wrong on the way."""
    page = person.page
    person.open("/create-account/professional")
    look(page, "create-account-professional")
    person.press("Continue")
    look(page, "create-account-professional-errors")
    person.open("/create-account")
    look(page, "create-account")
    person.press("Continue")
    look(page, "create-account-nothing-typed")
    person.fill(email=person.email, first_name="Ann", last_name="Smith", password="short")
    page.check("#privacy_policy_accepted")
    person.press("Continue")
    look(page, "create-account-weak-password")
    person.fill(password=PASSWORD)
    person.press("Continue")
    _contact(person, look)
    look(page, "activation-code")
    person.fill(code="0000 0000")
    person.press("Activate my account")
    look(page, "activation-code-wrong")
    before = person.mails()
    person.press("Get a new code")
    look(page, "activation-code-new")
    person.fill(code=person.code(after=before))
    person.press("Activate my account")
    look(page, "account-ready")


def _contact(person: Person, look: Look) -> None:
    page = person.page
    look(page, "contact-details")
    person.press("Find address")
    look(page, "contact-details-no-postcode")
    person.fill(phone="305 0001", postcode="LE11 9ZZ", house="99")
    person.press("Find address")
    look(page, "contact-details-wrong-phone")
    person.fill(phone="0116 496 0000")
    person.press("Find address")
    look(page, "contact-details-nothing-found")
    person.fill(postcode="LE1 1FZ", house="")
    person.press("Find address")
    look(page, "contact-details-outside-county")
    person.press("Search again")
    person.press("Enter the address by hand")
    look(page, "contact-details-by-hand")
    person.press("Continue")
    look(page, "contact-details-by-hand-errors")
    person.press("Find it by postcode")
    person.fill(postcode="LE11 3ED", house="8")
    person.press("Find address")
    look(page, "contact-details-found-alone")
    person.press("This is not my address")
    person.fill(house="")
    person.press("Find address")
    look(page, "contact-details-choose")
    person.press("Continue")
    look(page, "contact-details-nothing-chosen")
    page.get_by_label("8 Market Place").check()
    person.press("Continue")


def account(person: Person, look: Look) -> None:
    """What somebody signed in sees. Ends signed out."""
    page = person.page
    person.open("/account")
    look(page, "account")
    page.get_by_text("Menu", exact=True).click()
    look(page, "menu")
    person.open("/account/profile")
    look(page, "profile")
    person.follow("Edit your profile")
    look(page, "edit-profile")
    person.fill(first_name="", phone="12")
    for name in ("by_email", "by_text", "by_post"):
        page.uncheck(f"#{name}")
    person.press("Save changes")
    look(page, "edit-profile-errors")
    _clash(person, look)
    person.press("Save changes")
    look(page, "profile-saved")
    person.open("/account/profile/address")
    look(page, "change-address")
    person.fill(postcode="LE10 0AT")
    person.press("Find address")
    look(page, "change-address-choose")
    page.evaluate("document.getElementById('session-warning').showModal()")
    look(page, "session-warning")
    person.open("/account/profile/edit")
    person.fill(first_name="Anna")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] != "__Host-session"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as Playwright itself gave them
    person.press("Save changes")
    look(page, "session-ended-while-sending")


def _clash(person: Person, look: Look) -> None:
    """The same profile, changed in another tab meanwhile."""
    person.open("/account/profile/edit")
    other = person.page.context.new_page()
    other.goto("/account/profile/edit")
    other.fill("#last_name", "Jones")
    with other.expect_navigation():
        other.get_by_role("button", name="Save changes", exact=True).click()
    other.close()
    person.fill(first_name="Anne")
    person.press("Save changes")
    look(person.page, "edit-profile-clash")


def signing_in(person: Person, look: Look) -> None:
    """The sign-in with everything that can go wrong; the person has an account and is signed out."""
    page = person.page
    person.open("/sign-in")
    look(page, "sign-in")
    person.press("Continue")
    look(page, "sign-in-nothing-typed")
    person.fill(email=person.email, password="Wrong-horse-7")
    person.press("Continue")
    look(page, "sign-in-refused")
    person.fill(password=PASSWORD)
    person.press("Continue")
    look(page, "send-code")
    before = person.mails()
    person.press("Click to receive your code")
    look(page, "code")
    first = person.code(after=before)
    person.fill(code="0000 0000")
    person.press("Sign in")
    look(page, "code-wrong")
    page.wait_for_selector(".portal-time--over", timeout=40_000)
    look(page, "code-run-out")
    page.wait_for_timeout(1500)  # the page is careful: it counts whole seconds, rounded down
    person.fill(code=first)
    person.press("Sign in")
    look(page, "code-expired")
    before = person.mails()
    person.press("Get a new code")
    look(page, "code-new")
    _used_code(person, look, person.code(after=before))
    person.open("/sign-in")
    person.ask_for_code()
    for _ in range(4):
        person.fill(code="0000 0000")
        person.press("Sign in")
        if page.locator("#code").count() == 0:
            break
    look(page, "too-many-wrong-codes")


def _used_code(person: Person, look: Look, code: str) -> None:
    """The same code in a second window that was at the same page."""
    page = person.page
    waiting = page.context.cookies()
    person.fill(code=code)
    person.press("Sign in")
    person.sign_out()
    page.context.add_cookies(waiting)  # type: ignore[arg-type]  # as Playwright itself gave them
    person.open("/sign-in/code")
    person.fill(code=code)
    person.press("Sign in")
    look(page, "code-used")
    page.context.clear_cookies()
