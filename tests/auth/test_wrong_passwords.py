"""Wrong passwords wait, by account and network and by client; an unknown address looks like a known one."""

from typing import Any

from argon2 import PasswordHasher

from auth.rules.passwords import needs_new_hash
from tests.faults.invariants import rows
from tests.support.faults import Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import PASSWORD, Visitor

HOME, ABROAD = "198.51.100.7", "203.0.113.9"


def tried(portal: InProcessPortal, email: str, password: str = "Wrong-horse-7", source: str = HOME) -> Any:
    return portal.call("POST", "/v1/sign-ins", {"email": email, "password": password}, source=source)


def test_an_unknown_address_is_like_a_known_one_with_a_wrong_password(moto_stack: MotoStack, member: Visitor) -> None:
    seen, answers = [], []
    for email in (member.email, "nobody@example.org"):
        plan = Plan()
        portal = InProcessPortal(moto_stack, counting(moto_stack.aws, plan))
        answers.append([tried(portal, email) for _ in range(7)])
        seen.append(plan.seen)
    known, unknown = answers
    assert known == unknown
    assert [answer.status for answer in known] == [401] * 5 + [429] * 2
    assert known[0].body["code"] == "invalid_credentials"
    assert seen[0] == seen[1]


def test_five_are_free_then_each_waits_twice_as_long(member: Visitor, portal: InProcessPortal) -> None:
    clock = portal.stack.clock
    assert [tried(portal, member.email).status for _ in range(5)] == [401] * 5
    for seconds in (1, 2, 4, 8):
        refused = tried(portal, member.email, PASSWORD)
        assert (refused.status, refused.headers["retry-after"]) == (429, str(seconds))
        clock.forward(seconds=seconds)
        assert tried(portal, member.email).status == 401
    clock.forward(seconds=16)
    assert tried(portal, member.email, PASSWORD).status == 201
    assert [tried(portal, member.email).status for _ in range(5)] == [401] * 5


def test_a_stranger_elsewhere_locks_nobody_out(member: Visitor, portal: InProcessPortal) -> None:
    for _ in range(30):
        tried(portal, member.email, source=ABROAD)
    assert tried(portal, member.email, PASSWORD, source=ABROAD).status == 429
    assert tried(portal, member.email, PASSWORD, source=HOME).status == 201


def test_neighbours_in_one_network_count_together(member: Visitor, portal: InProcessPortal) -> None:
    sources = [f"198.51.100.{number}" for number in range(1, 7)]
    assert [tried(portal, member.email, source=source).status for source in sources] == [401] * 5 + [429]


def test_one_client_cannot_try_many_accounts(portal: InProcessPortal) -> None:
    statuses = [tried(portal, f"nobody{number}@example.org").status for number in range(51)]
    assert statuses == [401] * 50 + [429]
    refused = tried(portal, "nobody99@example.org")
    assert refused.headers["retry-after"] == "900"
    assert tried(portal, "nobody99@example.org", source=ABROAD).status == 401
    portal.stack.clock.forward(minutes=15)
    assert tried(portal, "nobody99@example.org").status == 401


def test_right_passwords_cost_the_client_nothing(member: Visitor, portal: InProcessPortal) -> None:
    assert {tried(portal, member.email, PASSWORD).status for _ in range(52)} == {201}


def test_control_13_an_older_hash_is_renewed_at_sign_in(member: Visitor, portal: InProcessPortal) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    key = {name: {"S": f"EMAIL#{member.email}"} for name in ("pk", "sk")}
    portal.stack.aws.dynamodb.update_item(
        TableName="Accounts",
        Key=key,
        UpdateExpression="SET password_hash = :older",
        ExpressionAttributeValues={":older": {"S": older}},
    )
    assert tried(portal, member.email).status == 401
    assert stored_hash(portal, member) == older
    assert tried(portal, member.email, PASSWORD).status == 201
    assert not needs_new_hash(stored_hash(portal, member))
    assert tried(portal, member.email, PASSWORD).status == 201


def stored_hash(portal: InProcessPortal, visitor: Visitor) -> str:
    [found] = [item for item in rows(portal.stack, "Accounts") if item["pk"] == f"EMAIL#{visitor.email}"]
    return str(found["password_hash"])
