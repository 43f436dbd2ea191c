"""Page `officer_signed_in`."""

import pytest

from tests.web.browser_double import Browser, site
from tests.web.fake_api import FakeApi
from tests.web.fake_staff_pool import FakeStaffPool, login
from web import cookies

PATH = "/officer/signed-in"


@pytest.fixture
def waiting(api: FakeApi, pool: FakeStaffPool) -> Browser:
    """Sent to the pool's page."""
    browser = Browser(api, site=site(staff_login=login(pool, hosted=True)))
    browser.get("/officer?next=/officer/permits/01K")
    browser.send("/officer")
    return browser


def state(browser: Browser) -> dict[str, str]:
    found = cookies.unpack(browser.cookies[cookies.OFFICER_LOGIN])
    assert found is not None
    return found


def test_the_code_is_exchanged_with_the_verifier(waiting: Browser, pool: FakeStaffPool) -> None:
    begun = state(waiting)
    answer = waiting.get(f"{PATH}?code=code-of-the-pool&state={begun['id']}")
    assert answer.headers["Location"] == "/officer/permits/01K"
    path, headers, asked = pool.asked[0]
    assert path == "/oauth2/token"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked == {
        "grant_type": "authorization_code",
        "client_id": "client-1",
        "code": "code-of-the-pool",
        "redirect_uri": "https://portal.example/officer/signed-in",
        "code_verifier": begun["verifier"],
    }
    assert waiting.cookies[cookies.OFFICER] == pool.token
    assert cookies.OFFICER_LOGIN not in waiting.cookies


@pytest.mark.parametrize(
    "query", ["", "?code=code-of-the-pool", "?code=code-of-the-pool&state=of-somebody-else", "?error=access_denied"]
)
def test_what_was_not_begun_here(waiting: Browser, pool: FakeStaffPool, query: str) -> None:
    assert waiting.get(PATH + query).status == 400
    assert "You are not signed in" in waiting.title
    assert 'href="/officer"' in waiting.page.body
    assert pool.asked == []
    assert cookies.OFFICER not in waiting.cookies


def test_a_code_that_the_pool_does_not_take(waiting: Browser) -> None:
    assert waiting.get(f"{PATH}?code=stale&state={state(waiting)['id']}").status == 400
    assert cookies.OFFICER not in waiting.cookies


def test_a_browser_that_began_nothing(browser: Browser) -> None:
    assert browser.get(f"{PATH}?code=c&state=s").status == 400
