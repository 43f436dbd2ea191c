"""A changed or reset password ends what was begun with the old one (controls 6, 14, 15, 21)."""

from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.accounts import SECOND_PASSWORD, THIRD_PASSWORD, another
from tests.support.faults import Plan, counting
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import PASSWORD, Visitor


def seen(portal: InProcessPortal, token: str | None) -> int:
    return portal.call("GET", "/v1/session", token=token).status


def signed_in_again(member: Visitor) -> str | None:
    """The token of another session; the member keeps their first."""
    first, member.token = member.token, None
    member.sign_in()
    other, member.token = member.token, first
    return other


def a_reset(member: Visitor) -> tuple[str, str]:
    reset_id: str = member.start_reset().body["reset_id"]
    return reset_id, member.newest_code()


def test_control_21_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    member: Visitor, portal: InProcessPortal
) -> None:
    other = signed_in_again(member)
    assert member.change_password(SECOND_PASSWORD).status == 204
    assert (seen(portal, member.token), seen(portal, other)) == (200, 403)
    assert member.start_sign_in(PASSWORD).body["code"] == "invalid_credentials"
    assert member.start_sign_in(SECOND_PASSWORD).status == 201


def test_control_15_a_reset_ends_every_session_and_signs_nobody_in(member: Visitor, portal: InProcessPortal) -> None:
    other, before = signed_in_again(member), len(rows(portal.stack, "Sessions"))
    assert member.reset_password(*a_reset(member), SECOND_PASSWORD).status == 204
    assert (seen(portal, member.token), seen(portal, other)) == (403, 403)
    assert (before, rows(portal.stack, "Sessions")) == (2, [])


@pytest.mark.parametrize("how", ["changed", "reset"])
def test_a_sign_in_on_its_way_comes_to_nothing(member: Visitor, how: str) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    if how == "changed":
        member.change_password(SECOND_PASSWORD)
    else:
        member.reset_password(*a_reset(member), SECOND_PASSWORD)
    assert member.send_code(sign_in_id).status == 202
    late = member.complete_sign_in(sign_in_id, member.newest_code())
    assert (late.status, late.body["code"]) == (401, "expired_code")
    assert "Sign in again" in late.body["detail"]


def test_control_15_of_two_resets_one_counts(member: Visitor) -> None:
    first, second = a_reset(member), a_reset(member)
    assert member.reset_password(*second, SECOND_PASSWORD).status == 204
    assert member.reset_password(*first, THIRD_PASSWORD).body["code"] == "expired_code"
    assert member.reset_password(*second, THIRD_PASSWORD).body["code"] == "used_code"
    assert member.start_sign_in(SECOND_PASSWORD).status == 201


def test_a_reset_begun_before_a_change_comes_to_nothing(member: Visitor) -> None:
    reset = a_reset(member)
    member.change_password(SECOND_PASSWORD)
    assert member.reset_password(*reset, THIRD_PASSWORD).body["code"] == "expired_code"


def test_wrong_passwords_of_ones_own_wait_as_at_sign_in(member: Visitor, portal: InProcessPortal) -> None:
    wrong = [member.change_password(SECOND_PASSWORD, current="Wrong-horse-7") for _ in range(6)]
    assert [answer.status for answer in wrong] == [422] * 5 + [429]
    assert wrong[0].body["errors"] == [
        {
            "field": "current_password",
            "code": "wrong_password",
            "message": "That is not your password. Check it and try again.",
        }
    ]
    assert wrong[5].body["code"] == "too_many_attempts"
    assert member.change_password(SECOND_PASSWORD).status == 429
    other = Visitor(portal, token=signed_in_again(member))
    assert other.change_password(SECOND_PASSWORD).status == 204, "another session has its own tries"


def test_a_stranger_at_the_sign_in_page_spends_none_of_the_owners_tries(member: Visitor) -> None:
    for _ in range(6):
        member.start_sign_in("Wrong-horse-7")
    assert member.change_password(SECOND_PASSWORD).status == 204


def test_a_lost_answer_is_asked_for_again(member: Visitor) -> None:
    for _ in range(2):
        assert member.change_password(SECOND_PASSWORD, current=PASSWORD).status == 204
    assert member.change_password(THIRD_PASSWORD, current=PASSWORD).status == 422


@pytest.mark.parametrize(
    ("new", "codes"),
    [("short", ["too_short", "no_upper_case", "no_number", "no_special"]), ("Ollerenshaw-1234", ["personal"])],
)
def test_the_rules_are_told_by_field_and_cost_no_try(member: Visitor, new: str, codes: list[str]) -> None:
    member.edit_profile(last_name="Ollerenshaw")
    reset_id, code = a_reset(member)
    for _ in range(4):
        for refused in (member.change_password(new), member.reset_password(reset_id, code, new)):
            assert refused.status == 422
            assert [(error["field"], error["code"]) for error in refused.body["errors"]] == [
                ("new_password", code) for code in codes
            ]
    assert member.reset_password(reset_id, code, SECOND_PASSWORD).status == 204


def test_the_present_password_is_no_new_one(member: Visitor) -> None:
    """Somebody else may know it: that may be why another is chosen."""
    reset_id, code = a_reset(member)
    for refused in (member.change_password(PASSWORD), member.reset_password(reset_id, code, PASSWORD)):
        assert refused.status == 422
        assert [(error["field"], error["code"]) for error in refused.body["errors"]] == [
            ("new_password", "same_password")
        ]
    assert member.reset_password(reset_id, another(code), PASSWORD).body["code"] == "invalid_code"
    assert member.reset_password(reset_id, code, SECOND_PASSWORD).status == 204


def test_nobody_finds_the_present_password_out_by_a_reset(member: Visitor) -> None:
    reset_id, code = a_reset(member)
    tried = [member.reset_password(reset_id, code, PASSWORD).body["code"] for _ in range(4)]
    assert tried == ["invalid_input"] * 3 + ["too_many_wrong_codes"]


def test_who_has_no_code_is_told_nothing_of_the_owners_name(member: Visitor) -> None:
    member.edit_profile(last_name="Ollerenshaw")
    reset_id, code = a_reset(member)
    assert member.reset_password(reset_id, another(code), "Ollerenshaw-1234").body["code"] == "invalid_code"


def test_three_wrong_codes_kill_a_reset_and_ten_all_of_an_hour(member: Visitor, portal: InProcessPortal) -> None:
    found = []
    for _ in range(4):
        reset_id, code = a_reset(member)
        found += [member.reset_password(reset_id, another(code), SECOND_PASSWORD).body["code"] for _ in range(3)]
        assert member.reset_password(reset_id, code, SECOND_PASSWORD).body["code"] == "too_many_wrong_codes"
    assert found == ["invalid_code"] * 10 + ["too_many_wrong_codes"] * 2
    assert member.start_sign_in().status == 201, "who knows the password is not locked out"


def test_control_15_a_reset_lives_ten_minutes(member: Visitor, portal: InProcessPortal) -> None:
    late = a_reset(member)
    portal.stack.clock.forward(minutes=10)
    assert member.reset_password(*late, THIRD_PASSWORD).body["code"] == "expired_code"
    early = a_reset(member)
    portal.stack.clock.forward(minutes=10, seconds=-1)
    assert member.reset_password(*early, SECOND_PASSWORD).status == 204


def test_control_14_an_unknown_address_gets_the_same_answer_for_the_same_work(
    moto_stack: MotoStack, member: Visitor
) -> None:
    answers: list[Any] = []
    work = []
    for email in (member.email, "nobody@example.org"):
        plan = Plan()
        one = Visitor(InProcessPortal(moto_stack, counting(moto_stack.aws, plan)), email=email)
        started = [one.start_reset() for _ in range(6)]
        wrong = one.reset_password(started[0].body["reset_id"], "00000000", SECOND_PASSWORD)
        answers.append([(a.status, sorted(a.body), a.body.get("expires_at")) for a in (*started, wrong)])
        work.append(plan.seen)
    assert answers[0] == answers[1]
    assert work[0] == work[1]
    assert [status for status, *_ in answers[0]] == [202] * 5 + [429, 401]
    [*_, told] = InProcessPortal(moto_stack, lambda _: moto_stack.aws).mails("nobody@example.org")
    assert told.subject == "There is no account with this address"


def test_control_17_care_records_wait_a_day_after_a_reset(member: Visitor, portal: InProcessPortal) -> None:
    assert member.ask("GET", "/v1/session").body["care_closed_until"] is None
    member.reset_password(*a_reset(member), SECOND_PASSWORD)
    member.password = SECOND_PASSWORD
    until = portal.stack.clock().replace(microsecond=0)
    member.sign_in()
    held = member.ask("GET", "/v1/session").body
    assert held["care_closed_until"] == held["account"]["care_closed_until"]
    assert held["care_closed_until"].startswith(str(until.date().replace(day=until.day + 1)))
    portal.stack.clock.forward(hours=24)
    member.sign_in()
    assert member.ask("GET", "/v1/session").body["care_closed_until"] is None
    assert member.ask("GET", "/v1/account").body["care_closed_until"] is None
