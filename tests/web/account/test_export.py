"""Page `export`."""

from tests.web.browser_double import Browser
from tests.web.fake_security import EXPORT_ID

HERE = "/account/export"


def test_it_asks_for_one_and_leads_to_it(resident: Browser) -> None:
    resident.get(HERE)
    assert "asked for before" not in resident.text
    assert resident.send(HERE).headers["Location"] == f"{HERE}/{EXPORT_ID}"
    assert resident.api.calls[-1].body is None
    assert f'href="{HERE}/{EXPORT_ID}"' in resident.get(HERE).body


def test_a_refusal_is_said_here(resident: Browser) -> None:
    resident.get(HERE)
    resident.api.refuses("POST", "/v1/account/exports", 429, "too_many_attempts", "Ask again tomorrow.", retry_after=9)
    assert resident.send(HERE).status == 422
    assert "Ask again tomorrow." in resident.text
