"""Page `officer_care_release`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

LIST, CASE = "/officer/releases", f"/officer/requests/{REQUEST}"
PATH = f"{CASE}/release"


@pytest.fixture
def at_work(officer: Browser) -> Browser:
    officer.api.requests.sent()
    officer.api.requests.copy_asked()
    officer.api.requests.opened = True
    officer.get(CASE)
    return officer


def stands(browser: Browser) -> str:
    release = browser.api.requests.release
    assert release is not None
    return release.status


def test_an_officer_gives_a_copy(at_work: Browser) -> None:
    assert at_work.send(PATH, decision="release", words="").headers["Location"] == LIST
    at_work.follow()
    assert "Nothing waits here." in at_work.text
    assert stands(at_work) == "released"
    at_work.get(CASE)
    assert "Given 21 November 2026" in at_work.text


def test_an_officer_withholds_it_in_words(at_work: Browser) -> None:
    at_work.send(PATH, decision="withhold", words=" It tells of your sister. ")
    at_work.get(CASE)
    assert "They read: It tells of your sister." in at_work.text


def test_what_is_withheld_needs_words(at_work: Browser) -> None:
    assert at_work.send(PATH, decision="withhold", words="").status == 422
    assert stands(at_work) == "asked"


def test_a_copy_is_not_given_against_a_reason_that_was_written(at_work: Browser) -> None:
    assert at_work.send(PATH, decision="release", words="It tells of your sister.").status == 422
    assert stands(at_work) == "asked"


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
