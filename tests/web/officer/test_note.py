"""Page `officer_note`."""

from tests.web.browser_double import Browser
from tests.web.fake_permits import APPLIED_AT, PERMIT_ID, case

CASE = f"/officer/permits/{PERMIT_ID}"
PATH = f"{CASE}/notes"
NOTES = ("POST", "/v1/officer/permits/{id}/notes")


def test_a_note_is_saved_and_shown(officer: Browser) -> None:
    notes = [{"at": APPLIED_AT, "mine": False, "text": "Called at noon"}]
    officer.api.says("GET", "/v1/officer/permits/{id}", 200, case() | {"notes": notes})
    officer.get(CASE)
    assert "a colleague: Called at noon" in officer.text
    assert officer.send(PATH, text=" Calls back ").headers["Location"] == CASE
    [sent] = officer.api.called(*NOTES)
    assert sent.body == {"text": "Calls back"}
    assert sent.headers["Idempotency-Key"]


def test_nothing_written_is_no_note(officer: Browser) -> None:
    officer.get(CASE)
    assert officer.send(PATH, text=" ").headers["Location"] == CASE
    assert officer.api.called(*NOTES) == []


def test_one_too_many(officer: Browser) -> None:
    officer.get(CASE)
    officer.api.refuses(*NOTES, 409, "too_many_notes", "This permit has 40 notes.")
    assert officer.send(PATH, text="x").status == 409
    assert "This permit has 40 notes." in officer.text


def test_loaded_again(officer: Browser) -> None:
    assert officer.get(PATH).headers["Location"] == CASE
