"""Another address: confirmed from the new mailbox, undone from the old one whatever a thief did (control 16)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.accounts import SECOND_PASSWORD, another, notices_come
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

OWNER, THIEF, THIEVES_FRIEND = "ann.smith@example.org", "thief@example.org", "friend@example.org"


def moved(visitor: Visitor, to: str) -> Any:
    """The confirmation of a change to this address, and the notice of it sent."""
    change_id = visitor.change_email(to, key=f"change-to-{to[:3]}").body["change_id"]
    confirmed = visitor.confirm_email(change_id, visitor.newest_code(to))
    notices_come(visitor)
    return confirmed


def undone(portal: InProcessPortal, token: str) -> Any:
    answer = portal.call("POST", "/v1/email-change-reversals", {"token": token})
    return answer.status if answer.body is None else answer.body["code"]


def addresses(portal: InProcessPortal) -> dict[str, bool]:
    """Every address that is somebody's, and whether one can sign in with it."""
    found = [item for item in rows(portal.stack, "Accounts") if item["pk"].startswith("EMAIL#")]
    return {item["pk"].removeprefix("EMAIL#"): "password_hash" in item for item in found}


def test_the_account_moves_and_its_old_address_opens_nothing(member: Visitor, portal: InProcessPortal) -> None:
    confirmed = moved(member, THIEF)
    assert (confirmed.status, confirmed.body["email"]) == (200, THIEF)
    assert addresses(portal) == {OWNER: False, THIEF: True}
    assert member.start_sign_in().body["code"] == "invalid_credentials"
    member.email = THIEF
    member.sign_in()
    assert member.ask("GET", "/v1/account").body["email"] == THIEF


def test_control_16_the_owner_of_the_old_address_takes_the_account_back(
    member: Visitor, portal: InProcessPortal
) -> None:
    moved(member, THIEF)
    token = portal.mails(OWNER)[-1]
    assert "72 hours" in token.text
    assert undone(portal, member.newest_email_change_reversal(OWNER)) == 204
    assert addresses(portal) == {OWNER: True}
    assert rows(portal.stack, "Sessions") == []
    assert member.start_sign_in().body["code"] == "invalid_credentials", "the thief knows this password"
    reset_id = member.start_reset().body["reset_id"]
    assert member.reset_password(reset_id, member.newest_code(), SECOND_PASSWORD).status == 204
    member.password = SECOND_PASSWORD
    member.sign_in()


def test_two_changes_and_a_new_password_are_undone_at_once(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    member.change_password(SECOND_PASSWORD)
    member.password = SECOND_PASSWORD
    moved(member, THIEVES_FRIEND)
    first, second = member.newest_email_change_reversal(OWNER), member.newest_email_change_reversal(THIEF)
    assert undone(portal, first) == 204
    assert undone(portal, second) == "link_used"
    assert undone(portal, first) == "link_used"
    assert {email for email, opens in addresses(portal).items() if opens} == {OWNER}


def test_the_second_change_alone_can_be_undone_and_then_the_first(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    moved(member, THIEVES_FRIEND)
    assert undone(portal, member.newest_email_change_reversal(THIEF)) == 204
    assert addresses(portal) == {OWNER: False, THIEF: True, THIEVES_FRIEND: False}
    assert undone(portal, member.newest_email_change_reversal(OWNER)) == 204
    assert addresses(portal) == {OWNER: True, THIEVES_FRIEND: False}


def test_an_owner_who_changed_back_by_hand_still_outlasts_the_thief(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    owners = member.newest_email_change_reversal(OWNER)
    moved(member, OWNER)
    assert undone(portal, member.newest_email_change_reversal(THIEF)) == 204
    assert addresses(portal) == {OWNER: False, THIEF: True}, "nobody may register with the owner's address meanwhile"
    assert undone(portal, owners) == 204
    assert addresses(portal)[OWNER]
    assert not addresses(portal).get(THIEF)


def test_a_change_back_does_not_close_the_email_change_reversal(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    token = member.newest_email_change_reversal(OWNER)
    moved(member, OWNER)
    assert undone(portal, token) == 204
    assert {email for email, opens in addresses(portal).items() if opens} == {OWNER}


def test_control_16_an_email_change_reversal_ends_after_three_days(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    token = member.newest_email_change_reversal(OWNER)
    portal.stack.clock.forward(hours=72)
    assert undone(portal, token) == "link_expired"
    assert undone(portal, token[:-1]) == "link_invalid"
    assert undone(portal, "x") == "link_invalid"


def test_control_16_and_not_a_second_before(member: Visitor, portal: InProcessPortal) -> None:
    confirmed_at = portal.stack.clock()
    moved(member, THIEF)
    token = member.newest_email_change_reversal(OWNER)
    portal.stack.clock.now = confirmed_at + timedelta(hours=72, seconds=-1)
    assert undone(portal, token) == 204


def test_the_whole_link_is_understood(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    assert (
        undone(portal, f"https://portal.example/undo-email-change#{member.newest_email_change_reversal(OWNER)}") == 204
    )


def test_nobody_registers_an_address_that_can_still_be_taken_back(member: Visitor, portal: InProcessPortal) -> None:
    moved(member, THIEF)
    stranger = Visitor(portal, registration_key="registration-stranger")
    registration_id = stranger.start_registration().body["registration_id"]
    stranger.give_contact_details(registration_id)
    assert portal.mails(OWNER)[-1].subject == "You already have an account"
    portal.stack.clock.forward(hours=72)
    stranger.registration_key = "registration-later"
    stranger.make_account()
    assert stranger.ask("GET", "/v1/account").body["email"] == OWNER


def test_a_registration_begun_before_does_not_take_it_either(member: Visitor, portal: InProcessPortal) -> None:
    """The new address and a registration of it race: one of them gets it."""
    rival = Visitor(portal, email=THIEF, registration_key="registration-rival")
    registration_id = rival.start_registration().body["registration_id"]
    rival.give_contact_details(registration_id)
    code = rival.newest_code()
    change_id = member.change_email(THIEF).body["change_id"]
    change_code = member.newest_code(THIEF)
    assert rival.activate(registration_id, code).status == 201
    assert member.confirm_email(change_id, change_code).body["code"] == "account_exists"
    assert member.ask("GET", "/v1/account").body["email"] == OWNER


def test_an_address_that_is_taken_gets_the_same_answer_and_its_owner_a_mail(
    member: Visitor, portal: InProcessPortal
) -> None:
    bob = Visitor(portal, email="bob@example.org", registration_key="registration-bob")
    bob.make_account()
    taken, free = member.change_email(bob.email, "change-1"), member.change_email("free@example.org", "change-2")
    assert (taken.status, sorted(taken.body)) == (free.status, sorted(free.body))
    assert portal.mails(bob.email)[-1].subject == "Your email address was given for another account"
    assert member.confirm_email(taken.body["change_id"], "00000000").body["code"] == "invalid_code"


def test_control_16_the_password_is_needed_and_the_address_must_be_another(member: Visitor) -> None:
    member.password = "Wrong-horse-7"
    refused = member.change_email(THIEF)
    assert [(error["field"], error["code"]) for error in refused.body["errors"]] == [("password", "wrong_password")]
    same = member.change_email(OWNER, "change-2")
    assert [(error["field"], error["code"]) for error in same.body["errors"]] == [("new_email", "same_address")]


def test_a_strangers_change_is_not_there(member: Visitor, portal: InProcessPortal) -> None:
    bob = Visitor(portal, email="bob@example.org", registration_key="registration-bob")
    bob.make_account()
    change_id = member.change_email(THIEF).body["change_id"]
    assert bob.confirm_email(change_id, member.newest_code(THIEF)).status == 404
    assert member.confirm_email(change_id, member.newest_code(THIEF)).status == 200


def test_three_wrong_codes_kill_a_change(member: Visitor) -> None:
    change_id = member.change_email(THIEF).body["change_id"]
    code = member.newest_code(THIEF)
    found = [member.confirm_email(change_id, wrong).body["code"] for wrong in [another(code)] * 3 + [code]]
    assert found == ["invalid_code"] * 3 + ["too_many_wrong_codes"]


@pytest.mark.parametrize("meanwhile", ["password", "undone"])
def test_what_was_begun_with_the_old_credentials_comes_to_nothing(
    member: Visitor, portal: InProcessPortal, meanwhile: str
) -> None:
    if meanwhile == "undone":
        moved(member, THIEF)
        token = member.newest_email_change_reversal(OWNER)
    late = member.change_email(THIEVES_FRIEND, "change-late").body["change_id"]
    code = member.newest_code(THIEVES_FRIEND)
    if meanwhile == "undone":
        assert undone(portal, token) == 204
        assert member.confirm_email(late, code).status == 403
    else:
        member.change_password(SECOND_PASSWORD)
        assert member.confirm_email(late, code).body["code"] == "expired_code"


def test_a_sign_in_on_its_way_to_the_old_address_comes_to_nothing(member: Visitor) -> None:
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    change_id = member.change_email(THIEF).body["change_id"]
    assert member.confirm_email(change_id, member.newest_code(THIEF)).status == 200
    member.send_code(sign_in_id)
    assert member.complete_sign_in(sign_in_id, member.newest_code()).body["code"] == "expired_code"
