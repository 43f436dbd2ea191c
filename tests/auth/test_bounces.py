"""News of mails that came back, in any order and any number of times: the mark tells of the newest mail."""

from datetime import timedelta
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.bounces import bounce, complaint, email_bounced, tell
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


def told(portal: InProcessPortal, *events: Any) -> None:
    for event in events:
        tell(portal, event)
    portal.settle()


@pytest.mark.parametrize("news", [bounce, complaint])
def test_the_owner_is_told_until_a_mailed_code_is_used(portal: InProcessPortal, member: Visitor, news: Any) -> None:
    assert email_bounced(member) is False
    told(portal, news(member.email, portal.stack.clock()))
    assert email_bounced(member) is True
    assert member.ask("GET", "/v1/session").body["account"]["email_bounced"] is True
    portal.stack.clock.forward(minutes=1)
    member.sign_in()
    assert email_bounced(member) is False


def test_a_code_of_the_app_proves_no_mailbox(portal: InProcessPortal, member: Visitor) -> None:
    clock = portal.stack.clock
    assert member.offer_app().status == 201
    assert member.confirm_app(member.app_code(clock())).status == 200
    told(portal, bounce(member.email, clock()))
    clock.forward(minutes=1)
    begun = member.start_sign_in()
    answer = member.complete_by_app(begun.body["sign_in_id"], member.app_code(clock()))
    assert answer.status == 201
    member.token = answer.body["token"]
    assert email_bounced(member) is True


def test_a_code_to_reset_the_password_proves_the_mailbox(portal: InProcessPortal, member: Visitor) -> None:
    told(portal, bounce(member.email, portal.stack.clock()))
    portal.stack.clock.forward(minutes=1)
    reset_id = member.start_reset().body["reset_id"]
    assert member.reset_password(reset_id, member.newest_code(), "Another-horse-8").status == 204
    assert [item for item in rows(portal.stack, "Accounts") if "bounce" in item] == []


def test_a_changed_address_is_another_mailbox(portal: InProcessPortal, member: Visitor) -> None:
    sent_at = portal.stack.clock()
    told(portal, bounce(member.email, sent_at))
    portal.stack.clock.forward(minutes=1)
    old, new = member.email, "ann.jones@example.org"
    change_id = member.change_email(new).body["change_id"]
    confirmed = member.confirm_email(change_id, member.newest_code(new))
    assert (confirmed.status, confirmed.body["email_bounced"]) == (200, False)
    told(portal, bounce(new, sent_at), bounce(old, portal.stack.clock()))
    assert email_bounced(member) is False


def test_the_answer_to_the_sign_in_still_tells_of_it(portal: InProcessPortal, member: Visitor) -> None:
    told(portal, bounce(member.email, portal.stack.clock()))
    portal.stack.clock.forward(minutes=1)
    member.token = None
    sign_in_id = member.start_sign_in().body["sign_in_id"]
    member.send_code(sign_in_id)
    answer = member.complete_sign_in(sign_in_id, member.newest_code())
    assert answer.body["account"]["email_bounced"] is True


def test_news_that_comes_twice_changes_nothing_more(portal: InProcessPortal, member: Visitor) -> None:
    news = bounce(member.email, portal.stack.clock())
    told(portal, news)
    before = rows(portal.stack, "Accounts")
    told(portal, news, news)
    assert rows(portal.stack, "Accounts") == before


def test_old_news_after_a_used_code_is_no_news(portal: InProcessPortal, member: Visitor) -> None:
    sent_at = portal.stack.clock()
    portal.stack.clock.forward(minutes=1)
    member.sign_in()
    told(portal, bounce(member.email, sent_at), bounce(member.email, portal.stack.clock()))
    assert email_bounced(member) is False
    told(portal, bounce(member.email, portal.stack.clock() + timedelta(milliseconds=1)))
    assert email_bounced(member) is True


def test_of_two_mails_the_newer_one_stays(portal: InProcessPortal, member: Visitor) -> None:
    now = portal.stack.clock()
    told(portal, bounce(member.email, now + timedelta(seconds=9)), bounce(member.email, now))
    [kept] = [item["bounce"]["sent_at"] for item in rows(portal.stack, "Accounts") if "bounce" in item]
    assert kept == "2026-11-21T18:15:09.000Z"


def test_a_mail_from_before_there_was_an_account_tells_nothing_of_it(portal: InProcessPortal, member: Visitor) -> None:
    told(portal, bounce(member.email, portal.stack.clock.start))
    assert email_bounced(member) is False


def test_whose_address_has_no_account_is_nobodys_matter(portal: InProcessPortal, member: Visitor) -> None:
    portal.settle()
    before = rows(portal.stack, "Accounts")
    told(portal, bounce("stranger@example.org", portal.stack.clock()))
    assert rows(portal.stack, "Accounts") == before


def test_that_ses_found_the_topic_is_no_bounce(portal: InProcessPortal, member: Visitor) -> None:
    """SES says so in a sentence, once, when the destination of its events is made (docs/decisions/0034)."""
    portal.settle()
    before = rows(portal.stack, "Accounts")
    told(portal, "Successfully validated SNS topic for Amazon SES event publishing.")
    assert rows(portal.stack, "Accounts") == before
    aws, resolve = portal.stack.aws, portal.stack.resolve
    assert "Messages" not in aws.sqs.receive_message(QueueUrl=resolve({"Ref": "BouncesDlq"}))


@pytest.mark.parametrize("poison", ["no JSON", "[]", '{"eventType": "Bounce"}'])
def test_what_cannot_be_read_ends_in_the_dead_letters(portal: InProcessPortal, member: Visitor, poison: str) -> None:
    told(portal, poison, bounce(member.email, portal.stack.clock()))
    assert [item["pk"][:8] for item in rows(portal.stack, "Accounts") if "bounce" in item] == ["ACCOUNT#"]
    aws, resolve = portal.stack.aws, portal.stack.resolve
    dead = aws.sqs.receive_message(QueueUrl=resolve({"Ref": "BouncesDlq"}), MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in dead] == [poison]


def test_no_address_is_logged(portal: InProcessPortal, member: Visitor) -> None:
    told(portal, bounce(member.email, portal.stack.clock()), '{"mail": {"destination": ["ann.smith@example.org"]}}')
    assert member.email not in portal.stack.lines.text()
