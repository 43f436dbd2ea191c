"""Care requests through the template's routes, over moto (`docs/rules/care.md`, C50 to C58)."""

from typing import Any

import pytest

from care.rules.forms import form_of
from care.rules.requests import given
from care.store.requests import Requests
from portal.problems import unwrap
from tests.faults import request_invariants
from tests.journeys.requests import (
    FORM,
    Applicant,
    CareOfficer,
    care_asked,
    closed_with_care,
    draft_discarded,
    draft_lapsed,
)
from tests.support.care_answers import all_answers
from tests.support.fixtures import InOrders
from tests.support.in_process import InProcessPortal
from tests.support.interleave import request
from tests.support.visitor import Visitor


@pytest.fixture
def applicant(portal: InProcessPortal) -> Applicant:
    visitor = Visitor(portal)
    visitor.make_account()
    somebody = Applicant(visitor)
    somebody.starts()
    return somebody


def answered(applicant: Applicant, **chosen: Any) -> None:
    """Their draft with ordinary answers to all that is asked, written past the pages, which takes a second each way."""
    portal = applicant.visitor.portal
    assert isinstance(portal, InProcessPortal)
    requests = Requests(portal.stack.context())
    draft = unwrap(requests.get(applicant.request_id))
    answers = all_answers(unwrap(form_of(FORM, None)), given(draft, portal.stack.clock()), **chosen)
    requests.save(draft.model_copy(update={"answers": answers, "about": answers.get("first_name")}), draft)
    applicant.version = None


def test_from_start_to_withdrawal(portal: InProcessPortal) -> None:
    care_asked(Visitor(portal))


def test_a_draft_can_be_thrown_away(portal: InProcessPortal) -> None:
    draft_discarded(Visitor(portal))


def test_a_draft_that_ran_out_goes_with_its_files(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    draft_lapsed(visitor)
    request_invariants.lapsed(portal.stack, portal, visitor, repeat_allowed=False)


def test_of_a_closed_account_drafts_go_and_what_was_sent_stays_until_a_day(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    closed_with_care(visitor)
    request_invariants.closed(portal.stack, portal, visitor, repeat_allowed=False)


def test_the_same_request_again_starts_one_draft_and_sends_once(applicant: Applicant) -> None:
    first = applicant.request_id
    assert applicant.starts()["request_id"] == first
    answered(applicant)
    sent = applicant.submits()
    assert applicant.submits()["reference"] == sent["reference"]
    other = applicant.ask(
        "POST", f"/{first}/submission", {"declaration": True, "version": sent["version"]}, "submission-key-2"
    )
    assert (other.status, other.body["code"]) == (409, "already_submitted")


def test_another_open_request_of_the_form_is_named_and_forbids_nothing(applicant: Applicant) -> None:
    """H16."""
    first = applicant.request_id
    second = applicant.starts("request-key-2")
    assert second["request_id"] != first
    assert second["under_way"] == [{"request_id": first, "status": "draft"}]


def test_what_is_right_is_kept_and_what_is_wrong_is_named(applicant: Applicant) -> None:
    applicant.saves("urgent", {"urgent": ["none_of_these"]})
    applicant.saves("authority", {"authority": "self"})
    saved = applicant.saves("name", {"first_name": "Ann", "last_name": "x" * 500})
    assert [(one["field"], one["code"]) for one in saved["errors"]] == [("last_name", "too_long")]
    assert saved["next_page"] == "name"
    assert applicant.seen()["answers"]["first_name"] == "Ann"


def test_two_windows_never_overwrite_each_other(applicant: Applicant) -> None:
    applicant.saves("urgent", {"urgent": ["no_food"]})
    body = {"page": "urgent", "answers": {"urgent": ["cannot_move"]}, "version": 1}
    late = applicant.ask("PUT", f"/{applicant.request_id}/answers", body)
    assert (late.status, late.body["code"]) == (409, "changed_meanwhile")
    assert (late.body["version"], late.body["answers"]) == (2, {"urgent": ["no_food"]})
    assert applicant.seen()["answers"] == {"urgent": ["no_food"]}


@pytest.mark.parametrize(
    ("answers", "statuses"), [(("no_food", "cannot_move"), [200, 409]), (("no_food", "no_food"), [200, 200])]
)
def test_two_windows_that_save_at_once_are_told_apart(
    portal: InProcessPortal, applicant: Applicant, in_orders: InOrders, answers: tuple[str, ...], statuses: list[int]
) -> None:
    """Whoever was slower hears of the other's answers; the same answers twice are no clash."""
    path = f"/v1/requests/{applicant.request_id}/answers"
    bodies = [{"page": "urgent", "answers": {"urgent": [answer]}, "version": 1} for answer in answers]
    tasks = [request(portal.stack, "PUT", path, body, token=applicant.visitor.token) for body in bodies]
    for run in in_orders(*tasks, switches=2):
        assert sorted(answer.status for answer in run.results) == statuses, run.order
        assert {answer.body.get("code") for answer in run.results} <= {None, "changed_meanwhile"}, run.order


def test_the_same_answers_again_are_no_clash(applicant: Applicant) -> None:
    """The answer to the first try was lost."""
    body = {"page": "urgent", "answers": {"urgent": ["no_food"]}, "version": 1}
    for _ in range(2):
        answer = applicant.ask("PUT", f"/{applicant.request_id}/answers", body)
        assert (answer.status, answer.body["version"], answer.body["next_page"]) == (200, 2, "call-now")


def test_an_open_form_is_not_sent_and_says_what_is_missing(applicant: Applicant) -> None:
    body = {"declaration": True, "version": 1}
    answer = applicant.ask("POST", f"/{applicant.request_id}/submission", body, "submission-key-1")
    assert (answer.status, answer.body["code"]) == (422, "incomplete")
    assert [(one["page"], one["field"]) for one in answer.body["missing"]] == [("urgent", "urgent")]


def test_an_exit_is_not_sent(applicant: Applicant) -> None:
    answered(applicant, birth_date="2015-02-28")
    assert applicant.seen()["next_page"] == "under-18"
    body = {"declaration": True, "version": applicant.seen()["version"]}
    answer = applicant.ask("POST", f"/{applicant.request_id}/submission", body, "submission-key-1")
    assert (answer.status, answer.body["code"], answer.body["page"]) == (403, "not_eligible", "under-18")


@pytest.mark.parametrize(
    ("address", "county"),
    [
        ({"lines": ["12 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"}, "yes"),
        ({"lines": ["3 City Row"], "town": "Leicester", "postcode": "LE1 1AA"}, "no"),
        ({"lines": ["1 Far Row"], "town": "Leeds", "postcode": "LS1 1AA"}, "unknown"),
        ({"none": True, "where": "In a van", "contact_via": "The day centre"}, "unknown"),
    ],
)
def test_nobody_is_out_of_the_county_by_what_is_not_known(
    portal: InProcessPortal, applicant: Applicant, address: dict[str, Any], county: str
) -> None:
    for uprn, line, town, postcode, code in (
        ("990000000901", "12 Invented Row", "Loughborough", "LE11 3ED", "2415"),
        ("990000000902", "3 City Row", "Leicester", "LE1 1AA", "2465"),
    ):
        row = {"uprn": uprn, "lines": line, "town": town, "postcode": postcode}
        portal.add_address(row | {"custodian_code": code, "permit_zone": ""})
    for path, name, answer in (
        ("urgent", "urgent", ["none_of_these"]),
        ("authority", "authority", "self"),
        ("birth-date", "birth_date", "1939-02-28"),
    ):
        if path == "birth-date":
            applicant.saves("name", {"first_name": "Ann", "last_name": "Smith"})
        applicant.saves(path, {name: answer})
    saved = applicant.saves("address", {"address": address})
    assert saved["next_page"] == ("other-council" if county == "no" else "contact")
    assert applicant.seen()["in_county"] == county


def test_what_was_off_the_path_is_not_sent(applicant: Applicant) -> None:
    answered(applicant, can_eating="no", authority="best_interests")
    applicant.saves("eating", {"can_eating": "yes"})
    assert "eating_can" in applicant.seen()["answers"]
    sent = applicant.submits()
    assert "eating_can" not in sent["answers"]
    assert sent["answers"]["best_interests_why"] == "What we wrote"


def test_only_a_file_that_came_for_this_request_can_be_named(applicant: Applicant) -> None:
    applicant.saves("urgent", {"urgent": ["none_of_these"]})
    applicant.saves("authority", {"authority": "deputy"})
    saved = applicant.saves("authority-proof", {"authority_proof": ["01JDQ4Z7V8M3T5N6P9R2S4W6XY"]})
    assert [(one["field"], one["code"]) for one in saved["errors"]] == [("authority_proof", "not_found")]
    gif = applicant.ask("POST", f"/{applicant.request_id}/evidence", {**_file(), "content_type": "image/gif"}).body
    assert [(one["field"], one["code"]) for one in gif["errors"]] == [("content_type", "wrong_type")]
    assert "take a screenshot" in gif["errors"][0]["message"]
    paper = applicant.sends_file("authority_proof")
    assert applicant.saves("authority-proof", {"authority_proof": [paper]})["errors"] == []
    kind, _ = applicant.seen()["evidence"]
    assert (kind["kind"], [file["document_id"] for file in kind["files"]]) == ("authority_proof", [paper])


def test_a_paper_that_the_form_never_asked_for_answers_an_officers_question(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    answered(applicant)
    applicant.submits()
    officer = CareOfficer(applicant)
    officer.opens()
    officer.steps("information_needed", "step-key-1", message="Please send the letter from the hospital.")
    portal.stack.clock.forward(minutes=1)
    letter = applicant.sends_file("other_papers")
    applicant.replies("Here it is")
    assert officer.case()["since_question"] == [letter]


def test_files_of_a_question_that_is_not_asked_any_more_go_when_the_form_is_sent(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    """H12: as long as it is a draft they stay, for whoever changes their mind again."""
    paper = applicant.sends_file("authority_proof")
    answered(applicant, authority="deputy", authority_proof=[paper])
    applicant.saves("authority", {"authority": "self"})
    assert applicant.files() == {paper}
    assert applicant.submits()["evidence"][0]["files"] == []
    assert applicant.files() == set()
    bucket = portal.stack.settings.evidence_bucket
    assert "Contents" not in portal.stack.aws.s3.list_objects_v2(Bucket=bucket)


def test_a_sent_request_changes_no_more(applicant: Applicant) -> None:
    answered(applicant)
    sent = applicant.submits()
    path, own = f"/{applicant.request_id}", {"page": "urgent", "answers": {"urgent": ["no_food"]}}
    tries = [
        applicant.ask("PUT", f"{path}/answers", {**own, "version": sent["version"]}),
        applicant.ask("DELETE", path),
        applicant.ask("POST", f"{path}/evidence", _file()),
    ]
    assert [(one.status, one.body["code"]) for one in tries] == [(409, "already_submitted")] * 3


def _file() -> dict[str, object]:
    return {"kind": "authority_proof", "filename": "a.png", "content_type": "image/png", "size": 10}


def test_a_draft_is_gone_30_days_after_it_was_last_saved(portal: InProcessPortal, applicant: Applicant) -> None:
    portal.stack.clock.forward(days=20)
    applicant.visitor.sign_in()
    applicant.saves("urgent", {"urgent": ["none_of_these"]})
    portal.stack.clock.forward(days=29)
    applicant.visitor.sign_in()
    assert applicant.seen()["answers"] == {"urgent": ["none_of_these"]}
    portal.stack.clock.forward(days=1)
    applicant.visitor.sign_in()
    assert applicant.ask("GET", f"/{applicant.request_id}").status == 404
    assert applicant.ask("GET").body["items"] == []


def test_somebody_elses_request_is_not_found(portal: InProcessPortal, applicant: Applicant) -> None:
    other = Visitor(portal, email="bob@example.org", registration_key="registration-2")
    other.make_account()
    stranger, path = Applicant(other), f"/{applicant.request_id}"
    answers = [
        stranger.ask("GET", path),
        stranger.ask("DELETE", path),
        stranger.ask("PUT", f"{path}/answers", {"page": "urgent", "answers": {}, "version": 1}),
        stranger.ask("POST", f"{path}/submission", {"declaration": True, "version": 1}, "stranger-key-1"),
        stranger.ask("POST", f"{path}/withdrawal", key="stranger-key-1"),
        stranger.ask("POST", f"{path}/evidence", _file()),
    ]
    assert [one.status for one in answers] == [404] * 6
    assert stranger.ask("GET").body["items"] == []


def test_care_records_stay_closed_for_a_day_after_a_password_was_reset(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    visitor, path = applicant.visitor, f"/{applicant.request_id}"
    reset_id = visitor.start_reset().body["reset_id"]
    portal.settle()
    visitor.reset_password(reset_id, visitor.newest_code(), "Shining-armour-8")
    visitor.password = "Shining-armour-8"
    visitor.sign_in()
    answers = [
        applicant.ask("GET"),
        applicant.ask("GET", path),
        applicant.ask("POST", "", {"form_id": FORM}, "closed-key-1"),
        applicant.ask("PUT", f"{path}/answers", {"page": "urgent", "answers": {}, "version": 1}),
        applicant.ask("POST", f"{path}/submission", {"declaration": True, "version": 1}, "closed-key-2"),
        applicant.ask("POST", f"{path}/withdrawal", key="closed-key-3"),
        applicant.ask("POST", f"{path}/evidence", _file()),
        applicant.ask("DELETE", path),
    ]
    assert [(one.status, one.body["code"]) for one in answers] == [(403, "care_closed")] * 8
    portal.stack.clock.forward(hours=24, minutes=1)
    visitor.sign_in()
    assert applicant.seen()["status"] == "draft"


def test_who_has_begun_twenty_forms_sends_or_deletes_one_first(portal: InProcessPortal, applicant: Applicant) -> None:
    for number in range(19):
        applicant.starts(f"draft-key-{number}")
    begun = {"form_id": FORM}
    refused = applicant.ask("POST", "", begun, "draft-key-19")
    assert (refused.status, refused.body["code"]) == (409, "too_many_drafts")
    assert applicant.starts("draft-key-18")["request_id"] == applicant.request_id, "the same again is no new one"
    applicant.discards()
    assert applicant.ask("POST", "", begun, "draft-key-20").status == 201
