"""Page `permits_document_sent`."""

import pytest

from tests.web.browser_double import Browser
from tests.web.fake_permits import PERMIT_ID, document, permit, sent_file

PATH = f"/permits/{PERMIT_ID}/documents/v5c/sent"


@pytest.mark.parametrize(
    ("status", "words", "waits"),
    [
        ("missing", "We have not received the file yet", True),
        ("awaiting_upload", "We have not received the file yet", True),
        ("scanning", "Your document has arrived", True),
        ("clean", "Your document is uploaded", False),
        ("refused", "We could not accept this file", False),
    ],
)
def test_how_it_stands(resident: Browser, status: str, words: str, waits: bool) -> None:
    resident.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document(status)]))
    assert resident.get(PATH).status == 200
    assert words in resident.title
    assert ("data-pending" in resident.page.body) is waits


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("wrong_type", "It is not a JPEG, PNG or PDF file."),
        ("heic", "It is an HEIC photo"),
        ("gif", "It is a GIF picture"),
        ("not_a_picture", "It is a PDF, and a picture is needed"),
        ("too_big", "It is larger than 10 MB."),
        ("malware", "A virus was found in it."),
        ("unreadable", "It is damaged or not complete."),
        ("password", "It opens with a password only."),
        ("active_content", "It holds other files, or a form that draws itself."),
        ("too_many_pixels", "The picture has too many pixels."),
    ],
)
@pytest.mark.parametrize("path", [PATH, f"/permits/{PERMIT_ID}"])
def test_a_refused_file_says_which_it_is_and_why(resident: Browser, path: str, reason: str, words: str) -> None:
    files = [sent_file("clean", filename="good.png"), sent_file("refused", filename="log-book.pdf", reason=reason)]
    resident.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("refused", files=files)]))
    resident.get(path)
    assert f"log-book.pdf: {words}" in resident.text
    assert "good.png: " not in resident.text


def test_the_last_one_and_not_the_last_one(resident: Browser) -> None:
    other = document("missing", kind="tenancy_agreement")
    resident.api.says("GET", "/v1/permits/{id}", 200, permit(documents=[document("clean"), other]))
    resident.get(PATH)
    assert "Some documents are still missing." in resident.text


def test_what_is_not_there(resident: Browser) -> None:
    assert resident.get(f"/permits/{PERMIT_ID}/documents/passport/sent").status == 404
    resident.api.refuses("GET", "/v1/permits/{id}", 404, "not_found")
    assert resident.get(PATH).status == 404
