from base64 import urlsafe_b64encode
from typing import Any

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ParamValidationError,
    ReadTimeoutError,
)
from hypothesis import given
from hypothesis import strategies as st

from portal.conditions import Attr
from portal.items import from_token
from portal.table import (
    CONFLICT_PAUSES,
    Busy,
    Check,
    ConditionFailed,
    Delete,
    Key,
    Put,
    Tables,
    TransactionCancelled,
    Update,
)
from tests.support.moto_stack import MotoStack
from tests.support.stub_client import StubClient, conflict, refusal

KEY = {"pk": "ACCOUNT#1", "sk": "PROFILE"}
ADDRESS = "https://aws.invalid"


def tables(client: Any, pauses: list[float] | None = None) -> Tables:
    return Tables(client, (pauses if pauses is not None else []).append)


@pytest.mark.parametrize(
    "error",
    [
        ReadTimeoutError(endpoint_url=ADDRESS),
        ConnectTimeoutError(endpoint_url=ADDRESS),
        ConnectionClosedError(endpoint_url=ADDRESS),
        EndpointConnectionError(endpoint_url=ADDRESS),
        refusal("ThrottlingException"),
        refusal("ProvisionedThroughputExceededException"),
        refusal("InternalServerError"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_may_pass_is_busy(error: Exception) -> None:
    with pytest.raises(Busy):
        tables(StubClient(error)).get("Accounts", KEY)


@pytest.mark.parametrize("error", [refusal("AccessDeniedException"), ParamValidationError(report="no such field")])
def test_a_fault_of_ours_is_not_called_busy(error: Exception) -> None:
    with pytest.raises(type(error)):
        tables(StubClient(error)).get("Accounts", KEY)


def test_a_transaction_that_meets_another_is_tried_again_after_a_pause() -> None:
    pauses: list[float] = []
    client = StubClient(conflict(), conflict(), {})
    tables(client, pauses).transact(Put("Accounts", KEY))
    assert pauses == list(CONFLICT_PAUSES[:2])
    assert [operation for operation, _ in client.asked] == ["transact_write_items"] * 3


def test_a_transaction_that_keeps_meeting_others_is_busy() -> None:
    pauses: list[float] = []
    client = StubClient(*[conflict()] * 9)
    with pytest.raises(Busy):
        tables(client, pauses).transact(Put("Accounts", KEY))
    assert pauses == list(CONFLICT_PAUSES)
    assert len(client.asked) == len(CONFLICT_PAUSES) + 1


def test_a_transaction_tried_again_is_the_same_transaction() -> None:
    """Its first try may have won and its answer got lost: by the token DynamoDB knows it, and says yes again."""
    client = StubClient(ReadTimeoutError(endpoint_url=ADDRESS), {}, {})
    both = tables(client)
    both.transact(Put("Accounts", KEY))
    both.transact(Put("Accounts", KEY))
    first, again, other = (ask["ClientRequestToken"] for _, ask in client.asked)
    assert first == again != other


def test_a_refused_condition_outweighs_a_conflict() -> None:
    reasons = [{"Code": "TransactionConflict"}, {"Code": "ConditionalCheckFailed", "Item": {"pk": {"S": "x"}}}]
    error = refusal("TransactionCanceledException", CancellationReasons=reasons)
    with pytest.raises(TransactionCancelled) as refused:
        tables(StubClient(error)).transact(first=Put("Accounts", KEY), second=Put("Accounts", KEY))
    assert (refused.value.failed("first"), refused.value.found("first")) == (False, None)
    assert (refused.value.failed("second"), refused.value.found("second")) == (True, {"pk": "x"})


def test_an_unnamed_write_that_failed_is_told_from_no_other() -> None:
    reasons = [{"Code": "ConditionalCheckFailed"}, {"Code": "None"}]
    error = refusal("TransactionCanceledException", CancellationReasons=reasons)
    with pytest.raises(TransactionCancelled) as cancelled:
        tables(StubClient(error)).transact(Put("Accounts", KEY), second=Put("Accounts", KEY))
    assert not cancelled.value.failed("second")


def test_no_keys_are_no_call() -> None:
    client = StubClient()
    assert tables(client).get_all([]) == []
    assert client.asked == []


def test_every_page_of_a_partition_is_read() -> None:
    pages = [{"Items": [{"pk": {"S": "1"}}], "LastEvaluatedKey": {"pk": {"S": "1"}}}, {"Items": [{"pk": {"S": "2"}}]}]
    client = StubClient(*pages)
    assert list(tables(client).query_all("Accounts", Attr("pk").eq("P"))) == [{"pk": "1"}, {"pk": "2"}]
    assert client.asked[1][1]["ExclusiveStartKey"] == {"pk": {"S": "1"}}


def left_over(*keys: Key) -> dict[str, Any]:
    plain = [{name: {"S": value} for name, value in key.items()} for key in keys]
    return {"Accounts": {"ConsistentRead": True, "Keys": plain}}


def test_what_dynamodb_left_over_is_asked_for_again() -> None:
    other = {"pk": "ACCOUNT#2", "sk": "PROFILE"}
    first = {"Responses": {"Accounts": []}, "UnprocessedKeys": left_over(KEY, other)}
    second = {"Responses": {"Accounts": [{"pk": {"S": "ACCOUNT#2"}, "sk": {"S": "PROFILE"}, "version": {"N": "3"}}]}}
    pauses: list[float] = []
    client = StubClient(first, second)
    found = tables(client, pauses).get_all([("Accounts", KEY), ("Accounts", other)])
    assert found == [None, {**other, "version": 3}]
    assert client.asked[1][1]["RequestItems"] == left_over(KEY, other)
    assert pauses == [CONFLICT_PAUSES[0]]


def test_who_is_left_over_for_ever_is_told_that_it_is_busy() -> None:
    client = StubClient(*[{"Responses": {}, "UnprocessedKeys": left_over(KEY)}] * 9)
    with pytest.raises(Busy):
        tables(client).get_all([("Accounts", KEY)])
    assert len(client.asked) == len(CONFLICT_PAUSES) + 1


def test_a_failed_condition_shows_the_item_as_it_is(moto_stack: MotoStack) -> None:
    accounts = tables(moto_stack.aws.dynamodb)
    accounts.put(Put("Accounts", {**KEY, "version": 1, "absent": None, "lines": ["a", "b"], "open": True}))
    stored = {**KEY, "version": 1, "lines": ["a", "b"], "open": True}
    assert accounts.get("Accounts", KEY) == stored
    for refused in (
        lambda: accounts.put(Put("Accounts", KEY, condition=Attr("pk").not_exists())),
        lambda: accounts.update(Update("Accounts", KEY, add={"version": 1}, condition=Attr("version").eq(2))),
        lambda: accounts.delete(Delete("Accounts", KEY, condition=Attr("version").eq(2))),
    ):
        with pytest.raises(ConditionFailed) as failed:
            refused()
        assert failed.value.found == stored


def test_a_transaction_is_all_or_nothing(moto_stack: MotoStack) -> None:
    accounts = tables(moto_stack.aws.dynamodb)
    accounts.put(Put("Accounts", {**KEY, "version": 1}))
    other = {"pk": "ACCOUNT#2", "sk": "PROFILE"}
    with pytest.raises(TransactionCancelled) as refused:
        accounts.transact(other=Put("Accounts", other), account=Check("Accounts", KEY, condition=Attr("version").eq(2)))
    assert (refused.value.failed("other"), refused.value.failed("account")) == (False, True)
    assert refused.value.found("account") == {**KEY, "version": 1}
    assert accounts.get("Accounts", other) is None
    accounts.transact(Put("Accounts", other), Check("Accounts", KEY, condition=Attr("version").eq(1)))
    assert accounts.get("Accounts", other) == other


def test_set_add_and_remove_in_one_write(moto_stack: MotoStack) -> None:
    accounts = tables(moto_stack.aws.dynamodb)
    accounts.put(Put("Accounts", {**KEY, "version": 1, "by_hour": {"h1": 2, "h2": 5}, "gone": "x"}))
    write = Update(
        "Accounts", KEY, set={"name": "Ann"}, add={"by_hour.h1": -1, "version": 2}, remove=["by_hour.h2", "gone"]
    )
    assert accounts.update(write) == {**KEY, "version": 3, "by_hour": {"h1": 1}, "name": "Ann"}


def test_pages_lead_from_one_to_the_next(moto_stack: MotoStack) -> None:
    accounts = tables(moto_stack.aws.dynamodb)
    for number in range(5):
        accounts.put(Put("Accounts", {"pk": "P", "sk": str(number)}))
    seen: list[Any] = []
    after = None
    while True:
        page = accounts.query("Accounts", Attr("pk").eq("P"), limit=2, after=after, newest_first=True)
        seen += [item["sk"] for item in page.items]
        after = page.next
        if after is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


@given(st.text(max_size=80) | st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789-_=", max_size=80))
def test_a_page_token_that_we_did_not_make_is_refused_as_a_wrong_value(token: str) -> None:
    with pytest.raises(ValueError):
        from_token(token)


@pytest.mark.parametrize("key", ["{}", "[]", '{"pk": 1}', '{"pk": "\\ud800"}', '{"pk": {"S": "x"}}'])
def test_nor_is_one_that_holds_no_key(key: str) -> None:
    with pytest.raises(ValueError):
        from_token(urlsafe_b64encode(key.encode()).decode())
