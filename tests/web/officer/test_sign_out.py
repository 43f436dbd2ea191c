"""Page `officer_sign_out`."""

from tests.web.browser_double import Browser, site
from tests.web.fake_staff_pool import FakeStaffPool, login
from web import cookies

PATH = "/officer/sign-out"


def test_locally(officer: Browser) -> None:
    officer.get("/officer/permits")
    assert officer.send(PATH).headers["Location"] == "/officer"
    assert not {cookies.OFFICER, cookies.OFFICER_CSRF} & set(officer.cookies)
    assert "You have signed out." in officer.follow().body


def test_in_aws_at_the_pool_too(officer: Browser, pool: FakeStaffPool) -> None:
    officer.get("/officer/permits")
    officer.site = site(staff_login=login(pool, hosted=True))
    sent = officer.send(PATH).headers["Location"]
    assert sent == "https://staff.example/logout?client_id=client-1&logout_uri=https%3A%2F%2Fportal.example%2Fofficer"
    assert cookies.OFFICER not in officer.cookies


def test_only_by_a_form(officer: Browser) -> None:
    assert officer.get(PATH).status == 405
