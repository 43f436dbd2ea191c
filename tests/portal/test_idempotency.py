from datetime import datetime, timedelta

from portal.idempotency import Idempotency
from portal.problems import Refusal
from portal.table import Tables, TransactionCancelled
from tests.support.moto_stack import MotoStack

PEPPER = b"pepper"


def key(now: datetime, body: bytes = b'{"a": 1}', caller: str = "public", name: str = "key-1234") -> Idempotency:
    return Idempotency.of("start_registration", caller, name, body, PEPPER, now)


def tried(stack: MotoStack, idempotency: Idempotency, result: str) -> str | Refusal:
    """What the operation gives: its new result, or what the record that stands in the way leads to."""
    try:
        Tables(stack.aws.dynamodb, lambda _: None).transact(key=idempotency.record("Accounts", result))
    except TransactionCancelled as cancelled:
        return idempotency.earlier_result(cancelled.found("key"))
    return result


def test_the_same_again_gives_the_first_result_for_24_hours(moto_stack: MotoStack) -> None:
    now = moto_stack.clock()
    assert tried(moto_stack, key(now), "first") == "first"
    assert tried(moto_stack, key(now), "second") == "first"
    almost = now + timedelta(hours=24) - timedelta(seconds=1)
    assert tried(moto_stack, key(almost), "third") == "first"
    assert tried(moto_stack, key(now + timedelta(hours=24)), "fourth") == "fourth"
    assert tried(moto_stack, key(now + timedelta(hours=47)), "fifth") == "fourth"


def test_another_body_is_refused_and_no_body_is_kept(moto_stack: MotoStack) -> None:
    now = moto_stack.clock()
    tried(moto_stack, key(now, b'{"email": "ann"}'), "first")
    answer = tried(moto_stack, key(now, b'{"email": "bob"}'), "second")
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.status) == ("idempotency_key_reused", 409)
    [item] = moto_stack.aws.dynamodb.scan(TableName="Accounts")["Items"]
    assert "ann" not in str(item)
    assert set(item) == {"pk", "sk", "result_id", "body_hmac", "ttl"}


def test_each_caller_and_each_key_is_apart(moto_stack: MotoStack) -> None:
    now = moto_stack.clock()
    assert tried(moto_stack, key(now), "first") == "first"
    assert tried(moto_stack, key(now, caller="account-1"), "second") == "second"
    assert tried(moto_stack, key(now, name="key-5678"), "third") == "third"


def test_without_the_pepper_a_body_cannot_be_guessed_from_its_record(moto_stack: MotoStack) -> None:
    now = moto_stack.clock()
    other = Idempotency.of("start_registration", "public", "key-1234", b'{"a": 1}', b"other", now)
    assert key(now).body_hmac != other.body_hmac
