"""Documents on the local stack: the form as a browser sends it, S3's own refusals, and the real way to the scan.

The emulator is laxer than AWS in two things: it serves an object to whoever asks without a signature, and takes a
form's policy with any signature. `tests/template/test_evidence_files.py` holds what AWS does instead.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import httpx
import pytest

from care.rules.evidence import EICAR
from portal.aws import Aws
from portal.config import Settings
from portal.context import Context
from portal.document import DocumentAdded, DocumentState
from portal.evidence import Documents, needed
from portal.ids import ulid
from portal.problems import unwrap
from portal.table import Tables
from tests.local_stack import RunningStack
from tests.support.files import png
from tests.support.lines import Lines

pytestmark = pytest.mark.stack

PNG = png()
ANN = "01J0000000000000000000000A"


class EmulatorAws(Aws):
    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack

    def _client(self, service: str) -> Any:
        return self._stack.emulator.client(service)

    @cached_property
    def functions(self) -> Any:
        return self._client("lambda")


@dataclass(frozen=True)
class Announced:
    """A document that one may send now."""

    documents: Documents
    permit: str
    added: DocumentAdded

    def send(self, body: bytes, **changes: str) -> httpx.Response:
        """As a browser does: the fields in their order, then the file."""
        form = self.added.upload
        return httpx.post(form.url, data=form.fields | changes, files={"file": ("Ann's log book.png", body)})

    def state(self) -> DocumentState:
        [state] = self.documents.of("permit", self.permit)
        return state

    def decided(self, seconds: float = 20) -> DocumentState:
        until = time.monotonic() + seconds
        while self.state().status in {"awaiting_upload", "scanning"}:
            assert time.monotonic() < until, f"still {self.state().status} after {seconds} s"
            time.sleep(0.1)
        return self.state()


@pytest.fixture(scope="module")
def context(stack: RunningStack) -> Context:
    """What a function of that stack sees."""
    aws = EmulatorAws(stack)
    said = aws.functions.get_function_configuration(FunctionName=stack.resources["ScanEvidence"])
    return Context(Settings.from_environment(said["Environment"]["Variables"]), aws, Lines())


@pytest.fixture
def announce(context: Context) -> Callable[[], Announced]:
    def new() -> Announced:
        documents, now = Documents(context), datetime.now(UTC)
        permit = ulid(now, context.randomness)
        write = needed(context.settings.evidence_table, "permit", permit, ANN, ["v5c"])
        Tables(context.aws.dynamodb, context.pause).put(write)
        added = documents.add("permit", permit, ANN, "v5c", "Ann's log book.png", "image/png", 1000, now)
        return Announced(documents, permit, unwrap(added))

    return new


def test_a_good_file_is_taken_and_scanned_and_can_be_fetched(
    announce: Callable[[], Announced], context: Context
) -> None:
    document = announce()
    assert document.send(PNG).status_code == 204
    assert document.decided().status == "clean"
    link = unwrap(document.documents.link(document.added.document_id, datetime.now(UTC)))
    fetched = httpx.get(link.url)
    assert (fetched.status_code, fetched.content) == (200, PNG)
    assert fetched.headers["content-type"] == "image/png"
    assert fetched.headers["content-disposition"].startswith("attachment;")
    assert "Ann" not in link.url.partition("?")[0]
    assert httpx.get(link.url.replace("X-Amz-Signature=", "X-Amz-Signature=0")).status_code == 403


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        (PNG + b"x" * 1000, {}),
        (b"", {}),
        (PNG, {"Content-Type": "text/html"}),
        (PNG, {"Content-Type": "application/pdf"}),
        (PNG, {"key": "uploads/permit/another/place/entirely"}),
        (PNG, {"key": "kept/permit/another/place/entirely"}),
        (PNG, {"acl": "public-read"}),
    ],
    ids=["too big", "empty", "web page", "another type", "another place", "kept place", "for everybody"],
)
def test_s3_takes_nothing_but_what_was_announced(
    announce: Callable[[], Announced], body: bytes, changes: dict[str, str]
) -> None:
    document = announce()
    assert document.send(body, **changes).status_code in {400, 403}
    assert document.state().status == "awaiting_upload"


@pytest.mark.parametrize(
    ("body", "reason"), [(b"<html>", "wrong_type"), (PNG + EICAR, "malware")], ids=["web page", "scanners' test file"]
)
def test_a_bad_file_is_refused_after_it_came(announce: Callable[[], Announced], body: bytes, reason: str) -> None:
    document = announce()
    assert document.send(body).status_code == 204
    state = document.decided()
    assert (state.status, state.reason) == ("refused", reason)


def test_the_decision_reaches_the_bus(announce: Callable[[], Announced], context: Context) -> None:
    """By the table's stream: nothing of it waits for the sweeper."""
    document = announce()
    document.send(PNG)
    document.decided()
    until = time.monotonic() + 15
    while waiting(context, document.added.document_id):
        assert time.monotonic() < until, "the event is still in the outbox"
        time.sleep(0.1)


def waiting(context: Context, document_id: str) -> bool:
    """Whether the document's event is not published yet; fails if there is none."""
    found = context.aws.dynamodb.scan(TableName=context.settings.evidence_table)["Items"]
    [event] = [item for item in found if document_id in item.get("detail", {}).get("S", "")]
    return "unpublished" in event
