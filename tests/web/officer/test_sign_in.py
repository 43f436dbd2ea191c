"""Page `officer`."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.browser_double import Browser, site
from tests.web.conftest import sign_in
from tests.web.fake_api import FakeApi
from tests.web.fake_security import TOKEN
from tests.web.fake_staff_pool import PASSWORD, FakeStaffPool, login, token
from web import cookies

PATH = "/officer"
EMAIL = "permits@staff.example.org"


@pytest.fixture
def local(api: FakeApi, pool: FakeStaffPool) -> Browser:
    """Before a stack whose pool has no pages."""
    return Browser(api, site=site(staff_login=login(pool, hosted=False)))


@pytest.fixture
def hosted(api: FakeApi, pool: FakeStaffPool) -> Browser:
    """Before a stack in AWS."""
    return Browser(api, site=site(staff_login=login(pool, hosted=True)))


def test_locally_with_e_mail_and_password(local: Browser, pool: FakeStaffPool) -> None:
    local.get(PATH)
    assert local.send(PATH, email=EMAIL, password=PASSWORD).headers["Location"] == "/officer/permits"
    path, headers, asked = pool.asked[0]
    assert path == "/"
    assert headers["X-Amz-Target"] == "AWSCognitoIdentityProviderService.InitiateAuth"
    assert asked == {
        "AuthFlow": "USER_PASSWORD_AUTH",
        "ClientId": "client-1",
        "AuthParameters": {"USERNAME": EMAIL, "PASSWORD": PASSWORD},
    }
    assert local.cookies[cookies.OFFICER] == pool.token
    local.follow()
    assert local.api.calls[-1].headers["Authorization"] == f"Bearer {pool.token}"
    assert pool.token not in local.page.body


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter your email address."),
        ({"email": EMAIL}, "Enter your password."),
        ({"email": EMAIL, "password": "wrong"}, "The email address or the password is not right."),
    ],
)
def test_not_signed_in(local: Browser, typed: dict[str, str], words: str) -> None:
    local.get(PATH)
    assert local.send(PATH, **typed).status == 422
    assert words in local.text
    assert "wrong" not in local.page.body.replace("went wrong", "")
    assert cookies.OFFICER not in local.cookies


def test_in_aws_at_the_pool_s_own_page_with_pkce(hosted: Browser) -> None:
    hosted.get(PATH)
    assert 'type="password"' not in hosted.page.body
    sent = urlsplit(hosted.send(PATH).headers["Location"])
    assert f"{sent.scheme}://{sent.netloc}{sent.path}" == "https://staff.example/oauth2/authorize"
    asked = {name: values[0] for name, values in parse_qs(sent.query).items()}
    kept = cookies.unpack(hosted.cookies[cookies.OFFICER_LOGIN])
    assert kept is not None
    assert asked["state"] == kept["id"]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert kept["verifier"] not in sent.query
    assert asked["redirect_uri"] == "https://portal.example/officer/signed-in"
    assert asked["response_type"] == "code"
    assert asked["client_id"] == "client-1"


def test_where_no_pool_is_named(api: FakeApi) -> None:
    browser = Browser(api, site=site(staff_login=None))
    assert browser.get(PATH).status == 503
    assert "Officers cannot sign in here" in browser.title


def test_no_pool_takes_no_password(local: Browser) -> None:
    local.get(PATH)
    local.site = site(staff_login=None)
    assert local.send(PATH, email=EMAIL, password=PASSWORD).status == 503


def test_signed_in_it_goes_on(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == "/officer/permits"


def test_on_to_where_one_wanted_and_nowhere_else(local: Browser) -> None:
    for wanted, leads in (
        ("/officer/permits/01K", "/officer/permits/01K"),
        ("/account", "/officer/permits"),
        ("https://evil.example/", "/officer/permits"),
    ):
        local.get(f"{PATH}?next={wanted}")
        assert local.send(PATH, email=EMAIL, password=PASSWORD).headers["Location"] == leads
        local.cookies.pop(cookies.OFFICER)


@pytest.mark.parametrize(
    ("groups", "leads"),
    [
        (["care"], "/officer/requests"),
        (["payments"], "/officer/payments"),
        (["enforcement"], "/officer/vehicle-check"),
        (["care", "permits"], "/officer/permits"),
        (["blue-badge"], "/officer/requests"),
        ([], "/officer/permits"),
    ],
)
def test_to_the_queue_of_ones_own_team(local: Browser, pool: FakeStaffPool, groups: list[str], leads: str) -> None:
    pool.token = token(groups=groups)
    local.get(PATH)
    assert local.send(PATH, email=EMAIL, password=PASSWORD).headers["Location"] == leads
    assert local.get(PATH).headers["Location"] == leads
    assert local.get(f"{PATH}?next=/officer/search").headers["Location"] == "/officer/search"


def test_the_pool_does_not_answer(local: Browser, pool: FakeStaffPool) -> None:
    local.get(PATH)
    pool.down = True
    assert local.send(PATH, email=EMAIL, password=PASSWORD).status == 503


def test_officers_and_residents_are_apart(local: Browser, pool: FakeStaffPool) -> None:
    sign_in(local)
    local.get(PATH)
    assert local.page.status == 200
    local.send(PATH, email=EMAIL, password=PASSWORD)
    local.follow()
    assert "My account" not in local.page.body
    assert "session-warning" not in local.page.body
    local.get("/account")
    assert local.api.calls[-1].headers["Authorization"] == f"Bearer {TOKEN}"
    local.send("/sign-out")
    assert local.cookies[cookies.OFFICER] == pool.token
    local.get("/officer/permits")
    local.send("/officer/sign-out")
    assert cookies.OFFICER not in local.cookies
