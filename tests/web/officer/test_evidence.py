"""Page `officer_evidence`."""

import pytest

from tests.web.browser_double import Browser

PATH = "/officer/evidence/01JDQ4Z7V8M3T5N6P9R2S4W6XY"
REVIEW = ("PUT", "/v1/officer/evidence/{id}/review")
UNTIL = {"valid_until_day": "31", "valid_until_month": "12", "valid_until_year": "2027"}


def test_accepted_until_a_day(officer: Browser) -> None:
    officer.get(PATH)
    assert officer.send(PATH, decision="accept", **UNTIL).headers["Location"] == PATH
    assert officer.api.called(*REVIEW)[-1].body == {"accepted": True, "valid_until": "2027-12-31"}
    officer.follow()
    assert "They can use it again until that day." in officer.text


def test_it_cannot_be_used_again(officer: Browser) -> None:
    officer.get(PATH)
    officer.send(PATH, decision="refuse", why="It is blurred")
    assert officer.api.called(*REVIEW)[-1].body == {"accepted": False, "why": "It is blurred"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Say whether it can be used again."), ({"decision": "accept"}, "Enter the last day: day, month and year.")],
)
def test_what_is_missing_is_said(officer: Browser, typed: dict[str, str], said: str) -> None:
    officer.get(PATH)
    assert officer.send(PATH, **typed).status == 422
    assert said in officer.text
    assert officer.api.called(*REVIEW) == []


def test_what_the_api_refuses_is_said(officer: Browser) -> None:
    officer.get(PATH)
    officer.api.refuses(*REVIEW, 422, "invalid_input", errors=[("valid_until", "Give a day after today.")])
    assert officer.send(PATH, decision="accept", **UNTIL).status == 422
    assert "Give a day after today." in officer.text
