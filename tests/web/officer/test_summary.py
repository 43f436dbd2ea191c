"""Page `officer_summary`."""

from tests.web.browser_double import Browser
from tests.web.fake_billing import in_all

PATH = "/officer/summary"
SUMMARY = ("GET", "/v1/officer/summary")


def test_what_waits_and_what_was_decided(officer: Browser) -> None:
    assert officer.get(PATH).status == 200
    for words in ("Permit applications", "12", "3 days", "Vehicle changes", "21 November 2026"):
        assert words in officer.text


def test_each_chart_says_what_it_shows_and_has_its_table(officer: Browser) -> None:
    officer.get(PATH)
    body = officer.page.body
    assert body.count('portal-chart"') == 7
    assert body.count("portal-chart__bar") == 2, "a bar for each day on which something was decided"
    assert "11 in 30 days, at most 7 on one day, first reached on 21 November 2026. Today 7." in body
    assert body.count("None in 30 days.") == 6
    assert body.count('scope="row"') == 7 + 30
    assert 'height="57.1"' in body, "4 of 7 is 57.1 in a hundred"


def test_nothing_waits_and_nothing_was_decided(officer: Browser) -> None:
    officer.api.says(*SUMMARY, 200, in_all())
    assert officer.get(PATH).status == 200
    assert "portal-chart__bar" not in officer.page.body


def test_decided_on_the_day_on_which_it_came(officer: Browser) -> None:
    officer.api.says(*SUMMARY, 200, in_all(median_days=0, last=(1,)))
    officer.get(PATH)
    assert "the same day" in officer.text


def test_somebody_without_a_role(officer: Browser) -> None:
    officer.api.refuses(*SUMMARY, 403, "wrong_role")
    assert officer.get(PATH).status == 403
