"""Attacks on a safeguarding concern: by the person it is about, their household, and officers of every other team.

Rules: `docs/rules/safeguarding.md`.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from care.rules.concerns import CONCERN
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer
from tests.journeys.safeguarding import PERSON, reported, reporter
from tests.security.concern_world import OTHER_TEAMS, SAID, ended, worked_on
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.template import ACCOUNT, REGION
from tests.support.visitor import Visitor

SECRETS = (*SAID, "afeguarding")
KEEP_IT = {"Requests", "Evidence", "Audit"}
"""The tables that hold what a concern says, the names of its files, and why it was opened."""


@pytest.fixture
def reports(portal: InProcessPortal) -> Applicant:
    return reporter(Visitor(portal, email="nurse@surgery.example.org", registration_key="reporter-key-1"))


@dataclass(frozen=True)
class Attack:
    """After a concern was worked on: the person it is about and somebody of their household, who have accounts."""

    portal: InProcessPortal
    reports: Applicant
    reference: str
    residents: dict[str, Visitor]

    def leaks_of(self, text: str) -> list[str]:
        return [word for word in (*SECRETS, self.reference) if word in text]


@pytest.fixture
def attack(portal: InProcessPortal, reports: Applicant) -> Attack:
    residents = {
        "person": Visitor(portal, email="ottoline@example.org", registration_key="person-key-1"),
        "household": Visitor(portal, email="mortimer@example.org", registration_key="household-key-1"),
    }
    for visitor in residents.values():
        visitor.make_account(first_name=PERSON["first_name"])
    return Attack(portal, reports, worked_on(reports)["reference"], residents)


def test_officers_of_other_teams_neither_list_open_nor_find_it(attack: Attack) -> None:
    [file] = [file for kind in attack.reports.seen()["evidence"] for file in kind["files"]]
    for team in (*OTHER_TEAMS, " ".join(OTHER_TEAMS)):
        other = CareOfficer(attack.reports, team=team)
        step = {"version": 9, "status": "in_review"}
        answers = [
            other.ask("POST", f"{other.path}/openings", {"reason": "Why not"}),
            other.ask("POST", f"{other.path}/status", step, "step-key-9"),
            other.ask("GET", other.path),
        ]
        assert {one.status for one in answers} == ({404} if {"care", "blue-badge"} & set(team.split()) else {403})
        accepts = {"accepted": True, "valid_until": "2027-11-20"}
        token, reviewed = staff_token(*team.split()), f"/v1/officer/evidence/{file['document_id']}/review"
        review = attack.portal.call("PUT", reviewed, accepts, token=token)
        assert review.status in {403, 404}, review.text
        for by in ({"reference": attack.reference}, {"email": attack.reports.visitor.email}):
            requests = attack.portal.call("POST", "/v1/officer/request-searches", by, token=token)
            assert requests.status == 403 or requests.body["items"] == [], requests.text


def test_what_they_ask_us_to_hand_over_has_no_word_of_it(attack: Attack) -> None:
    """Also what the reporter takes away: an officer looks first at what is about others."""
    for who in (*attack.residents.values(), attack.reports.visitor):
        export = who.ask("POST", "/v1/account/exports", {}).body["export_id"]
        path = f"/v1/account/exports/{export}"
        attack.portal.until(lambda: who.ask("GET", path).body, lambda seen: seen["status"] == "ready")  # noqa: B023
    s3, bucket = attack.portal.stack.aws.s3, attack.portal.stack.settings.export_bucket
    kept = [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"] if one["Key"].endswith(".zip")]
    assert len(kept) == 3
    for key in kept:
        with zipfile.ZipFile(io.BytesIO(s3.get_object(Bucket=bucket, Key=key)["Body"].read())) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist())
        told = text.replace("Anything about safeguarding", "")  # the sentence that everybody's export has
        assert [word for word in (*SECRETS, attack.reference) if word in told] == []


def test_only_the_reporter_is_told_and_no_message_log_or_name_of_a_file_says_of_what(attack: Attack) -> None:
    ended(attack.reports)
    stack = attack.portal.stack
    sent = [
        one for one in ses_backends[ACCOUNT][REGION].sent_messages if attack.reference in f"{one.subject}{one.body}"
    ]
    assert {to for one in sent for to in one.destinations["ToAddresses"]} == {attack.reports.visitor.email}
    assert len(sent) == 3
    assert not sns_backends[ACCOUNT][REGION].sms_messages
    buckets = [one["Name"] for one in stack.aws.s3.list_buckets()["Buckets"]]
    keys = [one["Key"] for name in buckets for one in stack.aws.s3.list_objects_v2(Bucket=name).get("Contents", [])]
    every = ses_backends[ACCOUNT][REGION].sent_messages
    tables = {name: str(rows(stack, name)) for name in {*stack.aws.dynamodb.list_tables()["TableNames"]} - KEEP_IT}
    assert len(tables) > 6
    texts = {
        "mails": str([f"{one.subject} {one.body}" for one in every]),
        "log": stack.lines.text() + str(stack.lines.counted),
        "names of files": str(keys),
        "Pay": str(stack.pay.machine.payments),
        **tables,
    }
    assert [(where, word) for where, text in texts.items() for word in SECRETS if word in text] == []


def test_it_is_in_nobodys_activity_and_each_opening_is_on_record_with_its_reason(attack: Attack) -> None:
    for visitor in (attack.reports.visitor, *attack.residents.values()):
        activity = visitor.ask("GET", "/v1/account/activity").text
        assert attack.leaks_of(activity) == []
        assert "looked at" not in activity
    openings = [row for row in rows(attack.portal.stack, "Audit") if row["what"] == "request_opened"]
    assert [(row["reason"], row["officer"], row.get("account_id")) for row in openings] == [
        ("A secret reason", "officer-1", None)
    ]


@pytest.mark.parametrize("unsafe", [{"safe_contact_channels": ["none"]}, {"safe_contact_shared_device": True}])
def test_whoever_cannot_be_told_safely_is_not_told_nor_on_the_list_of_every_team(
    portal: InProcessPortal, reports: Applicant, unsafe: dict[str, Any]
) -> None:
    reference = reported(reports, **unsafe)["reference"]
    portal.settle()
    assert [one.subject for one in portal.mails(reports.visitor.email) if reference in one.subject] == []
    assert [one for one in rows(portal.stack, "Notifications") if one.get("status") == "undelivered"] == []


def test_whoever_is_no_professional_cannot_start_one(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    answer = visitor.ask("POST", "/v1/requests", {"form_id": CONCERN}, headers={"Idempotency-Key": "request-key-1"})
    assert (answer.status, answer.body["code"]) == (403, "not_eligible")
    assert "999" in answer.body["detail"]
