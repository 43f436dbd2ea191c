"""An event becomes a mail, once (I14)."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from notifications.model import CLAIM_LASTS
from notifications.note_text_news import note_text_news
from notifications.print_days import print_day
from notifications.rules import BY_EMAIL_ALONE, BY_ITS_DATE, MAILS
from notifications.send_notices import send_notices
from notifications.store import Deliveries
from portal.aws import Aws
from portal.charges import payment_key
from portal.formats import Format
from portal.london import LONDON
from portal.paper import Paper
from portal.people import People
from portal.table import Put, Tables, Update
from tests.faults.invariants import rows
from tests.journeys.notices import text_record
from tests.portal.test_letter import sizes
from tests.support.faults import Fault, FaultyAws, Plan
from tests.support.in_process import Died, InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.stub_client import StubClient, refusal

DETAIL = {"event_id": "event-1", "at": "2026-11-21T18:00:00.000Z", "account_id": "account-1"}
EVENT = {"detail-type": "AccountActivated", "detail": DETAIL}
BATCH = {"Records": [{"messageId": "m-1", "body": json.dumps(EVENT)}]}
DONE: Any = {"batchItemFailures": []}
AGAIN: Any = {"batchItemFailures": [{"itemIdentifier": "m-1"}]}


@pytest.fixture
def stack(moto_stack: MotoStack) -> MotoStack:
    """With one account."""
    person = {"email": "ann@example.org", "first_name": "Ann", "last_name": "Smith", "kind": "resident"}
    item: dict[str, Any] = {
        "pk": "ACCOUNT#account-1",
        "sk": "PROFILE",
        "person": person,
        "contact": {"phone": "+441163050001"},
    }
    Tables(moto_stack.aws.dynamodb, lambda _: None).put(Put("Accounts", item))
    return moto_stack


def delivered(stack: MotoStack, aws: Aws | None = None) -> Any:
    return send_notices.reply(BATCH, stack.context(aws))


def welcomes(stack: MotoStack) -> int:
    return len(InProcessPortal(stack, lambda _: stack.aws).mails("ann@example.org"))


def notices(stack: MotoStack) -> list[Any]:
    """What became of each."""
    return [row for row in rows(stack, "Notifications") if str(row["pk"]).startswith("NOTICE#")]


def state(stack: MotoStack) -> str:
    [notice] = notices(stack)
    return str(notice["status"])


def faulty(stack: MotoStack, at: int, fault: Fault) -> FaultyAws:
    """1 reads the card, 2 claims, 3 sends, 4 notes what became of it."""
    plan = Plan(lambda call: fault if call.number == at else None)
    return FaultyAws(stack.aws, plan, "SendNotices")


def test_an_event_that_comes_twice_is_told_once(stack: MotoStack) -> None:
    assert [delivered(stack), delivered(stack)] == [DONE, DONE]
    assert (welcomes(stack), state(stack)) == (1, "sent")
    stack.clock.forward(hours=1)
    assert delivered(stack) == DONE
    assert welcomes(stack) == 1


@pytest.mark.parametrize(("at", "fault"), [(2, Fault.DIE_AFTER), (3, Fault.DIE_BEFORE)])
def test_who_died_after_claiming_is_taken_over_when_the_claim_has_lapsed(
    stack: MotoStack, at: int, fault: Fault
) -> None:
    with pytest.raises(Died):
        delivered(stack, faulty(stack, at, fault))
    assert state(stack) == "claimed"
    stack.clock.now += CLAIM_LASTS
    assert delivered(stack) == AGAIN
    assert welcomes(stack) == 0
    stack.clock.forward(milliseconds=1)
    assert delivered(stack) == DONE
    assert (welcomes(stack), state(stack)) == (1, "sent")


def test_a_claim_whose_answer_was_lost_is_our_own_a_little_later(stack: MotoStack) -> None:
    assert delivered(stack, faulty(stack, 2, Fault.TIMEOUT_AFTER)) == AGAIN
    stack.clock.now += CLAIM_LASTS + timedelta(seconds=1)
    assert delivered(stack) == DONE
    assert welcomes(stack) == 1


def test_an_account_that_is_gone_is_told_nothing(moto_stack: MotoStack) -> None:
    assert [delivered(moto_stack), delivered(moto_stack)] == [DONE, DONE]
    assert state(moto_stack) == "nobody"


class WithSes(Aws):
    """Everything as ever, but for SES."""

    def __init__(self, stack: MotoStack, ses: StubClient) -> None:
        self.dynamodb = stack.aws.dynamodb
        self.ses = ses  # type: ignore[assignment]


def test_a_final_refusal_is_noted_and_not_repeated(stack: MotoStack) -> None:
    ses = StubClient(refusal("MessageRejected"))
    assert [delivered(stack, WithSes(stack, ses)), delivered(stack, WithSes(stack, ses))] == [DONE, DONE]
    assert len(ses.asked) == 1
    assert state(stack) == "undelivered"


def test_a_passing_refusal_comes_again(stack: MotoStack) -> None:
    ses = StubClient(refusal("TooManyRequestsException"))
    assert delivered(stack, WithSes(stack, ses)) == AGAIN
    assert state(stack) == "claimed"
    stack.clock.now += CLAIM_LASTS + timedelta(milliseconds=1)
    assert delivered(stack) == DONE
    assert welcomes(stack) == 1


def test_nothing_personal_is_kept_or_logged(stack: MotoStack) -> None:
    delivered(stack)
    for text in (str(rows(stack, "Notifications")), stack.lines.text()):
        assert "ann@example.org" not in text
        assert "Ann" not in text


REJECTED = {"detail-type": "PermitRejected", "detail": {**DETAIL, "reference": "ABCD2345"}}
MOBILE = "+447911123456"


def reached_by(stack: MotoStack, **contact_by: bool) -> None:
    """The account has a mobile number and chose these channels."""
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    chosen: dict[str, Any] = {"contact": {"phone": MOBILE}, "contact_by": contact_by}
    tables.update(Update("Accounts", {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}, set=chosen))


def told(stack: MotoStack, aws: Aws | None = None) -> Any:
    batch = {"Records": [{"messageId": "m-1", "body": json.dumps(REJECTED)}]}
    return send_notices.reply(batch, stack.context(aws))


def counts(stack: MotoStack) -> tuple[int, int]:
    """Emails and texts."""
    portal = InProcessPortal(stack, lambda _: stack.aws)
    return len(portal.mails("ann@example.org")), len(portal.texts(MOBILE))


def test_both_channels_are_told_once_though_the_event_comes_twice_and_the_profile_changed(stack: MotoStack) -> None:
    reached_by(stack, email=True, text=True)
    assert [told(stack), told(stack)] == [DONE, DONE]
    reached_by(stack, email=False, text=True)
    assert told(stack) == DONE
    assert (counts(stack), state(stack)) == ((1, 1), "sent")


@pytest.mark.parametrize("at", [2, 3, 4, 5, 6])
def test_who_died_between_two_channels_loses_neither(stack: MotoStack, at: int) -> None:
    """1 reads the card, 2 claims, 3 mails, 4 notes it, 5 texts, 6 notes it. Repeated is what died before its note."""
    reached_by(stack, email=True, text=True)
    with pytest.raises(Died):
        told(stack, faulty(stack, at, Fault.DIE_AFTER))
    stack.clock.now += CLAIM_LASTS + timedelta(milliseconds=1)
    assert told(stack) == DONE
    assert (counts(stack), state(stack)) == ({3: (2, 1), 5: (1, 2)}.get(at, (1, 1)), "sent")


def test_an_address_that_has_changed_since_the_event_is_the_one_used(stack: MotoStack) -> None:
    person: Any = {"email": "new@example.org", "first_name": "Ann", "last_name": "Smith", "kind": "resident"}
    key = {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}
    Tables(stack.aws.dynamodb, lambda _: None).update(Update("Accounts", key, set={"person": person}))
    assert told(stack) == DONE
    portal = InProcessPortal(stack, lambda _: stack.aws)
    assert [len(portal.mails(to)) for to in ("ann@example.org", "new@example.org")] == [0, 1]


def test_an_opted_out_number_is_told_by_email(stack: MotoStack) -> None:
    reached_by(stack, email=False, text=True)
    aws = WithSes(stack, stack.aws.ses)  # type: ignore[arg-type]
    aws.sns = StubClient(refusal("OptedOut"))  # type: ignore[assignment]
    assert told(stack, aws) == DONE
    assert (counts(stack), state(stack)) == ((1, 0), "sent")


@pytest.mark.parametrize(
    ("asked", "reached"), [(["text"], (0, 1)), (["email", "text"], (1, 1)), (["post"], (1, 0)), ([], (1, 0))]
)
def test_an_officer_chooses_how_a_payment_is_asked_for(
    stack: MotoStack, asked: list[str], reached: tuple[int, int]
) -> None:
    reached_by(stack, email=True, text=False)
    owed: dict[str, Any] = {"status": "due", "amount_pence": 42_000, "due_date": "2026-12-07"}
    Tables(stack.aws.dynamodb, lambda _: None).put(Put("Payments", {**payment_key("p-1"), **owed}))
    event = {"detail-type": "PaymentRequested", "detail": {**DETAIL, "payment_id": "p-1", "tell_by": asked}}
    assert send_notices.reply({"Records": [{"messageId": "m-1", "body": json.dumps(event)}]}, stack.context()) == DONE
    assert counts(stack) == reached
    said = [mail.subject for mail in InProcessPortal(stack, lambda _: stack.aws).mails("ann@example.org")]
    said += InProcessPortal(stack, lambda _: stack.aws).texts(MOBILE)
    assert all("You have a payment to make (£420 by 7 December 2026)" in one for one in said)


@pytest.mark.parametrize(
    ("hour", "due_date", "texts"),
    [(20, "2026-11-21", 1), (20, "2026-11-22", 0), (20, "2026-11-14", 0), (21, "2026-11-21", 0)],
)
def test_a_text_about_what_is_due_today_goes_until_nine_in_the_evening(
    stack: MotoStack, hour: int, due_date: str, texts: int
) -> None:
    reached_by(stack, email=False, text=True)
    owed: dict[str, Any] = {"status": "due", "amount_pence": 42_000, "due_date": due_date}
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    tables.put(Put("Payments", {**payment_key("p-1"), **owed}))
    event = {"detail-type": "PaymentReminderDue", "detail": {**DETAIL, "payment_id": "p-1", "tell_by": ["text"]}}
    batch = {"Records": [{"messageId": "m-1", "body": json.dumps(event)}]}
    stack.clock.now = datetime(2026, 11, 21, hour, 30, tzinfo=LONDON)
    assert send_notices.reply(batch, stack.context()) == DONE
    assert (counts(stack), state(stack)) == ((0, texts), "sent" if texts else "waiting")
    stack.clock.forward(hours=14)
    assert send_notices.reply(batch, stack.context()) == DONE
    assert (counts(stack), state(stack)) == ((0, 1), "sent")


def test_of_where_it_went_only_the_beginning_is_kept(stack: MotoStack) -> None:
    reached_by(stack, email=True, text=True)
    told(stack)
    [notice] = notices(stack)
    assert [one["to"] for one in notice["messages"]] == ["a…@e…", "…456"]
    assert MOBILE not in stack.lines.text()


def test_a_text_that_reached_the_telephone_is_delivered_and_news_of_another_is_passed_over(stack: MotoStack) -> None:
    """Told twice, and afterwards a failure of what is delivered: a loss outlives an arrival, and starts an email."""
    reached_by(stack, email=False, text=True)
    told(stack)

    def hear(provider_id: str, said: str) -> tuple[str, str]:
        note_text_news.reply(text_record(provider_id, said), stack.context())
        [notice] = notices(stack)
        return notice["messages"][0]["status"], notice["status"]

    [notice] = notices(stack)
    mine = notice["messages"][0]["provider_id"]
    assert hear("of-another-stage", "FAILURE") == ("sent", "sent")
    assert [hear(mine, "SUCCESS") for _ in range(2)] == [("delivered", "sent")] * 2
    assert hear(mine, "FAILURE") == ("failed", "waiting")


HOME = {"lines": ["12 Market Place"], "town": "Loughborough", "postcode": "LE11 3ED"}


def lives(stack: MotoStack, address: dict[str, Any] = HOME, **contact_by: bool) -> None:
    """Without a mobile number."""
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    chosen: dict[str, Any] = {"contact": {"phone": "", "address": address}, "contact_by": contact_by}
    tables.update(Update("Accounts", {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}, set=chosen))


def printed(stack: MotoStack) -> list[str]:
    found = stack.aws.s3.list_objects_v2(Bucket=stack.settings.print_bucket)
    return [one["Key"] for one in found.get("Contents", [])]


def test_a_letter_lies_in_the_folder_of_its_day(stack: MotoStack) -> None:
    lives(stack, email=False, post=True)
    assert [told(stack), told(stack)] == [DONE, DONE]
    assert (counts(stack), state(stack)) == ((0, 0), "sent")
    [place] = printed(stack)
    assert place == f"letters/{print_day(stack.clock())}/event-1.pdf"
    said = stack.aws.s3.get_object(Bucket=stack.settings.print_bucket, Key=place)["Metadata"]
    assert (said["pages"], said["postcode"], said["class"]) == ("1", "LE11 3ED", "first")
    [notice] = notices(stack)
    assert [one["to"] for one in notice["messages"]] == ["LE11 …"]
    assert "Market Place" not in stack.lines.text() + str(notice)


@pytest.mark.parametrize("event", ["PermitRejected", "PaymentRequested"])
def test_who_needs_large_print_is_written_to_in_large_print_about_permits_and_bills(
    stack: MotoStack, event: str
) -> None:
    """And in braille, by officers."""
    lives(stack, email=False, post=True)
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    needed = People(tables, "Accounts").formats_added("account-1", [Format.LARGE_PRINT, Format.BRAILLE], stack.clock())
    assert needed is not None
    tables.update(needed)
    owed: dict[str, Any] = {"status": "due", "amount_pence": 42_000, "due_date": "2026-12-07"}
    tables.put(Put("Payments", {**payment_key("p-1"), **owed}))
    detail = {**DETAIL, "reference": "ABCD2345", "payment_id": "p-1"}
    batch = {"Records": [{"messageId": "m-1", "body": json.dumps({"detail-type": event, "detail": detail})}]}
    assert send_notices.reply(batch, stack.context()) == DONE
    [place] = printed(stack)
    pdf = stack.aws.s3.get_object(Bucket=stack.settings.print_bucket, Key=place)["Body"].read()
    assert 16 in sizes(Paper(pdf, 1))
    [listed] = Deliveries.from_context(stack.context()).undelivered(None).items
    assert listed["by_hand"] == ["braille"]


def test_a_letter_that_was_there_already_is_not_printed_again_the_next_day(stack: MotoStack) -> None:
    lives(stack, email=False, post=True)
    with pytest.raises(Died):
        told(stack, faulty(stack, 3, Fault.DIE_AFTER))
    stack.clock.forward(days=1)
    assert (told(stack), state(stack)) == (DONE, "sent")
    assert len(printed(stack)) == 1


def test_a_letter_without_an_address_falls_back_and_is_noted(stack: MotoStack) -> None:
    lives(stack, HOME | {"postcode": ""}, email=False, post=True)
    assert told(stack) == DONE
    assert (counts(stack), state(stack), printed(stack)) == ((1, 0), "sent", [])
    [notice] = notices(stack)
    assert [(one["channel"], one["status"]) for one in notice["messages"]] == [
        ("post", "unaddressed"),
        ("email", "sent"),
    ]
    listed = Deliveries.from_context(stack.context()).undelivered(None).items
    assert [one["event_id"] for one in listed] == ["event-1"]


def stop(stack: MotoStack, reason: str) -> None:
    changed = {"contact_stop": {"reason": reason, "at": "2026-11-21T18:00:00.000Z"}}
    key = {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}
    Tables(stack.aws.dynamodb, lambda _: None).update(Update("Accounts", key, set=changed))


@pytest.mark.parametrize("reason", ["died", "left"])
def test_who_has_died_is_told_nothing_but_what_protects_the_account(stack: MotoStack, reason: str) -> None:
    stop(stack, reason)
    for detail_type in MAILS:
        if detail_type in {"EmailChanged", "AccountClosed"}:
            continue  # their addresses come from elsewhere
        facts = {"event_id": f"event-{detail_type}", "permit_id": "p-1", "reference": "R-1", "payment_id": "pay-1"}
        facts["refund_id"] = "pay-1-r1"
        event = {"detail-type": detail_type, "detail": DETAIL | facts}
        assert (
            send_notices.reply({"Records": [{"messageId": "m-1", "body": json.dumps(event)}]}, stack.context()) == DONE
        )
    found = {str(row["pk"]): str(row["status"]) for row in notices(stack)}
    withheld = {name.partition("event-")[2] for name, status in found.items() if status == "withheld"}
    assert withheld == set(MAILS) - (BY_EMAIL_ALONE - BY_ITS_DATE)
    assert set(found.values()) == {"withheld", "sent"}


def test_a_text_that_waited_is_withheld_too(stack: MotoStack) -> None:
    chosen: Any = {"contact": {"phone": "+447911123456"}, "contact_by": {"email": False, "text": True, "post": False}}
    key = {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}
    Tables(stack.aws.dynamodb, lambda _: None).update(Update("Accounts", key, set=chosen))
    stack.clock.forward(hours=4)  # ten in the evening
    event = {"detail-type": "PaymentWithdrawn", "detail": DETAIL | {"payment_id": "pay-1"}}
    batch = {"Records": [{"messageId": "m-1", "body": json.dumps(event)}]}
    assert send_notices.reply(batch, stack.context()) == DONE
    assert state(stack) == "waiting"
    stop(stack, "died")
    stack.clock.forward(hours=12)
    assert send_notices.reply(batch, stack.context()) == DONE
    assert state(stack) == "withheld"
    assert InProcessPortal(stack, lambda _: stack.aws).texts("+447911123456") == []


def test_a_permit_that_begins_while_its_text_waits_is_told_of_once_by_each(stack: MotoStack) -> None:
    """By email in the evening, before it is live, and by text in the morning, when it is."""
    chosen: Any = {"contact": {"phone": "+447911123456"}, "contact_by": {"email": True, "text": True, "post": False}}
    tables = Tables(stack.aws.dynamodb, lambda _: None)
    tables.update(Update("Accounts", {"pk": "ACCOUNT#account-1", "sk": "PROFILE"}, set=chosen))
    permit: Any = {"vrm": "AB12CDE", "price_pence": 5500, "valid_from": "2026-11-22", "valid_until": "2027-11-21"}
    more: Any = {"documents": ["v5c"], "all_clean": True, "status": "active"}
    tables.put(Put("Permits", {"pk": "PERMIT#permit-1", "sk": "PERMIT", **permit, **more}))
    stack.clock.forward(hours=4)  # ten in the evening of the 21st
    detail = DETAIL | {"permit_id": "permit-1", "reference": "ABCD2345"}
    batch = {
        "Records": [{"messageId": "m-1", "body": json.dumps({"detail-type": "PermitActivated", "detail": detail})}]
    }
    assert send_notices.reply(batch, stack.context()) == DONE
    stack.clock.forward(hours=12)
    assert send_notices.reply(batch, stack.context()) == DONE
    assert state(stack) == "sent"
    portal = InProcessPortal(stack, lambda _: stack.aws)
    assert [mail.subject for mail in portal.mails("ann@example.org")] == [
        "Your parking permit ABCD2345 is approved (it starts on 22 November 2026)"
    ]
    [text] = portal.texts("+447911123456")
    assert "is live" in text
