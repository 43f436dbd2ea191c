"""Page `help`."""

import pytest

from tests.web.browser_double import Browser


@pytest.mark.parametrize("question", ["no-code", "code-not-working", "same-code", "turn-off", "every-time", "activate"])
def test_each_question_can_be_linked_to(browser: Browser, question: str) -> None:
    assert f'id="{question}"' in browser.get("/help").body
