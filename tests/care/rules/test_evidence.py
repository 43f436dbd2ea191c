"""What a file is, by its bytes, and what GuardDuty's words mean."""

import pytest

from care.rules.evidence import BEGINS, EICAR, Arrived, NotScanned, Scanned, fault_found, fault_in, heard
from portal.document import ENDINGS, Fault
from tests.journeys.evidence import guardduty_result

pytestmark = pytest.mark.disable_socket

MOST = 1000
JPEG, PNG, PDF = b"\xff\xd8\xff\xe0JFIF", b"\x89PNG\r\n\x1a\nIHDR", b"%PDF-1.7"
REAL = {"image/jpeg": JPEG, "image/png": PNG, "application/pdf": PDF}


def test_every_type_that_may_be_sent_is_looked_at() -> None:
    assert set(BEGINS) == set(ENDINGS)


@pytest.mark.parametrize("declared", sorted(ENDINGS))
@pytest.mark.parametrize("real", sorted(ENDINGS))
def test_a_file_must_be_what_it_was_said_to_be(declared: str, real: str) -> None:
    assert fault_in(REAL[real], declared, MOST) == (None if real == declared else Fault.WRONG_TYPE)


@pytest.mark.parametrize("body", [b"", b"\xff\xd8", b"<html>", b" %PDF-1.7", b"MZ\x90\x00", b"PK\x03\x04"])
@pytest.mark.parametrize("declared", sorted(ENDINGS))
def test_anything_else_is_of_no_type_that_we_take(declared: str, body: bytes) -> None:
    assert fault_in(body, declared, MOST) is Fault.WRONG_TYPE


def test_the_size_is_looked_at_too() -> None:
    assert fault_in(PDF + b"x" * (MOST - len(PDF)), "application/pdf", MOST) is None
    assert fault_in(PDF + b"x" * (MOST - len(PDF) + 1), "application/pdf", MOST) is Fault.TOO_BIG


@pytest.mark.parametrize("body", [EICAR, b"X5O!" + EICAR, PDF + EICAR, PNG + b"x" * 100 + EICAR + b"y"])
def test_the_scanners_test_file_is_refused_wherever_it_hides(body: bytes) -> None:
    for declared in ENDINGS:
        assert fault_in(body, declared, MOST) is Fault.MALWARE


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
    import json

    from_s3 = {"source": "aws.s3", "detail": {"bucket": {"name": "b"}, "object": {"key": "uploads/k", "size": 1}}}
    assert heard(from_s3) == Arrived("uploads/k")
    entry = guardduty_result("b", "uploads/k", '"e"', "THREATS_FOUND")
    event = {"source": entry["Source"], "detail": json.loads(entry["Detail"])}
    assert heard(event) == Scanned("uploads/k", "e", "THREATS_FOUND")
