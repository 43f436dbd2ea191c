"""What must be so of care requests after any fault (`docs/rules/care.md`, C50 to C58)."""

from collections import Counter

from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

TYPED = ("What we wrote", "1939-02-28", "no_food", "letter.png")


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """One request at most came of one key, with one reference; it has ended, and waits for nobody."""
    requests = [item for item in rows(stack, "Requests") if item["pk"].startswith("REQUEST#")]
    assert len(requests) <= 1
    for request in requests:
        assert request["status"] == "withdrawn"
        assert [entry["what"] for entry in request["timeline"]] == ["submitted", "withdrawn"]
        assert "queue" not in request
        needed = [item for item in rows(stack, "Evidence") if item["pk"] == f"FOR#request#{request['request_id']}"]
        assert len(needed) in {2, 3}, "the kinds that it takes, the one file, and one announced by a try that was lost"
        assert sum(item.get("status") not in {None, "awaiting_upload"} for item in needed) == 1
    assert _told(stack) == ["RequestSubmitted"] * len(requests)
    for typed in TYPED:
        assert typed not in stack.lines.text()


def decided(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Each step was taken once and is on record once, with the one who took it; it waits for nobody any more."""
    [request] = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    assert (request["status"], request["outcome"]) == ("approved", "assessment_booked")
    assert [entry["what"] for entry in request["timeline"]] == ["submitted", "in_review", "approved"]
    assert "queue" not in request
    record = Counter(row["what"] for row in rows(stack, "Audit") if row["subject_kind"] == "request")
    assert (record["request_taken_up"], record["request_ended"]) == (1, 1)
    assert record["request_opened"] >= 1
    assert _told(stack) == ["RequestEnded", "RequestSubmitted"]
    for typed in (*TYPED, "3 December", "my case"):
        assert typed not in stack.lines.text()


def reviewed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Reviewed once, urgent by one officer's word at least once on record, and ended; nobody is told of their death."""
    [request] = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    happened = [entry["what"] for entry in request["timeline"]]
    assert happened == ["submitted", "declined", "review_asked", "death_reported", "closed"]
    assert (request["priority"], request["outcome"], "review_due_at" in request) == ("urgent", "person_died", False)
    record = Counter(row["what"] for row in rows(stack, "Audit") if row["subject_kind"] == "request")
    assert record["request_priority_set"] >= 1
    assert _told(stack) == ["RequestEnded", "RequestSubmitted"], "of the no, and not of the death"
    for typed in (*TYPED, "Look at it", "carer has left", "very sorry"):
        assert typed not in stack.lines.text()


def questioned(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Asked, asked again and answered, each once; the other request is a draft whose owner was warned once."""
    requests = [item for item in rows(stack, "Requests") if item["sk"] == "REQUEST"]
    [draft] = [one for one in requests if one["status"] == "draft"]
    [request] = [one for one in requests if one is not draft]
    happened = [entry["what"] for entry in request["timeline"]]
    assert happened == ["submitted", "information_asked", "question_repeated", "replied"]
    assert (request["status"], draft["warned"]) == ("in_review", True)
    assert "due" not in request
    assert draft["due_at"] == draft["expires_at"], "it goes then, with its files"
    assert _told(stack) == ["RequestDraftEnding", "RequestQuestionAsked", "RequestQuestionRepeated", "RequestSubmitted"]
    for typed in (*TYPED, "Any day", "Which day"):
        assert typed not in stack.lines.text()


def closed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Of a closed account the draft is gone with its file; what was sent stays until a day."""
    [request] = [item for item in rows(stack, "Requests") if item["pk"].startswith("REQUEST#")]
    assert request["status"] == "submitted"
    assert request["ttl"] > 0
    evidence = [item["pk"] for item in rows(stack, "Evidence") if item["pk"].startswith("FOR#")]
    assert evidence == [f"FOR#request#{request['request_id']}"]
    bucket = stack.settings.evidence_bucket
    assert stack.aws.s3.list_objects_v2(Bucket=bucket).get("Contents", []) == []


def copied(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """An officer's word on the copy was taken once and is on record once; the sender is told once."""
    [release] = [item for item in rows(stack, "Requests") if item["sk"] == "RELEASE"]
    assert (release["status"], "queue" in release) == ("released", False)
    record = Counter(row["what"] for row in rows(stack, "Audit") if row["subject_kind"] == "request")
    assert record["request_copy_checked"] == 1
    assert _told(stack) == ["RequestCopyChecked", "RequestSubmitted"]
    for typed in TYPED:
        assert typed not in stack.lines.text()


def used_again(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Each file that was used again lies there as one of its own; an officer's word stands for the permit's alone."""
    documents = [item for item in rows(stack, "Evidence") if item["sk"].startswith("DOCUMENT#")]
    clean = [item for item in documents if item["status"] == "clean"]
    assert len({item["for_id"] for item in clean}) == 4, "two requests and two applications"
    assert len({item["secret"] for item in clean}) == len(clean), "no two share a file"
    [accepted] = [item for item in rows(stack, "Evidence") if item["pk"].startswith("ACCEPTED#")]
    assert accepted["kind"] == "v5c"


def lapsed(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """Of a draft that ran out nothing is left, nor of its files; its owner was warned once."""
    assert [item for item in rows(stack, "Requests") if item["pk"].startswith("REQUEST#")] == []
    assert [item for item in rows(stack, "Evidence") if item["pk"].startswith("FOR#")] == []
    bucket = stack.settings.evidence_bucket
    assert stack.aws.s3.list_objects_v2(Bucket=bucket).get("Contents", []) == []
    assert _told(stack) == ["RequestDraftEnding"]


def _told(stack: MotoStack) -> list[str]:
    """The events of requests, each of which was published."""
    events = [item for item in rows(stack, "Requests") if item["pk"].startswith("OUTBOX#")]
    assert all("published_at" in one for one in events)
    return sorted(str(one["detail_type"]) for one in events)
