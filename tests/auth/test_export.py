"""One's own data as a file: everything that is mine, nothing that is not, never preparing for ever."""

import json
from typing import Any

import pytest

from auth.store.exports import Exports
from portal.aws import Aws
from portal.export import PARTS
from tests.faults.invariants import rows
from tests.journeys.leaving import fetched, waits_for_export
from tests.support.buyer import Buyer
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


@pytest.fixture
def buyer(member: Visitor) -> Buyer:
    """With an application that was asked about, and its document."""
    buyer = Buyer(member)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    return buyer


def account_of(visitor: Visitor) -> str:
    return str(visitor.ask("GET", "/v1/account").body["account_id"])


def asked(visitor: Visitor) -> str:
    answer = visitor.ask("POST", "/v1/account/exports", {})
    assert answer.status == 202, answer.body
    return str(answer.body["export_id"])


def test_the_file_holds_what_i_gave_and_what_was_done_with_it(buyer: Buyer, member: Visitor) -> None:
    export_id = asked(member)
    waits_for_export(buyer, export_id)
    files = fetched(buyer, account_of(member), export_id)
    assert set(files) == {"your-data.html", *(f"{part}.json" for part in PARTS)}
    for mine in (member.email, "+441163050001", "1 Invented Row", "AB12CDE", "12 Market Place", "£55<", "v5c.png"):
        assert mine in files["your-data.html"], mine
    permit = json.loads(files["permits.json"])["kinds"][0]["records"][0]
    assert (permit["vrm"], permit["price_pence"]) == ("AB12CDE", 5500)
    assert "Requests that you sent" in files["your-data.html"]
    for happened in ("You made your account.", "You asked for a copy of your data."):
        assert happened in files["your-data.html"], happened


def test_the_file_holds_no_secret(buyer: Buyer, member: Visitor) -> None:
    export_id = asked(member)
    waits_for_export(buyer, export_id)
    text = "".join(fetched(buyer, account_of(member), export_id).values())
    for secret in ("argon2", str(member.token), "officer-1", "session_key", "OUTBOX", "pk"):
        assert secret not in text, secret


def test_what_was_typed_is_only_text_on_the_page() -> None:
    from auth.rules.exports import page
    from portal.export import Kind, Part
    from tests.support.clock import TestClock

    part = Part(title="<b>", kinds=[Kind(title="A & B", records=[{"text": "<script>x</script>", "<i>": True}])])
    made = page([part], TestClock()())
    assert "<script>" not in made
    assert "<i>" not in made
    assert "&lt;script&gt;x&lt;/script&gt;" in made


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("price_pence", 5, "£0.05"),
        ("auto_renew", False, "No"),
        ("valid_until", "2027-03-01", "1 March 2027"),
        ("at", "2026-07-01T18:30:00Z", "1 July 2026 at 19:30"),
        ("status", "in_review", "in review"),
        ("reason", None, "None"),
        ("lines", ["1 Row", "2 Row"], "1 Row<br>2 Row"),
    ],
)
def test_a_value_is_written_as_people_do(name: str, value: Any, shown: str) -> None:
    from auth.rules.exports import page
    from portal.export import Kind, Part
    from tests.support.clock import TestClock

    part = Part(title="A part", kinds=[Kind(title="A kind", records=[{name: value}])])
    assert f"<dd>{shown}</dd>" in page([part], TestClock()())


def test_a_record_within_a_record_has_names_of_its_own() -> None:
    from auth.rules.exports import page
    from portal.export import Kind, Part
    from tests.support.clock import TestClock

    records: list[dict[str, Any]] = [
        {"contact_by": {"text": True}},
        {"what": "export_asked", "words": "You asked."},
        {"text": "Late"},
    ]
    made = page([Part(title="A part", kinds=[Kind(title="A kind", records=records)])], TestClock()())
    assert "<dt>Text message</dt><dd>Yes</dd>" in made
    assert "<dt>Message</dt><dd>Late</dd>" in made
    assert "export" not in made.partition("A part")[2]


def test_a_mail_says_that_it_is_there_and_nothing_of_it(buyer: Buyer, member: Visitor) -> None:
    waits_for_export(buyer, asked(member))
    buyer.portal.settle()
    [mail] = [mail for mail in buyer.portal.mails(member.email) if mail.subject == "The copy of your data is ready"]
    for fact in ("AB12CDE", "Market Place", "Smith", "0116 305 0001\n0116"):
        assert fact not in mail.text.replace("Telephone 0116 305 0001", "")


def test_one_at_a_time_and_three_in_a_day(buyer: Buyer, member: Visitor) -> None:
    first = asked(member)
    assert asked(member) == first
    for number in range(2):
        waits_for_export(buyer, first)
        second = asked(member)
        assert second != first, number
        first = second
    waits_for_export(buyer, first)
    refused = member.ask("POST", "/v1/account/exports", {})
    assert (refused.status, refused.body["code"]) == (429, "too_many_exports")
    assert int(refused.headers["retry-after"]) > 0


def test_one_whose_parts_never_come_is_over_after_a_day(member: Visitor) -> None:
    first = asked(member)
    portal = member.portal
    assert isinstance(portal, InProcessPortal)
    portal.stack.clock.forward(hours=23)
    member.sign_in()
    assert asked(member) == first
    portal.stack.clock.forward(hours=1)
    member.sign_in()
    assert member.ask("GET", f"/v1/account/exports/{first}").body["status"] == "expired"
    assert asked(member) != first
    portal.settle()
    assert member.ask("GET", f"/v1/account/exports/{first}").body["status"] == "expired"


def test_it_can_be_fetched_for_a_week(buyer: Buyer, member: Visitor) -> None:
    export_id = asked(member)
    waits_for_export(buyer, export_id)
    buyer.stack.clock.forward(hours=7 * 24 - 1)
    member.sign_in()
    assert member.ask("GET", f"/v1/account/exports/{export_id}").body["download"] is not None
    buyer.stack.clock.forward(hours=1)
    member.sign_in()
    seen = member.ask("GET", f"/v1/account/exports/{export_id}").body
    assert (seen["status"], seen["download"]) == ("expired", None)


def comes_again(buyer: Buyer) -> None:
    """The event that asks for the parts of an export: EventBridge may deliver it late, and more than once."""
    [event] = [row for row in rows(buyer.stack, "Accounts") if row.get("detail_type") == "ExportRequested"]
    again: Any = {"EventBusName": "Bus", "Source": "portal.auth", "DetailType": "ExportRequested"}
    buyer.stack.aws.events.put_events(Entries=[again | {"Detail": event["detail"]}])
    buyer.portal.settle()


def test_parts_that_come_after_the_account_was_closed_do_not_stay(buyer: Buyer, member: Visitor) -> None:
    waits_for_export(buyer, asked(member))
    buyer.withdraws()
    buyer.portal.settle()
    closed = member.ask("POST", "/v1/account/closure", {"password": member.password, "understood": True})
    assert closed.status == 200, closed.body
    buyer.portal.settle()
    comes_again(buyer)
    assert "Contents" not in buyer.stack.aws.s3.list_objects_v2(Bucket=buyer.stack.settings.export_bucket)


class PackedMeanwhile:
    """S3, where a file is packed just after it was taken away."""

    def __init__(self, real: Any, packed: str) -> None:
        self._real, self._packed = real, [packed]

    def delete_object(self, **ask: Any) -> None:
        self._real.delete_object(**ask)
        if ask["Key"] in self._packed:
            self._packed.remove(ask["Key"])
            self._real.put_object(Bucket=ask["Bucket"], Key=ask["Key"], Body=b"packed meanwhile")


def test_a_file_that_is_packed_while_its_account_is_forgotten_does_not_stay(buyer: Buyer, member: Visitor) -> None:
    export_id, account_id = asked(member), account_of(member)
    waits_for_export(buyer, export_id)
    aws = Aws()
    aws.__dict__["dynamodb"] = buyer.stack.aws.dynamodb
    aws.__dict__["s3"] = PackedMeanwhile(buyer.stack.aws.s3, f"ready/{account_id}/{export_id}.zip")
    Exports.from_context(buyer.stack.context(aws)).forget(account_id)
    assert "Contents" not in buyer.stack.aws.s3.list_objects_v2(Bucket=buyer.stack.settings.export_bucket)


def test_a_part_that_comes_twice_makes_one_file_and_one_mail(buyer: Buyer, member: Visitor) -> None:
    export_id = asked(member)
    waits_for_export(buyer, export_id)
    comes_again(buyer)
    mails = [mail.subject for mail in buyer.portal.mails(member.email)]
    assert mails.count("The copy of your data is ready") == 1
