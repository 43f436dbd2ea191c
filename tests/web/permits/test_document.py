"""Page `permits_document`."""

import re

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, document, permit

PATH = f"/permits/{PERMIT_ID}/documents/v5c"
BEFORE = {"document_id": "01KAOLD", "kind": "v5c", "filename": "v5c.pdf", "valid_until": "2027-12-31"}


def test_a_file_is_chosen_without_a_question_about_its_kind(resident: Browser) -> None:
    assert resident.get(PATH).status == 200
    assert "registration certificate (V5C)" in resident.text
    ours = re.findall(r"<form .*?</form>", resident.page.body, re.DOTALL)
    with_script, without = (form for form in ours if f'action="{PATH}"' in form)
    assert 'type="file"' in with_script
    assert 'type="radio"' not in with_script
    assert 'value="unknown" checked' in without


def test_whoever_does_not_know_the_kind_goes_on(resident: Browser) -> None:
    resident.get(PATH)
    answer = resident.send(PATH, content_type="unknown")
    assert answer.status == 200
    assert 'action="https://evidence.example/bucket"' in answer.body
    assert 'accept=".pdf,.jpg,.jpeg,.png"' in answer.body


def test_the_script_says_what_the_file_is(resident: Browser) -> None:
    resident.get(PATH)
    resident.send(PATH, content_type="application/pdf", filename="log book.pdf", size="12")
    sent = resident.api.called("POST", "/v1/permits/{id}/documents")[0].body
    assert sent == {
        "kind": "v5c",
        "filename": "log book.pdf",
        "content_type": "application/pdf",
        "size": 12,
        "back_to_portal": False,
    }


def test_then_a_form_straight_to_the_evidence_store(resident: Browser) -> None:
    resident.get(PATH)
    answer = resident.send(PATH, content_type="image/jpeg")
    assert answer.status == 200
    sent = resident.api.called("POST", "/v1/permits/{id}/documents")[0].body
    assert sent == {
        "kind": "v5c",
        "filename": "v5c.jpg",
        "content_type": "image/jpeg",
        "size": 10485760,
        "back_to_portal": True,
    }
    form = re.findall(r"<form .*?</form>", answer.body, re.DOTALL)[1]
    assert 'action="https://evidence.example/bucket"' in form
    assert 'enctype="multipart/form-data"' in form
    assert "csrf" not in form
    fields = re.findall(r'name="([^"]+)"', form)
    assert fields == ["key", "Content-Type", "policy", "x-amz-signature", "file"], "the file has to be the last"
    assert 'accept=".jpg,.jpeg"' in form
    assert f'href="{PATH}/sent"' in answer.body


def test_one_that_was_accepted_before_is_offered_only_to_who_has_one(resident: Browser) -> None:
    offer, here = "Use one that we accepted before", f"/permits/{PERMIT_ID}"
    resident.get(here)
    assert offer not in resident.text
    resident.api.says("GET", "/v1/evidence", 200, {"items": [BEFORE | {"kind": "tenancy_agreement"}]})
    resident.get(here)
    assert offer not in resident.text
    resident.api.says("GET", "/v1/evidence", 200, {"items": [BEFORE]})
    resident.get(here)
    assert offer in resident.text
    resident.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("clean")]))
    resident.api.calls.clear()
    resident.get(here)
    assert offer not in resident.text
    assert resident.api.called("GET", "/v1/evidence") == []


def test_the_permit_is_shown_where_accepted_documents_are_not(resident: Browser) -> None:
    resident.api.says("GET", "/v1/evidence", 503, {})
    assert resident.get(f"/permits/{PERMIT_ID}").status == 200


def test_refused(resident: Browser) -> None:
    resident.get(PATH)
    resident.api.refuses("POST", "/v1/permits/{id}/documents", 409, "too_many_files", "You have sent 20 files.")
    assert resident.send(PATH, content_type="image/png").status == 422
    assert "You have sent 20 files." in resident.text


def test_a_document_that_is_not_needed(resident: Browser) -> None:
    assert resident.get(f"/permits/{PERMIT_ID}/documents/passport").status == 404


def test_after_the_decision_nothing_is_taken(resident: Browser) -> None:
    resident.get(PATH)
    hidden = resident.hidden(PATH)
    resident.api.says("GET", "/v1/permits/{id}", 200, permit("active"))
    assert resident.get(PATH).headers["Location"] == f"/permits/{PERMIT_ID}"
    assert resident.post(PATH, {**hidden, "content_type": "image/png"}).status == 303
    assert resident.api.called("POST", "/v1/permits/{id}/documents") == []


def test_a_permit_that_is_not_there(resident: Browser) -> None:
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404


def test_one_that_was_accepted_before_is_used_again(resident: Browser) -> None:
    resident.api.says("GET", "/v1/evidence", 200, {"items": [BEFORE]})
    resident.get(PATH)
    assert "v5c.pdf: we accepted it, and it can be used until 31 December 2027" in resident.text
    assert resident.send(PATH, use_again="01KAOLD").headers["Location"] == f"{PATH}/sent"
    [call] = resident.api.called("POST", "/v1/permits/{id}/accepted-documents")
    assert call.body == {"kind": "v5c", "document_id": "01KAOLD"}
    resident.api.refuses("POST", "/v1/permits/{id}/accepted-documents", 409, "decided_already", "It was decided.")
    resident.get(PATH)
    assert resident.send(PATH, use_again="01KAOLD").status == 422
