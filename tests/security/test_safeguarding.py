"""Attacks on a safeguarding concern: by the person it is about, their household, and officers of every other team.

Rules: `docs/rules/safeguarding.md`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from care.rules.concerns import CONCERN
from care.rules.forms import form_of
from care.rules.requests import given
from care.store.requests import Requests
from portal.problems import unwrap
from tests.access.callers import ROLES
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer
from tests.journeys.safeguarding import FINDINGS, PERSON, REPORT, SOURCE, WORDS, reporter
from tests.support.care_answers import all_answers
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.template import ACCOUNT, REGION, routes
from tests.support.visitor import Visitor

SECRETS = (PERSON["last_name"], SOURCE, WORDS, "afeguarding", "Enquiry", "Which ward", "A secret reason")
OTHER_TEAMS = [role for role in ROLES if role != "safeguarding"]
OPEN_TO_ALL = ("/v1/forms",)
"""Which forms there are anybody may know."""


def reported(reports: Applicant, key: str = "1", **chosen: Any) -> Any:
    """A concern that was sent: its answers are written past the pages, which takes long."""
    portal = reports.visitor.portal
    assert isinstance(portal, InProcessPortal)
    reports.starts(f"request-key-{key}")
    requests = Requests(portal.stack.context())
    draft = unwrap(requests.get(reports.request_id))
    answers = all_answers(unwrap(form_of(CONCERN, None)), given(draft, portal.stack.clock()), **{**REPORT, **chosen})
    requests.save(draft.model_copy(update={"answers": answers}), draft)
    reports.version = None
    return reports.submits(f"submission-key-{key}")


@pytest.fixture
def reports(portal: InProcessPortal) -> Applicant:
    return reporter(Visitor(portal, email="nurse@surgery.example.org", registration_key="reporter-key-1"))


@pytest.fixture
def officer(reports: Applicant) -> CareOfficer:
    return CareOfficer(reports, team="safeguarding")


def worked_on(reports: Applicant, officer: CareOfficer) -> str:
    """Reported with a photo, opened, asked about, answered: it waits. Its reference."""
    reports.starts()
    photo = reports.sends_file("concern_evidence", f"{PERSON['last_name']}.png")
    reports.visitor.portal.settle()
    reference = str(reported(reports, evidence=[photo])["reference"])
    officer.opens("A secret reason")
    officer.steps("information_needed", "step-key-1", message="Which ward is it?")
    reports.replies("Ward 3")
    reports.visitor.portal.settle()
    return reference


def ended(officer: CareOfficer) -> None:
    officer.steps("approved", "step-key-2", outcome="enquiry_opened", message="Enquiry opened.", findings=FINDINGS)
    officer.applicant.visitor.portal.settle()


def addresses(found: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """Every GET of the API that the known ids lead to, and who may call it."""
    for route in routes():
        names = re.findall(r"{(\w+)}", route.path)
        if route.method == "GET" and route.path not in OPEN_TO_ALL and "form_id" not in names:
            values = {name: found.get(name, found["request_id"]) for name in names}
            yield route.path.format(**values), route.authorizer


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
def attack(portal: InProcessPortal, reports: Applicant, officer: CareOfficer) -> Attack:
    residents = {
        "person": Visitor(portal, email="ottoline@example.org", registration_key="person-key-1"),
        "household": Visitor(portal, email="mortimer@example.org", registration_key="household-key-1"),
    }
    for visitor in residents.values():
        visitor.make_account(first_name=PERSON["first_name"])
    return Attack(portal, reports, worked_on(reports, officer), residents)


def test_no_address_shows_a_word_of_it_to_anybody_else(attack: Attack, officer: CareOfficer) -> None:
    """Every GET of the API with the ids of the concern, while it waits and after its end, as an attacker who has them
    all would ask; officers also as the one who opened it, and has been moved to another team.
    """
    portal, seen = attack.portal, attack.reports.seen()
    [concern] = [item for item in rows(portal.stack, "Requests") if item["sk"] == "REQUEST"]
    [file] = [file for kind in seen["evidence"] for file in kind["files"]]
    found = {"account_id": concern["account_id"], "document_id": file["document_id"]}
    residents = [(who, visitor.token) for who, visitor in attack.residents.items()]
    teams = [(team, staff_token(team, sub="officer-1")) for team in (*OTHER_TEAMS, " ".join(OTHER_TEAMS))]
    leaks, asked = [], 0
    for over in (False, True):
        if over:
            ended(officer)
        for path, authorizer in addresses({"request_id": concern["request_id"], **found}):
            for who, token in teams if authorizer == "Staff" else residents:
                asked += 1
                leaks += [(who, path, word) for word in attack.leaks_of(portal.call("GET", path, token=token).text)]
    assert leaks == []
    assert asked > 200


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
        search = {"reference": attack.reference}
        found = attack.portal.call("POST", "/v1/officer/account-searches", search, token=staff_token(*team.split()))
        assert found.status != 200 or found.body["items"] == [], found.text


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


def test_only_the_reporter_is_told_and_no_message_log_or_name_of_a_file_says_of_what(
    attack: Attack, officer: CareOfficer
) -> None:
    ended(officer)
    stack = attack.portal.stack
    sent = [
        one for one in ses_backends[ACCOUNT][REGION].sent_messages if attack.reference in f"{one.subject}{one.body}"
    ]
    assert {to for one in sent for to in one.destinations["ToAddresses"]} == {attack.reports.visitor.email}
    assert len(sent) == 3
    assert not sns_backends[ACCOUNT][REGION].sms_messages
    buckets = [one["Name"] for one in stack.aws.s3.list_buckets()["Buckets"]]
    keys = [one["Key"] for name in buckets for one in stack.aws.s3.list_objects_v2(Bucket=name).get("Contents", [])]
    for text in (str([f"{one.subject} {one.body}" for one in sent]), stack.lines.text(), str(keys)):
        assert [word for word in SECRETS if word in text] == []


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
