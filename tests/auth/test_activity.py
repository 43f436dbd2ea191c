"""What a person may see of what was done to their account and records, and what not."""

from typing import Any

import pytest

from portal import audit
from portal.audit import AuditEvent
from portal.table import Tables
from tests.journeys.accounts import another
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Visitor


def done(stack: MotoStack, what: AuditEvent, account_id: str | None, **more: Any) -> None:
    stack.clock.forward(seconds=1)
    Tables(stack.aws.dynamodb, lambda _: None).put(
        audit.row("Audit", what, stack.clock(), account_id=account_id, **more)
    )


def activity(visitor: Visitor, after: str | None = None) -> Any:
    answer = visitor.ask("GET", "/v1/account/activity" + (f"?next={after}" if after else ""))
    assert answer.status == 200, answer.body
    return answer.body


def account_of(visitor: Visitor) -> str:
    account_id: str = visitor.ask("GET", "/v1/account").body["account_id"]
    return account_id


def test_the_newest_comes_first_in_plain_words(portal: InProcessPortal, member: Visitor) -> None:
    own = account_of(member)
    done(portal.stack, AuditEvent.PASSWORD_CHANGED, own)
    done(portal.stack, AuditEvent.PERMIT_OPENED, own, subject=("permit", "p-1"), officer="sub-of-ola", reason="a call")
    newest, before, *_ = activity(member)["items"]
    assert newest == {
        "at": "2026-11-21T18:15:02Z",
        "what": "permit_opened",
        "who": "Parking permits team",
        "words": "We looked at your parking permit.",
    }
    assert before == {
        "at": "2026-11-21T18:15:01Z",
        "what": "password_changed",
        "who": "you",
        "words": "You changed your password.",
    }


def test_no_officer_reason_or_id_is_shown(portal: InProcessPortal, member: Visitor) -> None:
    own = account_of(member)
    done(
        portal.stack,
        AuditEvent.PERMIT_OPENED,
        own,
        subject=("permit", "p-77"),
        officer="sub-of-ola",
        reason="neighbours",
    )
    shown = str(activity(member))
    for hidden in ("sub-of-ola", "neighbours", "p-77", own):
        assert hidden not in shown


def test_what_is_not_for_them_is_not_shown(portal: InProcessPortal, member: Visitor) -> None:
    before = activity(member)["items"]
    done(portal.stack, AuditEvent.DOCUMENT_OPENED, None, subject=("concern", "c-1"), officer="sub-of-ola")
    done(portal.stack, AuditEvent.PERMIT_OPENED, "01J00000000000000000000000", officer="sub-of-ola")
    assert activity(member)["items"] == before


def test_it_comes_in_pages(portal: InProcessPortal, member: Visitor) -> None:
    own = account_of(member)
    for number in range(60):
        done(portal.stack, AuditEvent.PERMIT_OPENED, own, subject=("permit", f"p-{number}"))
    seen, after = [], None
    while True:
        page = activity(member, after)
        assert len(page["items"]) <= 25
        seen += [item["at"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) >= 60


@pytest.mark.parametrize("wrong", ["x", "eyJhIjogMX0=", "%00", "A" * 1001])
def test_a_page_that_is_none_is_refused(member: Visitor, wrong: str) -> None:
    answer = member.ask("GET", f"/v1/account/activity?next={wrong}")
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "next")


def test_a_mail_is_told_by_what_it_was_about(portal: InProcessPortal, member: Visitor) -> None:
    own = account_of(member)
    done(portal.stack, AuditEvent.EMAIL_SENT, own, mail="permit_active")
    done(portal.stack, AuditEvent.EMAIL_SENT, own, mail="a_mail_of_earlier_years")
    later, first, *_ = activity(member)["items"]
    assert first["words"] == "We sent you an email: “Your parking permit is live”."
    assert first["who"] == "Sent automatically"
    assert later["words"] == "We sent you an email."


def test_a_welcome_is_on_record(portal: InProcessPortal, member: Visitor) -> None:
    portal.settle()
    assert "We sent you an email: “Your account is ready”." in [one["words"] for one in activity(member)["items"]]


def test_wrong_codes_are_on_record_and_so_is_the_last_of_an_hour(portal: InProcessPortal, member: Visitor) -> None:
    for guesses in (3, 3, 3, 1):
        sign_in_id = member.start_sign_in().body["sign_in_id"]
        member.send_code(sign_in_id)
        for _ in range(guesses):
            portal.stack.clock.forward(seconds=1)
            assert member.complete_sign_in(sign_in_id, another(member.newest_code())).body["code"] == "invalid_code"
    done = [(one["what"], one["who"]) for one in activity(member)["items"]]
    assert done.count(("wrong_code", "someone")) == 9
    assert done.count(("too_many_wrong_codes", "someone")) == 1


def test_ways_in_and_changes_are_on_record(portal: InProcessPortal, member: Visitor) -> None:
    member.edit_profile(phone="07911 123456")
    portal.stack.clock.forward(seconds=1)
    member.sign_in()
    done = [(one["what"], one["who"]) for one in activity(member)["items"]][::-1]
    assert done[:2] == [("registered", "you"), ("profile_changed", "you")]
    assert sorted(done[2:]) == [("email_sent", "Sent automatically"), ("signed_in_by_email", "you")]  # one moment
