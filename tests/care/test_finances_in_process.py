"""A financial assessment that begins with an estimate, over the API (`docs/rules/care-forms.md`, F12 to F15)."""

from typing import Any

import pytest

from tests.care.rules.test_finances import AT_HOME
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.form_routes import ACCOUNT, money
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

FORM = "financial-assessment"


@pytest.fixture
def applicant(portal: InProcessPortal) -> Applicant:
    visitor = Visitor(portal)
    visitor.make_account()
    return Applicant(visitor, form=FORM)


def started(applicant: Applicant, estimate: dict[str, Any], key: str = "request-key-1") -> Any:
    answer = applicant.ask("POST", "", {"form_id": FORM, "estimate": estimate}, key)
    assert answer.status == 201, answer.body
    applicant.request_id = answer.body["request_id"]
    return answer.body


def items(applicant: Applicant, name: str, proof: str, **more: Any) -> list[dict[str, Any]]:
    """What is there of a list, with how it is with the papers."""
    return [{**one, proof: "have", **more} for one in applicant.seen()["answers"][name]]


def sent(applicant: Applicant) -> Any:
    """With what the estimate held, but for one pension less and a benefit that is paid in another amount."""
    pensions = items(applicant, "pensions", "pension_proof")
    pensions[0]["pension_proof"] = "will_send"
    chosen = {
        "pensions": pensions[:2],
        "disability_benefits": [money("care_benefit", "attendance_allowance_higher")],
        "other_income": items(applicant, "other_income", "income_proof"),
        "accounts": items(applicant, "accounts", "account_proof", account_kind="isa", account_where="A bank"),
        "housing_costs": items(applicant, "housing_costs", "housing_proof"),
        "disability_costs": items(applicant, "disability_costs", "disability_cost_proof"),
        "income_papers_by": "2099-01-10",
        "income_papers_who": "Kim",
        "gifts": False,
    }
    went = applicant.answers_all(**chosen)
    assert "household" not in went
    return applicant.submits()


def test_it_begins_with_the_estimate_and_what_it_knows(portal: InProcessPortal, applicant: Applicant) -> None:
    estimate = applicant.visitor.ask("POST", "/v1/care-estimates", AT_HOME).body
    draft = started(applicant, AT_HOME)
    assert draft["estimate"]["estimate"] == estimate
    assert draft["estimate"]["asked"]["on"] == portal.stack.clock().date().isoformat()
    assert draft["answers"]["setting"] == "home"
    assert [one["pension_amount"] for one in draft["answers"]["pensions"]] == [20967, 12000, 8000]
    again = started(applicant, AT_HOME)
    assert again["request_id"] == draft["request_id"]


def test_the_result_that_somebody_brings_along_is_not_believed(applicant: Applicant) -> None:
    brought = {**AT_HOME, "weekly_contribution_pence": 0}
    refused = applicant.ask("POST", "", {"form_id": FORM, "estimate": brought}, "request-key-1")
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "estimate.weekly_contribution_pence")
    refused = applicant.ask("POST", "", {"form_id": "care-assessment", "estimate": AT_HOME}, "request-key-1")
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "estimate")


def test_the_estimate_stays_as_it_was_when_answers_change(applicant: Applicant) -> None:
    before = started(applicant, AT_HOME)["estimate"]
    assert sent(applicant)["estimate"] == before
    assert applicant.seen()["estimate"] == before


def test_an_officer_sees_both_side_by_side_and_what_differs(applicant: Applicant) -> None:
    estimate = started(applicant, AT_HOME)["estimate"]["estimate"]
    sent(applicant)
    finances = CareOfficer(applicant).opens()["finances"]
    assert (finances["estimate"], finances["estimate_is"], finances["open"]) == (estimate, "same", [])
    assert {one["label"] for one in finances["rows"] if one["differs"]} == {
        "Pension from work or a private pension",
        "Attendance Allowance, lower rate",
        "Attendance Allowance, higher rate",
    }
    assert finances["declared"]["outcome"] == "contribution"
    assert finances["declared"]["weekly_contribution_pence"] != estimate["weekly_contribution_pence"]


def test_with_an_estimate_that_knows_nearly_nothing_nothing_differs(applicant: Applicant) -> None:
    """One of a couple at home: the estimator asked two questions, and took the rest from nowhere."""
    couple = {**AT_HOME, "person": {"age": 66, "lives": "couple"}}
    assert started(applicant, couple)["answers"] == {"setting": "home", "lives": "couple"}
    applicant.answers_all(partner_at_home=True)
    applicant.submits()
    finances = CareOfficer(applicant).opens()["finances"]
    assert finances["declared"]["outcome"] == "not_covered"
    assert finances["rows"]
    assert not [one for one in finances["rows"] if one["differs"]]


def test_without_an_estimate_and_without_a_cost_the_officer_reads_what_is_open(applicant: Applicant) -> None:
    applicant.starts()
    applicant.answers_all(cost_known="no", accounts=[ACCOUNT])
    applicant.submits()
    finances = CareOfficer(applicant).opens()["finances"]
    assert (finances["estimate"], finances["estimate_is"], finances["declared"]) == (None, None, None)
    assert [one[:30] for one in finances["open"]] == ["Enter what the care costs. If "]
    assert "Savings of their own" in {one["label"] for one in finances["rows"]}


def test_who_shows_no_money_has_nothing_to_compare(applicant: Applicant) -> None:
    started(applicant, AT_HOME)
    applicant.answers_all(show_money="full_cost")
    assert applicant.submits()["papers"] == []
    finances = CareOfficer(applicant).opens()["finances"]
    assert (finances["declared"], finances["rows"]) == (None, [])
    assert finances["estimate"]["outcome"] == "contribution"


def test_a_paper_that_was_promised_is_sent_while_it_waits_and_stays(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    started(applicant, AT_HOME)
    answer = sent(applicant)
    # What a browser sends once more whose answer was lost.
    again = {"declaration": True, "version": answer["version"] - 1}
    [late] = [one for one in answer["papers"] if one["standing"] == "will_send"]
    assert (late["what"], late["who"], late["by"]) == ("State Pension", "Kim", "2099-01-10")
    assert "add_evidence" in answer["can"]
    portal.stack.clock.forward(minutes=1)
    file = applicant.sends_file("income_papers", scanned=True)
    assert applicant.ask("POST", f"/{applicant.request_id}/submission", again, "submission-key-1").status == 200
    assert file in applicant.files()
    case = CareOfficer(applicant).opens()
    assert case["since_sent"] == [file]


def test_silence_has_no_outcome(applicant: Applicant) -> None:
    """H14: nothing that ends a request for papers that did not come sets an amount."""
    applicant.starts()
    applicant.answers_all()
    applicant.submits()
    outcomes = {one["outcome"]: one for one in CareOfficer(applicant).opens()["outcomes"]}
    for silent in ("papers_missing", "not_reached"):
        assert outcomes[silent]["status"] == "closed"
        assert "Nothing is set because of that." in outcomes[silent]["text"]
    assert "by what you showed us" in outcomes["full_cost"]["text"].lower()
