"""Page `officer_notices`."""

import re

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_billing import undelivered
from tests.web.fake_permits import ACCOUNT_ID

PATH = f"/officer/accounts/{ACCOUNT_ID}/notices"
LIST = ("GET", "/v1/officer/accounts/{id}/notices")
STOP = ("PUT", "/v1/officer/accounts/{id}/contact-stop")


def test_what_was_sent_and_what_became_of_it(officer: Browser) -> None:
    officer.get("/officer/undelivered")
    assert f'href="{PATH}"' in officer.page.body
    assert officer.get(PATH).status == 200
    for words in ("Your permit is about to end", "Email to k…@e… came back", "Letter to LE11 … was sent"):
        assert words in officer.text


def test_nothing_nobody_and_a_next_page(officer: Browser) -> None:
    officer.api.says(*LIST, 200, {"items": [], "next": None, "contact_stop": None})
    officer.get(PATH)
    assert "None." in officer.text
    officer.api.says(
        *LIST, 200, {"items": [undelivered(status="nobody", messages=[])], "next": "more&than", "contact_stop": None}
    )
    officer.get(PATH)
    assert "Nobody had to be told any more" in officer.text
    assert f'href="{PATH}?next=more%26than"' in officer.page.body
    officer.api.refuses(*LIST, 404, "not_found")
    assert officer.get(PATH).status == 404
    officer.api.refuses(*LIST, 403, "wrong_role")
    assert officer.get(PATH).status == 403


def test_every_status_has_its_words(officer: Browser) -> None:
    for status in ("waiting", "claimed", "sent", "delivered", "bounced", "failed", "unaddressed"):
        message = {"channel": "post", "status": status, "at": "2026-11-21T09:00:00Z", "to": ""}
        officer.api.says(*LIST, 200, {"items": [undelivered(messages=[message])], "next": None, "contact_stop": None})
        assert officer.get(PATH).status == 200
        assert f"Letter {status}" not in officer.text


def test_who_has_died_is_written_to_no_more(officer: Browser) -> None:
    withheld = undelivered(status="withheld", messages=[])
    officer.api.says(*LIST, 200, {"items": [withheld], "next": None, "contact_stop": "died"})
    officer.get(PATH)
    assert "Not sent: we do not write to this person" in officer.text
    assert re.search('value="died" checked', officer.page.body)


@pytest.mark.parametrize(("chosen", "reason"), [("died", "died"), ("left", "left"), ("none", None)])
def test_what_is_chosen_is_saved(officer: Browser, chosen: str, reason: str | None) -> None:
    officer.get(PATH)
    assert re.search('value="none" checked', officer.page.body)
    assert officer.send(PATH, reason=chosen).headers["Location"] == PATH
    [sent] = officer.api.called(*STOP)
    assert sent.body == {"reason": reason}
    officer.get(PATH)
    assert "Saved." in officer.text


def test_nonsense_is_not_sent_and_a_refusal_is_shown(officer: Browser) -> None:
    officer.get(PATH)
    assert officer.send(PATH, reason="bored").headers["Location"] == PATH
    assert officer.api.called(*STOP) == []
    for status, code in ((404, "not_found"), (403, "wrong_role")):
        officer.api.refuses(*STOP, status, code)
        officer.get(PATH)
        assert officer.send(PATH, reason="died").status == status
