"""Page `officer_cancellation`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, case, permit

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/cancellation"
READ = ("GET", "/v1/officer/permits/{id}")
CANCEL = ("POST", "/v1/officer/permits/{id}/cancellation")


@pytest.fixture
def calling(officer: Browser) -> Browser:
    """The holder of a live permit is on the telephone."""
    officer.api.says(*READ, 200, case("active", waiting=None))
    officer.api.says(*CANCEL, 200, permit("cancelled", money="taken"))
    officer.get(CASE)
    return officer


def test_what_it_means_is_said_before_it_is_done(calling: Browser) -> None:
    assert f'href="{PATH}"' in calling.page.body
    calling.get(PATH)
    assert "nothing is refunded" in calling.text
    assert calling.api.called(*CANCEL) == []
    assert calling.send(PATH).headers["Location"] == CASE
    [call] = calling.api.called(*CANCEL)
    assert call.headers["Idempotency-Key"]
    calling.get(CASE)
    assert "The permit is cancelled." in calling.text


def test_only_a_live_permit_can_be_cancelled(calling: Browser) -> None:
    calling.get(PATH)
    calling.api.refuses(*CANCEL, 409, "not_live", "Only a live permit can be cancelled.")
    calling.api.says(*READ, 200, case("cancelled", waiting=None))
    assert calling.send(PATH).status == 422
    assert "Only a live permit can be cancelled." in calling.text
    calling.get(CASE)
    assert PATH not in calling.page.body
    assert calling.get(PATH).headers["Location"] == CASE


def test_unknown_or_of_another_team(calling: Browser) -> None:
    calling.get(PATH)
    calling.api.refuses(*CANCEL, 403, "wrong_role")
    assert calling.send(PATH).status == 403
    calling.api.refuses(*READ, 404, "not_found")
    assert calling.get(PATH).status == 404
