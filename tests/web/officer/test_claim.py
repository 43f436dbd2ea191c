"""Page `officer_claim`."""

from typing import Any

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, case, in_queue

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/claim"
CLAIM = "/v1/officer/permits/{id}/claim"
MINE = {"claimed_by": "me", "mine": True, "taken_from": "o"}


@pytest.mark.parametrize(
    ("row", "words", "method", "body", "to"),
    [
        ({}, "Take it", "PUT", {"take_over": False}, CASE),
        ({"claimed_by": "o"}, "A colleague has this case.", "PUT", {"take_over": True}, CASE),
        (MINE, "took it over from a colleague", "DELETE", None, "/officer/permits"),
    ],
)
def test_taken_taken_over_and_left(
    officer: Browser, row: dict[str, Any], words: str, method: str, body: object, to: str
) -> None:
    officer.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"waiting": in_queue(**row)})
    officer.get(CASE)
    assert words in officer.text
    assert officer.send(PATH).headers["Location"] == to
    assert [sent.body for sent in officer.api.called(method, CLAIM)] == [body]


def test_a_colleague_was_quicker_which_the_case_then_shows(officer: Browser) -> None:
    officer.get(CASE)
    officer.api.refuses("PUT", CLAIM, 409, "claimed")
    assert officer.send(PATH).headers["Location"] == CASE


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_refused(officer: Browser, method: str) -> None:
    officer.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"waiting": in_queue(mine=method == "DELETE")})
    officer.get(CASE)
    officer.api.refuses(method, CLAIM, 404, "not_found")
    assert officer.send(PATH).status == 404


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
