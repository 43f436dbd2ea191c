"""What must be so after any fault once passwords and addresses were changed."""

from auth.rules.passwords import matches
from tests.faults import invariants
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def changed_and_reset(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    invariants.one_account_for_the_address(stack, visitor)
    invariants.every_event_is_published(stack, events_made=3)
    every_session_is_known_to_its_account(stack)
    the_password_is_the_last_one(stack, visitor)
    told_once(portal, visitor, "Your password was changed", repeat_allowed=repeat_allowed)
    told_once(portal, visitor, "You have a new password", repeat_allowed=repeat_allowed)
    invariants.nothing_personal_in_the_log(stack, visitor)


def given_back(stack: MotoStack, portal: InProcessPortal, visitor: Visitor, *, repeat_allowed: bool) -> None:
    """The account has one address, its owner's; the thief's is nobody's."""
    invariants.one_account_for_the_address(stack, visitor)
    addresses = [item["pk"] for item in rows(stack, "Accounts") if item["pk"].startswith("EMAIL#")]
    assert addresses == [f"EMAIL#{visitor.email}"]
    invariants.every_event_is_published(stack, events_made=4)
    every_session_is_known_to_its_account(stack)
    the_password_is_the_last_one(stack, visitor)
    told_once(portal, visitor, "Your email address was changed", repeat_allowed=repeat_allowed)
    told_once(portal, visitor, "Your email address is back", repeat_allowed=repeat_allowed)
    invariants.nothing_personal_in_the_log(stack, visitor)
    assert visitor.newest_email_change_reversal(visitor.email) not in stack.lines.text()


def every_session_is_known_to_its_account(stack: MotoStack) -> None:
    """Or the next change of the password would not end it."""
    [account] = [item for item in rows(stack, "Accounts") if item["pk"].startswith("ACCOUNT#")]
    known = {one["key"] for one in account["sessions"].values()}
    assert {item["pk"].removeprefix("SESSION#") for item in rows(stack, "Sessions")} <= known


def the_password_is_the_last_one(stack: MotoStack, visitor: Visitor) -> None:
    [address] = [item for item in rows(stack, "Accounts") if item["pk"] == f"EMAIL#{visitor.email}"]
    assert matches(address["password_hash"], visitor.password)


def told_once(portal: InProcessPortal, visitor: Visitor, subject: str, *, repeat_allowed: bool) -> None:
    assert 1 <= told(portal, visitor, subject) <= 1 + repeat_allowed, subject


def told(portal: InProcessPortal, visitor: Visitor, subject: str) -> int:
    """How often."""
    return [mail.subject for mail in portal.mails(visitor.email)].count(subject)
