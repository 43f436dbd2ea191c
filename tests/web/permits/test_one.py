"""Page `permits_one`."""

import re

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed
from tests.web.fake_permits import PAYMENT_ID, PERMIT_ID, document, entry, permit, ready_to_pay, renewal, sent_file
from web.words import HELD_FIRST

PATH = f"/permits/{PERMIT_ID}"
STATUSES = (
    "awaiting_payment",
    "in_review",
    "information_needed",
    "approved",
    "active",
    "expired",
    "cancelled",
    "replaced",
    "rejected",
    "lapsed",
    "withdrawn",
)


def show(browser: Browser, body: dict[str, object]) -> str:
    browser.api.says("GET", "/v1/permits/{id}", 200, body)
    assert browser.get(PATH).status == 200
    return browser.text


@pytest.mark.parametrize("status", STATUSES)
def test_only_a_live_permit_looks_and_reads_live(resident: Browser, status: str) -> None:
    text = show(
        resident,
        permit(status, reason="Why.", timeline=[entry("applied"), entry("rejected", "Why.")]),
    )
    live = status == "active"
    assert ("portal-state--live" in resident.page.body) is live
    assert ("portal-tag--live" in resident.page.body) is live
    assert ("Your permit is live" in text) is live
    assert "Success" not in text
    if not live:
        assert re.search(r"do not have a permit|not live yet|does not cover|not\b.*\bcover", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2026-11-22", "2027-11-21"), "Your permit starts on 22 November 2026"),
        (("2025-11-21", "2026-11-20"), "Your permit has expired"),
    ],
)
def test_active_but_not_today(resident: Browser, days: tuple[str, str], words: str) -> None:
    text = show(resident, permit("active", valid_from=days[0], valid_until=days[1]))
    assert words in text
    assert "portal-state--live" not in resident.page.body
    assert "does not cover" in text


def test_live_says_what_it_covers(resident: Browser) -> None:
    text = show(resident, permit("active"))
    assert "AB12CDE may park in zone Z3 until the end of 20 November 2027." in text


def test_documents_come_before_paying(resident: Browser) -> None:
    text = show(resident, permit())
    assert text.index("What you need to do now") < text.index("Your application Reference")
    assert "Not uploaded" in text
    assert f'href="{PATH}/documents/v5c"' in resident.page.body
    assert "You can pay when all documents are uploaded." in text
    assert "Pay now" not in text


def test_then_pay(resident: Browser) -> None:
    text = show(resident, ready_to_pay())
    assert "Being checked for viruses" in text
    assert "Pay £55.00" in text
    assert resident.hidden(f"/payments/{PAYMENT_ID}/pay")["submission"]
    assert f"{PATH}/change-type" in resident.page.body


def test_a_document_that_was_not_accepted(resident: Browser) -> None:
    assert "We could not accept V5C.jpg" in show(resident, permit(documents=[document("refused")]))


@pytest.mark.parametrize("newest", ["scanning", "clean"])
def test_a_file_that_was_not_accepted_goes_once_another_has_come(resident: Browser, newest: str) -> None:
    dark = sent_file("refused", filename="dark.jpg", scanned_at="2026-11-21T10:00:30.000000Z")
    clear = sent_file(newest, filename="clear.jpg", added_at="2026-11-21T10:05:00.000000Z")
    text = show(resident, permit(documents=[document(newest, files=[dark, clear])]))
    assert "clear.jpg" in text
    assert "Not accepted" not in text
    assert "dark.jpg" not in text


def test_of_two_pages_sent_together_the_refused_one_is_named(resident: Browser) -> None:
    dark = sent_file("refused", filename="page-1.jpg", scanned_at="2026-11-21T10:00:30.000000Z")
    clear = sent_file("clean", filename="page-2.jpg", added_at="2026-11-21T10:00:02.000000Z")
    both = permit(documents=[document("clean", files=[dark, clear])])
    assert "We could not accept page-1.jpg" in show(resident, both)
    resident.get(f"{PATH}/documents/v5c/sent")
    assert "We could not accept page-1.jpg" in resident.text


def test_a_free_permit_that_lacks_a_document_is_not_finished(resident: Browser) -> None:
    free = permit("in_review", price_pence=0, payment_id=None, money="none", documents=[document("missing")])
    text = show(resident, free)
    assert "Finish your application" in text
    assert "Application received" not in text
    assert "Pay" not in text.partition("What has happened")[0].partition("Finish your application")[2].replace(
        "Payments", ""
    )


def test_received(resident: Browser) -> None:
    text = show(resident, permit("in_review", timeline=[entry("applied"), entry("payment_authorised")]))
    assert "Application received" in text
    assert "You do not have a permit yet." in text
    assert "your bank held the money, and nothing was taken yet." in text
    assert "Do not use permit bays before this page says live." in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "half took no longer than the day on which they were complete"),
        (1, "half took 1 day or less"),
        (3, "half took 3 days or less"),
    ],
)
def test_how_long_deciding_takes(resident: Browser, days: int, words: str) -> None:
    times = {"items": [{"service": "application", "median_days": days}]}
    resident.api.says("GET", "/v1/waiting-times", 200, times)
    assert words in show(resident, permit("in_review"))


def test_how_long_it_takes_is_left_out_where_it_is_not_known(resident: Browser) -> None:
    answers: list[tuple[int, dict[str, object]]] = [(200, {"items": []}), (503, {})]
    for status, body in answers:
        resident.api.says("GET", "/v1/waiting-times", status, body)
        assert "half took" not in show(resident, permit("in_review"))
    assert "half took" not in show(resident, permit("rejected", reason="No"))


def test_a_question(resident: Browser) -> None:
    asked = "Please send the second page."
    events = [entry("applied"), entry("information_asked", asked)]
    text = show(resident, permit("information_needed", reason=asked, timeline=events))
    assert text.count(asked) == 2
    assert f'href="{PATH}/reply"' in resident.page.body


@pytest.mark.parametrize(
    ("money", "words", "other"),
    [
        ("authorised", "We are releasing it: nothing is taken", "refunded"),
        ("released", "The hold on your card was released: nothing was taken", "refunded"),
        ("taken", "so we refund it", "nothing was taken"),
    ],
)
def test_rejected_says_why_what_became_of_the_money_and_whom_to_ask(
    resident: Browser, money: str, words: str, other: str
) -> None:
    text = show(resident, permit("rejected", reason="The V5C names another address.", money=money))
    assert "The V5C names another address." in text
    assert words in text
    assert other not in text
    assert (f'href="/payments/{PAYMENT_ID}">See how far the refund is<' in resident.page.body) == (money == "taken")
    assert "To discuss the reasons, call our permits team" in text
    assert f'href="{PATH}/apply-again"' in resident.page.body


def test_the_timeline_is_newest_first_in_words(resident: Browser) -> None:
    whats = (
        "applied",
        "payment_authorised",
        "payment_taken",
        "payment_released",
        "payment_too_late",
        "approved",
        "active",
        "withdrawn",
        "lapsed",
        "something_new",
    )
    text = show(resident, permit("withdrawn", timeline=[entry(what) for what in whats])).partition("happened")[2]
    assert text.index("Something new.") < text.index("You withdrew the application.") < text.index("You applied.")
    assert "21 November 2026, 1:50pm" in text
    assert "_" not in text


@pytest.mark.parametrize(
    ("whats", "times"),
    [
        (["payment_authorised", "approved", "active"], 1),
        (["active"], 1),
        (["payment_authorised", "payment_taken", "approved", "active"], 0),
        (["payment_authorised", "payment_taken", "payment_lost", "approved", "active"], 1),
        (["active", "payment_lost", "approved", "active"], 2),
    ],
)
def test_the_timeline_says_that_the_money_was_taken(resident: Browser, whats: list[str], times: int) -> None:
    text = show(resident, permit("active", timeline=[entry(what) for what in whats]))
    assert text.count("We took £55.00. Your permit was issued.") == times
    free = show(resident, permit("active", price_pence=0, timeline=[entry("approved"), entry("active")]))
    assert "We took" not in free


def test_whoever_pays_reads_when_the_money_is_taken(resident: Browser) -> None:
    assert HELD_FIRST in show(resident, permit(can=["pay", "add_documents"], documents=[document("clean")]))


def test_what_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404


def test_the_council_s_words_are_written_not_run(resident: Browser) -> None:
    show(resident, permit("rejected", reason="<script>alert(1)</script>"))
    assert "<script>alert" not in resident.page.body
    assert "&lt;script&gt;alert(1)" in resident.page.body


def test_a_live_permit_can_be_changed_unless_a_change_is_open(resident: Browser) -> None:
    show(resident, permit("active"))
    for way in ("change-vehicle", "change-address"):
        assert f'href="{PATH}/{way}"' in resident.page.body
    text = show(resident, changed(change("in_review")))
    assert "change-vehicle" not in resident.page.body
    assert "You asked us to change it to XY21ZZZ" in text
    assert "Your permit is live" in text
    assert f'href="{PATH}/changes/{CHANGE_ID}"' in resident.page.body


def test_a_change_that_is_over_is_history(resident: Browser) -> None:
    text = show(
        resident, changed(change("rejected", reason="Another name"), timeline=[entry("vehicle_change_rejected")])
    )
    assert "You asked us to change it" not in text
    assert "We did not change the vehicle:" in text


def test_a_renewal_that_ran_out_says_so_of_the_renewal_alone(resident: Browser) -> None:
    """It waits a day for its holder and a week for their card, so no number of hours is named."""
    resident.api.says("GET", "/v1/permits/{id}", 200, renewal() | {"status": "lapsed", "can": ["apply_again"]})
    resident.get(f"/permits/{PERMIT_ID}")
    assert "Your renewal has run out" in resident.text
    assert f'href="/permits/{PERMIT_ID}"' in resident.page.body
    for words in ("24 hours", "You do not have a permit", "Apply again"):
        assert words not in resident.text
