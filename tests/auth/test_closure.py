"""An account is closed: blocked while anything is open, gone at once, nothing of the person left (I12)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from notifications.store import KEPT as NOTICES_KEPT
from portal import audit, mail
from portal.retention import kept_until, retention_schedule
from tests.faults.invariants import rows
from tests.journeys.leaving import waits_for_export
from tests.journeys.payments import REFUNDED, Debtor
from tests.journeys.permits import in_review, officer_opens_the_case
from tests.support.buyer import HOME, Buyer
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Answer, Visitor

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def close(visitor: Visitor, **changes: object) -> Answer:
    return visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True} | changes)


def reasons(answer: Answer) -> list[tuple[str, str]]:
    assert (answer.status, answer.body["code"]) == (409, "closure_blocked"), answer.body
    return [(error["code"], error["message"]) for error in answer.body["errors"]]


def test_what_is_kept_is_said_with_its_time_and_reason(member: Visitor) -> None:
    answer = close(member)
    assert answer.status == 200, answer.body
    until = [one["until"] for one in answer.body["kept"]]
    assert until == ["2033-11-21", "2033-11-21", "2033-11-21", "2032-11-21", "2027-12-26"]
    assert all(one["what"] and one["why"].endswith(".") for one in answer.body["kept"])


def test_everything_ends_at_once_and_the_address_is_free(member: Visitor) -> None:
    other = Visitor(member.portal)
    other.sign_in()
    assert close(member).status == 200
    for one in (member, other):
        assert one.ask("GET", "/v1/account").status == 403
    member.token = None
    assert member.start_sign_in().body["code"] == "invalid_credentials"
    newcomer = Visitor(member.portal, registration_key="registration-2")
    newcomer.make_account()
    assert newcomer.ask("GET", "/v1/account").status == 200


def test_a_sign_in_on_its_way_comes_to_nothing(member: Visitor) -> None:
    other = Visitor(member.portal)
    sign_in_id = other.start_sign_in().body["sign_in_id"]
    other.send_code(sign_in_id)
    code = other.newest_code()
    assert close(member).status == 200
    assert other.complete_sign_in(sign_in_id, code).status in {401, 404}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"password": "Wrong-horse-8"}, "password", "wrong_password"),
        ({"understood": False}, "understood", "not_understood"),
    ],
)
def test_it_asks_for_the_password_and_that_it_is_meant(
    member: Visitor, changes: dict[str, object], field: str, code: str
) -> None:
    answer = close(member, **changes)
    assert answer.status == 422
    assert [(error["field"], error["code"]) for error in answer.body["errors"]] == [(field, code)]
    assert member.ask("GET", "/v1/account").status == 200


def test_an_application_blocks_until_it_is_withdrawn(member: Visitor) -> None:
    buyer = Buyer(member)
    buyer.finds_the_property()
    buyer.applies()
    found = reasons(close(member))
    assert [code for code, _ in found] == ["live_permit", "open_payment"]
    assert "withdraw it" in found[0][1]
    assert found[1][1].startswith("£55 is due")
    buyer.withdraws()
    buyer.portal.settle()
    assert close(member).status == 200


def test_a_live_permit_blocks_until_its_last_day_is_over(ann: Visitor) -> None:
    buyer = in_review(ann)
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    [(code, words)] = reasons(close(ann))
    assert (code, "valid until 20 November 2027" in words) == ("live_permit", True)
    buyer.stack.clock.forward(days=365)
    ann.sign_in()
    assert close(ann).status == 200


def test_money_that_is_owed_or_on_its_email_change_reversal_blocks(member: Visitor) -> None:
    debtor = Debtor(member)
    debtor.owes(REFUNDED, amount_pence=1234)
    assert [code for code, _ in reasons(close(member))] == ["open_payment"]
    table = debtor.stack.aws.dynamodb
    key = {"pk": {"S": f"PAYMENT#{REFUNDED}"}, "sk": {"S": "PAYMENT"}}
    for status, said in (
        ("submitted", "A refund of a payment of £12.34 is on its way"),
        ("recorded", "A refund of a payment of £12.34 is on its way"),
        ("error", "A refund of a payment of £12.34 could not be made: call us"),
        ("success", None),
    ):
        refund = {"M": {"status": {"S": status}}}
        table.update_item(
            TableName="Payments",
            Key=key,
            UpdateExpression="SET #s = :paid, refunds = :r",
            ExpressionAttributeNames={"#s": "status"},
            ExpressionAttributeValues={":paid": {"S": "paid"}, ":r": {"L": [refund]}},
        )
        if said:
            [(_, words)] = reasons(close(member))
            assert words.startswith(said)
    table.delete_item(TableName="Payments", Key=key)
    assert close(member).status == 200


def test_a_right_password_is_no_wrong_one_because_something_is_open(member: Visitor) -> None:
    Debtor(member).owes(REFUNDED, amount_pence=1234)
    for _ in range(7):
        assert [code for code, _ in reasons(close(member))] == ["open_payment"]


def test_whoever_took_an_account_over_cannot_close_it_before_its_owner_takes_it_back(member: Visitor) -> None:
    assert isinstance(member.portal, InProcessPortal)
    old = member.email
    change_id = member.change_email("thief@example.org", key="change-key-1").body["change_id"]
    assert member.confirm_email(change_id, member.newest_code("thief@example.org")).status == 200
    [(code, words)] = reasons(close(member))
    assert (code, "until 24 November 2026, 18:15" in words) == ("email_changed", True), words
    member.email = "thief@example.org"
    member.portal.stack.clock.forward(hours=72)
    member.sign_in()
    assert close(member).status == 200
    member.portal.stack.clock.forward(days=2)
    newcomer = Visitor(member.portal, email=old, registration_key="registration-2")
    newcomer.make_account()


def test_who_applies_at_the_same_moment_stops_it_or_is_stopped(member: Visitor) -> None:
    """What one of the two cannot see in an index, it meets in its transaction."""
    from auth.store.obligations import Obligations

    buyer = Buyer(member)
    buyer.finds_the_property()
    buyer.applies()
    seen: list[Any] = []
    answers = iter([[], ["what the index shows in the end"]])

    class Late(Obligations):
        def of(self, account_id: str, now: datetime) -> Any:
            seen.append(account_id)
            return [] if next(answers) == [] else super().of(account_id, now)

    from auth.store.accounts import Accounts
    from auth.store.closures import Closures
    from auth.store.reauthentication import Reauthentication
    from portal.problems import Refusal, unwrap

    context, account_id = buyer.stack.context(), member.ask("GET", "/v1/account").body["account_id"]
    account = unwrap(Accounts.from_context(context).get(account_id))
    owner = unwrap(
        Reauthentication.from_context(context).check(account, "session-1", member.password, buyer.stack.clock())
    )
    closures = Closures(context, Late.from_context(context))
    refused = closures.close(account, owner, buyer.stack.clock())
    assert isinstance(refused, Refusal)
    assert refused.code == "closure_blocked"
    assert len(seen) == 2
    assert member.ask("GET", "/v1/account").status == 200


def test_nobody_applies_for_an_account_that_is_gone(member: Visitor) -> None:
    """Their session was let in by the gateway just before it ended."""
    buyer = Buyer(member)
    buyer.finds_the_property()
    table, account_id = buyer.stack.aws.dynamodb, member.ask("GET", "/v1/account").body["account_id"]
    key: Any = {"pk": {"S": f"ACCOUNT#{account_id}"}, "sk": {"S": "PROFILE"}}
    table.delete_item(TableName="Accounts", Key=key)
    body = {"uprn": HOME.uprn, "permit_type": "resident", "months": 12, "vrm": "AB12 CDE", "terms_accepted": True}
    headers = {"Idempotency-Key": "apply-key-1"}
    answer = member.ask("POST", "/v1/permits", body | {"start_date": "2026-11-21"}, headers=headers)
    assert (answer.status, answer.body["code"]) == (401, "sign_in_required")
    assert [row for row in rows(buyer.stack, "Permits") if row["pk"].startswith("PERMIT#")] == []


# ---------------------------------------------------------------------------------------------- I12: nothing is left

TABLES = ("Accounts", "Codes", "Sessions", "Notifications", "Permits", "Payments", "Evidence", "Audit")
"""All but the gazetteer, which is nobody's."""


@pytest.fixture
def zebedee(portal: InProcessPortal) -> Visitor:
    return Visitor(portal, email="zebedee@example.org", first_name="Zebedee")


FACTS = (
    "zebedee",
    "smith",
    "441163050001",
    "1 invented row",
    "ab12cde",
    "market place",
    HOME.uprn,
    "the blue one",
    "v5c.png",
)


def places_that_hold(stack: MotoStack, fact: str) -> set[str]:
    """Tables' items by the beginning of their key, and files."""
    found = {
        f"{table} {str(row['pk']).partition('#')[0]}"
        for table in TABLES
        for row in rows(stack, table)
        if fact in str(row).lower()
    }
    for bucket in (stack.settings.evidence_bucket, stack.settings.export_bucket):
        for there in stack.aws.s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            body = stack.aws.s3.get_object(Bucket=bucket, Key=there["Key"])["Body"].read()
            if fact.encode() in body.lower() or bucket == stack.settings.evidence_bucket:
                found.add(f"{bucket} {there['Key'].partition('/')[0]}")
    return found


def time_goes_by(stack: MotoStack) -> None:
    """DynamoDB takes away whose `ttl` is over, S3 what its lifecycle names; the clock goes on by two days."""
    stack.clock.forward(days=2)
    for table in ("Accounts", "Codes", "Sessions", "Notifications", "Permits"):
        for row in rows(stack, table):
            if row.get("ttl", 10**12) <= stack.clock().timestamp():
                names = [name for name in ("pk", "sk") if name in row]
                key: Any = {name: {"S": row[name]} for name in names}
                stack.aws.dynamodb.delete_item(TableName=table, Key=key)


NOT_THEIRS = {"Permits PROPERTY": HOME.uprn, "Permits QUOTE": "market place"}
"""How many permits a house has, and what somebody once asked a price for: of a house, not of a person."""


def test_no_table_and_no_file_holds_the_person_afterwards(zebedee: Visitor) -> None:
    buyer = in_review(zebedee)
    officer_opens_the_case(buyer)
    buyer.officer_decides("ask", "Which vehicle is it?", key="decide-key-1")
    buyer.replies("The blue one")
    buyer.officer_decides("reject", "No Zebedee of 1 Invented Row", key="decide-key-2")
    buyer.waits_for("rejected", "released")
    waits_for_export(buyer, zebedee.ask("POST", "/v1/account/exports", {}).body["export_id"])
    zebedee.sign_in()
    for fact in FACTS:
        assert places_that_hold(buyer.stack, fact), f"{fact} has to be there before it can be gone"

    assert close(zebedee).status == 200
    for fact in ("441163050001", "1 invented row"):  # what only the profile held is gone with the answer
        assert not {place for place in places_that_hold(buyer.stack, fact) if place.startswith("Accounts ACCOUNT")}
    buyer.portal.settle()
    left = {fact: places_that_hold(buyer.stack, fact) for fact in FACTS}
    soon_over = {"Codes SIGN_IN", "Accounts REGISTRATION", "Permits QUOTE"}
    assert set().union(*left.values()) <= soon_over | set(NOT_THEIRS), left

    time_goes_by(buyer.stack)
    assert {fact: places_that_hold(buyer.stack, fact) for fact in FACTS} == {fact: set() for fact in FACTS}


def test_what_has_to_stay_stays_and_is_forgotten_in_time(zebedee: Visitor) -> None:
    buyer = in_review(zebedee)
    buyer.officer_decides("reject", "Not this car", key="decide-key-1")
    buyer.waits_for("rejected", "released")
    assert close(zebedee).status == 200
    closed_at = buyer.stack.clock()
    buyer.portal.settle()
    [permit] = [row for row in rows(buyer.stack, "Permits") if row["pk"].startswith("PERMIT#")]
    [payment] = [row for row in rows(buyer.stack, "Payments") if row["pk"].startswith("PAYMENT#")]
    for kind, row in (("permit", permit), ("payment", payment)):
        wanted = kept_until(kind, closed_at).timestamp()  # type: ignore[arg-type]
        assert wanted <= row["ttl"] <= wanted + 1, kind
    assert (permit["reference"], permit["product"]["property"]["zone"]) == (buyer_reference(payment), "Z3")
    assert [row for row in rows(buyer.stack, "Permits") if row["pk"].startswith("VEHICLE#")] == []
    case = buyer.officer_asks("GET", f"/v1/officer/permits/{buyer.permit_id}").body
    assert case["applicant"] is None
    acts = {row["what"] for row in rows(buyer.stack, "Audit")}
    assert {"permit_rejected", "account_closed"} <= acts


def buyer_reference(payment: dict[str, Any]) -> str:
    return str(payment["description"]).rpartition(" ")[2]


def test_the_last_mail_goes_out_once_and_its_address_is_forgotten(member: Visitor) -> None:
    portal = member.portal
    assert isinstance(portal, InProcessPortal)
    assert close(member).status == 200
    portal.settle()
    assert [one.subject for one in portal.mails(member.email)].count("Your account is closed") == 1
    assert [row for row in rows(portal.stack, "Notifications") if row["pk"].startswith("CLOSURE_NOTICE#")] == []


def test_the_word_of_it_may_come_twice(zebedee: Visitor) -> None:
    buyer = in_review(zebedee)
    buyer.officer_decides("reject", "Not this car", key="decide-key-1")
    buyer.waits_for("rejected", "released")
    assert close(zebedee).status == 200
    buyer.portal.settle()
    before = [rows(buyer.stack, table) for table in ("Permits", "Payments", "Evidence")]
    [event] = [row for row in rows(buyer.stack, "Accounts") if row.get("detail_type") == "AccountClosed"]
    again: Any = {"EventBusName": "Bus", "Source": "portal.auth", "DetailType": "AccountClosed"}
    buyer.stack.aws.events.put_events(Entries=[again | {"Detail": event["detail"]}])
    buyer.portal.settle()
    assert [rows(buyer.stack, table) for table in ("Permits", "Payments", "Evidence")] == before
    assert [one.subject for one in buyer.portal.mails(zebedee.email)].count("Your account is closed") == 1


def test_the_schedule_is_what_the_code_does_and_what_the_mail_says() -> None:
    days = {one.kind: one.days for one in retention_schedule().kinds}
    assert timedelta(days=days["audit"]) == audit.KEPT
    assert timedelta(days=days["notice"]) == NOTICES_KEPT
    said = mail.compose("account_closed", first_name="Ann", web_url="https://example.org").text
    listed = [line for line in said.splitlines() if line.startswith("* ")]
    assert len(listed) == len(days)
    for line, one in zip(listed, retention_schedule().kinds, strict=True):
        assert line.endswith((f"for {one.words}",)), line
