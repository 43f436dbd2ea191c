"""Page `officer_care_badges_file`."""

from tests.web.browser_double import Browser

FILE = "/officer/badges/file"


def test_the_file_begins_no_formula_with_what_somebody_typed(badge_team: Browser) -> None:
    file = badge_team.get(FILE)
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="badges-to-order.csv"'
    head, row, end = file.file.decode("utf-8-sig").split("\r\n")
    assert (head.count(","), end) == (4, "")
    assert row == '"ABCD2345","\'=","","2026-11-21","2029-11-20"'


def test_who_is_of_no_team_of_requests(officer: Browser) -> None:
    officer.api.refuses("GET", "/v1/officer/requests", 403, "wrong_role", "Not yours.")
    assert officer.get(FILE).status == 403
