"""Page `officer_auto_renewal`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, case

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/auto-renewal"
READ = ("GET", "/v1/officer/permits/{id}")
STOP = ("PUT", "/v1/officer/permits/{id}/auto-renewal")


@pytest.fixture
def calling(officer: Browser) -> Browser:
    """The holder of a permit that renews itself is on the telephone."""
    officer.api.says(*READ, 200, case("active", waiting=None, can=["stop_auto_renew"]))
    officer.get(CASE)
    return officer


def test_what_it_means_is_said_before_it_is_done(calling: Browser) -> None:
    assert f'href="{PATH}"' in calling.page.body
    calling.get(PATH)
    assert "we take no more money" in calling.text
    assert calling.api.called(*STOP) == []
    assert calling.send(PATH).headers["Location"] == CASE
    assert len(calling.api.called(*STOP)) == 1
    calling.get(CASE)
    assert "The automatic renewal is stopped." in calling.text


def test_stopped_meanwhile(calling: Browser) -> None:
    calling.get(PATH)
    calling.api.refuses(*STOP, 409, "not_live", "It is renewed already: choose for the new permit.")
    calling.api.says(*READ, 200, case("active", waiting=None))
    assert calling.send(PATH).status == 422
    assert "choose for the new permit" in calling.text
    assert calling.get(PATH).headers["Location"] == CASE


def test_unknown_or_of_another_team(calling: Browser) -> None:
    calling.get(PATH)
    calling.api.refuses(*STOP, 403, "wrong_role")
    assert calling.send(PATH).status == 403
    calling.api.refuses(*READ, 404, "not_found")
    assert calling.get(PATH).status == 404
