"""Page `activity`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import event

LIST = ("GET", "/v1/account/activity")


def test_what_happened_newest_first(resident: Browser) -> None:
    resident.get("/account/activity")
    assert resident.text.index("You signed in with a code") < resident.text.index("opened your application K7M2P9QA")
    assert "20 November 2026, 10:00am · Parking permits team" in resident.text
    assert "· you" not in resident.text
    assert "Pages of the list" not in resident.page.body


def test_page_by_page(resident: Browser) -> None:
    resident.api.says(*LIST, 200, {"items": [event("You signed in.")], "next": "a/b"})
    assert 'href="/account/activity?next=a/b"' in resident.get("/account/activity").body
    resident.api.says(*LIST, 200, {"items": [], "next": None})
    resident.get("/account/activity?next=a/b")
    assert resident.api.calls[-1].path == "/v1/account/activity?next=a%2Fb"
    assert "There is nothing older." in resident.text
    assert 'href="/account/activity"' in resident.page.body


def test_nothing_yet(resident: Browser) -> None:
    resident.api.says(*LIST, 200, {"items": [], "next": None})
    resident.get("/account/activity")
    assert "Nothing yet." in resident.text


def test_an_altered_page_is_refused_in_words(resident: Browser) -> None:
    resident.api.refuses(*LIST, 422, "invalid_input")
    assert resident.get("/account/activity?next=x").status == 422
    assert "cannot be shown" in resident.title


def test_words_are_words(resident: Browser) -> None:
    resident.api.says(*LIST, 200, {"items": [event("<b>bold</b>", who="<i>")], "next": None})
    assert "<b>" not in resident.get("/account/activity").body
    assert "&lt;i&gt;" in resident.page.body
