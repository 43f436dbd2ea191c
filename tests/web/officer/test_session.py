"""Page `officer/session`: an officer stays signed in while they work, and no longer."""

import json
from urllib.parse import urlencode

import pytest

from tests.web.browser_double import START, Browser, site
from tests.web.fake_api import FakeApi
from tests.web.fake_permits import PERMIT_ID
from tests.web.fake_staff_pool import PASSWORD, FakeStaffPool, login, token
from web import cookies

AT = int(START.timestamp())
HALF_AN_HOUR = 1800
PATH = "/officer/session"
QUEUE = "/officer/permits?only=mine"
ON_THE_WAY = "/officer/session?next=%2Fofficer%2Fpermits%3Fonly%3Dmine"


@pytest.fixture
def pool() -> FakeStaffPool:
    return FakeStaffPool(token=token(iat=AT, exp=AT + HALF_AN_HOUR))


@pytest.fixture(params=[False, True], ids=["locally", "at the pool's pages"])
def working(request: pytest.FixtureRequest, api: FakeApi, pool: FakeStaffPool) -> Browser:
    """An officer who has just signed in."""
    browser = Browser(api, site=site(staff_login=login(pool, hosted=False)))
    browser.get("/officer")
    browser.send("/officer", email="permits@staff.example.org", password=PASSWORD)
    browser.site = site(staff_login=login(pool, hosted=request.param))
    return browser


def renew(pool: FakeStaffPool, minutes: int) -> str:
    at = AT + minutes * 60
    pool.token = token(iat=at, exp=at + HALF_AN_HOUR)
    return pool.token


def test_it_is_renewed_on_the_way_to_a_page(working: Browser, pool: FakeStaffPool) -> None:
    working.later(minutes=14)
    assert working.get(QUEUE).status == 200
    working.later(minutes=2)
    assert working.get(QUEUE).headers["Location"] == ON_THE_WAY
    made = renew(pool, 16)
    assert working.follow().headers["Location"] == QUEUE
    assert working.cookies[cookies.OFFICER] == made
    assert working.follow().status == 200
    assert pool.refresh not in working.page.body + json.dumps(working.page.headers)


def test_only_the_page_that_renews_is_sent_what_renews() -> None:
    line = cookies.put(cookies.OFFICER_RENEWAL, "refresh-1")
    assert "; Path=/officer/session; Secure; HttpOnly; SameSite=Lax" in line
    assert "; Path=/officer/session;" in cookies.drop(cookies.OFFICER_RENEWAL)


def test_a_form_is_not_sent_around(working: Browser) -> None:
    working.get("/officer/permits")
    working.later(minutes=20)
    assert working.send("/officer/next").headers["Location"].startswith("/officer/permits/")


def test_after_half_an_hour_of_nothing_it_is_over(working: Browser, pool: FakeStaffPool) -> None:
    working.later(minutes=31)
    working.api.says("GET", "/v1/officer/permits", 401, None)
    assert working.get("/officer/permits").headers["Location"] == "/officer?next=/officer/permits"
    assert cookies.OFFICER_RENEWAL not in working.cookies
    assert cookies.OFFICER_ENDS not in working.cookies
    working.follow()
    assert "You were signed out" in working.text
    assert "Success" not in working.text
    assert len(pool.asked) == 1


def test_a_second_tab_is_told_too_that_it_is_over(working: Browser) -> None:
    """The first to notice has dropped the cookies, and been told once."""
    working.later(minutes=31)
    working.cookies.pop(cookies.OFFICER)
    assert working.get("/officer/permits").headers["Location"] == "/officer?next=/officer/permits"
    working.follow()
    assert "we sign you out after half an hour in which nothing happens" in working.text
    working.get("/officer")
    assert "half an hour" not in working.text


@pytest.mark.parametrize("down", [False, True])
def test_what_cannot_be_renewed_is_asked_for_once(working: Browser, pool: FakeStaffPool, *, down: bool) -> None:
    """The token lives on to its end, and the page is shown."""
    pool.refresh, pool.down = "another", down
    working.later(minutes=16)
    working.get(QUEUE)
    assert working.follow().headers["Location"] == QUEUE
    assert working.follow().status == 200


def test_a_working_day_ends(working: Browser, pool: FakeStaffPool) -> None:
    renew(pool, 7 * 60 + 50)
    working.cookies[cookies.OFFICER] = pool.token
    working.later(hours=8, minutes=6)
    assert working.get("/officer/permits").status == 200
    assert 'data-left="840"' in working.page.body


def test_the_warning_knows_when_it_ends(working: Browser, pool: FakeStaffPool) -> None:
    working.later(minutes=10)
    body = working.get("/officer/permits").body
    for told in ('data-idle="1200"', f'data-left="{8 * 3600 - 600}"', 'data-extended="1800"', 'data-ended="/officer"'):
        assert told in body
    made = renew(pool, 10)
    assert working.send(PATH).status == 204
    assert working.cookies[cookies.OFFICER] == made


def test_the_button_says_when_it_did_not_work(working: Browser, pool: FakeStaffPool) -> None:
    working.get("/officer/permits")
    pool.refresh = "another"
    assert working.send(PATH).status == 409


@pytest.mark.parametrize(
    "wanted", ["", "/account", "https://evil.example/", "//evil.example", "/officer/permits\r\nX: y"]
)
def test_it_leads_to_officers_pages_alone(working: Browser, wanted: str) -> None:
    assert working.get(f"{PATH}?{urlencode({'next': wanted})}").headers["Location"] == "/officer/permits"


def test_whoever_is_not_signed_in_is_not(api: FakeApi, pool: FakeStaffPool) -> None:
    browser = Browser(api, site=site(staff_login=login(pool, hosted=False)))
    browser.get(f"{PATH}?next=/officer/search")
    assert browser.follow().headers["Location"] == "/officer?next=/officer/search"
    assert pool.asked == []


def test_signing_out_leaves_nothing(working: Browser) -> None:
    working.get("/officer/permits")
    working.send("/officer/sign-out")
    assert not {cookies.OFFICER, cookies.OFFICER_RENEWAL, cookies.OFFICER_ENDS} & set(working.cookies)


def test_a_token_that_comes_back_old_leads_nobody_in_circles(working: Browser) -> None:
    """The pool's clock may differ from ours."""
    working.later(minutes=16)
    working.get(QUEUE)
    assert working.follow().headers["Location"] == QUEUE
    assert working.follow().status == 200


def test_what_a_form_has_shown_is_still_there_afterwards(working: Browser, pool: FakeStaffPool) -> None:
    case = f"/officer/permits/{PERMIT_ID}"
    working.later(minutes=14)
    working.get(case)
    assert working.send(f"{case}/decision").status == 422
    shown = working.sent.headers["Location"]
    working.later(minutes=2)
    working.get("/officer/permits")
    renew(pool, 16)
    working.follow()
    assert working.get(shown).status == 422
