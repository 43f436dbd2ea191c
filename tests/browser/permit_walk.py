"""Every page about permits and payments, in every state, over the fake API."""

from tests.browser.fake_site import FakeSite
from tests.browser.person import Person
from tests.browser.walk import Look
from tests.web.fake_permits import (
    PAYMENT_ID,
    PERMIT_ID,
    RENEWAL_ID,
    announced,
    attempt,
    document,
    ending,
    entry,
    payment,
    permit,
    property_found,
    ready_to_pay,
    renewal,
    summary,
)

ONE = f"/permits/{PERMIT_ID}"
PAYMENT = f"/payments/{PAYMENT_ID}"
LONG = "We cannot see the second page of the agreement. " * 8 + "averyveryverylongwordthathasnoplacetobreakanywhere" * 2
EVENTS = [
    entry("applied"),
    entry("payment_authorised", at="2026-11-21T13:58:00Z"),
    entry("information_asked", LONG, at="2026-11-21T14:01:00Z"),
]


def sign_in(person: Person) -> None:
    person.open("/sign-in")
    person.fill(email="ann.other@example.com", password="Longenough1!")
    person.press("Continue")
    person.press("Click to receive your code")
    person.fill(code="12345678")
    person.press("Sign in")


def choosing(person: Person, site: FakeSite, look: Look) -> None:
    """Without an account, up to the price."""
    page, api = person.page, site.api
    person.open("/permits/terms")
    look(page, "permit-terms")
    person.open("/permits/buy")
    look(page, "permit-type")
    person.press("Continue")
    look(page, "permit-type-nothing-chosen")
    page.get_by_label("Temporary resident permit", exact=True).check()
    person.press("Continue")
    look(page, "permit-property")
    person.press("Find my property")
    look(page, "permit-property-nothing-typed")
    person.fill(postcode="LE11 3ED", house="99")
    api.says("POST", "/v1/permit-properties", 200, {"items": []})
    person.press("Find my property")
    look(page, "permit-property-not-found")
    outside = property_found("9", "1", zone=None, place_free=None, instead="This property is in Leicester. Ask there.")
    api.says("POST", "/v1/permit-properties", 200, {"items": [outside]})
    person.press("Find my property")
    look(page, "permit-property-outside")
    api.replies.clear()
    person.press("Find my property")
    look(page, "permit-property-choose")
    person.press("Continue")
    look(page, "permit-property-nothing-chosen")
    page.check("input[value='9902']")
    person.press("Continue")
    look(page, "permit-no-place-free")
    person.open("/permits/buy/property")
    person.fill(postcode="LE11 3ED", house="12")
    person.press("Find my property")
    page.check("input[value='9901']")
    person.press("Continue")
    look(page, "permit-duration")
    person.press("Continue")
    look(page, "permit-duration-nothing-chosen")
    page.check("input[value='12']")
    person.press("Continue")
    look(page, "permit-price")


def applying(person: Person, site: FakeSite, look: Look) -> None:
    """Signed in, from the price of a temporary permit to the application."""
    page, api = person.page, site.api
    person.open("/permits/buy/price")
    look(page, "permit-price-signed-in")
    person.follow("Continue")
    look(page, "permit-start")
    person.fill(start_day="31", start_month="2", start_year="2026")
    person.press("Continue")
    look(page, "permit-start-no-date")
    person.fill(start_day="1", start_month="12")
    person.press("Continue")
    look(page, "permit-vehicle")
    person.press("Continue")
    look(page, "permit-vehicle-nothing-typed")
    person.fill(vrm="AB1O CDE")
    person.press("Continue")
    look(page, "permit-vehicle-asked-back")
    person.press("Change it")
    assert page.input_value("#vrm") == "AB1O CDE"
    person.press("Continue")
    person.press("I typed it right")
    look(page, "permit-tenancy")
    person.press("Continue")
    look(page, "permit-tenancy-nothing-typed")
    person.fill(tenancy_day="30", tenancy_month="6", tenancy_year="2027")
    person.press("Continue")
    look(page, "permit-check")
    person.press("Apply")
    look(page, "permit-check-terms-missing")
    refused_at_the_end(person, site, look)
    page.check("#terms")
    api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("missing"), document("refused")]))
    person.press("Apply")
    look(page, "permit-unfinished")


def refused_at_the_end(person: Person, site: FakeSite, look: Look) -> None:
    """An application that the API does not take. Ends on the page to check."""
    page, api = person.page, site.api
    for code in ("no_place_free", "unpaid_application", "not_found"):
        api.refuses("POST", "/v1/permits", 404 if code == "not_found" else 409, code, "The reason, in a sentence.")
        page.check("#terms")
        person.press("Apply")
        look(page, f"permit-refused-{code}")
        api.replies.clear()
        if code != "not_found":
            person.open("/permits/buy/check")
    person.open("/permits/buy")
    person.press("Continue")
    person.follow("Continue")


PERMITS = {
    "ready-to-pay": ready_to_pay(),
    "uploaded-not-paid": permit(documents=[document("clean")], can=["pay", "add_documents", "withdraw"]),
    "in-review": permit("in_review", timeline=EVENTS[:2]),
    "free-without-documents": permit(
        "in_review", documents=[document("missing")], money="none", price_pence=0, payment_id=None
    ),
    "asked": permit("information_needed", reason=LONG, timeline=EVENTS),
    "approved": permit("approved"),
    "live": permit("active", timeline=[*EVENTS[:2], entry("active")]),
    "starts-later": permit("active", valid_from="2026-12-01"),
    "ending": ending(),
    "renewal-begun": ending(renewal=RENEWAL_ID),
    "renewal-not-paid": renewal(),
    "renewal-announced": announced(),
    "renewal-being-paid": {**renewal(), "auto_renew": True, "renews_itself": True},
    "renewed": ending(renewal=RENEWAL_ID, can=["cancel"]),
    "expired": permit("expired", can=["renew"]),
    "cancelled": permit("cancelled", money="taken"),
    "rejected-hold-released": permit("rejected", reason=LONG, money="released"),
    "rejected-refunded": permit("rejected", reason="The V5C names another address.", money="taken"),
    "lapsed": permit("lapsed", money="due"),
    "withdrawn": permit("withdrawn", money="released"),
}


def permits(person: Person, site: FakeSite, look: Look) -> None:
    """An application and a permit in all their states, and the list of them."""
    page, api = person.page, site.api
    person.open("/permits")
    look(page, "permits-none")
    listed = [
        summary(status) for status in ("awaiting_payment", "in_review", "information_needed", "active", "rejected")
    ]
    api.says("GET", "/v1/permits", 200, {"items": listed, "next": "more"})
    person.open("/permits")
    look(page, "permits")
    person.follow("Older permits and applications")
    look(page, "permits-older")
    for name, body in PERMITS.items():
        api.says("GET", "/v1/permits/{id}", 200, body)
        person.open(ONE)
        look(page, f"permit-{name}")
    api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    person.open(ONE)
    look(page, "permit-not-found")
    api.says("GET", "/v1/permits/{id}", 200, PERMITS["rejected-hold-released"])
    person.open(f"{ONE}/apply-again")
    look(page, "permit-apply-again")
    api.says("GET", "/v1/permits/{id}", 200, permit("in_review"))
    person.open(f"{ONE}/withdraw")
    look(page, "permit-withdraw")
    api.refuses("POST", "/v1/permits/{id}/withdrawal", 409, "decided_already", "This application has been decided.")
    person.press("Withdraw my application")
    look(page, "permit-withdraw-too-late")
    api.says("GET", "/v1/permits/{id}", 200, ending())
    person.open(f"{ONE}/renew")
    look(page, "permit-renew")
    person.press("Renew")
    look(page, "permit-renew-wrong")
    person.open(f"/stop-automatic-renewal#{PERMIT_ID}.{'t' * 43}")
    look(page, "permit-stop-renewal")
    api.refuses("POST", "/v1/auto-renewal-stops", 401, "link_invalid", "We do not know this link.")
    person.press("Stop the renewal")
    look(page, "permit-stop-renewal-link-unknown")
    api.replies.clear()
    for name, body in {"stop": announced(), "agree": permit("active", can=["auto_renew"])}.items():
        api.says("GET", "/v1/permits/{id}", 200, body)
        person.open(f"{ONE}/auto-renewal")
        look(page, f"permit-auto-renewal-{name}")
    api.says("GET", "/v1/permits/{id}", 200, ending())
    person.open(f"{ONE}/cancel")
    look(page, "permit-cancel")
    person.press("Cancel my permit")
    look(page, "permit-cancel-wrong")
    api.says("GET", "/v1/permits/{id}", 200, permit())
    person.open(f"{ONE}/change-type")
    look(page, "permit-change-type")
    api.says("GET", "/v1/permits/{id}", 200, PERMITS["asked"])
    person.open(f"{ONE}/reply")
    look(page, "permit-reply")
    api.refuses("POST", "/v1/permits/{id}/replies", 422, "invalid_input", errors=[("text", "Too short.")])
    person.press("Send")
    look(page, "permit-reply-nothing-written")
    api.replies.clear()


def _choose(person: Person, name: str, content_type: str, body: bytes) -> None:
    person.page.set_input_files("#file-v5c", {"name": name, "mimeType": content_type, "buffer": body})
    person.page.get_by_role("button", name="Upload").first.click()
    assert name in person.page.locator(".govuk-error-summary").inner_text()


def documents(person: Person, site: FakeSite, look: Look) -> None:
    """Sending a document."""
    page, api = person.page, site.api
    person.open(f"{ONE}/documents/v5c")
    look(page, "document")
    before = {"document_id": "01KAOLD", "kind": "v5c", "filename": f"{'v5c-' * 20}.pdf", "valid_until": "2027-12-31"}
    api.says("GET", "/v1/evidence", 200, {"items": [before]})
    page.reload()
    look(page, "document-accepted-before")
    api.says("GET", "/v1/evidence", 200, {"items": []})
    page.reload()
    _choose(person, "v5c.heic", "image/heic", b"HEIC")
    look(page, "document-file-that-cannot-be-taken")
    page.evaluate("document.body.classList.remove('js-enabled')")
    look(page, "document-without-script")
    person.press("Continue")
    look(page, "document-file")
    api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("missing")]))
    person.open(ONE)
    _choose(person, "v5c.png", "image/png", b"")
    look(page, "permit-file-that-is-empty")
    for status in ("awaiting_upload", "scanning", "clean", "refused"):
        api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document(status)]))
        person.open(f"{ONE}/documents/v5c/sent")
        look(page, f"document-{status}")
        if status == "clean":
            person.open(f"{ONE}/documents/{document(status)['document_id']}/remove")
            look(page, "document-remove")
    api.replies.clear()


def refund(pence: int, status: str) -> dict[str, object]:
    at = "2026-11-21T14:00:00Z"
    return {"amount_pence": pence, "status": status, "at": at, "excess": False, "by_bank": False}


PAYMENTS = {
    "due": payment(),
    "declined": payment(attempts=[attempt("failed", "declined")]),
    "not-finished": payment("paying"),
    "authorised": payment("authorised"),
    "paid": payment("paid"),
    "released": payment("cancelled"),
    "refunded": payment("paid", money="refunded", refunded_pence=5500, refunds=[refund(5500, "refunded")]),
    "refund-failed": payment("paid", money="refund_failed", refund_failed_pence=1000, refunds=[refund(1000, "failed")]),
    "run-out": payment("expired"),
}


def payments(person: Person, site: FakeSite, look: Look) -> None:
    """Payments, and the account page that tells of them."""
    page, api = person.page, site.api
    person.open("/payments")
    look(page, "payments-none")
    api.says("GET", "/v1/payments", 200, {"items": list(PAYMENTS.values()), "next": None})
    asked = summary("information_needed", permit_id="01KPERMIT00000000000000002")
    to_do = {"change_id": "01KCHANGE00000000000000001", "kind": "vehicle", "status": "information_needed"}
    changing = summary("active", permit_id="01KPERMIT00000000000000003", change_to_do=to_do)
    api.says("GET", "/v1/permits", 200, {"items": [asked, summary(), changing], "next": None})
    person.open("/permits")
    look(page, "permits-with-things-to-do")
    person.open("/payments")
    look(page, "payments")
    person.open("/account")
    look(page, "account-with-things-to-do")
    page.locator("summary").first.click()
    look(page, "menu-with-badge")
    api.says("GET", "/v1/permits/{id}", 200, ready_to_pay())
    for name, body in PAYMENTS.items():
        api.says("GET", "/v1/payments/{id}", 200, body)
        person.open(PAYMENT)
        look(page, f"payment-{name}")
    api.says("GET", "/v1/payments/{id}", 200, payment())
    for code in ("documents_missing", "pay_unavailable"):
        person.open(PAYMENT)
        status = 503 if code == "pay_unavailable" else 409
        api.refuses("POST", "/v1/payments/{id}/attempts", status, code, "The reason, in a sentence.")
        person.press("Pay now")
        look(page, f"payment-refused-{code}")
    person.open(f"{PAYMENT}/receipt")
    look(page, "payment-receipt")
    person.open(f"{PAYMENT}/return")
    look(page, "payment-returned")
    api.refuses("POST", "/v1/payments/{id}/refresh", 503, "pay_unavailable")
    person.open(f"{PAYMENT}/return")
    look(page, "payment-returned-not-known")
    api.replies.clear()
