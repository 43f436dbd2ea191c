"""Page `help`."""

import pytest

from tests.web.browser_double import Browser


@pytest.mark.parametrize("question", ["no-code", "code-not-working", "same-code", "turn-off", "every-time", "activate"])
def test_each_question_can_be_linked_to(browser: Browser, question: str) -> None:
    assert f'id="{question}"' in browser.get("/help").body


def test_lifetimes_are_those_of_the_deployment(browser: Browser) -> None:
    browser.get("/help")
    for words in ("works for 30 seconds from", "works for 30 minutes", "within 24 hours"):
        assert words in browser.text
