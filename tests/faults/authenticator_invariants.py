"""What must be so of an authenticator app after any fault: nothing secret is left, and its owner knows of it."""

from tests.faults.invariants import a_code_gives_at_most_one_session, nothing_personal_in_the_log, rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor

TOLD = (
    "An authenticator app was added to your account",
    "The authenticator app was removed from your account",
)


def hold(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    a_code_gives_at_most_one_session(stack)
    told_once_of_each(stack, portal, visitor, repeat_allowed=repeat_allowed)
    the_secret_is_nowhere(stack, visitor)
    nothing_personal_in_the_log(stack, visitor)


def told_once_of_each(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """I9, I14."""
    assert [item for item in rows(stack, "Accounts") if "unpublished" in item] == []
    subjects = [mail.subject for mail in portal.mails(visitor.email)]
    times = sorted(subjects.count(subject) for subject in TOLD)
    assert times == [1, 1] or (repeat_allowed and times == [1, 2])


def the_secret_is_nowhere(stack: MotoStack, visitor: Visitor) -> None:
    assert visitor.app_secret is not None
    kept = "".join(str(rows(stack, table)) for table in ("Accounts", "Codes", "Sessions", "Notifications"))
    assert visitor.app_secret not in kept + stack.lines.text()
