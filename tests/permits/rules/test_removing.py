"""What the removal of a document changes about its permit or change."""

from datetime import timedelta

import pytest

from permits.model import Permit, Status
from permits.model_changes import Change, ChangeStatus
from permits.rules.removing import without_document
from permits.rules.transitions import Transition, Unpaid
from portal.document import DocumentState, DocumentStatus, FileState
from portal.problems import NOT_FOUND, Refusal
from tests.permits.made import NOW, a_permit

OLD, NEW = "01J00000000000000000000001", "01J00000000000000000000002"


def sent(**statuses: str) -> list[DocumentState]:
    """The V5C's files by their ids, the newest last."""
    files = tuple(
        FileState(document_id=one, filename="v5c.png", status=DocumentStatus(status), added_at=NOW)
        for one, status in statuses.items()
    )
    return [DocumentState(kind="v5c", status=DocumentStatus.SCANNING, files=files)]


def removed(permit: Permit, one: str, states: list[DocumentState], change_id: str | None = None) -> Transition:
    found = without_document(permit, change_id, one, states, NOW)
    assert isinstance(found, Transition)
    return found


def test_the_last_clean_file_of_a_kind_takes_its_completeness_along() -> None:
    permit = a_permit(status=Status.IN_REVIEW, money="authorised", all_clean=True, scanned={OLD: 3}, queued_at=NOW)
    gone = removed(permit, OLD, sent(**{OLD: "clean"})).permit
    assert (gone.all_clean, gone.scanned, gone.queued_at, gone.status) == (False, {}, NOW, Status.IN_REVIEW)
    assert gone.timeline[-1].what == "document_removed"


def test_of_two_clean_files_one_is_enough() -> None:
    permit = a_permit(status=Status.IN_REVIEW, money="authorised", all_clean=True, scanned={OLD: 3, NEW: 4})
    gone = removed(permit, OLD, sent(**{OLD: "clean", NEW: "clean"})).permit
    assert (gone.all_clean, gone.scanned) == (True, {NEW: 4})


def test_a_free_application_is_complete_without_the_file_that_was_not_looked_at_yet() -> None:
    """As if the file had never been sent: nothing else would come to say so."""
    waits = a_permit(Status.IN_REVIEW, money="none", lapses_at=NOW, scanned={OLD: 3})
    gone = removed(waits, NEW, sent(**{OLD: "clean", NEW: "scanning"}))
    assert (gone.permit.all_clean, gone.permit.lapses_at, gone.permit.queued_at) == (True, None, NOW)
    assert gone.unpaid is Unpaid.CLEARED


def test_several_in_a_row_are_one_entry_and_before_the_review_none() -> None:
    permit = a_permit(status=Status.INFORMATION_NEEDED, money="authorised", asked_at=NOW)
    once = removed(permit, OLD, sent(**{OLD: "clean", NEW: "clean"})).permit
    later = without_document(once, None, NEW, sent(**{NEW: "clean"}), NOW + timedelta(hours=1))
    assert isinstance(later, Transition)
    assert [entry.what for entry in later.permit.timeline].count("document_removed") == 1
    assert later.permit.timeline[-1].at == NOW + timedelta(hours=1)
    unpaid = removed(a_permit(status=Status.AWAITING_PAYMENT), OLD, sent(**{OLD: "clean"})).permit
    assert "document_removed" not in [entry.what for entry in unpaid.timeline]


@pytest.mark.parametrize("status", [one for one in Status if not one.undecided])
def test_what_is_decided_keeps_its_documents(status: Status) -> None:
    found = without_document(a_permit(status=status), None, OLD, sent(**{OLD: "clean"}), NOW)
    assert isinstance(found, Refusal)
    assert found.code == "decided_already"


def test_of_a_change_as_of_an_application() -> None:
    change = Change(
        change_id="01J00000000000000000000003",
        kind="vehicle",
        status=ChangeStatus.IN_REVIEW,
        price_pence=1100,
        documents=["v5c"],
        all_clean=True,
        scanned={OLD: 3},
        created_at=NOW,
    )
    permit = a_permit(status=Status.ACTIVE, changes=[change])
    gone = removed(permit, OLD, sent(**{OLD: "clean"}), change.change_id).permit
    [left] = gone.changes
    assert (left.all_clean, left.scanned, gone.timeline[-1].what) == (False, {}, "change_document_removed")
    over = permit.with_change(change.model_copy(update={"status": ChangeStatus.APPROVED}))
    found = without_document(over, change.change_id, OLD, sent(**{OLD: "clean"}), NOW)
    assert isinstance(found, Refusal)
    assert found.code == "decided_already"


def test_what_was_never_sent_is_not_found() -> None:
    assert without_document(a_permit(), None, NEW, sent(**{OLD: "clean"}), NOW) is NOT_FOUND


def test_of_an_approved_application_nothing_is_removed_though_its_money_was_lost() -> None:
    """Nobody looks at it again before it goes live, once it is paid for."""
    lost = a_permit(Status.AWAITING_PAYMENT, granted=True, money="none", scanned={OLD: 3})
    found = without_document(lost, None, OLD, sent(**{OLD: "clean"}), NOW)
    assert isinstance(found, Refusal)
    assert found.code == "decided_already"
