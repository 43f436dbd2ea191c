"""Page `permits_document_remove`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_changes import CHANGE_ID, change, changed
from tests.web.fake_permits import DOCUMENT_ID, PERMIT_ID, document, permit, ready_to_pay

READ = ("GET", "/v1/permits/{id}")
GONE = ("DELETE", "/v1/permits/{id}/documents/{id}")
HERE = f"/permits/{PERMIT_ID}"
CHANGE = f"{HERE}/changes/{CHANGE_ID}"
REMOVE = f"documents/{DOCUMENT_ID}/remove"


@pytest.mark.parametrize(
    ("here", "body", "words"),
    [
        (HERE, ready_to_pay(), "You can send another one."),
        (HERE, permit("information_needed"), "we cannot approve your application without one."),
        (CHANGE, changed(change("in_review")), "we cannot approve your change without one."),
    ],
)
def test_its_list_leads_to_it_and_it_is_deleted_after_one_more_question(
    resident: Browser, here: str, body: dict[str, object], words: str
) -> None:
    resident.api.says(*READ, 200, body)
    assert f'href="{here}/{REMOVE}"' in resident.get(here).body
    assert "Remove it : V5C.jpg" in resident.text
    resident.get(f"{here}/{REMOVE}")
    assert words in resident.text
    assert "V5C.jpg" in resident.text
    assert f'href="{here}"' in resident.page.body
    assert resident.send(f"{here}/{REMOVE}").headers["Location"] == here
    [asked] = resident.api.called(*GONE)
    assert asked.path == f"/v1/permits/{PERMIT_ID}/documents/{DOCUMENT_ID}"
    resident.follow()
    assert "The file is deleted." in resident.text


def test_one_that_is_gone_is_not_found_and_deleting_it_again_is_no_error(resident: Browser) -> None:
    resident.api.says(*READ, 200, ready_to_pay())
    resident.get(f"{HERE}/{REMOVE}")
    resident.api.refuses(*GONE, 404, "not_found")
    assert resident.send(f"{HERE}/{REMOVE}").headers["Location"] == HERE
    resident.api.says(*READ, 200, permit(documents=[document("missing")]))
    assert resident.get(f"{HERE}/{REMOVE}").status == 404


def test_what_was_decided_meanwhile_keeps_it(resident: Browser) -> None:
    resident.api.says(*READ, 200, ready_to_pay())
    resident.get(f"{HERE}/{REMOVE}")
    resident.api.refuses(*GONE, 409, "decided_already", "This has been decided, so its documents stay with it.")
    assert resident.send(f"{HERE}/{REMOVE}").status == 409
    assert "its documents stay with it" in resident.text
    resident.api.says(*READ, 200, permit("rejected", reason="No"))
    assert resident.get(f"{HERE}/{REMOVE}").headers["Location"] == HERE
