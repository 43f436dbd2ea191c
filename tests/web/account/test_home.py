"""Page `account`."""

import re
from typing import Any

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID, payment, permit, ready_to_pay, summary


def test_it_shows_whose_it_is_and_that_nothing_is_due(resident: Browser) -> None:
    assert resident.get("/account").status == 200
    for words in ("Ann Other", "Nothing at the moment", "0116 305 0001", "LE3 8ST"):
        assert words in resident.text


def test_what_is_to_be_done_comes_first_with_its_deadline(resident: Browser) -> None:
    asked = summary("information_needed", permit_id="01KOTHER")
    listed = [summary("awaiting_payment"), asked]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment(), payment("paid")], "next": None})
    resident.get("/account")
    assert "Upload: The vehicle" in resident.text
    assert "then pay £55.00, by 1:50pm tomorrow." in resident.text
    assert "Pay now" not in resident.text
    assert "Your payment is due" not in resident.text
    for address in (f"/permits/{PERMIT_ID}", "/permits/01KOTHER"):
        assert f'href="{address}"' in resident.page.body
    assert "Nothing at the moment" not in resident.text
    assert resident.text.index("Upload: ") < resident.text.index("Your details")


def test_what_can_be_paid_is_paid_next(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits", 200, {"items": [summary("awaiting_payment")], "next": None})
    resident.api.says("GET", "/v1/permits/{id}", 200, ready_to_pay())
    resident.get("/account")
    assert "Pay £55.00, by 1:50pm tomorrow." in resident.text
    assert f'href="/payments/{PAYMENT_ID}"' in resident.page.body


def test_another_payment_has_a_card_of_its_own(resident: Browser) -> None:
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment()], "next": None})
    resident.get("/account")
    assert "Your payment is due: £55.00" in resident.text


def test_a_change_that_waits_for_its_holder_has_a_card_and_counts(resident: Browser) -> None:
    """A change and its payment are one thing to do; the permit itself stays live."""
    asked = {"change_id": CHANGE_ID, "kind": "vehicle", "status": "information_needed"}
    unpaid = {"change_id": CHANGE_ID, "kind": "address", "status": "awaiting_payment"}
    listed = [
        summary("active", change_to_do=asked),
        summary("active", permit_id="01KOTHER", change_to_do=unpaid),
    ]
    about = {"kind": "permit_change", "id": f"{PERMIT_ID}-{CHANGE_ID}"}
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment() | {"for": about}], "next": None})
    resident.get("/account")
    for words in ("Menu ( 2 to do)", "We need an answer from you", "Finish your change", "AB12CDE Live"):
        assert words in resident.text
    assert f'href="/permits/{PERMIT_ID}/changes/{CHANGE_ID}"' in resident.page.body
    for words in ("Your payment is due", "Nothing at the moment"):
        assert words not in resident.text


def test_an_application_that_is_with_us_is_there_and_asks_for_nothing(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits", 200, {"items": [summary("in_review")], "next": None})
    resident.get("/account")
    assert "What we are working on" in resident.text
    assert "There is nothing for you to do: we tell you when there is news." in resident.text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body
    assert "Nothing at the moment" in resident.text


def test_a_live_permit_stands_with_its_plate_and_dates(resident: Browser) -> None:
    listed = [
        summary("active", permit_id="01KLIVE"),
        summary("active", permit_id="01KLATER", valid_from="2026-12-01"),
        summary("expired", permit_id="01KOVER"),
    ]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.get("/account")
    assert "AB12CDE Live" in resident.text
    assert "zone Z3, 21 November 2026 to 20 November 2027" in resident.text
    assert 'href="/permits/01KLIVE"' in resident.page.body
    for page in ("change-vehicle", "change-address", "cancel"):
        assert f'href="/permits/01KLIVE/{page}"' in resident.page.body
    for page in ("renew", "auto-renewal"):
        assert f'href="/permits/01KLIVE/{page}"' not in resident.page.body
    assert "01KLATER" not in resident.page.body
    assert "01KOVER" not in resident.page.body


def test_a_permit_that_is_being_bought_is_something(buyer: Browser) -> None:
    buyer.get("/account")
    assert "You are buying a parking permit" in buyer.text
    assert "Nothing at the moment" not in buyer.text


def test_the_navigation_counts_what_waits_on_every_page(resident: Browser) -> None:
    """A permit that waits to be paid and its payment are one thing; answering another is a second."""
    asked = summary("information_needed", permit_id="01KOTHER")
    resident.api.says("GET", "/v1/permits", 200, {"items": [summary(), asked], "next": None})
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment()], "next": None})
    assert "portal-badge" not in resident.get("/help").body
    resident.get("/account")
    assert "Menu ( 2 to do)" in resident.text
    resident.api.calls.clear()
    resident.get("/help")
    assert "Menu ( 2 to do)" in resident.text
    assert resident.api.calls == []
    resident.api.replies.clear()
    resident.get("/account")
    assert "portal-badge" not in resident.get("/help").body


def test_the_number_follows_what_one_does(resident: Browser) -> None:
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment()], "next": None})
    resident.get("/account")
    assert "1 to do" in resident.text
    resident.api.replies.clear()
    resident.get(f"/payments/{PAYMENT_ID}/return")
    assert "to do" not in resident.text
    resident.api.refuses("GET", "/v1/permits", 500, "unexpected")
    assert resident.get(f"/payments/{PAYMENT_ID}/return").status == 200


def test_what_is_paid_is_not_to_do_although_its_application_does_not_say_so_yet(resident: Browser) -> None:
    """The application hears of its payment a moment after the payer has seen it accepted."""
    change_paid = {"change_id": CHANGE_ID, "kind": "address", "status": "awaiting_payment"}
    listed = [summary("awaiting_payment"), summary("active", permit_id="01KOTHER", change_to_do=change_paid)]
    about = {"kind": "permit_change", "id": f"01KOTHER-{CHANGE_ID}"}
    made = [payment("authorised"), payment("paid") | {"for": about}]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.api.says("GET", "/v1/payments", 200, {"items": made, "next": None})
    resident.get(f"/payments/{PAYMENT_ID}/return")
    assert "portal-badge" not in resident.page.body
    resident.get("/account")
    assert "portal-badge" not in resident.page.body
    assert "We have your payment" in resident.text
    assert "Finish your" not in resident.text


@pytest.mark.parametrize(
    ("path", "subject", "done"),
    [
        (f"/permits/{PERMIT_ID}", "/v1/permits/{id}", permit("in_review")),
        (f"/payments/{PAYMENT_ID}", "/v1/payments/{id}", payment("authorised")),
    ],
)
def test_a_page_on_which_nothing_waits_counts_again(
    resident: Browser, path: str, subject: str, done: dict[str, Any]
) -> None:
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment()], "next": None})
    resident.get("/account")
    assert "1 to do" in resident.text
    resident.api.says("GET", "/v1/payments", 200, {"items": [payment("authorised")], "next": None})
    resident.api.says("GET", subject, 200, done)
    resident.get(path)
    assert "portal-badge" not in resident.page.body


def test_when_the_list_of_permits_is_refused(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits", 422, "invalid_input")
    assert resident.get("/account").status == 503


def test_strangers_sign_in_first(browser: Browser) -> None:
    assert browser.get("/account").headers["Location"] == "/sign-in?next=/account"
    assert browser.api.calls == []


def test_open_requests_for_care_are_shown(resident: Browser) -> None:
    resident.get("/account")
    assert "Ask for a care and support assessment Not sent yet. We keep it until 21 December 2026." in resident.text
    resident.api.requests.sent()
    resident.get("/account")
    assert "for Ann Sent, reference ABCD2345." in resident.text
    resident.api.requests.request = None
    resident.get("/account")
    assert "Your requests for care and support" not in resident.text


def test_requests_are_left_out_while_care_records_are_closed(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/requests", 403, "care_closed")
    assert resident.get("/account").status == 200
    assert "Your requests for care and support" not in resident.text


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ({"status": "active", "valid_until": "2026-12-10"}, "Your permit ends on 10 December 2026"),
        ({"status": "expired", "valid_until": "2026-11-15"}, "Your permit ended on 15 November 2026"),
    ],
)
def test_a_permit_that_is_to_be_renewed_has_a_card_and_counts(
    resident: Browser, ended: dict[str, str], words: str
) -> None:
    listed = [summary(**ended, to_renew=True)]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.get("/account")
    assert "Menu ( 1 to do)" in resident.text
    assert words in resident.text
    assert f'href="/permits/{PERMIT_ID}/renew"' in resident.page.body
    assert "Nothing at the moment" not in resident.text


def test_a_renewal_that_was_begun_counts_alone(resident: Browser) -> None:
    goes_on = summary("active", renewal="01KRENEWAL", to_renew=True, can=["renew", "cancel"])
    listed = [summary(permit_id="01KRENEWAL"), goes_on]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.get("/account")
    assert "Menu ( 1 to do)" in resident.text
    assert f'href="/permits/{PERMIT_ID}/renew"' not in resident.page.body
    assert "Continue your renewal" in resident.text


def test_every_service_of_the_start_page_is_reached_from_here(resident: Browser) -> None:
    """So the sign-in takes nothing away."""
    offered = re.findall(r'<h2 class="govuk-heading-m"><a class="govuk-link" href="([^"]+)"', resident.get("/").body)
    assert "/care/forms/blue-badge" in offered
    resident.get("/account")
    assert [one for one in offered if f'href="{one}"' not in resident.page.body] == []
