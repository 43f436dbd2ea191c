"""Page `officer_document`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import DOCUMENT_ID, LINK, PERMIT_ID

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"/officer/documents/{DOCUMENT_ID}"


def test_opening_leads_to_the_short_lived_link(officer: Browser) -> None:
    officer.get(CASE)
    assert officer.send(PATH).headers["Location"] == LINK


def test_only_by_a_form_because_it_is_recorded(officer: Browser) -> None:
    assert officer.get(PATH).status == 405
    assert officer.api.calls == []


def test_one_that_cannot_be_opened(officer: Browser) -> None:
    officer.get(CASE)
    officer.api.refuses("GET", "/v1/officer/documents/{id}", 409, "document_not_ready", "It is still being checked.")
    assert officer.send(PATH).status == 409
    assert "It is still being checked." in officer.text


def test_the_first_clean_file_is_shown_beside_the_facts(officer: Browser) -> None:
    officer.get(CASE)
    assert officer.api.called("GET", "/v1/officer/documents/{id}")[-1].path.endswith("?show=true")
    assert f'<img class="portal-shown" src="{LINK}"' in officer.page.body
    pdf = {"url": LINK, "content_type": "application/pdf", "expires_at": "2026-11-21T14:04:00Z"}
    officer.api.says("GET", "/v1/officer/documents/{id}", 200, pdf)
    officer.get(CASE)
    assert "<iframe" in officer.page.body
    assert "sandbox" not in officer.page.body
    officer.api.refuses("GET", "/v1/officer/documents/{id}", 409, "document_not_ready")
    officer.get(f"{CASE}?document=none-of-it")
    assert "cannot be shown just now" in officer.text
