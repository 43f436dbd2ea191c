"""Money in words."""

import pytest

from portal.money import pounds


@pytest.mark.parametrize(
    ("pence", "words"),
    [(0, "£0"), (5, "£0.05"), (5500, "£55"), (1234_50, "£1,234.50"), (-500, "-£5"), (-1, "-£0.01")],
)
def test_pence_are_shown_where_there_are_some(pence: int, words: str) -> None:
    assert pounds(pence) == words
