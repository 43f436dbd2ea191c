"""The catalogue of forms."""

import re

from care.rules.forms import newest_forms
from tests.web.browser_double import Browser


def test_every_form_says_who_may_how_long_and_what_to_have_ready(browser: Browser) -> None:
    page = browser.get("/care/forms")
    for form in newest_forms():
        assert f'href="/care/forms/{form.id}"' in page.body
        for words in (form.title, form.summary, f"about {form.minutes} minutes", *form.who_may, *form.have_ready):
            assert words in browser.text, form.id


def test_forms_for_professionals_stand_apart(browser: Browser) -> None:
    page = browser.get("/care/forms")
    everybody, _, professionals = page.body.partition("For professionals")
    for form in newest_forms():
        assert f'href="/care/forms/{form.id}"' in (professionals if form.professionals_only else everybody)


def test_nothing_is_asked_for_without_somewhere_to_call(browser: Browser) -> None:
    browser.get("/care/forms")
    assert len(re.findall("999|0116 305 0004|0116 305 0888", browser.text)) >= 3
