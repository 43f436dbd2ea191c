"""What must be so after any fault, once the person has tried again and the jobs have run.

I1 to I14 are defined in `docs/rules/reliability.md`, "Invariants".
"""

from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from tests.support.faults import Fault
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

HEARD_OF_NO_ANSWER = {Fault.DIE_AFTER, Fault.TIMEOUT_AFTER, Fault.SENT_AGAIN}


def may_repeat(caller: str, operation: str, fault: Fault) -> bool:
    """I14: a notice may come twice only after a crash between the provider's acceptance and our note of it."""
    if caller != "SendNotices":
        return False
    accepted_unheard = operation in {"send_email", "publish"} and fault in HEARD_OF_NO_ANSWER
    unnoted = operation in {"update_item", "transact_write_items"} and fault is not Fault.DIE_AFTER
    return accepted_unheard or unnoted


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    one_account_for_the_address(stack, visitor)
    a_code_gives_at_most_one_session(stack)
    every_event_is_published(stack)
    welcomed_once(portal, visitor, repeat_allowed=repeat_allowed)
    nothing_personal_in_the_log(stack, visitor)


def one_account_for_the_address(stack: MotoStack, visitor: Visitor) -> None:
    accounts = [item for item in rows(stack, "Accounts") if item["pk"].startswith("ACCOUNT#")]
    owners = [item for item in rows(stack, "Accounts") if item["pk"] == f"EMAIL#{visitor.email}"]
    assert [item["account_id"] for item in owners] == [item["account_id"] for item in accounts]


def a_code_gives_at_most_one_session(stack: MotoStack) -> None:
    """I4: each session came of a challenge of its own."""
    challenges = [*rows(stack, "Accounts"), *rows(stack, "Codes")]
    used = [item for item in challenges if "used_at" in item]
    assert 1 <= len(rows(stack, "Sessions")) <= len(used)


def every_event_is_published(stack: MotoStack, events_made: int = 1) -> None:
    """I9, first half: nothing stays in the outbox."""
    events = [item for item in rows(stack, "Accounts") if item["pk"].startswith("OUTBOX#")]
    assert len(events) == events_made
    nothing_is_unpublished(stack, "Accounts")


def nothing_is_unpublished(stack: MotoStack, *tables: str) -> None:
    """I9, first half, of these tables' outboxes."""
    assert [item for table in tables for item in rows(stack, table) if "unpublished" in item] == []


def welcomed_once(portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """I9, second half, and I14: acted on once; never lost."""
    welcomes = [mail for mail in portal.mails(visitor.email) if mail.subject == "Your account is ready"]
    assert len(welcomes) == 1 or (repeat_allowed and len(welcomes) == 2)


def nothing_personal_in_the_log(stack: MotoStack, visitor: Visitor) -> None:
    """I11."""
    written = stack.lines.text()
    tokens = [answer.body["token"] for answer in visitor.answers if answer.status == 201 and "token" in answer.body]
    codes = [visitor.newest_code()]
    for secret in (
        visitor.email,
        visitor.first_name,
        visitor.password,
        "Invented Row",
        "441163050001",
        *tokens,
        *codes,
    ):
        assert secret not in written


def rows(stack: MotoStack, table: str) -> list[dict[str, Any]]:
    items = stack.aws.dynamodb.scan(TableName=table)["Items"]
    return [{name: TypeDeserializer().deserialize(value) for name, value in item.items()} for item in items]
