"""What the demo's residents have asked for, in one process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.demo.bills import BILLS, Bills
from local.demo.helpers import HELPED, HELPER, Helpers
from local.demo.operations import Operations
from local.demo.request_stories import CARE, STORIES
from local.demo.requests import Requests
from local.demo.residents import PASSWORD, residents
from local.demo.residents import STORIES as PERMITS
from local.demo.town import Made
from tests.support.fixtures import moto, moto_stack, portal
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

__all__ = ["moto", "moto_stack", "portal"]

WITH_A_FEE = {"badge_to_pay", "badge_made", "badge_made_at_once"}
"""Their residents have no other bill, which a second run would take for this one."""
TOLD = {
    "request_draft": "draft",
    "request_draft_ending": "draft",
    "request_submitted": "submitted",
    "request_submitted_urgent": "submitted",
    "request_in_review": "in_review",
    "request_information_needed": "information_needed",
    "request_replied": "in_review",
    "request_approved": "approved",
    "request_closed": "closed",
    "request_change_unread": "in_review",
    "request_withdrawn": "withdrawn",
    "equipment_submitted": "submitted",
    "equipment_in_review": "in_review",
    "equipment_information_needed": "information_needed",
    "equipment_approved": "approved",
    "equipment_closed": "closed",
    "equipment_withdrawn": "withdrawn",
    "carer_draft": "draft",
    "carer_submitted_urgent": "submitted",
    "carer_in_review": "in_review",
    "carer_information_needed": "information_needed",
    "carer_approved": "approved",
    "carer_closed": "closed",
    "carer_withdrawn": "withdrawn",
    "young_carer_draft": "draft",
    "young_carer_submitted": "submitted",
    "young_carer_in_review": "in_review",
    "young_carer_information_needed": "information_needed",
    "young_carer_approved": "approved",
    "young_carer_closed": "closed",
    "young_carer_withdrawn": "withdrawn",
    "draft_for_a_helper": "draft",
    "financial_draft": "draft",
    "financial_submitted": "submitted",
    "financial_submitted_urgent": "submitted",
    "financial_with_papers": "in_review",
    "financial_in_review": "in_review",
    "financial_information_needed": "information_needed",
    "financial_replied": "in_review",
    "financial_approved": "approved",
    "financial_set_for_now": "approved",
    "financial_nothing_to_pay": "approved",
    "financial_full_cost": "approved",
    "financial_declined": "declined",
    "financial_closed": "closed",
    "financial_withdrawn": "withdrawn",
    "referral_draft": "draft",
    "referral_submitted": "submitted",
    "referral_information_needed": "information_needed",
    "referral_in_review": "in_review",
    "referral_closed": "closed",
    "referral_withdrawn": "withdrawn",
    "referral_approved": "approved",
    "badge_draft": "draft",
    "badge_submitted": "submitted",
    "badge_submitted_walking": "submitted",
    "badge_submitted_urgent": "submitted",
    "badge_stolen": "submitted",
    "badge_in_review": "in_review",
    "badge_information_needed": "information_needed",
    "badge_closed": "closed",
    "badge_withdrawn": "withdrawn",
    "badge_with_assessor": "with_assessor",
    "badge_to_pay": "approved",
    "badge_declined": "declined",
    "badge_made_at_once": "approved",
    "concern_draft": "draft",
    "concern_submitted": "submitted",
    "concern_overdue": "submitted",
    "concern_in_review": "in_review",
    "concern_information_needed": "information_needed",
    "concern_closed": "closed",
    "concern_ended": "approved",
}
"""The status of each, but for the one that is paid, which takes the page of GOV.UK Pay's stand-in."""


def test_each_story_is_told_by_somebody_there() -> None:
    assert {story.what for story in STORIES} == {*TOLD, "badge_made"}
    assert {story.who for story in STORIES} <= {story.what for story in PERMITS}
    billed = {bill.who for bill in BILLS}
    assert not [story for story in STORIES if story.who in billed and story.what in WITH_A_FEE]
    assert len({(story.who, story.form_id) for story in STORIES}) == len(STORIES)


def test_each_request_comes_to_its_state_and_a_second_run_adds_none(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    mine = visitor.ask("GET", "/v1/account").body["account_id"]
    operations, now = _InProcess(portal.stack.context(), "", lambda _: None, portal), portal.stack.clock()
    by_who, found = {one.story.what: one for one in residents()}, dict[str, str]()
    seen: dict[str, Any] = {}
    for number, story in enumerate(one for one in STORIES if one.what in TOLD):
        account_id = _another_account(portal, mine, number)
        somebody = Made(by_who[story.who], now, now.date(), account_id=account_id)
        ids = {Requests(operations, now).make([somebody], [story])[0]["request_id"] for _ in range(2)}
        [path] = [{"request_id": one} for one in ids]
        seen[story.what] = operations.call("care.get_request", now, resident=account_id, path=path)
        found[story.what] = seen[story.what]["status"]
    assert found == TOLD
    queue = operations.call("care.list_cases", now, officer=True, query={"form_id": CARE})["items"]
    assert [one["request_id"] for one in queue if one["unread_since"]] == [seen["request_change_unread"]["request_id"]]
    papers = seen["financial_with_papers"]["papers"]
    assert [(one["kind"], len(one["files"])) for one in papers if one["line"]] == [
        ("income_papers", 1),
        ("income_papers", 1),
        ("savings_papers", 1),
        ("cost_papers", 0),
        ("cost_papers", 0),
    ]


def test_a_bill_is_about_a_request_and_a_second_run_adds_none(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    account_id = visitor.ask("GET", "/v1/account").body["account_id"]
    [bill] = [one for one in BILLS if one.about]
    operations, now = _InProcess(portal.stack.context(), "", lambda _: None, portal), portal.stack.clock()
    [who] = [one for one in residents() if one.story.what == bill.who]
    somebody = [Made(who, now, now.date(), account_id=account_id)]
    Requests(operations, now).make(somebody)
    [sent] = [one for one in visitor.ask("GET", "/v1/requests").body["items"] if one["form_id"] == bill.about]
    assert Bills(operations, now).make(somebody) == Bills(operations, now).make(somebody)
    [billed] = visitor.ask("GET", "/v1/payments").body["items"]
    assert (billed["description"], billed["for"]) == (
        f"Request {sent['reference']}",
        {"kind": "request", "id": sent["request_id"]},
    )


@dataclass(frozen=True)
class _InProcess(Operations):
    """Reads the mails of that portal, and sends files to it."""

    portal: InProcessPortal

    def upload(self, form: Mapping[str, Any], name: str, content: bytes) -> None:
        self.portal.upload(form, name, content)

    def newest_mail(self, to: str) -> str:
        return self.portal.mails(to)[-1].text


def test_a_helper_has_sent_a_form_and_a_second_run_adds_none(portal: InProcessPortal) -> None:
    """Who is helped has a draft besides, with which the helper can go on."""
    by_who, now, everybody = {one.story.what: one for one in residents()}, portal.stack.clock(), list[Made]()
    for who in (HELPED, HELPER):
        visitor = Visitor(portal, email=by_who[who].email, password=PASSWORD, registration_key=f"registration-{who}")
        visitor.make_account()
        account_id = visitor.ask("GET", "/v1/account").body["account_id"]
        everybody.append(Made(by_who[who], now, now.date(), account_id=account_id))
    operations = _InProcess(portal.stack.context(), "", lambda _: None, portal)
    helped, helper = Helpers(operations, now).make(everybody)
    assert Helpers(operations, now).make(everybody) == [helped, helper]
    assert (helped["what"], helper["what"]) == ("helped_by_another", "helper_of_another")
    Requests(operations, now).make(everybody, [story for story in STORIES if story.who == HELPED])
    seen = operations.call(
        "care.list_requests", now, resident=everybody[1].account_id, query={"acting_for": helper["helper_id"]}
    )
    assert {(one["status"], one["by_helper"]) for one in seen["items"]} == {("draft", False), ("submitted", True)}


def _another_account(portal: InProcessPortal, like: str, number: int) -> str:
    """A copy of that account, which takes a second less than making one."""
    account_id, dynamodb = f"{like[:-4]}{number:04}", portal.stack.aws.dynamodb
    key = {"pk": {"S": f"ACCOUNT#{like}"}, "sk": {"S": "PROFILE"}}
    item = dynamodb.get_item(TableName="Accounts", Key=key)["Item"]
    copy = {**item, "pk": {"S": f"ACCOUNT#{account_id}"}, "account_id": {"S": account_id}}
    dynamodb.put_item(TableName="Accounts", Item=copy)
    return account_id
