"""How often a code may be guessed: by challenge and by account, counted before anything is compared (I6)."""

from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

WRONG = "00000000"


def code_of(answer: Any) -> object:
    return answer.body["code"] if answer.status >= 400 else answer.status


def begun(visitor: Visitor) -> tuple[str, str]:
    """A sign-in with its code."""
    sign_in_id = visitor.start_sign_in().body["sign_in_id"]
    assert visitor.send_code(sign_in_id).status == 202
    return sign_in_id, visitor.newest_code()


def test_control_06_three_wrong_codes_and_the_challenge_is_dead(member: Visitor) -> None:
    sign_in_id, right = begun(member)
    guesses = [code_of(member.complete_sign_in(sign_in_id, WRONG)) for _ in range(4)]
    assert guesses == ["invalid_code"] * 3 + ["too_many_wrong_codes"]
    assert code_of(member.complete_sign_in(sign_in_id, right)) == "too_many_wrong_codes"
    assert code_of(member.send_code(sign_in_id)) == "too_many_wrong_codes"


def test_two_wrong_codes_and_the_right_one(member: Visitor) -> None:
    sign_in_id, right = begun(member)
    for _ in range(2):
        member.complete_sign_in(sign_in_id, WRONG)
    assert code_of(member.complete_sign_in(sign_in_id, right)) == 201


def test_control_07_a_new_code_gives_no_new_guesses(member: Visitor) -> None:
    sign_in_id, _ = begun(member)
    for _ in range(2):
        member.complete_sign_in(sign_in_id, WRONG)
    member.send_code(sign_in_id)
    assert code_of(member.complete_sign_in(sign_in_id, WRONG)) == "invalid_code"
    assert code_of(member.complete_sign_in(sign_in_id, member.newest_code())) == "too_many_wrong_codes"


def test_expired_and_used_codes_cost_no_try(member: Visitor, portal: InProcessPortal) -> None:
    sign_in_id, _ = begun(member)
    portal.stack.clock.forward(seconds=31)
    assert {code_of(member.complete_sign_in(sign_in_id, WRONG)) for _ in range(12)} == {"expired_code"}
    member.send_code(sign_in_id)
    assert code_of(member.complete_sign_in(sign_in_id, member.newest_code())) == 201
    assert {code_of(member.complete_sign_in(sign_in_id, WRONG)) for _ in range(12)} == {"used_code"}
    sign_in_id, right = begun(member)
    assert code_of(member.complete_sign_in(sign_in_id, right)) == 201


def test_before_a_code_was_sent_there_is_nothing_to_guess(member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    assert {code_of(member.complete_sign_in(sign_in_id, WRONG)) for _ in range(5)} == {"code_not_sent"}


def test_control_06_ten_wrong_codes_in_an_hour_whatever_is_begun_anew(member: Visitor, portal: InProcessPortal) -> None:
    assert portal.stack.clock().minute == 15
    guessed: list[object] = []
    for _ in range(4):
        sign_in_id, right = begun(member)
        guessed += [code_of(member.complete_sign_in(sign_in_id, WRONG)) for _ in range(3)]
        portal.stack.clock.forward(minutes=5)
    assert guessed == ["invalid_code"] * 10 + ["too_many_wrong_codes"] * 2
    sign_in_id, right = begun(member)
    refused = member.complete_sign_in(sign_in_id, right)
    assert code_of(refused) == "too_many_wrong_codes"
    assert refused.headers["retry-after"] == str(25 * 60)
    portal.stack.clock.forward(minutes=25)
    sign_in_id, right = begun(member)
    assert code_of(member.complete_sign_in(sign_in_id, right)) == 201


def test_old_counts_go_a_few_at_a_time(member: Visitor, portal: InProcessPortal) -> None:
    """All of a year at once would be more than DynamoDB reads in one expression, and nobody could sign in any more."""
    [account] = [item for item in rows(portal.stack, "Accounts") if item["sk"] == "PROFILE"]
    hours = {
        f"2025-{month:02}-{day:02}T{hour:02}": {"N": "1"}
        for month in (1, 2)
        for day in range(1, 8)
        for hour in range(24)
    }
    portal.stack.aws.dynamodb.update_item(
        TableName="Accounts",
        Key={name: {"S": account[name]} for name in ("pk", "sk")},
        UpdateExpression="SET code_guesses = :hours",
        ExpressionAttributeValues={":hours": {"M": hours}},
    )
    member.sign_in()
    [account] = [item for item in rows(portal.stack, "Accounts") if item["sk"] == "PROFILE"]
    assert len(hours.keys() & account["code_guesses"].keys()) == len(hours) - 50


def test_right_codes_are_not_counted(member: Visitor) -> None:
    for _ in range(12):
        sign_in_id, right = begun(member)
        assert code_of(member.complete_sign_in(sign_in_id, right)) == 201
        assert isinstance(member.portal, InProcessPortal)
        member.portal.stack.clock.forward(minutes=4)


def test_activation_codes_are_limited_in_the_same_way(ann: Visitor, portal: InProcessPortal) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    guessed: list[object] = []
    for _ in range(4):
        assert ann.give_contact_details(registration_id).status == 202
        guessed += [code_of(ann.activate(registration_id, WRONG)) for _ in range(3)]
    assert guessed == ["invalid_code"] * 10 + ["too_many_wrong_codes"] * 2
    portal.stack.clock.forward(hours=1)
    ann.give_contact_details(registration_id)
    assert code_of(ann.activate(registration_id, ann.newest_code())) == 201


def test_a_stranger_uses_up_neither_codes_nor_tries_of_an_address(ann: Visitor, portal: InProcessPortal) -> None:
    """Whoever knows an address may register it and guess at that; its owner registers and signs in all the same."""
    mine = ann.start_registration().body["registration_id"]
    ann.give_contact_details(mine)
    stranger = Visitor(portal, email=ann.email)
    theirs = stranger.start_registration(key="stranger-1").body["registration_id"]
    for _ in range(4):
        stranger.give_contact_details(theirs)
        assert 201 not in [code_of(stranger.activate(theirs, WRONG)) for _ in range(3)]
    portal.stack.clock.forward(minutes=15)
    ann.ask("POST", f"/v1/registrations/{mine}/code")
    assert code_of(ann.activate(mine, ann.newest_code())) == 201
    for number in range(6):
        known = stranger.start_registration(key=f"stranger-{number + 2}").body["registration_id"]
        stranger.give_contact_details(known)
    assert ann.send_code(ann.start_sign_in().body["sign_in_id"]).status == 202


def test_three_wrong_activation_codes(ann: Visitor) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    ann.give_contact_details(registration_id)
    for _ in range(3):
        assert code_of(ann.activate(registration_id, WRONG)) == "invalid_code"
    assert code_of(ann.activate(registration_id, ann.newest_code())) == "too_many_wrong_codes"
    ann.ask("POST", f"/v1/registrations/{registration_id}/code")
    assert code_of(ann.activate(registration_id, ann.newest_code())) == 201


def test_control_08_five_codes_of_a_kind_in_a_quarter_of_an_hour(ann: Visitor, portal: InProcessPortal) -> None:
    registration_id = ann.start_registration().body["registration_id"]
    sent = [ann.give_contact_details(registration_id).status for _ in range(5)]
    refused = ann.give_contact_details(registration_id)
    assert (sent, code_of(refused)) == ([202] * 5, "too_many_codes")
    assert refused.headers["retry-after"] == "900"
    assert len(portal.mails(ann.email)) == 5
    bob = Visitor(portal, email="bob@example.org")
    assert bob.give_contact_details(bob.start_registration(key="registration-3").body["registration_id"]).status == 202
    portal.stack.clock.forward(minutes=15)
    assert ann.give_contact_details(registration_id).status == 202


def test_a_refused_sending_leaves_the_code_before_alive(member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    assert [member.send_code(sign_in_id).status for _ in range(6)] == [202] * 5 + [429]
    assert code_of(member.complete_sign_in(sign_in_id, member.newest_code())) == 201


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_as_people_type_it(member: Visitor, typed: str) -> None:
    sign_in_id, right = begun(member)
    assert code_of(member.complete_sign_in(sign_in_id, typed.format(right[:4], right[4:]))) == 201
