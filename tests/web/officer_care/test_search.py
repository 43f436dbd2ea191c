"""Page `officer_care_search`."""

import zlib
from base64 import urlsafe_b64decode

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST
from web.cookies import VIEWS

PATH = "/officer/request-search"
SEARCH = ("POST", "/v1/officer/request-searches")


def test_found_and_nothing_of_it_in_an_address(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get("/officer/requests")
    assert "Search all requests" in officer.text
    officer.get(PATH)
    assert officer.send(PATH, email="kim@example.org", reference="").status == 200
    assert "1 found" in officer.text
    assert ": Nobody has looked yet" in officer.text
    assert f'href="/officer/requests/{REQUEST}"' in officer.page.body
    assert not any("kim" in call.path for call in officer.api.calls)


def test_what_was_found_is_kept_in_no_cookie(officer: Browser) -> None:
    officer.api.requests.sent()
    officer.get(PATH)
    officer.send(PATH, email="kim@example.org", reference="")
    [kept] = [officer.cookies[name] for name in VIEWS if name in officer.cookies]
    packed = kept.partition(".")[2]
    assert REQUEST not in zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()


def test_nothing_found(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, reference="ABCD2345")
    assert "Nothing found" in officer.text


def test_refused(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.refuses(*SEARCH, 422, "invalid_input", errors=[("email", "Enter an email address.")])
    assert officer.send(PATH, email="kim").status == 422
    assert "Enter an email address." in officer.text
    officer.api.refuses(*SEARCH, 403, "wrong_role")
    assert officer.send(PATH, email="kim").status == 403
