"""Sending a file for a question."""

from care.rules.forms import form_of
from portal.problems import unwrap
from tests.web.browser_double import Browser
from tests.web.fake_requests import REQUEST, FakeRequests

FILE = f"/care/requests/{REQUEST}/files/authority_proof"
ADD = ("POST", "/v1/requests/{id}/evidence")


def test_first_its_kind_then_the_form_of_the_store(resident: Browser) -> None:
    resident.get(FILE)
    resident.send(FILE, content_type="application/pdf")
    assert 'action="https://evidence.example/"' in resident.page.body
    assert 'accept=".pdf"' in resident.page.body
    [call] = resident.api.called(*ADD)
    assert (call.body["kind"], call.body["filename"]) == ("authority_proof", "authority_proof.pdf")
    assert call.body["back_to_portal"] is True


def test_whoever_does_not_know_the_kind_says_nothing_wrong(resident: Browser) -> None:
    resident.get(FILE)
    resident.send(FILE, content_type="unknown")
    assert resident.api.called(*ADD)[0].body["content_type"] == "image/jpeg"


def test_a_gif_is_sent_as_what_it_is_so_that_it_is_refused_in_words(resident: Browser) -> None:
    resident.get(FILE)
    resident.api.refuses(*ADD, 422, "invalid_input", errors=[("content_type", "Choose a JPEG, PNG or PDF file.")])
    assert resident.send(FILE, content_type="image/gif", filename="me.gif", size="9").status == 422
    assert resident.api.called(*ADD)[0].body["content_type"] == "image/gif"
    assert "Choose a JPEG, PNG or PDF file." in resident.text


def test_a_photo_is_offered_as_a_picture_alone(resident: Browser) -> None:
    resident.api.requests = FakeRequests(form=unwrap(form_of("blue-badge", None)))
    photo = FILE.replace("authority_proof", "photo")
    resident.get(photo)
    assert "PDF" not in resident.text
    assert "JPEG photo" in resident.text
    resident.send(photo, content_type="unknown")
    assert 'accept=".jpg,.jpeg,.png"' in resident.page.body


def test_too_many_files_are_refused_in_words(resident: Browser) -> None:
    resident.get(FILE)
    resident.api.refuses(*ADD, 409, "too_many_files", "You have sent 15 files, which is the most.")
    assert resident.send(FILE, content_type="unknown").status == 422
    assert "You have sent 15 files" in resident.text


def test_nothing_is_taken_that_is_not_asked_for(resident: Browser) -> None:
    assert resident.get(FILE.replace("authority_proof", "v5c")).status == 404
    resident.get(FILE)
    hidden = resident.hidden(FILE)
    resident.api.requests.sent()
    assert resident.get(FILE).headers["Location"] == f"/care/requests/{REQUEST}"
    assert resident.post(FILE, hidden).status == 303


def test_a_request_that_is_gone_meanwhile_says_so(resident: Browser) -> None:
    resident.get(FILE)
    resident.api.refuses(*ADD, 404, "not_found")
    assert resident.send(FILE, content_type="unknown").status == 404
    assert "This form is no longer here" in resident.text


def test_one_that_was_accepted_before_is_used_again(resident: Browser) -> None:
    before = {"document_id": "01KAOLD", "filename": "order.pdf", "valid_until": "2027-12-31"}
    other = before | {"kind": "photo", "filename": "me.png"}
    resident.api.says("GET", "/v1/evidence", 200, {"items": [before | {"kind": "authority_proof"}, other]})
    resident.get(FILE)
    assert "order.pdf: we accepted it, and it can be used until 31 December 2027" in resident.text
    assert "me.png" not in resident.text
    leads = resident.send(FILE, use_again="01KAOLD").headers["Location"]
    assert leads.startswith(f"/care/requests/{REQUEST}/pages/")
    [call] = resident.api.called("POST", "/v1/requests/{id}/accepted-evidence")
    assert call.body == {"kind": "authority_proof", "document_id": "01KAOLD"}
    resident.api.refuses("POST", "/v1/requests/{id}/accepted-evidence", 409, "too_many_files", "You have sent 15.")
    resident.get(FILE)
    assert resident.send(FILE, use_again="01KAOLD").status == 422
