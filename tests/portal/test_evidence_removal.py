"""Files that go before their subject does (`docs/rules/care.md`, C101, C102)."""

from typing import Any

import pytest

from portal.document import Fault
from portal.evidence import Documents
from portal.evidence_removal import Removals
from portal.problems import unwrap
from portal.scans import Scans
from tests.portal.test_evidence import PERMIT, add, decide, documents, later, send, state
from tests.support.moto_stack import MotoStack

__all__ = ["documents"]
GONE = ("permit", PERMIT)


def keys(stack: MotoStack) -> set[str]:
    return {one["Key"] for one in stack.aws.s3.list_objects_v2(Bucket=bucket(stack)).get("Contents", [])}


def bucket(stack: MotoStack) -> str:
    return stack.settings.evidence_bucket


def sent(documents: Documents, stack: MotoStack) -> Any:
    added = unwrap(add(documents, later(stack)))
    send(stack, added)
    return added


def test_a_file_that_is_taken_away_is_nowhere_and_makes_room(documents: Documents, moto_stack: MotoStack) -> None:
    files = [sent(documents, moto_stack) for _ in range(15)]
    decide(moto_stack, files[0].upload.fields["key"], clean=True)
    decide(moto_stack, files[1].upload.fields["key"], clean=False)
    assert add(documents, later(moto_stack)).code == "too_many_files"
    removals = Removals(moto_stack.context())
    for one in (files[0], files[1], files[0]):
        removals.remove(*GONE, one.document_id, moto_stack.clock())
    assert {one.document_id for one in state(documents).files} == {one.document_id for one in files[2:]}
    assert len(keys(moto_stack)) == 13
    assert [sent(documents, moto_stack) for _ in range(2)]
    assert add(documents, later(moto_stack)).code == "too_many_files", "twice taken away is once more room"


def test_only_those_that_are_wanted_are_left(documents: Documents, moto_stack: MotoStack) -> None:
    kept, _ = (sent(documents, moto_stack) for _ in range(2))
    removals = Removals(moto_stack.context())
    assert removals.keep_only(*GONE, {kept.document_id}, documents.of(*GONE), moto_stack.clock())
    assert [one.document_id for one in state(documents).files] == [kept.document_id]
    assert keys(moto_stack) == {kept.upload.fields["key"]}
    assert not removals.keep_only(*GONE, {kept.document_id}, documents.of(*GONE), moto_stack.clock())


@pytest.mark.parametrize("clean", [True, False])
def test_nothing_is_left_of_a_file_that_is_scanned_while_it_goes(
    documents: Documents, moto_stack: MotoStack, monkeypatch: pytest.MonkeyPatch, clean: bool
) -> None:
    """The scan's decision comes after its record was deleted, beside its file."""
    added = sent(documents, moto_stack)
    scans = Scans(moto_stack.context())
    document = scans.undecided(added.upload.fields["key"])
    assert document is not None
    removals = Removals(moto_stack.context())
    delete: Any = removals._s3.delete_object
    calls: list[dict[str, str]] = []

    def scanned_meanwhile(**where: str) -> None:
        calls.append(where)
        delete(**where)
        if len(calls) == 2:
            if clean:
                scans.accept(document, b"%PDF-", "by a test", moto_stack.clock())
            else:
                scans.refuse(document, Fault.MALWARE, moto_stack.clock())

    monkeypatch.setattr(removals._s3, "delete_object", scanned_meanwhile)
    removals.remove(*GONE, added.document_id, moto_stack.clock())
    assert keys(moto_stack) == set()
    assert state(documents).files == ()
