"""What a file is, by its bytes, and what GuardDuty's words mean."""

import json

import pytest

from care.rules.evidence import EICAR, Arrived, NotScanned, Scanned, fault_found, fault_in, heard
from care.rules.file_content import type_of
from portal.document import ENDINGS, Fault
from tests.support.files import jpeg, pdf, png
from tests.support.guardduty import guardduty_result

pytestmark = pytest.mark.disable_socket

MOST = 1000
XREF = b"/Type /XRef /Size 2 /W [1 2 1] /Root 1 0 R"
REAL = {"image/jpeg": jpeg(), "image/png": png(), "application/pdf": pdf()}


def stream(entries: bytes, content: bytes) -> bytes:
    """A numbered object: a dictionary with these entries, and bytes as they are."""
    return b"1 0 obj\n<< " + entries + b" >>\nstream\r\n" + content + b"\nendstream\nendobj\n"


@pytest.mark.parametrize("content_type", sorted(ENDINGS))
def test_the_bytes_say_what_a_file_is(content_type: str) -> None:
    assert type_of(REAL[content_type]) == content_type
    assert fault_in(REAL[content_type], MOST) is None


@pytest.mark.parametrize("body", [b"", b"\xff\xd8", b"<html>", b"MZ\x90\x00 %PDF-1.7", b"PK\x03\x04", b"GIF89a"])
def test_anything_else_is_of_no_type_that_we_take(body: bytes) -> None:
    assert type_of(body) is None
    assert fault_in(body, MOST) is Fault.WRONG_TYPE


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n", b"\r\n", b" \t\n", b"\0", b"\n" * 1000])
def test_a_pdf_may_begin_a_little_later(before: bytes) -> None:
    assert type_of(before + pdf()) == "application/pdf"
    assert fault_in(before + pdf(), 2 * MOST) is None


def test_a_pdf_begins_in_its_first_1024_bytes() -> None:
    assert type_of(b"\n" * 1024 + pdf()) is None


def test_the_size_is_looked_at_too() -> None:
    assert fault_in(pdf() + b"x" * (MOST - len(pdf())), MOST) is None
    assert fault_in(pdf() + b"x" * (MOST - len(pdf()) + 1), MOST) is Fault.TOO_BIG


@pytest.mark.parametrize("body", [EICAR, b"X5O!" + EICAR, pdf() + EICAR, png() + b"x" * 100 + EICAR + b"y"])
def test_the_scanners_test_file_is_refused_wherever_it_hides(body: bytes) -> None:
    assert fault_in(body, MOST) is Fault.MALWARE


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-",
        b"%PDF-1.7\n<html><body>No document</body></html>",
        b"\xff\xd8\xff",
        jpeg()[:20],
        jpeg()[:-2],
        jpeg()[:-2] + pdf(),
        jpeg() + pdf(),
        jpeg(0, 1),
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n and then the picture",
        png()[:-12],
        png(0, 1),
    ],
)
def test_what_only_begins_like_a_file_cannot_be_read(body: bytes) -> None:
    assert fault_in(body, MOST) is Fault.UNREADABLE


@pytest.mark.parametrize("body", [png(20_000, 20_000), jpeg(20_000, 20_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(body: bytes) -> None:
    assert fault_in(body, MOST) is Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize("body", [png(12_000, 9_000), jpeg(16_000, 12_000)])
def test_a_telephones_largest_picture_is_not(body: bytes) -> None:
    assert fault_in(body, MOST) is None


@pytest.mark.parametrize("entry", [b"/Encrypt 5 0 R", b"/Encrypt<< /Filter /Standard >>", b"/#45ncrypt 5 0 R"])
def test_a_pdf_with_a_password_is_asked_for_without_one(entry: bytes) -> None:
    assert fault_in(pdf(trailer=entry), MOST) is Fault.PASSWORD


def test_an_encrypted_pdf_that_opens_without_a_password_is_refused_too() -> None:
    """As banks and insurers send theirs: everybody may read it, nobody may change it."""
    locked = b"5 0 obj\n<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1324 /O <00> /U <00> >>\nendobj\n"
    assert fault_in(pdf(trailer=b"/Encrypt 5 0 R /ID [<00> <00>]") + locked, MOST) is Fault.PASSWORD


def test_a_cross_reference_stream_says_too_that_a_pdf_is_encrypted() -> None:
    whole = b"%PDF-1.5\n" + stream(b"/Type /ObjStm /N 1 /First 4", b"\x9c") + stream(XREF, b"\0" * 9)
    assert fault_in(whole, MOST) is None
    assert fault_in(whole.replace(XREF, XREF + b"/Encrypt 5 0 R"), MOST) is Fault.PASSWORD


@pytest.mark.parametrize("chance", [b"\x80/JS\x80", b"/JS\n(", b"\0/#4AS\0"])
def test_a_large_scan_does_not_run_something_by_chance(chance: bytes) -> None:
    """Three bytes stand somewhere in every sixteen million; a scan has ten million."""
    scan = b"%PDF-1.4\n" + stream(b"/Filter /DCTDecode", b"\xff\xd8" + chance + b"\xff\xd9")
    assert fault_in(scan, MOST) is None
    assert fault_in(scan + b"2 0 obj\n<< /S /Rendition /JS (x) >>\nendobj\n", MOST) is Fault.ACTIVE_CONTENT


def test_what_runs_something_is_not_hidden_by_a_stream_that_is_none() -> None:
    hidden = b"% << >> stream\n" + pdf(catalog=b"/AA << /O << /S /JavaScript >> >>") + b"endstream"
    assert fault_in(b"%PDF-1.4\n1 0 obj\n" + hidden, MOST) is Fault.ACTIVE_CONTENT


@pytest.mark.parametrize(
    "entry",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/AA << /O << /S /J#61vaScript >> >>",
        b"/OpenAction << /S /Launch /F (calc.exe) >>",
    ],
)
def test_a_pdf_that_does_something_is_refused(entry: bytes) -> None:
    assert fault_in(pdf(catalog=entry), MOST) is Fault.ACTIVE_CONTENT


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
    assert heard(from_s3) == Arrived("uploads/k")
    entry = guardduty_result("b", "uploads/k", '"e"', "THREATS_FOUND")
    event = {"source": entry["Source"], "detail": json.loads(entry["Detail"])}
    assert heard(event) == Scanned("uploads/k", "e", "THREATS_FOUND")
