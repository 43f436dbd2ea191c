"""A financial assessment that begins with an estimate, over the API (`docs/rules/care-forms.md`, F12 to F15)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.care.rules.test_finances import AT_HOME
from tests.journeys.form_routes import ACCOUNT, money
from tests.journeys.requests import Applicant, CareOfficer
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


def sent(applicant: Applicant, by: str = "2099-01-10") -> Any:
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
        "income_papers_by": by,
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
    strange = {"kind": "income_papers", "filename": "a.png", "content_type": "image/png", "size": 9, "lines": ["none"]}
    assert applicant.ask("POST", f"/{applicant.request_id}/evidence", strange).body["errors"][0]["field"] == "lines"
    file = applicant.sends_file("income_papers", lines=[late["line"]], scanned=True)
    [came] = [one for one in applicant.seen()["papers"] if one["line"] == late["line"]]
    assert (came["files"], came["missing"]) == ([file], False)
    assert applicant.ask("POST", f"/{applicant.request_id}/submission", again, "submission-key-1").status == 200
    assert file in applicant.files()
    case = CareOfficer(applicant).opens()
    assert case["since_sent"] == [file]


def days_pass(portal: InProcessPortal, days: int) -> None:
    """The job runs twice on the last of them; what it told may wait for the next sweep."""
    portal.stack.clock.forward(days=days)
    for _ in range(2):
        portal.run_jobs()
        portal.stack.clock.forward(minutes=6)
        portal.settle()


def reminders(applicant: Applicant) -> int:
    mails = applicant.visitor.portal.mails(applicant.visitor.email)
    return sum(one.subject.startswith("We still wait for something about") for one in mails)


def promised(applicant: Applicant) -> tuple[list[str], bool, int]:
    """Of the one promise: the files that came, whether it says "not sent", and how often we reminded."""
    finances = CareOfficer(applicant).opens()["finances"]
    [one] = finances["promised"]
    assert (one["what"], one["who"]) == (["State Pension"], "Kim")
    return one["came"], one["not_sent"], len(finances["reminded_at"])


def test_papers_that_do_not_come_are_asked_for_twice_and_then_an_officer_reads_it(
    portal: InProcessPortal, applicant: Applicant
) -> None:
    """Also after days without the job. Nothing of it is in a mail."""
    started(applicant, AT_HOME)
    sent(applicant, (portal.stack.clock() + timedelta(days=10)).date().isoformat())
    for days, told, not_sent in ((13, 0, False), (1, 1, False), (13, 1, False), (30, 2, False), (14, 2, True)):
        days_pass(portal, days)
        assert reminders(applicant) == told
        assert promised(applicant) == ([], not_sent, told)
    applicant.visitor.sign_in()
    happened = [(one["what"], (one["text"] or "")[:20]) for one in applicant.seen()["timeline"]]
    reminded = ("papers_reminded", "State Pension: Kim, ")
    assert happened[-3:] == [reminded, reminded, ("papers_not_sent", "State Pension: Kim, ")]
    assert "Pension" not in str(portal.mails(applicant.visitor.email))
    days_pass(portal, 60)
    assert reminders(applicant) == 2


def test_nobody_is_reminded_of_papers_that_came(portal: InProcessPortal, applicant: Applicant) -> None:
    started(applicant, AT_HOME)
    sent(applicant, (portal.stack.clock() + timedelta(days=10)).date().isoformat())
    portal.stack.clock.forward(minutes=1)
    file = applicant.sends_file("income_papers", scanned=True)
    days_pass(portal, 15)
    assert (reminders(applicant), promised(applicant)) == (0, ([file], False, 0))
    assert CareOfficer(applicant).opens()["finances"]["promised"][0]["shown"] == 1


def test_silence_has_no_outcome(applicant: Applicant) -> None:
    """H14: nothing that ends a request for papers that did not come sets an amount."""
    applicant.starts()
    applicant.answers_all()
    applicant.submits()
    outcomes = {one["outcome"]: one for one in CareOfficer(applicant).opens()["outcomes"]}
    for silent in ("papers_missing", "not_reached"):
        assert outcomes[silent]["status"] == "closed"
        assert "Nothing is set because of that." in outcomes[silent]["text"]
    assert "by what was shown" in outcomes["full_cost"]["text"].lower()
