"""Page `start`."""

import re

from tests.web.browser_double import Browser
from web.routes import name_and_params


def test_a_stranger_can_sign_in_or_create_an_account(browser: Browser) -> None:
    body = browser.get("/").body
    assert 'href="/sign-in"' in body
    assert 'href="/create-account"' in body
    assert "Menu" not in browser.text


def test_a_resident_has_the_menu_and_no_sign_in(resident: Browser) -> None:
    body = resident.get("/").body
    assert 'href="/sign-in"' not in body
    for words in ("Menu", "My account", "Edit your profile", "Sign out"):
        assert words in resident.text


def test_what_people_come_for_is_first_and_sign_in_beside_it(browser: Browser) -> None:
    main = browser.get("/").body.partition("<main")[2].partition("</main>")[0]
    places = [
        main.index(f'href="{path}"')
        for path in ("/permits/buy", "/sign-in", "/payments", "/care/forms", "/care/forms/blue-badge", "/care-costs")
    ]
    assert places == sorted(places)


def test_every_card_leads_to_a_page_that_is_there(browser: Browser) -> None:
    cards = re.findall(r'<li class="portal-card">(.*?)</li>', browser.get("/").body, re.DOTALL)
    assert len(cards) >= 4
    for card in cards:
        links = re.findall(r'href="([^"]+)"', card)
        assert links, card
        assert all(name_and_params(path) for path in links), card


def test_professionals_hear_what_they_can_send(browser: Browser) -> None:
    for path in ("/", "/create-account/professional"):
        browser.get(path)
        for words in ("refer a person for care and support", "report a safeguarding concern"):
            assert words in browser.text
    browser.get("/create-account")
    assert "report concerns" not in browser.text
