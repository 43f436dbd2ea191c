"""Every page can be measured."""

from bench import pages


def test_the_pages_that_a_resident_sees_are_measured() -> None:
    found = {row.what for row in pages.measure()}
    assert {"/account", "/permits", "/care-costs", "/account/settings"} <= found
