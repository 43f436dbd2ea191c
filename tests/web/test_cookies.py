"""Cookies as they come."""

from web import cookies


def test_only_ours_are_read_and_none_that_no_browser_keeps() -> None:
    long = "x" * (cookies.LONGEST + 1)
    lines = ["_ga=1", f"{cookies.SESSION}=a", f"{cookies.SESSION}=b", f"{cookies.ESTIMATE}={long}", "nothing"]
    assert cookies.read(lines) == {cookies.SESSION: "a"}
