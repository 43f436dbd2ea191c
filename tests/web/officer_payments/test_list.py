"""Page `officer_payments_list`."""

from tests.web.browser_double import Browser
from tests.web.fake_billing import listed, listing
from tests.web.fake_permits import PAYMENT_ID

PATH = "/officer/payments"


def test_what_waits_for_a_second_officer_comes_first(officer: Browser) -> None:
    assert officer.get(PATH).status == 200
    assert officer.api.calls[-1].path == "/v1/officer/payments?status=awaiting_second_officer"
    assert "Refund of £150.00 waits for a second officer" in officer.text
    assert f'href="{PATH}/{PAYMENT_ID}"' in officer.page.body


def test_whose_each_is(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/payments", 200, listing(listed(), listed(payer=None)))
    officer.get(f"{PATH}?status=due")
    assert "Kim Hall, k…@example.com £200.00" in officer.text
    assert "The account is closed £200.00" in officer.text


def test_by_reference(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/payments", 200, listing())
    officer.get(f"{PATH}?status=due&reference=01K")
    assert officer.api.calls[-1].path == "/v1/officer/payments?reference=01K"
    assert "No payments." in officer.text


def test_what_can_be_no_reference_is_said_at_its_field(officer: Browser) -> None:
    error = ("reference", "The reference of a payment or a permit must be 40 characters or fewer.")
    officer.api.refuses("GET", "/v1/officer/payments", 422, "invalid_input", errors=[error])
    assert officer.get(f"{PATH}?reference={'A' * 41}").status == 422
    assert f'href="#reference">{error[1]}' in officer.page.body
    assert f'value="{"A" * 41}"' in officer.page.body
    assert "No payments." not in officer.text


def test_the_next_page(officer: Browser) -> None:
    officer.api.says("GET", "/v1/officer/payments", 200, listing(listed(waiting_pence=0), following="a+b"))
    officer.get(f"{PATH}?status=due")
    assert f'href="{PATH}?status=due&amp;next=a%2Bb"' in officer.page.body


def test_for_the_payments_team_only(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/payments", 403, "wrong_role")
    assert officer.get(PATH).status == 403
