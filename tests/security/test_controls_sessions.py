"""Tokens, what opens them and what ends them (controls 17, 18, 19, 21)."""

import hashlib
from base64 import urlsafe_b64decode
from datetime import timedelta

from portal.clock import to_text
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def care_closed_until(visitor: Visitor) -> object:
    return visitor.ask("GET", "/v1/session").body["care_closed_until"]


def test_control_17_a_mailed_code_waits_for_care_records_and_an_app_does_not(
    member: Visitor, portal: InProcessPortal
) -> None:
    """The hold of a reset proves nothing against whoever has the mailbox: the app is another proof."""
    clock = portal.stack.clock
    member.offer_app()
    assert member.confirm_app(member.app_code(clock())).status == 200
    until = clock() + timedelta(hours=24)
    held(portal.stack, to_text(until))
    assert member.start_sign_in().body["methods"] == ["email", "authenticator"]
    member.sign_in()
    assert care_closed_until(member) == until.strftime("%Y-%m-%dT%H:%M:%SZ")
    clock.forward(seconds=30)
    by_app = member.complete_by_app(member.start_sign_in().body["sign_in_id"], member.app_code(clock()))
    assert by_app.status == 201
    member.token = by_app.body["token"]
    assert care_closed_until(member) is None
    clock.forward(hours=24)
    member.sign_in()
    assert care_closed_until(member) is None


def test_control_17_an_app_added_after_the_reset_is_no_other_proof(member: Visitor, portal: InProcessPortal) -> None:
    clock = portal.stack.clock
    until = clock() + timedelta(hours=24)
    held(portal.stack, to_text(until))
    clock.forward(minutes=1)
    member.offer_app()
    assert member.confirm_app(member.app_code(clock())).status == 200
    clock.forward(seconds=30)
    by_app = member.complete_by_app(member.start_sign_in().body["sign_in_id"], member.app_code(clock()))
    assert by_app.status == 201
    member.token = by_app.body["token"]
    assert care_closed_until(member) == until.strftime("%Y-%m-%dT%H:%M:%SZ")


def held(stack: MotoStack, until: str) -> None:
    """As a reset leaves the account."""
    [account] = [item for item in rows(stack, "Accounts") if item["sk"] == "PROFILE"]
    stack.aws.dynamodb.update_item(
        TableName="Accounts",
        Key={name: {"S": account[name]} for name in ("pk", "sk")},
        UpdateExpression="SET care_closed_until = :until",
        ExpressionAttributeValues={":until": {"S": until}},
    )


def test_control_18_a_token_is_256_bits_and_kept_as_its_hash(member: Visitor, portal: InProcessPortal) -> None:
    token = str(member.token)
    assert len(urlsafe_b64decode(token + "=")) * 8 == 256
    [session] = rows(portal.stack, "Sessions")
    assert session["pk"] == f"SESSION#{hashlib.sha256(token.encode()).hexdigest()}"
    for table in ("Accounts", "Sessions", "Codes", "Audit", "Notifications"):
        assert token not in str(rows(portal.stack, table))


def test_control_18_the_hash_of_a_token_opens_nothing(member: Visitor, portal: InProcessPortal) -> None:
    """Whoever reads the table has read nothing that signs them in."""
    [session] = rows(portal.stack, "Sessions")
    for stolen in (session["pk"], session["key"], session["session_id"]):
        assert portal.call("GET", "/v1/session", token=str(stolen)).status == 403


def test_control_19_every_sign_in_makes_a_token_of_its_own(member: Visitor, portal: InProcessPortal) -> None:
    """A token that somebody brings along is not taken over, nor ended: it may be another person's browser."""
    planted = str(member.token)
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    new = member.complete_sign_in(sign_in_id, member.newest_code()).body["token"]
    member.token = None
    member.sign_in()
    assert len({planted, new, member.token}) == 3
    assert len(rows(portal.stack, "Sessions")) == 3


def test_control_21_signing_out_ends_this_session_at_once_and_no_other(
    member: Visitor, portal: InProcessPortal
) -> None:
    first = member.token
    member.sign_in()
    second = member.token
    member.sign_out()
    assert [portal.call("GET", "/v1/session", token=token).status for token in (first, second)] == [200, 403]
    [left] = rows(portal.stack, "Sessions")
    assert left["pk"] == f"SESSION#{hashlib.sha256(str(first).encode()).hexdigest()}"
