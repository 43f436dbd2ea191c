"""Where somebody is signed in, and how that ends (controls 18-21)."""

from auth.rules.sessions import MOST
from tests.auth.test_passwords_changed import seen, signed_in_again
from tests.faults.invariants import rows
from tests.journeys.accounts import SECOND_PASSWORD
from tests.support.faults import Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def test_sessions_are_listed_newest_first(member: Visitor, portal: InProcessPortal) -> None:
    portal.stack.clock.forward(minutes=5)
    signed_in_again(member)
    portal.stack.clock.forward(minutes=5)
    found = member.ask("GET", "/v1/sessions").body
    assert [(one["method"], one["this_one"]) for one in found["items"]] == [("email", False), ("activation", True)]
    newer, this = found["items"]
    assert this["signed_in_at"] < newer["signed_in_at"] == newer["last_used_at"] < this["last_used_at"]
    assert found["next"] is None


def test_control_21_one_session_is_ended(member: Visitor, portal: InProcessPortal) -> None:
    other = signed_in_again(member)
    [listed, this] = member.ask("GET", "/v1/sessions").body["items"]
    assert member.ask("DELETE", f"/v1/sessions/{listed['session_id']}").status == 204
    assert (seen(portal, member.token), seen(portal, other)) == (200, 403)
    assert member.ask("DELETE", f"/v1/sessions/{listed['session_id']}").status == 404
    assert [one["session_id"] for one in member.ask("GET", "/v1/sessions").body["items"]] == [this["session_id"]]


def test_what_has_idled_out_or_was_left_is_not_listed(member: Visitor, portal: InProcessPortal) -> None:
    signed_in_again(member)
    left = Visitor(portal, token=signed_in_again(member))
    left.sign_out()
    portal.stack.clock.forward(minutes=10)
    assert member.ask("GET", "/v1/session").status == 200
    portal.stack.clock.forward(minutes=20)
    assert len(member.ask("GET", "/v1/sessions").body["items"]) == 1


def test_control_21_everywhere_is_everywhere(member: Visitor, portal: InProcessPortal) -> None:
    other = signed_in_again(member)
    assert member.ask("DELETE", "/v1/sessions").status == 204
    assert (seen(portal, member.token), seen(portal, other)) == (403, 403)
    assert rows(portal.stack, "Sessions") == []


def test_a_strangers_session_is_not_there(member: Visitor, portal: InProcessPortal) -> None:
    bob = Visitor(portal, email="bob@example.org", registration_key="registration-bob")
    bob.make_account()
    [his] = bob.ask("GET", "/v1/sessions").body["items"]
    assert member.ask("DELETE", f"/v1/sessions/{his['session_id']}").status == 404
    assert seen(portal, bob.token) == 200


def test_the_next_after_fifty_ends_the_oldest_and_ending_fifty_costs_what_ending_one_does(
    moto_stack: MotoStack, member: Visitor, portal: InProcessPortal
) -> None:
    plan = Plan()
    counted = Visitor(InProcessPortal(moto_stack, counting(moto_stack.aws, plan)))
    first = member.token
    for _ in range(MOST):
        portal.stack.clock.forward(minutes=5)
        member.sign_in()
    assert seen(portal, first) == 403
    counted.token = member.token
    assert len(counted.ask("GET", "/v1/sessions").body["items"]) == 6, "the others have idled out"
    plan.seen.clear()
    assert counted.change_password(SECOND_PASSWORD).status == 204
    made = [operation for function, operation in plan.seen if function == "ChangePassword"]
    assert made == ["get_item", "get_secret_value", "batch_get_item", "update_item", "transact_write_items"]
    assert len(rows(moto_stack, "Sessions")) == 1
