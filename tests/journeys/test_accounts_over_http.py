"""The journey of accounts on the local stack: gateway, functions, tables, outbox, stream, bus, queue, mail."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.accounts import another, first_visit, second_thoughts
from tests.journeys.bounces import bounce, email_bounced
from tests.local_stack import RunningStack
from tests.support.http_portal import HttpPortal, new_visitor, until
from tests.support.visitor import Visitor

pytestmark = pytest.mark.stack

type NewVisitor = Callable[..., Visitor]

CODE_LIFETIME = 30


@pytest.fixture(scope="module", autouse=True)
def too_slow(stack: RunningStack) -> Iterator[tuple[Visitor, str, str, float]]:
    """Somebody who got a code when this file began, and will type it at its end."""
    portal = HttpPortal(stack)
    visitor = new_visitor(portal)
    visitor.make_account()
    sign_in_id = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    yield visitor, sign_in_id, visitor.newest_code(), time.monotonic()
    portal.close()


def test_the_first_visit_ends_with_a_welcome(visitor: Visitor) -> None:
    """Which comes through outbox, stream, bus, queue and consumer, once."""
    first_visit(visitor)
    subjects = until(lambda: subjects_to(visitor), lambda found: "Your account is ready" in found)
    assert subjects.count("Your account is ready") == 1
    [welcome] = [mail for mail in visitor.portal.mails(visitor.email) if mail.subject == "Your account is ready"]
    assert visitor.first_name in welcome.text


def test_second_thoughts(visitor: Visitor) -> None:
    second_thoughts(visitor)


def test_a_mail_that_came_back_is_told_on_the_pages(stack: RunningStack, visitor: Visitor) -> None:
    """From the topic on: the emulator's SES sends no events."""
    visitor.make_account()
    news = bounce(visitor.email, datetime.now(UTC) + timedelta(seconds=1))
    stack.emulator.client("sns").publish(TopicArn=stack.outputs["BouncesTopic"], Message=json.dumps(news))
    assert until(lambda: email_bounced(visitor), lambda told: told is True)


def test_no_answer_of_a_journey_was_a_failure(visitor: Visitor) -> None:
    first_visit(visitor)
    assert [answer.status for answer in visitor.answers if answer.status >= 500] == []


# ------------------------------------------------------------------------------------------------------------ sessions


def test_a_token_is_dead_at_once_after_sign_out(visitor: Visitor) -> None:
    visitor.make_account()
    assert visitor.ask("GET", "/v1/session").status == 200
    visitor.sign_out()
    assert visitor.ask("GET", "/v1/session").status == 403


def test_signing_out_ends_this_session_and_no_other(visitor: Visitor) -> None:
    visitor.make_account()
    at_home = visitor.token
    visitor.sign_in()
    visitor.sign_out()
    visitor.token = at_home
    assert visitor.ask("GET", "/v1/account").status == 200


def test_asking_puts_the_idle_end_off_and_leaves_the_last_end(visitor: Visitor) -> None:
    visitor.make_account()
    first = visitor.ask("GET", "/v1/session").body
    time.sleep(1.1)
    second = visitor.ask("GET", "/v1/session").body
    assert second["idle_expires_at"] > first["idle_expires_at"]
    assert second["expires_at"] == first["expires_at"]


# --------------------------------------------------------------------------------------------------------------- codes


def test_a_code_works_once(visitor: Visitor) -> None:
    visitor.make_account()
    sign_in_id, code = code_for(visitor)
    assert visitor.complete_sign_in(sign_in_id, code).status == 201
    again = visitor.complete_sign_in(sign_in_id, code)
    assert (again.status, again.body["code"]) == (401, "used_code")


def test_an_activation_code_works_once(visitor: Visitor) -> None:
    registration_id = registered(visitor)
    code = visitor.newest_code()
    assert visitor.activate(registration_id, code).status == 201
    assert visitor.activate(registration_id, code).body["code"] == "used_code"


def test_a_new_code_kills_the_old_one(visitor: Visitor) -> None:
    visitor.make_account()
    sign_in_id, old = code_for(visitor)
    visitor.send_code(sign_in_id)
    assert visitor.complete_sign_in(sign_in_id, old).body["code"] == "invalid_code"
    assert visitor.complete_sign_in(sign_in_id, visitor.newest_code()).status == 201


def test_a_new_activation_code_kills_the_old_one(visitor: Visitor) -> None:
    registration_id = registered(visitor)
    old = visitor.newest_code()
    assert visitor.ask("POST", f"/v1/registrations/{registration_id}/code").status == 202
    assert visitor.activate(registration_id, old).body["code"] == "invalid_code"
    assert visitor.activate(registration_id, visitor.newest_code()).status == 201


def test_a_code_of_somebody_else_opens_nothing(somebody_new: NewVisitor) -> None:
    ann, ben = somebody_new(), somebody_new()
    for one in (ann, ben):
        one.make_account()
    for_ann, _ = code_for(ann)
    _, of_ben = code_for(ben)
    assert ann.complete_sign_in(for_ann, of_ben).body["code"] == "invalid_code"


def test_spaces_and_hyphens_in_a_code_are_how_people_copy(visitor: Visitor) -> None:
    visitor.make_account()
    sign_in_id, code = code_for(visitor)
    assert visitor.complete_sign_in(sign_in_id, f" {code[:4]}-{code[4:]} ").status == 201


def test_three_wrong_codes_and_the_challenge_is_dead(visitor: Visitor) -> None:
    visitor.make_account()
    sign_in_id, code = code_for(visitor)
    for _ in range(3):
        assert visitor.complete_sign_in(sign_in_id, another(code)).body["code"] == "invalid_code"
    too_late = visitor.complete_sign_in(sign_in_id, code)
    assert (too_late.status, too_late.body["code"]) == (429, "too_many_wrong_codes")
    assert int(too_late.headers["retry-after"]) >= 1
    assert visitor.send_code(sign_in_id).status == 429, "a new code would not help: the password has to be given again"
    visitor.sign_in()


def test_three_wrong_activation_codes_and_that_code_is_dead(visitor: Visitor) -> None:
    registration_id = registered(visitor)
    code = visitor.newest_code()
    for _ in range(3):
        assert visitor.activate(registration_id, another(code)).body["code"] == "invalid_code"
    too_late = visitor.activate(registration_id, code)
    assert (too_late.status, too_late.body["code"]) == (429, "too_many_wrong_codes")
    assert int(too_late.headers["retry-after"]) >= 1
    visitor.ask("POST", f"/v1/registrations/{registration_id}/code")
    assert visitor.activate(registration_id, visitor.newest_code()).status == 201


def test_five_codes_go_to_one_address_and_no_sixth(visitor: Visitor) -> None:
    registration_id = registered(visitor)
    asked = [visitor.ask("POST", f"/v1/registrations/{registration_id}/code") for _ in range(5)]
    # A window of the clock may end in between: then there is a sixth, but never more than five in one window.
    assert [answer.status for answer in asked[:4]] == [202] * 4
    if asked[4].status == 429:
        assert asked[4].body["code"] == "too_many_codes"
        assert 1 <= int(asked[4].headers["retry-after"]) <= 900
        assert len(visitor.portal.mails(visitor.email)) == 5


# ------------------------------------------------------------------------------------------------------- registrations


def test_the_same_key_and_body_are_the_same_registration(visitor: Visitor) -> None:
    first, second = visitor.start_registration(), visitor.start_registration()
    assert first.status == second.status == 201
    assert first.body == second.body


def test_a_key_with_another_body_is_refused(visitor: Visitor) -> None:
    visitor.start_registration()
    reused = visitor.start_registration(first_name="Beth")
    assert (reused.status, reused.body["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "short"}, {"Idempotency-Key": "not allowed!"}])
def test_a_registration_without_a_good_key_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    answer = visitor.ask("POST", "/v1/registrations", whole_registration(visitor), headers=headers)
    assert (answer.status, answer.body["code"]) == (422, "idempotency_key_missing")


def test_what_is_wrong_is_said_by_field_and_never_repeated(visitor: Visitor) -> None:
    body = whole_registration(visitor) | {
        "email": "not-an-address",
        "first_name": "",
        "password": "zzqx",
        "privacy_policy_accepted": False,
        "favourite_colour": "heliotrope",
    }
    answer = visitor.ask("POST", "/v1/registrations", body, headers={"Idempotency-Key": visitor.registration_key})
    assert answer.status == 422
    named = {(error["field"], error["code"]) for error in answer.body["errors"]}
    assert named == {
        ("email", "invalid_email"),
        ("first_name", "missing"),
        ("password", "too_short"),
        ("password", "no_upper_case"),
        ("password", "no_number"),
        ("password", "no_special"),
        ("privacy_policy_accepted", "not_agreed"),
        ("favourite_colour", "unknown_field"),
    }
    for typed in ("not-an-address", "zzqx", "heliotrope"):
        assert typed not in str(answer.body)


def test_every_broken_rule_of_a_password_is_named_at_once(visitor: Visitor) -> None:
    answer = visitor.start_registration(password="1 zzq")
    codes = {error["code"] for error in answer.body["errors"]}
    assert {error["field"] for error in answer.body["errors"]} == {"password"}
    assert codes == {"too_short", "no_upper_case", "no_special", "no_letter_first", "not_allowed"}


def test_the_owner_of_a_known_address_is_told_and_the_asker_is_not(somebody_new: NewVisitor) -> None:
    owner, asker = somebody_new(), somebody_new()
    owner.make_account()
    stranger = somebody_new()
    asker.email = owner.email

    known, unknown = asker.start_registration(), stranger.start_registration()
    assert shape(known) == shape(unknown)
    sent = [
        one.give_contact_details(started.body["registration_id"])
        for one, started in ((asker, known), (stranger, unknown))
    ]
    assert shape(sent[0]) == shape(sent[1])

    newest = owner.portal.mails(owner.email)[-1]
    assert newest.subject != owner.portal.mails(stranger.email)[-1].subject
    assert "already" in newest.text
    refused = asker.activate(known.body["registration_id"], "12345678")
    assert shape(refused) == shape(stranger.activate(unknown.body["registration_id"], "12345678"))


def test_an_unknown_address_and_a_wrong_password_sound_the_same(somebody_new: NewVisitor) -> None:
    known, unknown = somebody_new(), somebody_new()
    known.make_account()
    answers = [known.start_sign_in(password="Wrong-horse-8"), unknown.start_sign_in()]
    assert [answer.status for answer in answers] == [401, 401]
    assert answers[0].body == answers[1].body


def test_somebody_at_an_organisation_registers(visitor: Visitor) -> None:
    missing = visitor.start_registration(kind="professional")
    assert {error["field"] for error in missing.body["errors"]} == {"organisation", "job_title"}
    started = visitor.start_registration(kind="professional", organisation="Oak Surgery", job_title="Nurse")
    registration_id = started.body["registration_id"]
    visitor.give_contact_details(registration_id)
    active = visitor.activate(registration_id, visitor.newest_code())
    account = active.body["account"]
    assert (account["kind"], account["organisation"], account["job_title"]) == ("professional", "Oak Surgery", "Nurse")


# ------------------------------------------------------------------------------------------------------------- profile


def test_an_edit_of_what_was_changed_meanwhile_is_refused(visitor: Visitor) -> None:
    visitor.make_account()
    seen = visitor.ask("GET", "/v1/account").headers["etag"]
    first = visitor.ask("PATCH", "/v1/account", {"first_name": "Anna"}, headers={"If-Match": seen})
    assert (first.status, first.body["first_name"]) == (200, "Anna")
    assert first.headers["etag"] != seen
    late = visitor.ask("PATCH", "/v1/account", {"first_name": "Annie"}, headers={"If-Match": seen})
    assert (late.status, late.body["code"]) == (412, "precondition_failed")
    assert visitor.ask("GET", "/v1/account").body["first_name"] == "Anna"


def test_the_same_edit_again_is_a_yes(visitor: Visitor) -> None:
    """Its first answer may have been lost."""
    visitor.make_account()
    seen = visitor.ask("GET", "/v1/account").headers["etag"]
    for _ in range(2):
        assert visitor.ask("PATCH", "/v1/account", {"last_name": "Jones"}, headers={"If-Match": seen}).status == 200


@pytest.mark.parametrize("field", ["email", "kind", "account_id", "version"])
def test_who_somebody_is_cannot_be_edited(visitor: Visitor, field: str) -> None:
    visitor.make_account()
    answer = visitor.edit_profile(**{field: "professional"})
    assert [(error["field"], error["code"]) for error in answer.body["errors"]] == [(field, "unknown_field")]


# ------------------------------------------------------------------------------------------------------- 30 seconds on


def test_a_sign_in_code_is_good_for_thirty_seconds(too_slow: tuple[Visitor, str, str, float]) -> None:
    """The last of this file, so that the others fill the wait."""
    visitor, sign_in_id, code, sent_at = too_slow
    time.sleep(max(0, sent_at + CODE_LIFETIME + 0.5 - time.monotonic()))
    late = visitor.complete_sign_in(sign_in_id, code)
    assert (late.status, late.body["code"]) == (401, "expired_code")
    for _ in range(3):
        assert visitor.complete_sign_in(sign_in_id, another(code)).body["code"] == "expired_code", "it costs no try"
    visitor.send_code(sign_in_id)
    assert visitor.complete_sign_in(sign_in_id, visitor.newest_code()).status == 201


def registered(visitor: Visitor) -> str:
    """Until the code is in the mailbox."""
    registration_id: str = visitor.start_registration().body["registration_id"]
    assert visitor.give_contact_details(registration_id).status == 202
    return registration_id


def code_for(visitor: Visitor) -> tuple[str, str]:
    sign_in_id: str = visitor.start_sign_in().body["sign_in_id"]
    assert visitor.send_code(sign_in_id).status == 202
    return sign_in_id, visitor.newest_code()


def whole_registration(visitor: Visitor) -> dict[str, object]:
    return {
        "email": visitor.email,
        "first_name": "Ann",
        "last_name": "Smith",
        "password": visitor.password,
        "privacy_policy_accepted": True,
    }


def subjects_to(visitor: Visitor) -> list[str]:
    return [mail.subject for mail in visitor.portal.mails(visitor.email)]


def shape(answer: Any) -> tuple[int, list[str]]:
    """What an onlooker could tell two answers apart by, beside ids, addresses and times."""
    return answer.status, sorted(answer.body)
