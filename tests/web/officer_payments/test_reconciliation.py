"""Page `officer_payments_reconciliation`."""

from tests.web.browser_double import Browser
from tests.web.fake_billing import difference, reconciliation

PATH = "/officer/payments/reconciliation"


def test_a_day_that_agrees(officer: Browser) -> None:
    assert officer.get(f"{PATH}?date=2026-11-20").status == 200
    assert officer.api.calls[-1].path == "/v1/officer/reconciliation?date=2026-11-20"
    assert "None has been found." in officer.text
    assert "Taken £200.00" in officer.text


def test_yesterday_unless_said(officer: Browser) -> None:
    for asked in ("", "?date=nonsense"):
        officer.get(PATH + asked)
        yesterday = officer.now.date().toordinal() - 1
        assert officer.api.calls[-1].path.endswith(type(officer.now.date()).fromordinal(yesterday).isoformat())


def test_a_difference_is_closed_with_a_word(officer: Browser) -> None:
    cases = [difference("dispute"), difference("refund_unknown", pay_id="r2")]
    officer.api.says("GET", "/v1/officer/reconciliation", 200, reconciliation(cases))
    officer.get(f"{PATH}?date=2026-11-20")
    assert "The payer disputes the payment at their bank" in officer.text
    assert officer.page.body.count("Close this case") == 1
    officer.send(PATH)
    assert "Say what it was." in officer.text
    officer.send(PATH, word="Evidence is sent")
    made = next(call for call in officer.api.calls if call.operation[0] == "POST")
    assert made.path == "/v1/officer/reconciliation-cases/2026-11-20~dispute~r1/closure"
    assert made.body == {"word": "Evidence is sent"}
    assert officer.page.headers["Location"] == f"{PATH}?date=2026-11-20"


def test_what_was_closed_meanwhile_is_said(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/reconciliation", 200, reconciliation([difference("dispute")]))
    officer.get(f"{PATH}?date=2026-11-20")
    officer.api.refuses("POST", "/v1/officer/reconciliation-cases/{id}/closure", 409, "case_closed", "It is closed.")
    officer.send(PATH, word="Evidence is sent")
    assert "It is closed." in officer.text


def test_a_closed_one_shows_its_word(officer: Browser) -> None:
    closed = difference("dispute", closed_at="2026-11-21T09:00:00Z", word="Evidence is sent")
    officer.api.says("GET", "/v1/officer/reconciliation", 200, reconciliation([closed]))
    officer.get(f"{PATH}?date=2026-11-20")
    assert "Evidence is sent" in officer.text
    assert "Close this case" not in officer.text


def test_for_the_payments_team_only(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/reconciliation", 403, "wrong_role")
    assert officer.get(PATH).status == 403
