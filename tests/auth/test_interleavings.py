"""Two operations at once, through all orders of their AWS calls (I4, I5, I6)."""

from collections.abc import Callable
from typing import Any

from tests.faults.invariants import rows
from tests.support.fixtures import InOrders
from tests.support.interleave import Task, all_orders, outcome, request
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def live(stack: MotoStack) -> int:
    return len(rows(stack, "Sessions"))


def test_every_order_comes_once() -> None:
    seen: list[str] = []

    def task(name: str) -> Task:
        def calls(turn: Callable[[], None]) -> None:
            for _ in range(2):
                turn()
                seen.append(name)

        return calls

    found = [run.order for run in all_orders(lambda: (task("a"), task("b")))]
    assert sorted(found) == sorted({"AABB", "ABAB", "ABBA", "BAAB", "BABA", "BBAA"})
    assert "".join(seen).upper() == "".join(found)
    once = [run.order for run in all_orders(lambda: (task("a"), task("b")), switches=1)]
    assert sorted(once) == sorted({"AABB", "ABBA", "BAAB", "BBAA"})


def test_control_04_one_code_completed_twice_gives_one_session(
    moto_stack: MotoStack, member: Visitor, in_orders: InOrders
) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    before = live(moto_stack)
    one = request(moto_stack, "POST", f"/v1/sign-ins/{sign_in_id}/session", {"code": member.newest_code()})
    orders = 0
    for run in in_orders(one, one):
        orders += 1
        assert sorted(str(outcome(answer)) for answer in run.results) == ["201", "used_code"], run.order
        assert live(moto_stack) - before == 1
    assert orders >= 14


def test_control_06_guesses_at_once_are_all_counted(
    moto_stack: MotoStack, member: Visitor, in_orders: InOrders
) -> None:
    """One is left before the challenge is dead: of two at once one is compared."""
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    for _ in range(2):
        member.complete_sign_in(sign_in_id, "00000000")
    wrong = request(moto_stack, "POST", f"/v1/sign-ins/{sign_in_id}/session", {"code": "00000000"})
    for run in in_orders(wrong, wrong):
        found = sorted(str(outcome(answer)) for answer in run.results)
        assert found == ["invalid_code", "too_many_wrong_codes"], run.order


def test_two_registrations_of_one_address_make_one_account(
    moto_stack: MotoStack, ann: Visitor, in_orders: InOrders
) -> None:
    tasks = []
    for number in (1, 2):
        registration_id = ann.start_registration(key=f"registration-{number}").body["registration_id"]
        ann.give_contact_details(registration_id)
        path = f"/v1/registrations/{registration_id}/activation"
        tasks.append(request(moto_stack, "POST", path, {"code": ann.newest_code()}))
    for run in in_orders(*tasks):
        assert sorted(str(outcome(answer)) for answer in run.results) == ["201", "account_exists"], run.order
        kinds = [item["pk"].partition("#")[0] for item in rows(moto_stack, "Accounts")]
        assert (kinds.count("ACCOUNT"), kinds.count("EMAIL"), kinds.count("OUTBOX")) == (1, 1, 1)
        assert live(moto_stack) == 1


def test_a_new_code_against_the_old_one(moto_stack: MotoStack, ann: Visitor, in_orders: InOrders) -> None:
    """One of the two wins: an account, or a new code, beside which the old one opens nothing."""
    registration_id = ann.start_registration().body["registration_id"]
    ann.give_contact_details(registration_id)
    path = f"/v1/registrations/{registration_id}"
    old = request(moto_stack, "POST", f"{path}/activation", {"code": ann.newest_code()})
    resend = request(moto_stack, "POST", f"{path}/code")
    found = set()
    for run in in_orders(old, resend):
        activated, sent = (outcome(answer) for answer in run.results)
        found.add((activated, sent))
        assert live(moto_stack) == (activated == 201)
    assert found == {(201, "not_found"), (201, "try_again"), ("expired_code", 202), ("invalid_code", 202)}


def test_two_windows_change_one_profile(moto_stack: MotoStack, member: Visitor, in_orders: InOrders) -> None:
    etag = member.ask("GET", "/v1/account").headers["etag"]
    more: Any = {"token": member.token, "headers": {"If-Match": etag}}
    tasks = [request(moto_stack, "PATCH", "/v1/account", {"first_name": name}, **more) for name in ("Anne", "Anna")]
    for run in in_orders(*tasks):
        found = {str(outcome(answer)) for answer in run.results}
        assert found in ({"200", "precondition_failed"}, {"200", "try_again"}), run.order
        won = next(answer.body["first_name"] for answer in run.results if answer.status == 200)
        [profile] = [item for item in rows(moto_stack, "Accounts") if item["sk"] == "PROFILE"]
        assert (profile["person"]["first_name"], profile["version"]) == (won, 2)


def test_one_code_of_an_app_at_two_sign_ins_gives_one_session(
    moto_stack: MotoStack, member: Visitor, in_orders: InOrders
) -> None:
    add_app(moto_stack, member)
    body = {"method": "authenticator", "code": member.app_code(moto_stack.clock())}
    ids = [member.start_sign_in().body["sign_in_id"] for _ in range(2)]
    tasks = [request(moto_stack, "POST", f"/v1/sign-ins/{sign_in_id}/session", body) for sign_in_id in ids]
    before = live(moto_stack)
    for run in in_orders(*tasks):
        assert sorted(str(outcome(answer)) for answer in run.results) == ["201", "used_code"], run.order
        assert live(moto_stack) - before == 1


def test_an_app_is_taken_away_while_its_code_signs_in(
    moto_stack: MotoStack, member: Visitor, in_orders: InOrders
) -> None:
    """Whoever comes first: either way the app is gone, and no error is answered."""
    add_app(moto_stack, member)
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    body = {"method": "authenticator", "code": member.app_code(moto_stack.clock())}
    signs_in = request(moto_stack, "POST", f"/v1/sign-ins/{sign_in_id}/session", body)
    removes = request(moto_stack, "DELETE", "/v1/account/authenticator", token=member.token)
    before, found = live(moto_stack), set()
    for run in in_orders(signs_in, removes):
        signed_in, removed = (outcome(answer) for answer in run.results)
        found.add((signed_in, removed))
        assert live(moto_stack) - before == (signed_in == 201), run.order
        [profile] = [item for item in rows(moto_stack, "Accounts") if item["sk"] == "PROFILE"]
        assert "authenticator" not in profile
    assert found == {(201, 204), ("invalid_input", 204)}


def add_app(stack: MotoStack, member: Visitor) -> None:
    member.offer_app()
    assert member.confirm_app(member.app_code(stack.clock())).status == 200
    stack.clock.forward(seconds=30)
