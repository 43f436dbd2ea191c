"""What a file is by its first bytes, and what GuardDuty's words mean."""

import json

import pytest

from care.rules.evidence import EICAR, Arrived, NotScanned, Scanned, fault_found, inspected, scan_event
from portal.document import ENDINGS, Fault
from tests.support.files import pdf, picture, png
from tests.support.guardduty import guardduty_result

pytestmark = pytest.mark.disable_socket

KIND, MOST = "v5c", 1000
REAL = {"image/jpeg": picture("JPEG"), "image/png": png(), "application/pdf": pdf()}


@pytest.mark.parametrize("content_type", sorted(ENDINGS))
def test_the_bytes_say_what_a_file_is(content_type: str) -> None:
    assert inspected(REAL[content_type], KIND, MOST) == content_type


@pytest.mark.parametrize("body", [b"", b"\xff\xd8", b"<html>", b"MZ\x90\x00 %PDF-1.7", b"PK\x03\x04", b"GIF88a"])
def test_anything_else_is_of_no_type_that_we_take(body: bytes) -> None:
    assert inspected(body, KIND, MOST) is Fault.WRONG_TYPE


def test_a_gif_is_named() -> None:
    assert inspected(picture("GIF"), KIND, MOST) is Fault.GIF


def test_what_has_to_be_a_picture_is_no_pdf() -> None:
    assert inspected(REAL["application/pdf"], "photo", MOST) is Fault.NOT_A_PICTURE
    assert inspected(REAL["image/jpeg"], "photo", MOST) == "image/jpeg"
    assert inspected(b"<html>", "photo", MOST) is Fault.WRONG_TYPE


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1", b"msf1"])
def test_the_photos_that_iphones_take_are_known(brand: bytes) -> None:
    assert inspected(b"\0\0\0\x24ftyp" + brand + b"\0\0\0\0", KIND, MOST) is Fault.HEIC
    assert inspected(b"\0\0\0\x24ftypmp42", KIND, MOST) is Fault.WRONG_TYPE


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n", b"\r\n", b" \t\n", b"\0", b"\n" * 1000])
def test_a_pdf_may_begin_a_little_later(before: bytes) -> None:
    assert inspected(before + pdf(), KIND, 2 * MOST) == "application/pdf"


def test_a_pdf_begins_in_its_first_1024_bytes() -> None:
    assert inspected(b"\n" * 1024 + pdf(), KIND, 2 * MOST) is Fault.WRONG_TYPE


def test_the_size_is_looked_at_too() -> None:
    assert inspected(pdf() + b"x" * (MOST - len(pdf())), KIND, MOST) == "application/pdf"
    assert inspected(pdf() + b"x" * (MOST - len(pdf()) + 1), KIND, MOST) is Fault.TOO_BIG


@pytest.mark.parametrize("body", [EICAR, b"X5O!" + EICAR, pdf() + EICAR, png() + b"x" * 100 + EICAR + b"y"])
def test_the_scanners_test_file_is_refused_wherever_it_hides(body: bytes) -> None:
    assert inspected(body, KIND, MOST) is Fault.MALWARE


@pytest.mark.parametrize(
    ("result", "fault"),
    [("NO_THREATS_FOUND", None), ("THREATS_FOUND", Fault.MALWARE), ("UNSUPPORTED", Fault.UNREADABLE)],
)
def test_guardduty_decides(result: str, fault: Fault | None) -> None:
    assert fault_found(result) is fault


@pytest.mark.parametrize("result", ["FAILED", "ACCESS_DENIED", "SOMETHING_NEW", ""])
def test_what_guardduty_could_not_do_is_never_a_yes(result: str) -> None:
    with pytest.raises(NotScanned):
        fault_found(result)


def test_both_senders_are_understood() -> None:
    from_s3 = {"source": "aws.s3", "detail": {"bucket": {"name": "b"}, "object": {"key": "uploads/k", "size": 1}}}
    assert scan_event(from_s3) == Arrived("uploads/k")
    entry = guardduty_result("b", "uploads/k", '"e"', "THREATS_FOUND")
    event = {"source": entry["Source"], "detail": json.loads(entry["Detail"])}
    assert scan_event(event) == Scanned("uploads/k", "e", "THREATS_FOUND")
