"""Page `officer_care_order`."""

from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST

CASE = f"/officer/requests/{REQUEST}"


def test_one_that_was_ordered_meanwhile_and_one_that_was_not_opened(badge_team: Browser) -> None:
    badge_team.get(CASE)
    hidden = badge_team.hidden(f"{CASE}/order")
    badge_team.api.requests.change(order_placed_at=badge_team.api.requests.now)
    assert badge_team.post(f"{CASE}/order", hidden).status == 409
    badge_team.api.requests.opened = False
    assert badge_team.post(f"{CASE}/order", hidden).headers["Location"] == CASE
    assert badge_team.get(f"{CASE}/order").headers["Location"] == CASE
