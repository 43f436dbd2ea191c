"""Two windows, lost answers: who saw an older profile is told, who did it themselves is not."""

from functools import cached_property
from typing import Any

from portal.aws import Aws
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.visitor import Visitor


def patched(visitor: Visitor, etag: str, **changes: object) -> Any:
    return visitor.ask("PATCH", "/v1/account", changes, headers={"If-Match": etag})


def test_who_saw_an_older_profile_is_told(member: Visitor) -> None:
    etag = member.ask("GET", "/v1/account").headers["etag"]
    assert patched(member, etag, first_name="Anne").status == 200
    refused = patched(member, etag, first_name="Anna")
    assert (refused.status, refused.body["code"]) == (412, "precondition_failed")
    assert member.ask("GET", "/v1/account").body["first_name"] == "Anne"


def test_who_asks_again_because_the_answer_was_lost_is_told_that_it_is_done(member: Visitor) -> None:
    etag = member.ask("GET", "/v1/account").headers["etag"]
    first = patched(member, etag, first_name="Anne")
    again = patched(member, etag, first_name="Anne")
    assert (again.status, again.body, again.headers["etag"]) == (200, first.body, first.headers["etag"])


class Resending(Aws):
    """As botocore does when an answer is lost: sends each update again, and gives what the second one gave."""

    def __init__(self, real: MotoAws) -> None:
        self._real = real

    @cached_property
    def dynamodb(self) -> Any:
        return self

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._real.dynamodb, operation)

    def update_item(self, **ask: Any) -> Any:
        self._real.dynamodb.update_item(**ask)
        return self._real.dynamodb.update_item(**ask)


def test_a_write_that_botocore_sent_twice_is_not_somebody_elses(moto_stack: MotoStack, member: Visitor) -> None:
    etag = member.ask("GET", "/v1/account").headers["etag"]
    member.portal = InProcessPortal(moto_stack, lambda _: Resending(moto_stack.aws))
    answer = patched(member, etag, first_name="Anne")
    assert (answer.status, answer.body["first_name"]) == (200, "Anne")
    assert answer.headers["etag"] == member.ask("GET", "/v1/account").headers["etag"] == '"2"'
