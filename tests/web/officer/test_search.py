"""Page `officer_search`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, found_permit

PATH = "/officer/search"
SEARCH = ("POST", "/v1/officer/permit-searches")


def test_found_and_nothing_of_it_in_an_address(officer: Browser) -> None:
    officer.get(PATH)
    assert officer.send(PATH, vrm=" ab12 cde ", reference="").status == 200
    assert officer.api.called(*SEARCH)[-1].body == {"vrm": "ab12 cde"}
    assert "1 found" in officer.text
    assert f'href="/officer/permits/{PERMIT_ID}"' in officer.page.body
    assert not any("ab12" in call.path for call in officer.api.calls)


def test_nothing_found(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.says(*SEARCH, 200, {"items": [], "next": None})
    officer.send(PATH, email="nobody@example.org")
    assert "Nothing found" in officer.text


def test_of_more_than_are_shown_the_older_ones_are_a_button_away(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.says(*SEARCH, 200, {"items": [found_permit()], "next": PERMIT_ID})
    officer.send(PATH, postcode="LE11 3ED", house="12")
    assert "The newest 1" in officer.text
    assert 'name="older_than"' in officer.page.body
    officer.api.says(*SEARCH, 200, {"items": [found_permit()], "next": None})
    officer.send(PATH, postcode="LE11 3ED", house="12", older_than=PERMIT_ID)
    assert officer.api.called(*SEARCH)[-1].body == {"postcode": "LE11 3ED", "house": "12", "older_than": PERMIT_ID}
    assert "1 older found" in officer.text
    assert "Show older ones" not in officer.text


def test_refused(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.refuses(*SEARCH, 422, "invalid_input", errors=[("postcode", "Enter a full UK postcode.")])
    assert officer.send(PATH, postcode="LE").status == 422
    assert "Enter a full UK postcode." in officer.text
    officer.api.refuses(*SEARCH, 403, "wrong_role")
    assert officer.send(PATH, postcode="LE").status == 403
