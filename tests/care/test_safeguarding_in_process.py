"""Safeguarding concerns through the template's routes, over moto (`docs/rules/safeguarding.md`)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from care.chase_requests import chase_requests
from care.team_mails import TeamMails
from portal.mail import NotAccepted
from tests.faults import concern_invariants
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer
from tests.journeys.safeguarding import concern_reported, reported, reporter
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Mail, Visitor


@pytest.fixture
def reports(portal: InProcessPortal) -> Applicant:
    return reporter(Visitor(portal))


def test_from_report_to_outcome(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    concern_reported(visitor)
    concern_invariants.hold(portal.stack, portal, visitor, repeat_allowed=False)


def test_what_may_be_about_the_same_person_stands_beside_it_for_14_days(
    portal: InProcessPortal, reports: Applicant
) -> None:
    first = reported(reports)
    portal.stack.clock.forward(days=13, hours=23)
    reports.visitor.sign_in()
    misspelt = reported(reports, "2", last_name="Quilfeather", address={"none": True, "where": "?", "contact_via": "?"})
    other = reported(reports, "3", first_name="Bob", birth_date="1970-01-01")
    officer = CareOfficer(reports, team="safeguarding")
    assert officer.opens()["similar"] == []
    reports.request_id = misspelt["request_id"]
    [found] = officer.opens()["similar"]
    assert (found["reference"], found["same"]) == (first["reference"], ["name", "birth_date"])
    reports.request_id = first["request_id"]
    assert [one["reference"] for one in officer.opens()["similar"]] == [misspelt["reference"]]
    portal.stack.clock.forward(hours=2)
    reports.visitor.sign_in()
    reported(reports, "4")
    assert [one["reference"] for one in officer.opens()["similar"]] == [misspelt["reference"]]
    assert other["reference"] not in str(officer.case()["similar"])
    reports.request_id = first["request_id"]
    assert [one["reference"] for one in officer.opens()["similar"]] == [misspelt["reference"]]


def test_the_queue_has_the_clock_and_the_second_contact_is_offered_when_it_ran_out(
    portal: InProcessPortal, reports: Applicant
) -> None:
    reported(reports)
    officer = CareOfficer(reports, team="safeguarding")
    [waiting] = officer.ask("GET").body["items"]
    assert (waiting["overdue"], waiting["initial"]) == (False, "")
    case = officer.opens()
    assert (case["decide_by"], case["overdue"], case["second_contact"]) == (waiting["decide_by"], False, None)
    portal.stack.clock.forward(days=5)
    case = officer.opens()
    assert case["overdue"]
    assert case["second_contact"] == {"name": "Robin Ward", "job": "What we wrote", "phone": "+441163050001"}
    assert [one["overdue"] for one in officer.ask("GET").body["items"]] == [True]


def summarised(portal: InProcessPortal) -> int:
    """How many concerns wait by the officers' summary."""
    items = portal.call("GET", "/v1/officer/summary", token=staff_token("safeguarding")).body["items"]
    [waiting] = [one["waiting"] for one in items if one["queue"] == "safeguarding"]
    assert isinstance(waiting, int)
    return waiting


def test_a_concern_whose_reporter_does_not_answer_comes_back_to_the_queue_when_its_time_runs_out(
    portal: InProcessPortal, reports: Applicant
) -> None:
    reported(reports)
    officer, other = CareOfficer(reports, team="safeguarding"), CareOfficer(reports, team="care")
    officer.opens()
    officer.steps("information_needed", "step-key-1", message="Which ward is it?")
    assert officer.ask("GET").body["count"] == 0
    assert officer.takes_next("take-key-1").status == 204
    assert summarised(portal) == 0
    portal.stack.clock.forward(days=5)
    assert summarised(portal) == 1
    [waiting] = officer.ask("GET").body["items"]
    assert (waiting["status"], waiting["overdue"]) == ("information_needed", True)
    assert other.ask("GET").body["count"] == 0
    assert officer.takes_next("take-key-2").body["request_id"] == waiting["request_id"]


LATE = "The time for a decision is over"


def mailed_to_the_team(portal: InProcessPortal) -> list[Mail]:
    """After the hourly job and all that it set going."""
    portal.run_jobs()
    portal.settle()
    return portal.mails(portal.stack.settings.safeguarding_to)


def test_the_team_is_told_once_that_the_time_of_a_concern_is_over(portal: InProcessPortal, reports: Applicant) -> None:
    sent = reported(reports)  # on a Saturday: to be decided by 4pm on Tuesday
    officer = CareOfficer(reports, team="safeguarding")
    version = officer.opens()["version"]
    portal.stack.clock.now = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)
    assert mailed_to_the_team(portal) == []
    for hours in (1, 1, 24):
        portal.stack.clock.forward(hours=hours)
        [mail] = mailed_to_the_team(portal)
    assert (mail.subject, "/officer/requests" in mail.text) == (LATE, True)
    for word in (sent["reference"], *sent["answers"]["first_name"].split(), "afeguarding", sent["request_id"]):
        assert word not in mail.text
    assert LATE not in str(portal.mails(reports.visitor.email))
    case = officer.opens()
    assert (case["overdue"], case["version"] > version) == (True, True)
    said = {"version": version, "status": "closed", "outcome": "known_already", "message": "We look into this."}
    assert officer.ask("POST", f"{officer.path}/status", said, "step-key-1").status == 200, "what they saw is not stale"


def test_of_a_concern_that_was_decided_in_time_the_team_is_not_told(
    portal: InProcessPortal, reports: Applicant
) -> None:
    reported(reports)
    officer = CareOfficer(reports, team="safeguarding")
    officer.opens()
    officer.steps("closed", "step-key-1", outcome="known_already", message="We look into this already.")
    portal.stack.clock.forward(days=5)
    assert mailed_to_the_team(portal) == []


def test_a_team_that_could_not_be_told_is_told_an_hour_later(
    portal: InProcessPortal, reports: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(reports)
    portal.stack.clock.forward(days=5)
    with monkeypatch.context() as refusing:
        refusing.setattr(TeamMails, "concern_overdue", refuses)
        assert mailed_to_the_team(portal) == []
    assert [type(error) for error in portal.stack.lines.errors] == [NotAccepted] * 2, "a run that fails is tried again"
    portal.stack.clock.forward(hours=1)
    assert [one.subject for one in mailed_to_the_team(portal)] == [LATE]


def refuses(_: TeamMails) -> None:
    raise NotAccepted(passing=True)


@pytest.mark.parametrize("error", [NotAccepted(passing=False), RuntimeError("nobody foresaw this")])
def test_a_concern_that_cannot_be_told_keeps_no_other_untold(
    portal: InProcessPortal, reports: Applicant, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    reported(reports)
    reported(reports, "2", first_name="Bob")
    portal.stack.clock.forward(days=5)
    tells, first = TeamMails.concern_overdue, [error]

    def refuses_the_first(mails: TeamMails) -> None:
        if first:
            raise first.pop()
        tells(mails)

    monkeypatch.setattr(TeamMails, "concern_overdue", refuses_the_first)
    with pytest.raises(type(error)):
        chase_requests.reply({}, portal.stack.context())
    assert [one.subject for one in portal.mails(portal.stack.settings.safeguarding_to)] == [LATE]
    assert portal.stack.lines.errors == [error]
    assert [one.subject for one in mailed_to_the_team(portal)] == [LATE, LATE]


def test_what_a_concern_is_known_again_by_ends_by_itself(portal: InProcessPortal, reports: Applicant) -> None:
    reported(reports)
    [kept] = [item for item in rows(portal.stack, "Requests") if item["pk"] == "CONCERNS"]
    assert 27 * 86400 < int(kept["ttl"]) - portal.stack.clock().timestamp() <= 28 * 86400


def test_what_the_reporter_adds_is_unread_for_the_team_alone(portal: InProcessPortal, reports: Applicant) -> None:
    sent = reported(reports)
    officer, other = CareOfficer(reports, team="safeguarding"), CareOfficer(reports, team="care")
    version = officer.opens()["version"]
    added = reports.tells("He came back")
    assert (added["answers"], added["status"]) == (sent["answers"], "submitted")
    [waiting] = officer.ask("GET").body["items"]
    assert waiting["unread_since"] is not None
    assert other.ask("GET").body["count"] == 0
    said = {"version": version, "status": "closed", "outcome": "known_already", "message": "We look into this."}
    assert officer.ask("POST", f"{officer.path}/status", said, "step-key-1").body["code"] == "changed_meanwhile"
    assert officer.case()["request"]["timeline"][-1]["text"] == "He came back"


def test_a_message_that_names_somebody_is_refused_and_nothing_is_written(
    portal: InProcessPortal, reports: Applicant
) -> None:
    reported(reports)
    officer = CareOfficer(reports, team="safeguarding")
    version = officer.opens()["version"]
    body: dict[str, Any] = {"version": version, "status": "information_needed", "message": "How is Ottoline?"}
    answer = officer.ask("POST", f"{officer.path}/status", body, "step-key-1")
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "names_somebody")
    assert officer.case()["version"] == version


def test_whoever_began_a_concern_and_left_it_is_told_that_it_is_not_sent(
    portal: InProcessPortal, reports: Applicant
) -> None:
    subject = "You have not sent what you began"
    reports.starts("request-key-0")
    for hours in (23, 2, 24):
        portal.stack.clock.forward(hours=hours)
        portal.run_jobs()
        portal.settle()
    assert [one.subject for one in portal.mails(reports.visitor.email)].count(subject) == 1
    reports.visitor.sign_in()
    reported(reports)
    portal.stack.clock.forward(days=2)
    portal.run_jobs()
    portal.settle()
    assert [one.subject for one in portal.mails(reports.visitor.email)].count(subject) == 1


def test_a_file_that_no_answer_names_stays_with_a_concern(portal: InProcessPortal, reports: Applicant) -> None:
    reports.starts()
    photo = reports.sends_file("concern_evidence")
    portal.settle()
    assert "evidence" not in reported(reports)["answers"]
    files = [file["document_id"] for kind in reports.seen()["evidence"] for file in kind["files"]]
    assert files == [photo]
