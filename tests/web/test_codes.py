"""The code in what somebody typed or pasted."""

import pytest

from web.codes import find_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01164321", "01164321"),
        ("0116 4321", "0116 4321"),
        ("Your code is: 0116 4321. It works until 2:03pm.", "0116 4321"),
        ("Leicestershire: 0116-4321", "0116-4321"),
        ("Your code is: 0116\u22124321.", "0116-4321"),
        ("Your code is: 0116\u200b4321.", "01164321"),
        ("0116 43210", "0116 43210"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_the_code_in_what_was_pasted(text: str, code: str) -> None:
    assert find_code(text, 8) == code


def test_an_apps_code_has_six_digits() -> None:
    assert find_code("Code: 123 456", 6) == "123 456"
