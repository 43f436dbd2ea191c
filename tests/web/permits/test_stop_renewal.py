"""Page `permits_stop_renewal`."""

from tests.web.browser_double import Browser

HERE = "/stop-automatic-renewal"
OPERATION = ("POST", "/v1/auto-renewal-stops")
TOKEN = f"01M7ZM7Q80MPJF01XBRKFY3TRS.{'t' * 43}"


def test_a_scanner_that_fetches_the_link_changes_nothing(browser: Browser) -> None:
    """The token stands behind the `#`; one in the query would be in logs, so it is not read."""
    assert TOKEN not in browser.get(f"{HERE}?token={TOKEN}").body
    assert browser.api.calls == []


def test_one_button_stops_it_without_signing_in(browser: Browser) -> None:
    browser.get(HERE)
    assert browser.send(HERE, token=f" {TOKEN} ").headers["Location"] == "/"
    [call] = browser.api.called(*OPERATION)
    assert call.body == {"token": TOKEN}
    browser.follow()
    assert "Your permit does not renew itself any more." in browser.text


def test_nothing_pasted(browser: Browser) -> None:
    browser.get(HERE)
    assert browser.send(HERE, token="").status == 422
    assert browser.api.calls == []


def test_a_refusal_in_the_apis_words(browser: Browser) -> None:
    browser.api.refuses(*OPERATION, 409, "not_live", "It is renewed already: choose for the new permit.")
    browser.get(HERE)
    assert browser.send(HERE, token=TOKEN).status == 422
    assert "choose for the new permit" in browser.text
