"""What must be so of a safeguarding concern after any fault (`docs/rules/safeguarding.md`)."""

from tests.faults.invariants import rows
from tests.journeys.safeguarding import PERSON, SOURCE, WORDS
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

SECRET = (
    PERSON["first_name"],
    PERSON["last_name"],
    SOURCE,
    WORDS,
    "locked in",
    "on duty",
    "Ward 3",
    "opened an enquiry",
)


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """It is there once, is known again once, is in nobody's activity, and no log or mail says a word of it."""
    items = rows(stack, "Requests")
    [concern] = [item for item in items if item["sk"] == "REQUEST"]
    assert [entry["what"] for entry in concern["timeline"]] == ["submitted", "information_asked", "replied", "approved"]
    assert "unsent_at" not in concern
    [known_by] = [item for item in items if item["pk"] == "CONCERNS"]
    assert known_by["request_id"] == concern["request_id"]
    record = [row for row in rows(stack, "Audit") if row["subject_id"] == concern["request_id"]]
    assert {row["what"] for row in record} == {"request_opened", "request_asked", "request_ended"}
    assert not any("account_id" in row for row in record)
    told = sorted(str(item["detail_type"]) for item in items if item["pk"].startswith("OUTBOX#"))
    assert told == ["RequestEnded", "RequestQuestionAsked", "RequestSubmitted"]
    said = stack.lines.text() + str(portal.mails(visitor.email))
    assert [word for word in SECRET if word in said] == []
