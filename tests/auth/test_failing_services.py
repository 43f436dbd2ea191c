"""AWS busy, slow or refusing: the person is told to try again, and nothing is half done."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from portal.aws import Aws
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.stub_client import conflict, refusal
from tests.support.visitor import Visitor

ADDRESS = "https://aws.invalid"


class FailingAws(Aws):
    """One kind of call fails as often as `times` says, without reaching AWS; all others are as ever."""

    def __init__(self, real: MotoAws, operation: str, error: Exception, times: int) -> None:
        self._real, self._operation, self._error, self.times = real, operation, error, times

    @cached_property
    def dynamodb(self) -> Any:
        return _FailingClient(self, self._real.dynamodb)

    @cached_property
    def ses(self) -> Any:
        return _FailingClient(self, self._real.ses)

    @cached_property
    def secrets(self) -> Any:
        return self._real.secrets

    def call(self, real: Any, operation: str, ask: Any) -> Any:
        if operation == self._operation and self.times > 0:
            self.times -= 1
            raise self._error
        return getattr(real, operation)(**ask)


class _FailingClient:
    def __init__(self, aws: FailingAws, real: Any) -> None:
        self._aws, self._real = aws, real

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return lambda **ask: self._aws.call(self._real, operation, ask)


def failing(stack: MotoStack, operation: str, error: Exception, times: int = 99) -> InProcessPortal:
    aws = FailingAws(stack.aws, operation, error, times)
    return InProcessPortal(stack, lambda _: aws)


@pytest.mark.parametrize(
    "error",
    [
        refusal("ThrottlingException"),
        refusal("ProvisionedThroughputExceededException"),
        ReadTimeoutError(endpoint_url=ADDRESS),
        ConnectTimeoutError(endpoint_url=ADDRESS),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("operation", ["batch_get_item", "update_item", "transact_write_items"])
def test_a_busy_table_may_be_tried_again(
    moto_stack: MotoStack, member: Visitor, operation: str, error: Exception
) -> None:
    body = {"email": member.email, "password": member.password}
    answer = failing(moto_stack, operation, error).call("POST", "/v1/sign-ins", body)
    assert (answer.status, answer.body["code"], answer.headers["retry-after"]) == (503, "try_again", "1")
    assert moto_stack.lines.errors == []
    assert member.portal.call("POST", "/v1/sign-ins", body).status == 201


def test_a_transaction_in_conflict_is_tried_again_unseen(moto_stack: MotoStack, member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    portal = failing(moto_stack, "transact_write_items", conflict(), times=3)
    assert portal.call("POST", f"/v1/sign-ins/{sign_in_id}/code").status == 202


def test_a_transaction_that_stays_in_conflict_may_be_tried_again(moto_stack: MotoStack, member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    code = {"code": member.newest_code()}
    path = f"/v1/sign-ins/{sign_in_id}/session"
    refused = failing(moto_stack, "transact_write_items", conflict()).call("POST", path, code)
    assert (refused.status, refused.body["code"], refused.headers["retry-after"]) == (503, "try_again", "1")
    assert member.portal.call("POST", path, code).status == 201


@pytest.mark.parametrize(
    "error",
    [refusal("TooManyRequestsException"), refusal("MessageRejected"), ConnectTimeoutError(endpoint_url=ADDRESS)],
    ids=["throttled", "rejected", "timeout"],
)
def test_a_mail_that_ses_does_not_take(moto_stack: MotoStack, member: Visitor, error: Exception) -> None:
    """The code that was not sent opens nothing; the next one does."""
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    before = {"code": member.newest_code()}
    path = f"/v1/sign-ins/{sign_in_id}"
    refused = failing(moto_stack, "send_email", error).call("POST", f"{path}/code")
    assert (refused.status, refused.body["code"], refused.headers["retry-after"]) == (503, "mail_unavailable", "5")
    assert moto_stack.lines.errors == []
    assert member.portal.call("POST", f"{path}/session", before).body["code"] == "expired_code"
    assert member.send_code(sign_in_id).status == 202
    assert member.complete_sign_in(sign_in_id, member.newest_code()).status == 201


def test_an_activation_mail_that_ses_does_not_take(moto_stack: MotoStack, ann: Visitor) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    body = {"phone": "0116 305 0001", "address": ann.address}
    portal = failing(moto_stack, "send_email", refusal("TooManyRequestsException"), times=1)
    path = f"/v1/registrations/{registration_id}/contact"
    assert portal.call("PUT", path, body).body["code"] == "mail_unavailable"
    assert ann.activate(registration_id, "00000000").body["code"] == "expired_code"
    assert portal.call("PUT", path, body).status == 202
    assert ann.activate(registration_id, ann.newest_code()).status == 201
