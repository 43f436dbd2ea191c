"""Page `permits_buy_check`."""

import json

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, QUOTE_ID
from web import cookies
from web.api.client import Reply

PATH = "/permits/buy/check"


@pytest.fixture
def checking(buyer: Browser) -> Browser:
    buyer.send("/permits/buy/start", start_day="1", start_month="12", start_year="2026")
    buyer.follow()
    buyer.send("/permits/buy/vehicle", vrm="ab12 cde")
    buyer.follow()
    return buyer


def test_all_answers_can_be_changed(checking: Browser) -> None:
    for words in ("Resident permit", "12 Market Place", "12 months", "£55.00", "1 December 2026", "AB12 CDE"):
        assert words in checking.text
    for page in ("", "/property", "/start", "/vehicle"):
        assert f'href="/permits/buy{page}"' in checking.page.body
    assert "You do not have a permit until we tell you that it is live." in checking.text


def test_the_terms_have_to_be_agreed_to(checking: Browser) -> None:
    assert checking.send(PATH).status == 422
    assert "Read the terms and conditions and agree to them." in checking.text
    assert checking.api.called("POST", "/v1/permits") == []


def test_applying(checking: Browser) -> None:
    assert checking.send(PATH, terms="yes").headers["Location"] == f"/permits/{PERMIT_ID}"
    sent = checking.api.called("POST", "/v1/permits")[0]
    assert sent.body == {
        "quote_id": QUOTE_ID,
        "vrm": "ab12 cde",
        "vrm_confirmed": False,
        "start_date": "2026-12-01",
        "auto_renew": False,
        "terms_accepted": True,
    }
    assert sent.headers["Idempotency-Key"]
    assert cookies.QUOTE not in checking.cookies


def test_it_renews_itself_only_for_who_agrees_to_that(checking: Browser) -> None:
    assert "Renew my permit each time it ends" in checking.text
    checking.send(PATH, terms="yes", auto_renew="yes")
    assert checking.api.called("POST", "/v1/permits")[0].body["auto_renew"] is True


def test_sent_twice_it_is_one_application(checking: Browser) -> None:
    form = {**checking.hidden(PATH), "terms": "yes"}
    before = dict(checking.cookies)
    checking.post(PATH, form)
    checking.cookies = before
    checking.post(PATH, form)
    one, other = checking.api.called("POST", "/v1/permits")
    assert one.headers["Idempotency-Key"] == other.headers["Idempotency-Key"]


@pytest.mark.parametrize(
    ("field", "title", "link"),
    [
        ("vrm", "Your vehicle", "#vrm"),
        ("start_date", "First day", "#start_day"),
        ("tenancy_ends_on", "tenancy", "#ten"),
    ],
)
def test_what_is_wrong_is_shown_on_its_own_page(checking: Browser, field: str, title: str, link: str) -> None:
    refuse_field(checking, field, "wrong", "That is not right.")
    assert checking.send(PATH, terms="yes").status == 422
    assert title in checking.title
    assert f'href="{link}' in checking.page.body
    assert "That is not right." in checking.text


def test_a_vehicle_that_has_a_permit(checking: Browser) -> None:
    checking.api.refuses("POST", "/v1/permits", 409, "vehicle_has_permit", "This vehicle has a permit in this zone.")
    assert checking.send(PATH, terms="yes").status == 422
    assert "This vehicle has a permit in this zone." in checking.text
    assert 'href="#vrm"' in checking.page.body


@pytest.mark.parametrize(
    ("code", "title", "link"),
    [
        ("no_place_free", "No permit is available", "/permits/buy/property"),
        ("unpaid_application", "not paid yet", "/permits"),
        ("not_over", "still open", "/permits"),
    ],
)
def test_when_it_cannot_be(checking: Browser, code: str, title: str, link: str) -> None:
    checking.api.refuses("POST", "/v1/permits", 409, code, "The reason in words.")
    assert checking.send(PATH, terms="yes").status == 409
    assert title in checking.title
    assert "The reason in words." in checking.text
    assert f'href="{link}"' in checking.page.body
    assert cookies.QUOTE in checking.cookies


def test_a_quote_that_has_run_out_is_made_again_with_the_answers_kept(checking: Browser) -> None:
    checking.api.refuses("POST", "/v1/permits", 404, "not_found")
    assert checking.send(PATH, terms="yes").status == 404
    assert "Nothing was applied for and nothing was paid." in checking.text
    checking.get("/permits/buy")
    assert checking.send("/permits/buy", permit_type="resident").headers["Location"] == "/permits/buy/price"
    checking.follow()
    assert f'href="{PATH}"' in checking.page.body


def test_busy(checking: Browser) -> None:
    checking.api.refuses("POST", "/v1/permits", 503, "try_again", "Busy: try again.")
    assert checking.send(PATH, terms="yes").status == 422
    assert "Busy: try again." in checking.text


def test_an_account_that_may_not(checking: Browser) -> None:
    checking.api.refuses("POST", "/v1/permits", 403, "wrong_role")
    assert checking.send(PATH, terms="yes").status == 403
    assert "may not do this" in checking.title


def test_the_pages_before_come_first(buyer: Browser) -> None:
    assert buyer.get(PATH).headers["Location"] == "/permits/buy/start"
    buyer.follow()
    posted = buyer.post(PATH, {**buyer.hidden("/permits/buy/start"), "terms": "yes"})
    assert posted.headers["Location"] == "/permits/buy/start"


def refuse_field(browser: Browser, field: str, code: str, message: str) -> None:
    error = {"field": field, "code": code, "message": message}
    told = {"code": "invalid_input", "detail": "Some answers need changing.", "errors": [error]}
    reply = Reply(422, {"content-type": "application/problem+json"}, json.dumps(told).encode())
    browser.api.replies[("POST", "/v1/permits")] = reply
