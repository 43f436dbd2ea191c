"""Page `permits`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, summary


def test_none(resident: Browser) -> None:
    resident.get("/permits")
    assert "You have no permits and no applications." in resident.text
    assert 'href="/permits/buy"' in resident.page.body


def test_each_with_how_it_stands(resident: Browser) -> None:
    every = ("awaiting_payment", "in_review", "information_needed", "approved", "active", "expired", "rejected")
    resident.api.says("GET", "/v1/permits", 200, {"items": [summary(status) for status in every], "next": None})
    resident.get("/permits")
    for words in ("Not finished", "Being checked", "Answer needed", "not live yet", "Live", "Expired", "Rejected"):
        assert words in resident.text
    assert resident.page.body.count(f'href="/permits/{PERMIT_ID}"') == len(every)
    assert resident.page.body.count("portal-row--due") == 2
    assert "until 20 November 2027" in resident.text


def test_what_can_be_done_with_each_stands_beside_it(resident: Browser) -> None:
    can = ["renew", "cancel", "change", "stop_auto_renew"]
    listed = [summary("active", can=can), summary("rejected"), summary("in_review", can=["auto_renew"]), summary()]
    resident.api.says("GET", "/v1/permits", 200, {"items": listed, "next": None})
    resident.get("/permits")
    pages = ("renew", "change-vehicle", "change-address", "auto-renewal", "cancel", "apply-again")
    assert [resident.page.body.count(f'href="/permits/{PERMIT_ID}/{page}"') for page in pages] == [1] * len(pages)
    assert "Change the vehicle : AB12CDE, LP-7H3K-9Q2M" in resident.text
    assert "Withdraw" not in resident.text


def test_paging(resident: Browser) -> None:
    resident.api.says("GET", "/v1/permits", 200, {"items": [summary()], "next": "a+b/c="})
    resident.get("/permits")
    assert 'href="/permits?next=a%2Bb/c%3D"' in resident.page.body
    resident.api.says("GET", "/v1/permits", 200, {"items": [], "next": None})
    resident.get("/permits?next=a%2Bb/c%3D")
    assert resident.api.calls[-1].path == "/v1/permits?next=a%2Bb%2Fc%3D"
    assert "There are no more." in resident.text
    assert "Back to the newest" in resident.text


def test_an_altered_page(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits", 422, "invalid_input", "This page does not exist.")
    assert resident.get("/permits?next=x").status == 422
    assert "cannot be shown" in resident.title


def test_strangers_sign_in_first(browser: Browser) -> None:
    assert browser.get("/permits").headers["Location"] == "/sign-in?next=/permits"
