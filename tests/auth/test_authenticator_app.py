"""An authenticator app beside the mailed code: added with the password, each code once, guesses counted together."""

from datetime import timedelta
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

WRONG, WRONG_MAILED = "000000", "00000000"


def outcome(answer: Any) -> object:
    return answer.body["code"] if answer.status >= 400 else answer.status


def shown(visitor: Visitor, steps: int = 0) -> str:
    """What the app shows, that many steps from now."""
    assert isinstance(visitor.portal, InProcessPortal)
    return visitor.app_code(visitor.portal.stack.clock() + timedelta(seconds=30 * steps))


def by_app(visitor: Visitor, code: str) -> Any:
    return visitor.complete_by_app(visitor.start_sign_in().body["sign_in_id"], code)


def by_mail(visitor: Visitor, code: str | None = None) -> Any:
    sign_in_id = visitor.start_sign_in().body["sign_in_id"]
    visitor.send_code(sign_in_id)
    return visitor.complete_sign_in(sign_in_id, code or visitor.newest_code())


@pytest.fixture
def with_app(member: Visitor, portal: InProcessPortal) -> Visitor:
    """A member who has added an app; its next code has come."""
    member.offer_app()
    assert member.confirm_app(shown(member)).status == 200
    portal.stack.clock.forward(seconds=30)
    return member


# ------------------------------------------------------------------------------------------------------------- adding


def test_an_app_is_added_with_the_password_and_its_first_code(member: Visitor, portal: InProcessPortal) -> None:
    now = portal.stack.clock()
    offered = member.offer_app()
    assert offered.status == 201
    assert offered.body["expires_at"] == (now + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert offered.body["otpauth_uri"].startswith("otpauth://totp/Leicestershire%20portal:ann.smith%40example.org?")
    assert member.ask("GET", "/v1/account").body["authenticator"] is None
    assert member.start_sign_in().body["methods"] == ["email"]
    added = member.confirm_app(shown(member))
    assert added.status == 200
    assert added.body["authenticator"] == {"added_at": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
    assert member.ask("GET", "/v1/session").body["account"]["authenticator"] == added.body["authenticator"]
    assert member.start_sign_in().body["methods"] == ["email", "authenticator"]


def test_it_takes_the_right_password(member: Visitor) -> None:
    refused = [member.ask("POST", "/v1/account/authenticator", {"password": "Wrong-horse-8"}) for _ in range(6)]
    assert [answer.status for answer in refused] == [422] * 5 + [429]
    [error] = refused[0].body["errors"]
    assert (error["field"], error["code"]) == ("password", "wrong_password")
    assert member.offer_app().status == 429


def test_a_wrong_first_code_adds_nothing(member: Visitor) -> None:
    member.offer_app()
    assert [outcome(member.confirm_app(WRONG)) for _ in range(4)] == ["invalid_code"] * 3 + ["too_many_wrong_codes"]
    assert outcome(member.confirm_app(shown(member))) == "too_many_wrong_codes"
    assert member.ask("GET", "/v1/account").body["authenticator"] is None
    member.offer_app()
    assert member.confirm_app(shown(member)).status == 200


def test_there_is_nothing_to_confirm_before_it_is_offered(member: Visitor) -> None:
    assert {outcome(member.confirm_app(WRONG)) for _ in range(12)} == {"code_not_sent"}


@pytest.mark.parametrize(("seconds", "found"), [(599.999, 200), (600, "expired_code")])
def test_an_offer_lasts_ten_minutes(member: Visitor, portal: InProcessPortal, seconds: float, found: object) -> None:
    member.offer_app()
    portal.stack.clock.forward(seconds=seconds)
    assert outcome(member.confirm_app(shown(member))) == found


def test_a_new_offer_ends_the_one_before(member: Visitor) -> None:
    member.offer_app()
    old = shown(member)
    member.offer_app()
    assert outcome(member.confirm_app(old)) == "invalid_code"
    assert member.confirm_app(shown(member)).status == 200


def test_confirming_again_says_that_it_is_done(member: Visitor) -> None:
    """So that whoever did not hear the first answer is not told of a fault of theirs."""
    member.offer_app()
    assert member.confirm_app(shown(member)).status == 200
    assert outcome(member.confirm_app(shown(member))) == "used_code"


def test_another_app_replaces_the_first_once_it_is_confirmed(with_app: Visitor, portal: InProcessPortal) -> None:
    first = with_app.app_secret
    with_app.offer_app()
    second, with_app.app_secret = with_app.app_secret, first
    assert outcome(by_app(with_app, shown(with_app))) == 201
    with_app.app_secret = second
    assert with_app.confirm_app(shown(with_app)).status == 200
    portal.stack.clock.forward(seconds=30)
    assert outcome(by_app(with_app, shown(with_app))) == 201
    with_app.app_secret = first
    assert outcome(by_app(with_app, shown(with_app, 1))) == "invalid_code"


def test_its_owner_is_told_when_it_comes_and_goes(with_app: Visitor, portal: InProcessPortal) -> None:
    assert with_app.ask("DELETE", "/v1/account/authenticator").status == 204
    assert with_app.ask("DELETE", "/v1/account/authenticator").status == 204
    portal.settle()
    subjects = [mail.subject for mail in portal.mails(with_app.email)][-2:]
    assert subjects == [
        "An authenticator app was added to your account",
        "The authenticator app was removed from your account",
    ]


def test_nothing_secret_is_kept(with_app: Visitor, portal: InProcessPortal) -> None:
    by_app(with_app, shown(with_app))
    portal.settle()
    kept = "".join(str(rows(portal.stack, table)) for table in ("Accounts", "Codes", "Sessions", "Notifications"))
    assert with_app.app_secret is not None
    assert with_app.app_secret not in kept + portal.stack.lines.text()
    assert shown(with_app) not in portal.stack.lines.text()


# --------------------------------------------------------------------------------------------------------- signing in


def test_its_code_signs_in_without_a_mail(with_app: Visitor, portal: InProcessPortal) -> None:
    mails = len(portal.mails(with_app.email))
    answer = by_app(with_app, shown(with_app))
    assert answer.status == 201
    assert len(portal.mails(with_app.email)) == mails
    with_app.token = answer.body["token"]
    methods = [item["method"] for item in rows(portal.stack, "Sessions")]
    assert sorted(methods) == ["activation", "authenticator"]


@pytest.mark.parametrize(
    ("steps", "found"), [(-2, "invalid_code"), (-1, "used_code"), (0, 201), (1, 201), (2, "invalid_code")]
)
def test_one_step_of_drift_either_side(with_app: Visitor, steps: int, found: object) -> None:
    """The step before is the one that added it."""
    assert outcome(by_app(with_app, shown(with_app, steps))) == found


def test_a_late_code_signs_in(with_app: Visitor, portal: InProcessPortal) -> None:
    portal.stack.clock.forward(seconds=30)
    assert outcome(by_app(with_app, shown(with_app, -1))) == 201


def test_a_step_is_used_once(with_app: Visitor, portal: InProcessPortal) -> None:
    code = shown(with_app)
    assert outcome(by_app(with_app, code)) == 201
    again = by_app(with_app, code)
    assert outcome(again) == "used_code"
    assert again.headers["retry-after"] == "30"
    portal.stack.clock.forward(seconds=30)
    assert outcome(by_app(with_app, shown(with_app))) == 201


def test_a_step_is_used_once_even_by_a_clock_that_is_ahead(with_app: Visitor) -> None:
    """Who used the step that is to come cannot go back to the one that is now."""
    assert outcome(by_app(with_app, shown(with_app, 1))) == 201
    assert outcome(by_app(with_app, shown(with_app))) == "used_code"


def test_the_code_that_added_it_signs_nobody_in(member: Visitor) -> None:
    member.offer_app()
    code = shown(member)
    assert member.confirm_app(code).status == 200
    assert outcome(by_app(member, code)) == "used_code"


def test_one_sign_in_gives_one_session_whichever_way(with_app: Visitor) -> None:
    sign_in_id = with_app.start_sign_in().body["sign_in_id"]
    with_app.send_code(sign_in_id)
    assert outcome(with_app.complete_by_app(sign_in_id, shown(with_app))) == 201
    assert outcome(with_app.complete_sign_in(sign_in_id, with_app.newest_code())) == "used_code"
    assert outcome(with_app.complete_by_app(sign_in_id, shown(with_app, 1))) == "used_code"


def test_its_code_waits_as_long_as_the_sign_in_does(with_app: Visitor, portal: InProcessPortal) -> None:
    for seconds, found in ((599, 201), (600, "not_found")):
        sign_in_id = with_app.start_sign_in().body["sign_in_id"]
        portal.stack.clock.forward(seconds=seconds)
        assert outcome(with_app.complete_by_app(sign_in_id, shown(with_app))) == found


def test_a_mailed_code_is_none_of_the_apps_and_the_other_way_round(with_app: Visitor) -> None:
    sign_in_id = with_app.start_sign_in().body["sign_in_id"]
    with_app.send_code(sign_in_id)
    for answer in (
        with_app.complete_by_app(sign_in_id, with_app.newest_code()),
        with_app.complete_sign_in(sign_in_id, shown(with_app)),
    ):
        assert answer.status == 422
        assert [error["field"] for error in answer.body["errors"]] == ["code"]
    assert outcome(with_app.complete_sign_in(sign_in_id, with_app.newest_code())) == 201


def test_somebody_elses_app_opens_nothing(with_app: Visitor, portal: InProcessPortal) -> None:
    bob = Visitor(portal, email="bob@example.org", registration_key="registration-2")
    bob.make_account()
    bob.offer_app()
    bob.confirm_app(shown(bob))
    portal.stack.clock.forward(seconds=30)
    assert outcome(by_app(with_app, shown(bob))) == "invalid_code"


def test_without_an_app_it_is_no_choice(member: Visitor) -> None:
    answer = by_app(member, WRONG)
    assert answer.status == 422
    assert [(error["field"], error["code"]) for error in answer.body["errors"]] == [("method", "not_a_choice")]


def test_a_removed_app_opens_nothing(with_app: Visitor) -> None:
    sign_in_id = with_app.start_sign_in().body["sign_in_id"]
    assert with_app.ask("DELETE", "/v1/account/authenticator").status == 204
    assert with_app.complete_by_app(sign_in_id, shown(with_app)).status == 422
    assert with_app.start_sign_in().body["methods"] == ["email"]
    assert outcome(by_mail(with_app)) == 201


# ----------------------------------------------------------------------------------------------------------- guessing


def test_three_guesses_at_a_sign_in_whichever_way(with_app: Visitor) -> None:
    sign_in_id = with_app.start_sign_in().body["sign_in_id"]
    with_app.send_code(sign_in_id)
    assert outcome(with_app.complete_by_app(sign_in_id, WRONG)) == "invalid_code"
    assert outcome(with_app.complete_sign_in(sign_in_id, WRONG_MAILED)) == "invalid_code"
    assert outcome(with_app.complete_by_app(sign_in_id, WRONG)) == "invalid_code"
    assert outcome(with_app.complete_by_app(sign_in_id, shown(with_app))) == "too_many_wrong_codes"
    assert outcome(with_app.complete_sign_in(sign_in_id, with_app.newest_code())) == "too_many_wrong_codes"


def test_ten_wrong_codes_in_an_hour_by_all_ways_together(with_app: Visitor, portal: InProcessPortal) -> None:
    in_use = with_app.app_secret
    with_app.offer_app()
    guessed = [outcome(with_app.confirm_app(WRONG)) for _ in range(3)]
    with_app.app_secret = in_use
    for _ in range(4):
        guessed += [outcome(by_app(with_app, WRONG)), outcome(by_mail(with_app, WRONG_MAILED))]
    assert guessed == ["invalid_code"] * 10 + ["too_many_wrong_codes"]
    refused = by_app(with_app, shown(with_app))
    assert outcome(refused) == "too_many_wrong_codes"
    assert int(refused.headers["retry-after"]) == 3600 - portal.stack.clock().minute * 60 - portal.stack.clock().second
    assert outcome(by_mail(with_app)) == "too_many_wrong_codes"
    assert outcome(with_app.confirm_app(WRONG)) == "too_many_wrong_codes"
    portal.stack.clock.forward(hours=1)
    assert outcome(by_app(with_app, shown(with_app))) == 201


def test_used_codes_count_as_guesses_and_right_ones_do_not(with_app: Visitor, portal: InProcessPortal) -> None:
    for _ in range(12):
        assert outcome(by_app(with_app, shown(with_app))) == 201
        portal.stack.clock.forward(seconds=30)
    code = shown(with_app)
    assert outcome(by_app(with_app, code)) == 201
    assert [outcome(by_app(with_app, code)) for _ in range(11)] == ["used_code"] * 10 + ["too_many_wrong_codes"]


def test_twenty_wrong_ones_in_a_row_and_the_mailbox_is_asked(with_app: Visitor, portal: InProcessPortal) -> None:
    """Six digits are few: whoever has the password could try for months."""
    for _ in range(2):
        assert [outcome(by_app(with_app, WRONG)) for _ in range(10)] == ["invalid_code"] * 10
        portal.stack.clock.forward(hours=1)
    assert with_app.start_sign_in().body["methods"] == ["email"]
    refused = by_app(with_app, shown(with_app))
    assert outcome(refused) == "too_many_wrong_codes"
    assert "by email" in refused.body["detail"]
    portal.stack.clock.forward(days=2)
    assert outcome(by_app(with_app, shown(with_app))) == "too_many_wrong_codes"
    assert outcome(by_mail(with_app)) == 201
    assert with_app.start_sign_in().body["methods"] == ["email", "authenticator"]
    assert outcome(by_app(with_app, shown(with_app))) == 201


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_a_code_as_people_type_it(with_app: Visitor, typed: str) -> None:
    code = shown(with_app)
    assert outcome(by_app(with_app, typed.format(code[:3], code[3:]))) == 201
