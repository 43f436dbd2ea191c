"""The care team's desk through the template's routes, over moto (`docs/rules/care.md`, "Case work")."""

from typing import Any

import pytest

from tests.care.test_requests_in_process import answered
from tests.faults.invariants import rows
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.visitor import Visitor


@pytest.fixture
def officer(portal: InProcessPortal) -> CareOfficer:
    """Of the care team, with a request that was sent."""
    visitor = Visitor(portal)
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    answered(applicant)
    applicant.submits()
    return CareOfficer(applicant)


def test_nothing_is_shown_before_a_reason_is_given(officer: CareOfficer) -> None:
    step = officer.ask("POST", f"{officer.path}/status", {"version": 3, "status": "in_review"}, "step-key-1")
    shown = officer.ask("GET", officer.path)
    assert {(one.status, one.body["code"]) for one in (step, shown)} == {(403, "not_opened")}
    assert officer.ask("POST", f"{officer.path}/openings", {"reason": ""}).status == 422
    assert officer.opens()["request"]["status"] == "submitted"


def test_an_opening_lasts_eight_hours_and_is_for_one_officer(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.opens()
    other = Visitor(portal, token=staff_token("care", sub="officer-2"))
    assert other.ask("GET", f"/v1/officer/requests{officer.path}").body["code"] == "not_opened"
    portal.stack.clock.forward(hours=7, minutes=59)
    assert officer.ask("GET", officer.path).status == 200
    portal.stack.clock.forward(minutes=1)
    assert officer.ask("GET", officer.path).body["code"] == "not_opened"


def test_a_team_sees_the_requests_of_its_own_forms_alone(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.opens()
    other = Visitor(portal, token=staff_token("blue-badge"))
    assert other.ask("GET", "/v1/officer/requests").body["count"] == 0
    path = f"/v1/officer/requests{officer.path}"
    step = {"version": 3, "status": "in_review"}
    tries = [
        other.ask("GET", path),
        other.ask("POST", f"{path}/openings", {"reason": "It is my case"}),
        other.ask("POST", f"{path}/status", step, headers={"Idempotency-Key": "step-key-1"}),
    ]
    assert [one.status for one in tries] == [404] * 3


def summary(portal: InProcessPortal) -> dict[str, Any]:
    items = portal.call("GET", "/v1/officer/summary", token=staff_token("care")).body["items"]
    return {one["queue"]: one for one in items}


def test_what_its_sender_tells_unasked_is_unread_until_an_officer_has_read_it(
    portal: InProcessPortal, officer: CareOfficer
) -> None:
    officer.opens()
    before, sent = officer.case()["version"], officer.applicant.seen()
    told = officer.applicant.tells("I can no longer climb the stairs")
    assert (told["status"], told["answers"]) == (sent["status"], sent["answers"])
    [row] = officer.ask("GET").body["items"]
    assert row["unread_since"] == told["timeline"][-1]["at"] == officer.case()["unread_since"]
    late = officer.ask("POST", f"{officer.path}/status", {"version": before, "status": "in_review"}, "step-key-1")
    assert late.body["code"] == "changed_meanwhile"
    officer.steps("message_read", "step-key-2")
    assert officer.ask("GET").body["items"][0]["unread_since"] is None
    assert officer.applicant.tells("I live in York now", moved_away=True)["status"] == "in_review"
    assert officer.steps("closed", "step-key-3", outcome="moved_away", message="Ask in York.")["status"] == "closed"
    assert [row["what"] for row in rows(portal.stack, "Audit")].count("request_message_read") == 1


def test_what_is_told_while_a_question_is_open_is_in_the_queue_until_it_is_read(
    portal: InProcessPortal, officer: CareOfficer
) -> None:
    officer.opens()
    officer.steps("information_needed", "step-key-1", message="Which day suits you?")
    assert (officer.ask("GET").body["count"], summary(portal)["care"]["waiting"]) == (0, 0)
    told = officer.applicant.tells("I fell")
    assert (told["status"], "reply" in told["can"]) == ("information_needed", True)
    [row] = officer.ask("GET").body["items"]
    assert row["unread_since"] == told["timeline"][-1]["at"]
    waits = summary(portal)["care"]
    assert (waits["waiting"], waits["oldest_at"]) == (1, row["submitted_at"])
    assert officer.takes_next("take-key-1").body["request_id"] == row["request_id"]
    officer.steps("message_read", "step-key-2")
    assert (officer.ask("GET").body["count"], summary(portal)["care"]["waiting"]) == (0, 0)
    assert officer.applicant.replies("On Monday")["status"] == "in_review"


def test_its_owner_reads_that_the_care_team_looked_at_it(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.opens("A secret reason")
    said = officer.applicant.visitor.ask("GET", "/v1/account/activity").body["items"]
    assert ("The team that has your request", "We looked at your request.") in [
        (one["who"], one["words"]) for one in said
    ]
    assert "secret" not in str(said)


def test_a_draft_is_its_owners_alone(officer: CareOfficer) -> None:
    officer.applicant.starts("request-key-2")
    assert officer.ask("GET").body["count"] == 1
    assert officer.ask("POST", f"{officer.path}/openings", {"reason": "Why not"}).status == 404
    assert officer.ask("GET", officer.path).status == 404


def test_a_step_on_what_was_withdrawn_meanwhile_is_refused(officer: CareOfficer) -> None:
    version = officer.opens()["version"]
    officer.applicant.withdraws()
    late = officer.ask("POST", f"{officer.path}/status", {"version": version, "status": "in_review"}, "step-key-1")
    assert (late.status, late.body["code"]) == (409, "decided_already")
    assert officer.ask("GET").body["items"] == []


def test_a_step_on_an_older_version_names_what_is_new(officer: CareOfficer) -> None:
    version = officer.opens()["version"]
    officer.steps("in_review", "step-key-1")
    ends = {"version": version, "status": "closed", "outcome": "advice_only", "message": "Call us."}
    late = officer.ask("POST", f"{officer.path}/status", ends, "step-key-2")
    assert (late.status, [one["code"] for one in late.body["errors"]]) == (409, ["in_review"])


def test_the_same_step_again_is_taken_once(officer: CareOfficer) -> None:
    version = officer.opens()["version"]
    tries = [
        officer.ask("POST", f"{officer.path}/status", {"version": version, "status": "in_review"}, "step-key-1")
        for _ in range(2)
    ]
    assert [(one.status, one.body["version"]) for one in tries] == [(200, version + 1)] * 2


def test_other_requests_of_the_account_stand_beside_it(portal: InProcessPortal, officer: CareOfficer) -> None:
    first = officer.applicant.seen()["reference"]
    portal.stack.clock.forward(minutes=1)
    officer.applicant.starts("request-key-2")
    answered(officer.applicant)
    officer.applicant.submits("submission-key-2")
    assert [one["reference"] for one in officer.opens()["others"]] == [first]
    queue = officer.ask("GET").body
    assert (queue["count"], queue["urgent"], len(queue["items"])) == (2, 0, 2)
    assert queue["items"][0]["reference"] == first
    assert [queue["items"][0][name] for name in ("initial", "mine")] == ["A", False]
    assert officer.ask("GET", "?mine=true").body["count"] == 0


def test_a_file_is_opened_with_its_request_and_that_is_on_record(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.opens()
    officer.steps("information_needed", "step-key-1", message="Send us the paper.")
    portal.stack.clock.forward(minutes=1)
    document = officer.applicant.sends_file("authority_proof", scanned=True)
    path = f"{officer.path}/evidence/{document}"
    opened = officer.ask("GET", path)
    assert (opened.status, opened.body.get("content_type")) == (200, "image/png"), opened.body
    assert officer.case()["since_question"] == [document]
    other = Visitor(portal, token=staff_token("care", sub="officer-2"))
    assert other.ask("GET", f"/v1/officer/requests{path}").body["code"] == "not_opened"
    said = officer.applicant.visitor.ask("GET", "/v1/account/activity").body["items"]
    assert [one["words"] for one in said].count("We looked at a file that you sent with your request.") == 1
    officer.applicant.starts("request-key-2")
    elsewhere = officer.applicant.sends_file("authority_proof", scanned=True)
    assert officer.ask("GET", f"{path.rpartition('/')[0]}/{elsewhere}").status == 404


def test_a_request_is_in_one_pair_of_hands(portal: InProcessPortal, officer: CareOfficer) -> None:
    seen = officer.opens()["version"]
    colleague = Visitor(portal, token=staff_token("care", sub="officer-2"))
    path = f"/v1/officer/requests{officer.path}/assignment"
    assert colleague.ask("PUT", path, {"to": "me"}).body["mine"] is True
    mine = officer.ask("PUT", f"{officer.path}/assignment", {"to": "me"})
    assert (mine.status, mine.body["code"], mine.body["claimed_by"]) == (409, "claimed", "officer-2")
    assert officer.ask("PUT", f"{officer.path}/assignment", {"to": None}).body["code"] == "claimed"
    assert officer.gives("me", take_over=True)["mine"] is True
    assert officer.ask("GET", "?mine=true").body["count"] == 1
    assert officer.ask("GET", "?nobodys=true").body["count"] == 0
    assert officer.ask("GET", "?form_id=blue-badge").body["count"] == 0
    for nobody in ("officer-0", "officer-3", "somebody"):  # one who has left, one of another team, a stranger
        refused = officer.ask("PUT", f"{officer.path}/assignment", {"to": nobody})
        said = [(one["field"], one["code"]) for one in refused.body["errors"]]
        assert (refused.status, said) == (422, [("to", "not_a_colleague")])
    assert officer.gives("officer-2")["assigned_to"] == "officer-2"
    step = {"version": seen, "status": "in_review"}
    assert officer.ask("POST", f"{officer.path}/status", step, "step-key-1").status == 200, "it stops nobody's step"


def test_the_next_one_is_what_comes_first_and_nobody_has(portal: InProcessPortal, officer: CareOfficer) -> None:
    first = officer.applicant.request_id
    portal.stack.clock.forward(minutes=1)
    officer.applicant.starts("request-key-2")
    answered(officer.applicant, urgent=["no_food"])
    officer.applicant.submits("submission-key-2")
    urgent = officer.applicant.request_id
    taken = [officer.takes_next(key).body["request_id"] for key in ("next-key-1", "next-key-1", "next-key-2")]
    assert taken == [urgent, urgent, first]
    assert officer.takes_next("next-key-3").status == 204


def test_a_note_is_for_colleagues_alone(portal: InProcessPortal, officer: CareOfficer) -> None:
    note = {"text": "Her son may listen in"}
    assert officer.ask("POST", f"{officer.path}/notes", note, "note-key-1").body["code"] == "not_opened"
    officer.opens()
    assert officer.notes(note["text"], "note-key-2") == officer.notes(note["text"], "note-key-2")
    assert [(one["text"], one["mine"]) for one in officer.case()["notes"]] == [(note["text"], True)]
    assert "listen in" not in str(officer.applicant.seen())
    assert "listen in" not in portal.stack.lines.text()
    for number in range(39):
        officer.notes("More", f"note-key-more-{number}")
    assert officer.ask("POST", f"{officer.path}/notes", note, "note-key-3").body["code"] == "too_many_notes"


def test_notes_go_with_the_request_of_a_closed_account(portal: InProcessPortal, officer: CareOfficer) -> None:
    officer.opens()
    officer.notes("Called", "note-key-1")
    visitor = officer.applicant.visitor
    visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    portal.settle()
    ends = {item["sk"]: item["ttl"] for item in rows(portal.stack, "Requests") if item["pk"].startswith("REQUEST#")}
    assert ends["NOTES"] == ends["REQUEST"]


def test_a_decision_counts_in_the_queue_of_its_team(portal: InProcessPortal, officer: CareOfficer) -> None:
    waiting = summary(portal)
    assert (waiting["care"]["waiting"], waiting["blue_badge"]["waiting"]) == (1, 0)
    portal.stack.clock.forward(hours=72)
    officer.opens()
    officer.steps("in_review", "step-key-1")
    care = summary(portal)["care"]
    assert (care["waiting"], care["median_days"]) == (1, None)
    officer.steps("closed", "step-key-2", outcome="advice_only", message="We talked.")
    care = summary(portal)["care"]
    assert (care["waiting"], care["median_days"]) == (0, 3)
    usual = {one["service"]: one for one in portal.call("GET", "/v1/waiting-times").body["items"]}
    assert (usual["care"]["median_days"], usual["care"]["most_days"], usual["blue_badge"]["median_days"]) == (
        3,
        3,
        None,
    )
    assert "safeguarding" not in usual


def test_a_page_that_is_none_of_the_queue(officer: CareOfficer) -> None:
    answer = officer.ask("GET", "?next=x")
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "next")


def test_found_by_reference_and_by_email_whatever_became_of_it(portal: InProcessPortal, officer: CareOfficer) -> None:
    sent = officer.applicant.withdraws()["reference"]
    officer.applicant.starts("request-key-2")
    typed = f"{sent[:4].lower()} {sent[4:]}"
    email = officer.applicant.visitor.email
    assert officer.finds(reference=typed) == officer.finds(email=email.upper()) == [sent]
    assert officer.finds(reference="ZZZZ9999") == officer.finds(email="nobody@example.org") == []
    record = [row for row in rows(portal.stack, "Audit") if row["what"] == "requests_searched"]
    assert {row["subject_id"] for row in record} == {"reference", "email"}
    assert email not in str(record)
    desk = Visitor(portal, token=staff_token("care"))
    for wrong in ({}, {"reference": sent, "email": email}):
        assert desk.ask("POST", "/v1/officer/request-searches", wrong).status == 422


def test_another_team_finds_nothing(portal: InProcessPortal, officer: CareOfficer) -> None:
    sent = officer.applicant.seen()["reference"]
    other = CareOfficer(officer.applicant, team="blue-badge")
    assert other.finds(reference=sent) == other.finds(email=officer.applicant.visitor.email) == []


def test_after_its_account_was_closed_it_is_found_by_its_reference(
    portal: InProcessPortal, officer: CareOfficer
) -> None:
    visitor = officer.applicant.visitor
    sent = officer.applicant.seen()["reference"]
    closed = visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    assert closed.status == 200, closed.body
    portal.settle()
    assert officer.finds(reference=sent) == [sent]
    assert officer.finds(email=visitor.email) == []
    [request] = [item for item in rows(portal.stack, "Requests") if item["sk"] == "REQUEST"]
    [row] = [item for item in rows(portal.stack, "Requests") if item["pk"] == f"REFERENCE#{sent}"]
    assert row["ttl"] == request["ttl"]
