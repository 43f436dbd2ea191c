"""What the estimator knows is not asked again, and what was declared is worked out like it (F12, F13)."""

from datetime import date
from random import Random
from typing import Any

import pytest

from care.charging.estimate import estimated
from care.charging.model import CareEstimate, EstimateInput
from care.charging.snapshot import EstimateSnapshot, taken
from care.model import CareRequest, RequestStatus
from care.rules.finance_rows import finance_rows
from care.rules.finances import carrying, declared, prefilled
from care.rules.forms import files_of, form_of
from care.rules.papers import for_lines, papers
from care.rules.requests import begun, can, takes_evidence
from portal.clock import from_text
from portal.document import DocumentState, DocumentStatus, FileState
from portal.forms.facts import Given
from portal.forms.replay import Journey, replay, suggested
from portal.problems import Refusal, unwrap
from tests.support.care_answers import all_answers, ordinary
from tests.support.forms import TODAY, ids, page_saved, walked

FORM = unwrap(form_of("financial-assessment", None))
KNOWN, NOW = Given(TODAY, in_county="yes"), from_text("2026-11-28T12:00:00Z")
AT_HOME: dict[str, Any] = {
    "setting": "home",
    "person": {"age": 87, "lives": "alone", "carer_premium": False},
    "capital": {"savings_pence": 1705091, "joint_savings_pence": 250000},
    "income": [
        {"kind": "state_pension", "amount_pence": 20967, "every": "week"},
        {"kind": "private_pension", "amount_pence": 12000, "every": "month"},
        {"kind": "private_pension", "amount_pence": 8000, "every": "month"},
        {"kind": "attendance_allowance_lower", "amount_pence": 30680, "every": "four_weeks"},
        {"kind": "other", "amount_pence": 500, "every": "year"},
    ],
    "housing_costs": [{"kind": "council_tax", "amount_pence": 120000, "every": "year"}],
    "disability_costs": [{"kind": "alarm", "amount_pence": 550, "every": "week"}],
    "cost_of_care": {"amount_pence": 39195, "every": "week"},
}
HOME = {"owned": True, "value_pence": 20000000, "owed_pence": 100050, "share_percent": 50, "lived_in_by": "nobody"}
CARE_HOME: dict[str, Any] = {
    "setting": "care_home",
    "person": {"age": 87, "lives": "couple"},
    "capital": {
        "savings_pence": 900000,
        "home": HOME,
        "other_property_pence": 150000,
        "other_property_owed_pence": 5000,
    },
    "weeks_in_care_home": 20,
    "income": [{"kind": "private_pension_half_to_spouse", "amount_pence": 50000, "every": "month"}],
    "cost_of_care": {"amount_pence": 95000, "every": "week"},
}
WAYS = {
    "at home": AT_HOME,
    "a lone parent": AT_HOME
    | {
        "person": {"age": 40, "lives": "lone_parent", "children": 2, "carer_premium": True},
        "income": [{"kind": "universal_credit", "amount_pence": 50000, "every": "month"}],
    },
    "at 66": AT_HOME | {"person": {"age": 66, "lives": "alone", "over_pension_age": True}},
    "a home that counts": CARE_HOME,
    "a partner in it": CARE_HOME | {"capital": {"savings_pence": 1, "home": {"owned": True, "lived_in_by": "partner"}}},
}
WAYS["a partner in it"] = WAYS["a partner in it"] | {"weeks_in_care_home": 0}
REQUEST = "01KA0000000000000000000001"
BORN = {87: "1939-02-28", 66: "1960-05-05", 40: "1986-05-05"}


def snapshot(asked: dict[str, Any]) -> EstimateSnapshot:
    return unwrap(taken(EstimateInput.model_validate(asked), TODAY))


def carried(asked: dict[str, Any]) -> CareRequest | Refusal:
    draft = unwrap(begun(FORM, REQUEST, "01KB", "resident", NOW, NOW - NOW))
    return carrying(draft, FORM, EstimateInput.model_validate(asked), TODAY, ids().__next__)


def gone_through(answers: dict[str, Any], **chosen: Any) -> tuple[list[str], dict[str, Any]]:
    """Every page that is asked beside those that the answers complete already, with what they hold left as it is."""
    went = []
    while (page := replay(FORM, answers, KNOWN).next_page) is not None:
        assert not page.exit, page.path
        went.append(page.path)
        sent = ordinary(page.model_dump(mode="json"), **chosen)
        if page.repeat:
            proof = next(field.name for field in page.fields if field.name.endswith("_proof"))
            more = {"account_kind": "savings", "account_where": "A bank"} if page.path == "accounts" else {}
            sent = {page.repeat.name: [{**one, proof: "have", **more} for one in answers.get(page.repeat.name, [])]}
        else:
            sent |= {name: answers[name] for name in sent if name in answers}
        after = page_saved(FORM, answers, page.path, sent, KNOWN)
        assert not after.errors, (page.path, after.errors)
        answers = dict(after.answers)
    return went, answers


@pytest.mark.parametrize("way", WAYS)
def test_what_the_estimator_knows_is_not_asked_again(way: str) -> None:
    """Nothing but papers is asked of what it knows, and what was then declared is what was estimated."""
    asked = WAYS[way]
    born = BORN[asked["person"]["age"]]
    went, answers = gone_through(prefilled(FORM, snapshot(asked), ids().__next__), birth_date=born)
    known = {"setting", "care-cost", "household", "carer", "home-lived-in", "property"}
    assert not known & set(went)
    assert "other-income" not in went or way in {"at home", "at 66"}
    said = declared(replay(FORM, answers, KNOWN).seen, TODAY)
    assert said == EstimateInput.model_validate(asked | {"on": TODAY})
    assert not [one.label for one in finance_rows(FORM, snapshot(asked).asked, said) if one.differs]


@pytest.mark.parametrize(("born", "helps"), [("1960-04-06", "attendance_allowance"), ("1960-11-28", "pip")])
def test_at_66_the_date_of_birth_says_which_benefit_may_help(born: str, helps: str) -> None:
    way = replay(FORM, all_answers(FORM, KNOWN, birth_date=born, disability_benefits=[]), KNOWN)
    found = {one.id for one in suggested(way, KNOWN)}
    assert found & {"attendance_allowance", "pip"} == {helps}


def test_everything_is_asked_without_an_estimate_and_nothing_compared() -> None:
    answers = all_answers(FORM, KNOWN, birth_date=BORN[87])
    said = declared(answers, TODAY)
    assert said is not None
    rows = finance_rows(FORM, None, said)
    assert [(one.label, one.declared) for one in rows][:3] == [
        ("Where the care is given", "At home"),
        ("Who they live with", "They live without a partner"),
        ("Age", "87"),
    ]
    assert not [one for one in rows if one.estimated or one.differs]


def test_what_differs_from_the_estimate_is_named() -> None:
    now = {**AT_HOME, "income": AT_HOME["income"][:2], "capital": {"savings_pence": 1705092}}
    rows = finance_rows(FORM, snapshot(AT_HOME).asked, snapshot(now).asked)
    assert [(one.label, one.estimated, one.declared) for one in rows if one.differs] == [
        ("Savings of their own", "£17,050.91", "£17,050.92"),
        ("Pension from work or a private pension", "£80 a month, £120 a month", "£120 a month"),
        ("Savings that are shared, all of them", "£2,500", None),
        ("Attendance Allowance, lower rate", "£306.80 every 4 weeks", None),
        ("Something else", "£5 a year", None),
    ]


def test_each_figure_names_the_kind_of_files_that_show_it() -> None:
    rows = finance_rows(FORM, snapshot(AT_HOME).asked, snapshot(CARE_HOME).asked)
    kinds = {one.label: one.kind for one in rows}
    assert kinds["State Pension"] == "income_papers"
    assert kinds["Savings of their own"] == "savings_papers"
    assert kinds["Value of the home"] == kinds["Other property or land"] == "property_papers"
    assert kinds["Council tax"] == kinds["Community alarm"] == "cost_papers"
    assert kinds["Age"] is kinds["Cost of the care"] is None
    assert {one for one in kinds.values() if one} <= set(files_of(FORM))


def test_of_whom_the_estimator_does_not_cover_only_what_it_asked_is_known() -> None:
    couple = AT_HOME | {"person": {"age": 66, "lives": "couple"}}
    assert prefilled(FORM, snapshot(couple), ids().__next__) == {"setting": "home", "lives": "couple"}
    assert prefilled(FORM, snapshot(couple | {"setting": "short_stay"}), ids().__next__) == {"setting": "short_stay"}


def test_an_estimate_is_made_anew_and_kept_with_its_day() -> None:
    draft = carried(AT_HOME)
    assert isinstance(draft, CareRequest)
    assert draft.estimate is not None
    assert draft.estimate.asked["on"] == TODAY.isoformat()
    expected = snapshot(AT_HOME).estimate
    assert isinstance(expected, CareEstimate)
    assert draft.estimate.estimate == expected.model_dump(mode="json")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": {"age": 40, "lives": "alone"}}, "estimate.income.0.kind"),
        ({"on": "1999-01-01"}, "estimate.on"),
        ({"income": [{"kind": "earnings", "amount_pence": 1, "every": "week"}] * 16}, "estimate"),
    ],
)
def test_an_estimate_that_cannot_be_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    refused = carried(AT_HOME | change)
    assert isinstance(refused, Refusal)
    assert refused.errors[0].field == field


def test_no_other_form_begins_with_an_estimate() -> None:
    care = unwrap(form_of("care-assessment", None))
    draft = unwrap(begun(care, REQUEST, "01KB", "resident", NOW, NOW - NOW))
    refused = carrying(draft, care, EstimateInput.model_validate(AT_HOME), TODAY, ids().__next__)
    assert isinstance(refused, Refusal)


RICH = {
    "item_id": "1",
    "account_kind": "shares",
    "account_where": "A bank",
    "account_whose": "joint",
    "account_amount": 10_000_000_000,
    "account_proof": "have",
}
PENSION = {"pension_kind": "state_pension", "pension_amount": 1, "pension_every": "week"}
ALARM = {"disability_cost_kind": "alarm", "disability_cost_amount": 1, "disability_cost_every": "week"}
MISSING: dict[str, Any] = {
    "authority": "deputy",
    "authority_proof": "cannot_upload",
    "pensions": [
        PENSION | {"pension_proof": "will_send"},
        PENSION | {"pension_kind": "private_pension", "pension_proof": "have"},
    ],
    "income_papers_by": "2027-01-10",
    "income_papers_who": "Kim",
    "disability_costs": [ALARM | {"disability_cost_proof": "cannot"}],
    "cost_papers_why": "The shop gives none.",
    "property": True,
    "property_proof": "have",
}


def test_what_is_missing_is_listed_with_who_sends_it_by_when() -> None:
    """H14."""
    way = replay(FORM, all_answers(FORM, KNOWN, **MISSING), KNOWN)
    assert [(one.what, one.standing, one.who, one.by, one.why) for one in papers(way)] == [
        ("The right to act for them", "cannot_upload", None, None, None),
        ("State Pension", "will_send", "Kim", date(2027, 1, 10), None),
        ("Pension from work or a private pension", "cannot_upload", None, None, None),
        ("Other property or land", "cannot_upload", None, None, None),
        ("Community alarm", "cannot", None, None, "The shop gives none."),
    ]
    assert all(one.missing for one in papers(way))
    answers = {name: value for name, value in way.seen.items() if name != "income_papers_who"}
    assert [one.kind for one in papers(replay(FORM, answers, KNOWN))] == ["authority_proof", *["income_papers"] * 2]


def sent_for(*lines: tuple[str, ...], kind: str = "income_papers") -> list[DocumentState]:
    """The files of a kind, each with the lines that it was sent for."""
    files = tuple(
        FileState(document_id=f"F{at}", filename="a.png", status=DocumentStatus.CLEAN, added_at=NOW, lines=one)
        for at, one in enumerate(lines)
    )
    return [DocumentState(kind=kind, status=DocumentStatus.CLEAN, files=files)]


def two_pensions(first: str, second: str, **more: Any) -> tuple[Journey, str, str]:
    """The form with two pensions and how it is with their papers, and the lines of the two."""
    said = zip(MISSING["pensions"], (first, second), strict=True)
    chosen = MISSING | {"pensions": [{**one, "pension_proof": proof} for one, proof in said]} | more
    way = replay(FORM, all_answers(FORM, KNOWN, **chosen), KNOWN)
    lines = [one.line for one in papers(way) if one.kind == "income_papers"]
    return way, lines[0] or "", lines[1] or ""


def test_each_line_has_the_files_that_were_sent_for_it() -> None:
    """F14. A file may show several."""
    way, a, b = two_pensions("have", "have", income_papers=["01JDQ4Z7V8M3T5N6P9R2S4W6XY"])

    def shown(*lines: tuple[str, ...]) -> list[tuple[str, tuple[str, ...], bool]]:
        return [(one.standing, one.files, one.missing) for one in papers(way, sent_for(*lines))[1:3]]

    assert shown((a, b), (b,)) == [("have", ("F0",), False), ("have", ("F0", "F1"), False)]
    assert shown((a,)) == [("have", ("F0",), False), ("no_file", (), True)]
    assert shown((a,), ()) == [("have", ("F0",), False), ("have", (), False)], "one says nothing of what it shows"
    assert [one.detail for one in papers(way)[1:3]] == ["£0.01", "£0.01"]


def test_a_promised_paper_that_came_for_its_line_is_not_missing_any_more() -> None:
    way, a, _ = two_pensions("will_send", "have")
    assert [one.missing for one in papers(way, sent_for((a,)))[1:3]] == [False, True]


def test_a_file_is_sent_for_lines_that_the_answers_name() -> None:
    way, a, _ = two_pensions("will_send", "have")
    assert for_lines(way, "income_papers", [a]) == [a]
    assert for_lines(way, "property_papers", ["property_proof"]) == ["property_proof"]
    for kind, line in (("income_papers", "Z"), ("cost_papers", a)):
        assert isinstance(for_lines(way, kind, [line]), Refusal)


def test_papers_can_be_sent_as_long_as_it_waits() -> None:
    draft = unwrap(begun(FORM, REQUEST, "01KB", "resident", NOW, NOW - NOW))
    for status in RequestStatus:
        takes = takes_evidence(draft.model_copy(update={"status": status}), NOW) == "yes"
        assert takes == (status.open), status
        assert ("add_evidence" in can(draft.model_copy(update={"status": status}), NOW)) == takes


@pytest.mark.parametrize(
    "chosen", [{}, {"birth_date": "1900-01-01"}, {"accounts": [RICH] * 15, "savings_papers": "cannot_upload"}]
)
def test_whatever_is_declared_can_be_asked_and_shown(chosen: dict[str, Any]) -> None:
    """Of somebody who answers at random, of the oldest person there can be, and of the richest."""
    shown = 0
    for seed in range(40):
        random = Random(seed)
        _, answers, way = walked(FORM, random, KNOWN)
        if not way.ready:
            continue
        way = replay(FORM, answers | chosen, KNOWN)
        assert way.ready, way.missing
        said = declared(way.seen, TODAY)
        papers(way)
        if said is not None:
            shown += 1
            assert isinstance(estimated(said, TODAY), CareEstimate | Refusal)
            assert finance_rows(FORM, snapshot(AT_HOME).asked, said)
    assert shown > 5


def test_whoever_pays_the_full_cost_shows_no_money() -> None:
    answers = all_answers(FORM, KNOWN, show_money="full_cost", setting="care_home")
    way = replay(FORM, answers, KNOWN)
    assert declared(way.seen, TODAY) is None
    assert {one.section_id for one in way.pages} == {"start", "about", "care", "send"}
    assert papers(way) == ()


@pytest.mark.parametrize("setting", ["home", "care_home", "short_stay"])
def test_costs_of_a_home_count_only_while_somebody_lives_there(setting: str) -> None:
    answers = all_answers(FORM, KNOWN, setting=setting)
    assert ("housing_costs" in answers) == (setting != "care_home")
