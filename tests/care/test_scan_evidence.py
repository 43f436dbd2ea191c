"""A file from its upload to the decision, over moto's S3, bus, queue and tables."""

import json
from typing import Any

import pytest

from care.rules.evidence import EICAR
from care.rules.opening import cleaned
from portal.document import Fault
from portal.evidence import Documents, needed
from portal.problems import unwrap
from portal.scans import Scans
from portal.table import Tables
from tests.faults.invariants import rows
from tests.support.files import pdf, picture, png
from tests.support.guardduty import guardduty_result
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack, fresh_stack

pytestmark = pytest.mark.disable_socket

ANN, REQUEST = "01J0000000000000000000000A", "01J00000000000000000000001"
PDF = pdf()
COPY = cleaned(PDF, "application/pdf")


class Upload:
    """One announced document on a stack of its own: a V5C, if no other kind is named."""

    def __init__(self, stack: MotoStack, kind: str = "v5c", content_type: str = "application/pdf") -> None:
        self.stack = stack
        self.portal = InProcessPortal(stack, lambda _: stack.aws)
        self.bucket = stack.settings.evidence_bucket
        write = needed(stack.settings.evidence_table, "request", REQUEST, ANN, [kind])
        Tables(stack.aws.dynamodb, lambda _: None).put(write)
        self.documents = Documents(stack.context())
        added = unwrap(self.documents.add("request", REQUEST, ANN, kind, "v5c.pdf", content_type, 1000, stack.clock()))
        self.document_id, self.key = added.document_id, added.upload.fields["key"]

    def send(self, body: bytes = PDF) -> str:
        """Puts the file there; gives its ETag."""
        etag: str = self.stack.aws.s3.put_object(Bucket=self.bucket, Key=self.key, Body=body)["ETag"]
        return etag

    def guardduty(self, result: str, etag: str, key: str | None = None) -> None:
        entry = guardduty_result(self.bucket, key or self.key, etag, result)
        self.stack.aws.events.put_events(Entries=[entry])

    def state(self) -> Any:
        [state] = self.documents.of("request", REQUEST)
        return state

    def decisions(self) -> list[str]:
        """As they went to the bus."""
        events = [item for item in rows(self.stack, "Evidence") if item["pk"].startswith("OUTBOX#")]
        return [json.loads(item["detail"])["status"] for item in events]

    def kept(self) -> list[bytes]:
        there = self.stack.aws.s3.list_objects_v2(Bucket=self.bucket, Prefix="kept/").get("Contents", [])
        return [self.stack.aws.s3.get_object(Bucket=self.bucket, Key=one["Key"])["Body"].read() for one in there]

    def note(self) -> str | None:
        [item] = [item for item in rows(self.stack, "Evidence") if item["sk"].startswith("DOCUMENT#")]
        return item.get("note")

    def dead_letters(self) -> list[Any]:
        url = self.stack.aws.sqs.get_queue_url(QueueName="UploadsDlq")["QueueUrl"]
        letters: list[Any] = self.stack.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get(
            "Messages", []
        )
        return letters


@pytest.fixture
def upload(moto: None) -> Upload:
    """In AWS, where GuardDuty has the word."""
    return Upload(fresh_stack())


@pytest.fixture
def local_upload(moto: None) -> Upload:
    """On a local stack without clamd."""
    return Upload(fresh_stack(Stage="local"))


# ------------------------------------------------------------------------------------------------- on a local stack
def test_without_a_scanner_a_good_file_is_clean_and_says_so(local_upload: Upload) -> None:
    local_upload.send()
    local_upload.portal.settle()
    assert (local_upload.state().status, local_upload.note()) == ("clean", "clean (local)")
    assert (local_upload.decisions(), local_upload.kept()) == (["clean"], [COPY])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"GIF89a", "gif"),
        (b"", "wrong_type"),
        (PDF + EICAR, "malware"),
        (PDF + b"x" * 10 * 1024**2, "too_big"),
    ],
)
def test_a_bad_file_is_refused_whatever_guardduty_says(upload: Upload, body: bytes, reason: str) -> None:
    upload.guardduty("NO_THREATS_FOUND", upload.send(body))
    upload.portal.settle()
    assert (upload.state().status, upload.state().reason) == ("refused", reason)
    assert (upload.decisions(), upload.kept()) == (["refused"], [])


def test_the_test_file_is_refused_without_a_scanner_too(local_upload: Upload) -> None:
    local_upload.send(PDF + EICAR)
    local_upload.portal.settle()
    assert (local_upload.state().status, local_upload.state().reason) == ("refused", "malware")


def test_a_scanner_that_does_not_answer_lets_nothing_through(moto: None) -> None:
    upload = Upload(fresh_stack(Stage="local", LocalMalwareScanner="/nowhere/clamd.socket"))
    upload.send()
    upload.portal.settle()
    assert (upload.state().status, upload.kept()) == ("awaiting_upload", [])
    assert len(upload.dead_letters()) == 1


# ----------------------------------------------------------------------------------------------------------- in AWS
def test_a_file_waits_for_guardduty(upload: Upload) -> None:
    etag = upload.send()
    upload.portal.settle()
    assert (upload.state().status, upload.decisions(), upload.kept()) == ("scanning", [], [])
    upload.guardduty("NO_THREATS_FOUND", etag)
    upload.portal.settle()
    assert (upload.state().status, upload.note()) == ("clean", "clean (GuardDuty)")
    assert (upload.decisions(), upload.kept()) == (["clean"], [COPY])


@pytest.mark.parametrize(("result", "reason"), [("THREATS_FOUND", "malware"), ("UNSUPPORTED", "unreadable")])
def test_what_guardduty_objects_to_is_refused(upload: Upload, result: str, reason: str) -> None:
    upload.guardduty(result, upload.send())
    upload.portal.settle()
    assert (upload.state().status, upload.state().reason) == ("refused", reason)
    assert (upload.decisions(), upload.kept()) == (["refused"], [])


@pytest.mark.parametrize("result", ["FAILED", "ACCESS_DENIED"])
def test_what_guardduty_could_not_scan_waits_for_a_person(upload: Upload, result: str) -> None:
    upload.guardduty(result, upload.send())
    upload.portal.settle()
    assert (upload.state().status, upload.kept()) == ("scanning", [])
    assert len(upload.dead_letters()) == 1
    assert {type(error).__name__ for error in upload.stack.lines.errors} == {"NotScanned"}


def test_the_result_may_come_before_the_word_of_the_upload(upload: Upload) -> None:
    etag = upload.send()
    url = upload.stack.aws.sqs.get_queue_url(QueueName="UploadsQueue")["QueueUrl"]
    [message] = upload.stack.aws.sqs.receive_message(QueueUrl=url)["Messages"]
    upload.stack.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    upload.guardduty("NO_THREATS_FOUND", etag)
    upload.portal.settle()
    assert upload.state().status == "clean"
    upload.stack.aws.sqs.send_message(QueueUrl=url, MessageBody=message["Body"])
    upload.portal.settle()
    assert (upload.state().status, upload.decisions()) == ("clean", ["clean"])


def test_a_second_and_another_result_change_nothing(upload: Upload) -> None:
    etag = upload.send()
    for result in ("NO_THREATS_FOUND", "NO_THREATS_FOUND", "THREATS_FOUND"):
        upload.guardduty(result, etag)
        upload.portal.settle()
    assert (upload.state().status, upload.decisions()) == ("clean", ["clean"])


def test_of_two_scans_at_one_moment_the_first_decides(upload: Upload) -> None:
    upload.send()
    scans = Scans(upload.stack.context())
    first, second = scans.undecided(upload.key), scans.undecided(upload.key)
    assert first is not None
    assert second is not None
    scans.refuse(first, Fault.MALWARE, upload.stack.clock())
    scans.accept(second, PDF, "by a test", upload.stack.clock())
    scans.arrived(second)
    assert (upload.state().status, upload.decisions()) == ("refused", ["refused"])


def test_a_file_that_takes_anothers_place_does_not_get_its_result(upload: Upload) -> None:
    etag_of_the_first = upload.send()
    upload.send(PDF + b" and something else")
    upload.guardduty("NO_THREATS_FOUND", etag_of_the_first)
    upload.portal.settle()
    assert (upload.state().status, upload.kept()) == ("scanning", [])


def test_a_file_sent_after_the_decision_is_never_served(upload: Upload) -> None:
    upload.guardduty("NO_THREATS_FOUND", upload.send())
    upload.portal.settle()
    upload.guardduty("THREATS_FOUND", upload.send(PDF + b" and something else"))
    upload.portal.settle()
    assert (upload.state().status, upload.kept()) == ("clean", [COPY])


@pytest.mark.parametrize("key", ["uploads/x", f"uploads/request/{REQUEST}/none/x", "uploads/a/b/c/d/e"])
def test_a_file_that_nobody_announced_is_left_alone(upload: Upload, key: str) -> None:
    upload.stack.aws.s3.put_object(Bucket=upload.bucket, Key=key, Body=PDF)
    upload.portal.settle()
    assert upload.dead_letters() == []
    assert upload.kept() == []


def test_the_right_document_at_a_guessed_place_is_left_alone(upload: Upload) -> None:
    guessed = upload.key.rpartition("/")[0] + "/" + "x" * 32
    etag = upload.stack.aws.s3.put_object(Bucket=upload.bucket, Key=guessed, Body=PDF)["ETag"]
    upload.guardduty("NO_THREATS_FOUND", etag, guessed)
    upload.portal.settle()
    assert upload.state().status == "awaiting_upload"
    assert upload.dead_letters() == []


def test_a_message_that_cannot_be_worked_on_ends_in_the_dead_letter_queue_and_is_redriven_once(
    local_upload: Upload,
) -> None:
    sqs, s3 = local_upload.stack.aws.sqs, local_upload.stack.aws.s3
    local_upload.send()
    s3.delete_object(Bucket=local_upload.bucket, Key=local_upload.key)
    local_upload.portal.settle()
    [letter] = local_upload.dead_letters()
    assert local_upload.decisions() == []
    local_upload.send()
    work = sqs.get_queue_url(QueueName="UploadsQueue")["QueueUrl"]
    sqs.send_message(QueueUrl=work, MessageBody=letter["Body"])
    local_upload.portal.settle()
    assert (local_upload.state().status, local_upload.decisions()) == ("clean", ["clean"])


def test_a_picture_called_pdf_is_accepted_as_the_picture_that_it_is(upload: Upload) -> None:
    upload.guardduty("NO_THREATS_FOUND", upload.send(png()))
    upload.portal.settle()
    state = upload.state()
    assert (state.status, state.filename) == ("clean", "v5c.png")
    [item] = [item for item in rows(upload.stack, "Evidence") if item["sk"].startswith("DOCUMENT#")]
    assert item["content_type"] == "image/png"
    [kept] = upload.stack.aws.s3.list_objects_v2(Bucket=upload.bucket, Prefix="kept/")["Contents"]
    assert upload.stack.aws.s3.head_object(Bucket=upload.bucket, Key=kept["Key"])["ContentType"] == "image/png"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf(trailer=b"/Encrypt << /Filter /Other >> /ID [<00> <00>]"), "password"),
        (pdf(catalog=b"/Collection << /View /D >>"), "active_content"),
        (b"\0\0\0\x24ftypheic", "heic"),
        (png(20_000, 20_000), "too_many_pixels"),
        (b"\xff\xd8\xff", "unreadable"),
        (b"%PDF-1.7\n<html>", "unreadable"),
    ],
)
def test_each_refusal_says_why(upload: Upload, body: bytes, reason: str) -> None:
    upload.guardduty("NO_THREATS_FOUND", upload.send(body))
    upload.portal.settle()
    assert (upload.state().status, upload.state().reason) == ("refused", reason)


def test_a_pdf_that_was_announced_as_a_photo_is_refused_when_it_comes(moto: None) -> None:
    photo = Upload(fresh_stack(), "photo", "image/png")
    photo.guardduty("NO_THREATS_FOUND", photo.send(PDF))
    photo.portal.settle()
    assert (photo.state().status, photo.state().reason) == ("refused", "not_a_picture")
    assert photo.kept() == []


def test_nobody_sees_where_a_photo_was_taken(local_upload: Upload) -> None:
    local_upload.send(picture("JPEG", comment=b"52.63 north"))
    local_upload.portal.settle()
    [kept] = local_upload.kept()
    assert (local_upload.state().status, b"52.63 north" in kept) == ("clean", False)
