"""What holds for every page, whatever it is about."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tests.web import fake_billing, fake_care, fake_changes, fake_permits, fake_requests, fake_security
from tests.web.browser_double import Browser, site
from tests.web.conftest import sign_in
from tests.web.fake_api import FakeApi
from tests.web.fake_security import ACCOUNT, TOKEN
from web import cookies, routes
from web.routes import PAGES
from web.security import Origins
from web.views import READS


def page_at(path: str) -> routes.Page:
    page = routes.find(path)
    assert page is not None
    return page


PLACES = {
    **fake_permits.PLACES,
    **fake_changes.PLACES,
    **fake_security.PLACES,
    **fake_care.PLACES,
    **fake_billing.PLACES,
    **fake_requests.PLACES,
}
EVERY = sorted(address.format(**PLACES) for address in PAGES)
POSTS = [path for path in EVERY if page_at(path).method("POST")]
PERSONAL = ("ann.other", "Other", "+44", "LE10", "01KAACCOUNT", TOKEN, "reg_1", "sig_1")


def test_pages_and_folders_are_the_same() -> None:
    folders = {f"{page.parent.parent.name}/{page.parent.name}" for page in Path("web").glob("*/*/page.py")}
    assert folders == set(PAGES.values())


@pytest.mark.parametrize("name", sorted(PAGES.values()))
def test_every_page_has_its_test(name: str) -> None:
    room, _, page = name.partition("/")
    assert Path(f"tests/web/{room}/test_{page}.py").is_file()


@pytest.mark.parametrize("path", EVERY)
def test_every_page_says_who_may_see_it(path: str) -> None:
    page = page_at(path)
    assert page.access in ("anyone", "signed-out", "signed-in", "officer")
    assert page.allowed


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("path", [*EVERY, "/no-such-page"])
def test_headers_on_every_answer(browser: Browser, path: str, signed_in: bool) -> None:
    if signed_in:
        sign_in(browser)
    answer = browser.get(path)
    policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert int(answer.headers["Strict-Transport-Security"].split(";")[0].removeprefix("max-age=")) >= 31536000
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("path", EVERY)
def test_a_page_runs_only_what_the_policy_names(browser: Browser, path: str, signed_in: bool) -> None:
    if signed_in:
        sign_in(browser)
    answer = browser.get(path)
    inline = re.findall(r"<script>(.*?)</script>", answer.body, re.DOTALL)
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style|javascript:", answer.body)
    assert all(source.startswith("/assets/") for source in re.findall(r'<script[^>]+src="([^"]+)"', answer.body))


@pytest.mark.parametrize("path", EVERY)
def test_a_page_has_one_heading_a_title_and_a_language(both: Browser, path: str) -> None:
    answer = both.get(path)
    if answer.status == 303 or answer.file:
        return
    assert len(re.findall(r"<h1", answer.body)) == 1
    assert both.title.endswith("– Leicestershire Resident Portal")
    assert '<html lang="en"' in answer.body
    assert 'href="#main-content"' in answer.body


@pytest.mark.parametrize("path", EVERY)
def test_a_page_asks_for_feedback_by_its_name_and_not_its_address(both: Browser, path: str) -> None:
    """An address may hold an id of somebody's."""
    answer = both.get(path)
    if answer.status == 303 or answer.file:
        return
    found = routes.name_and_params(path)
    assert found is not None
    assert f'href="/feedback?page={found[0]}"' in answer.body


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", ["", "f" * 64])
def test_a_form_from_elsewhere_changes_nothing(resident: Browser, path: str, token: str) -> None:
    answer = resident.post(path, {"csrf": token, "email": "x", "code": "12345678"})
    assert answer.status == 403
    assert "out of date" in resident.title
    assert resident.api.calls == []


@pytest.mark.parametrize("path", POSTS)
def test_a_form_from_elsewhere_is_not_given_back(browser: Browser, path: str) -> None:
    """A page that kept such answers beside a good token would send them for the attacker."""
    answer = browser.post(path, {"first_name": "planted"})
    assert answer.status == 403
    assert "planted" not in answer.body


@pytest.mark.parametrize("path", POSTS)
def test_another_browsers_token_is_worth_nothing(resident: Browser, path: str) -> None:
    other = Browser(FakeApi(), _drawn=1000)
    other.get("/sign-in")
    answer = resident.post(path, {"csrf": other.hidden("/sign-in")["csrf"]})
    assert answer.status == 403


@pytest.mark.parametrize("path", POSTS)
def test_what_cannot_be_read_is_refused_in_words(browser: Browser, path: str) -> None:
    browser.get("/sign-in")
    answer = browser.post(path, {}, unreadable="yes")
    assert answer.status == 400
    assert "could not read" in browser.title


def test_forms_lead_only_where_the_deployment_says(api: FakeApi) -> None:
    origins = Origins("https://evidence.example", "https://pay.example", "https://staff.example")
    policy = Browser(api, site=site(origins=origins)).get("/").headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["form-action"] == "'self' https://evidence.example https://pay.example https://staff.example"
    assert rules["connect-src"] == "'self' https://evidence.example"


def test_a_name_goes_before_a_place_and_a_place_takes_no_other_letters() -> None:
    assert page_at("/permits/terms").name == "permits/terms"
    assert page_at("/permits/buying").path_params == {"permit_id": "buying"}
    for path in ("/permits/{permit_id}", "/permits/", "/permits/a.b", "/permits/a%2Fb", "/permits/" + "a" * 65):
        assert routes.find(path) is None


def test_only_our_front_may_ask(api: FakeApi) -> None:
    browser = Browser(api, site=site(origin_secret="kept between CloudFront and us"))
    for told in ("", "kept between CloudFront and u", "geheim€"):
        assert browser.get("/", **{"x-origin-secret": told}).status == 403
    assert browser.get("/", **{"x-origin-secret": "kept between CloudFront and us"}).status == 200


@pytest.mark.parametrize("path", EVERY)
def test_a_method_that_a_page_does_not_know(browser: Browser, path: str) -> None:
    answer = browser._ask("DELETE", path, None, {})
    assert answer.status == 405
    assert answer.headers["Allow"] in ("GET", "POST", "GET, POST")


def test_head_is_get(browser: Browser) -> None:
    assert browser._ask("HEAD", "/sign-in", None, {}).status == 200


def test_control_22_cookies_are_for_this_host_alone(browser: Browser) -> None:
    lines: list[str] = []
    for step in (
        lambda: browser.get("/create-account"),
        lambda: browser.send("/create-account", **dict.fromkeys(("email", "first_name", "password"), "x")),
        lambda: browser.get("/sign-in"),
        lambda: sign_in(browser),
        lambda: browser.get("/account"),
        lambda: browser.send("/sign-out"),
    ):
        step()
        lines += browser.page.cookies
    names = {line.partition("=")[0] for line in lines}
    assert names >= {cookies.CSRF, cookies.REGISTRATION, cookies.SIGN_IN, cookies.SESSION, cookies.SESSION_LIFE}
    for line in lines:
        parts = line.split("; ")
        assert parts[0].startswith("__Host-")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(parts[1:])
        assert not any(part.startswith("Domain") for part in parts)


def test_control_35_no_address_tells_who_one_is(browser: Browser) -> None:
    """Over the whole journey: where we send the browser, and where pages link to."""
    sent_to: list[str] = []
    browser.get("/create-account")
    browser.send(
        "/create-account", email=ACCOUNT["email"], first_name="Ann", last_name="Other", password="Longenough1!"
    )
    sent_to.append(browser.page.headers["Location"])
    browser.follow()
    browser.send("/create-account/contact", phone="0116 496 0000", postcode="LE10 1ZZ", action="find")
    browser.send("/create-account/contact", phone="0116 496 0000", uprn="1001", action="choose")
    sent_to.append(browser.page.headers["Location"])
    browser.follow()
    browser.send("/create-account/code", code="12345678")
    for path in EVERY:
        answer = browser.get(path)
        sent_to.append(answer.headers.get("Location", ""))
        sent_to += re.findall(r'(?:href|action|src)="([^"]*)"', answer.body)
    ours = [address for address in sent_to if not address.startswith("tel:")]
    assert len(ours) > 100
    for address in ours:
        assert not any(word in address for word in PERSONAL), address


@pytest.mark.parametrize("path", EVERY)
def test_the_token_is_in_no_page(both: Browser, path: str) -> None:
    body = both.get(path).body
    assert TOKEN not in body
    assert both.cookies[cookies.OFFICER] not in body


def test_names_are_written_not_run(resident: Browser) -> None:
    hostile = "\"><script>alert(1)</script>{{ 7*7 }}'&amp;"
    evil = {
        **ACCOUNT,
        **dict.fromkeys(("first_name", "last_name", "email", "phone", "organisation", "job_title"), hostile),
        "kind": "professional",
        "address": {"lines": [hostile], "town": hostile, "postcode": hostile},
    }
    resident.api.says("GET", "/v1/account", 200, evil)
    for path in ("/account", "/account/profile", "/account/profile/edit"):
        body = resident.get(path).body
        assert "alert(1)" in body
        assert "<script>alert" not in body
        assert '"><script' not in body
        assert "{{ 7*7 }}" in body
        assert "49" not in re.sub(r"0116[^<]*|\+44[^\"<]*|[0-9a-f]{32,}|0b4f49|/assets/[^\"]+", "", body)


@pytest.mark.parametrize("path", EVERY)
def test_when_the_api_is_away_the_page_says_so(both: Browser, path: str) -> None:
    both.api.down = True
    answer = both.get(path)
    assert answer.status in (200, 303, 400, 405, 503)
    if answer.status == 503:
        assert "problem with the service" in both.title
        assert "Traceback" not in answer.body
        assert both.api.calls


@pytest.mark.parametrize("path", POSTS)
def test_a_sent_form_leads_to_an_address_that_can_be_loaded_again(both: Browser, path: str) -> None:
    """Back and reload ask nothing: what a POST has to show stands at a GET address."""
    both.get("/account/sessions" if not path.startswith("/officer") else "/officer/permits")
    token = re.search(r'name="csrf" value="([^"]+)"', both.page.body)
    assert token
    sent = both._ask("POST", path, {"csrf": token[1]}, {})
    assert sent.status in (204, 303)
    onward = sent.headers.get("Location", "")
    if onward.startswith(f"{path}?view="):
        first, calls = both.get(onward), len(both.api.calls)
        again = both.get(onward)
        assert (again.status, both.title) == (first.status, both.title)
        assert first.status in (200, 404, 409, 422, 429)
        assert all(call.operation[0] == "GET" or call.operation[1] in READS for call in both.api.calls[calls:])


@pytest.mark.parametrize("path", POSTS)
def test_without_the_api_a_sent_form_leads_to_an_address_too(both: Browser, path: str) -> None:
    both.get("/account/sessions" if not path.startswith("/officer") else "/officer/permits")
    token = re.search(r'name="csrf" value="([^"]+)"', both.page.body)
    assert token
    both.api.down = True
    assert both._ask("POST", path, {"csrf": token[1]}, {}).status in (204, 303)
