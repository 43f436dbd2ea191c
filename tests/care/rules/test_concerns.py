"""What is particular to a safeguarding concern (`docs/rules/safeguarding.md`)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import Finding, RequestStatus
from care.rules.concerns import CONCERN, decide_by, names_somebody, overdue, second_contact
from care.rules.findings import with_findings
from care.rules.forms import form_of, newest_forms, team_of
from care.rules.outcomes import outcomes_of
from care.rules.requests import begun, can, too_many_drafts, withdrawn
from care.rules.telling import safe_by
from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import replay
from portal.problems import Refusal, unwrap
from portal.working_days import bank_holidays, working_days_after, works
from tests.care.rules.test_cases import NOW, a_request, errors, step
from tests.journeys.safeguarding import FINDINGS, REPORT
from tests.support.care_answers import all_answers
from tests.support.forms import TODAY

FORM: Form = unwrap(form_of(CONCERN, None))
GIVEN = Given(TODAY, professional=True)


def a_concern(**changes: Any) -> Any:
    return a_request(**{"form_id": CONCERN, "answers": REPORT, **changes})


def paths(**chosen: Any) -> list[str]:
    answers = all_answers(FORM, GIVEN, **{**REPORT, **chosen})
    return [one.page.path for one in replay(FORM, answers, GIVEN).pages]


# ------------------------------------------------------------------------------------------------------------- the form
def test_it_is_the_one_form_of_its_team() -> None:
    assert [form.id for form in newest_forms() if form.team == "safeguarding"] == [CONCERN]
    assert team_of(CONCERN) == "safeguarding"
    assert FORM.professionals_only


def test_danger_is_asked_first_and_whom_to_call_is_said_before() -> None:
    assert next(iter(FORM.pages()))[1].path == "urgent"
    for number in ("999", "0116 305 0004", "0116 305 0888", "You need no account"):
        assert number in FORM.call_first
    assert paths(urgent=["danger_now"])[:2] == ["urgent", "call-999"]
    assert paths(urgent=["harm_soon"])[:2] == ["urgent", "call-now"]
    assert paths(urgent=["none_of_these"])[1] == "made-safe"


@pytest.mark.parametrize(
    ("chosen", "page", "number"),
    [
        ({"happened_in": "city"}, "city", "0116 454 1004"),
        ({"happened_in": "rutland"}, "rutland", "01572 722 577"),
        ({"happened_in": "elsewhere"}, "elsewhere", "0116 305 0888"),
        ({"age_known": "child"}, "child", "0116 305 0005"),
        ({"age_known": "birth_date", "birth_date": "2012-05-05"}, "child", "0116 305 0005"),
    ],
)
def test_what_is_not_ours_says_who_is_to_be_called_now(chosen: dict[str, Any], page: str, number: str) -> None:
    exit_page = replay(FORM, all_answers(FORM, GIVEN, **{**REPORT, **chosen}), GIVEN).exit
    assert exit_page is not None
    assert exit_page.path == page
    text = str(exit_page.fields[0].text)
    assert number in text
    assert "999" in text
    assert "nobody has read it" in text or page == "elsewhere"


@pytest.mark.parametrize("said", ["yes", "no", "not_sure"])
def test_neither_the_three_limbs_nor_consent_stop_anybody(said: str) -> None:
    agrees = {"yes": "yes", "no": "no", "not_sure": "not_asked"}[said]
    limbs = {"limb_needs": said, "limb_risk": said, "limb_protect": said, "capacity": said}
    answers = all_answers(FORM, GIVEN, **{**REPORT, **limbs, "agrees": agrees, "abuse": ["not_sure"]})
    assert replay(FORM, answers, GIVEN).ready


def test_all_ten_kinds_of_abuse_can_be_chosen() -> None:
    [abuse] = [field for _, page in FORM.pages() for field in page.all_fields if field.name == "abuse"]
    assert len([one for one in abuse.options if not one.exclusive]) == 10


def test_others_are_told_whom_to_call() -> None:
    refused = begun(FORM, "R", "A", "resident", NOW, timedelta(days=30))
    assert isinstance(refused, Refusal)
    assert refused.code == "not_eligible"
    assert all(number in refused.detail for number in ("0116 305 0004", "0116 305 0888", "999"))


def test_no_other_form_keeps_anybody_from_reporting() -> None:
    other = unwrap(form_of("professional-referral", None))
    begun = [a_request(form_id=other.id, status=RequestStatus.DRAFT)] * 20
    assert too_many_drafts(FORM, begun, 20) is None
    assert too_many_drafts(other, begun, 20) is not None
    concerns = [a_concern(status=RequestStatus.DRAFT)] * 20
    assert too_many_drafts(FORM, concerns, 20) is not None
    assert too_many_drafts(other, concerns, 20) is None


# ------------------------------------------------------------------------------------------------------------ who hears
CHANNELS = st.one_of(st.just(["none"]), st.lists(st.sampled_from(["email", "phone"]), min_size=1, unique=True))


@given(CHANNELS, st.booleans(), st.booleans())
def test_only_the_reporter_is_told_and_by_email_alone(channels: list[str], device: bool, post: bool) -> None:
    said = {"safe_contact_channels": channels, "safe_contact_shared_device": device, "safe_contact_shared_post": post}
    answers = all_answers(FORM, GIVEN, **{**REPORT, **said})
    assert safe_by(answers) == (("email",) if "email" in channels and not device else ())


def test_it_asks_for_no_email_address_at_all() -> None:
    assert [field.name for _, page in FORM.pages() for field in page.all_fields if field.type == "email"] == []


@pytest.mark.parametrize("status", list(RequestStatus))
def test_what_was_sent_is_never_taken_back(status: RequestStatus) -> None:
    assert isinstance(withdrawn(a_concern(status=status), NOW), Refusal)
    assert "withdraw" not in can(a_concern(status=status), NOW)


@pytest.mark.parametrize(
    "message",
    [
        "We visited Ottoline.",
        "Quillfeather's house",
        "Mr Blackthorne was told",
        "Oak House Care Ltd was told",
        "OTTOLINE QUILLFEATHER is safe",
        "Zoe is safe",
        "Oak house care ltd was told",
    ],
)
def test_a_message_to_the_reporter_names_nobody(message: str) -> None:
    service = {"source_name": "Oak House  Care\nLtd", "source_relationship": "organisation"}
    read = a_concern(answers={**REPORT, "known_as": "ZOË", "sources": [*REPORT["sources"], service]})
    assert errors(step(read, "information_needed", message=message)) == (
        "invalid_input",
        [("message", "names_somebody")],
    )
    assert errors(step(read, "closed", "known_already", message)) == ("invalid_input", [("message", "names_somebody")])
    assert names_somebody(a_request(answers=read.answers), read.answers, message) is None


def test_ordinary_words_are_no_name() -> None:
    answers = {**REPORT, "first_name": "Not known", "last_name": "O", "sources": [{"source_name": "not known"}]}
    answers["sources"].append({"source_name": "Dear House"})
    words = "It is not known who it was. Not yet. O dear. We take care of the house."
    assert names_somebody(a_concern(), answers, words) is None


def test_the_ready_made_words_can_be_sent_as_they_are() -> None:
    for one in outcomes_of(CONCERN):
        assert unwrap(step(a_concern(), one.status, one.outcome, one.text)).outcome == one.outcome


# ------------------------------------------------------------------------------------------------------------ the clock
@pytest.mark.parametrize(
    ("sent", "until"),
    [
        ("2026-11-30T09:00", "2026-12-02T16:00"),  # Monday to Wednesday
        ("2026-12-03T23:59", "2026-12-07T16:00"),  # Thursday to Monday
        ("2026-12-05T10:00", "2026-12-08T16:00"),  # Saturday to Tuesday
        ("2026-12-23T10:00", "2026-12-29T16:00"),  # over Christmas and the day in lieu of Boxing Day
        ("2027-03-25T10:00", "2027-03-31T15:00"),  # over Easter, and into summer time
    ],
)
def test_it_is_decided_within_two_working_days(sent: str, until: str) -> None:
    concern = a_concern(submitted_at=datetime.fromisoformat(sent).replace(tzinfo=UTC))
    moment = datetime.fromisoformat(until).replace(tzinfo=UTC)
    assert decide_by(concern) == moment
    assert not overdue(concern, moment - timedelta(seconds=1))
    assert overdue(concern, moment)


@pytest.mark.parametrize("status", list(RequestStatus))
def test_the_clock_runs_until_it_is_ended_also_while_a_question_is_open(status: RequestStatus) -> None:
    assert (decide_by(a_concern(status=status)) is not None) == status.waits
    assert decide_by(a_request(status=status)) is None


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 10))
def test_a_working_day_is_reached_by_as_many_as_are_counted(day: date, count: int) -> None:
    last = working_days_after(day, count)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert works(last)
    assert sum(works(one) for one in between) == count


@pytest.mark.parametrize("easter", [date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16)])
def test_bank_holidays_are_eight_weekdays_a_year_with_those_of_easter(easter: date) -> None:
    mine = {day for day in bank_holidays() if day.year == easter.year}
    assert len(mine) == 8
    assert all(day.weekday() < 5 for day in mine)
    assert {easter - timedelta(days=2), easter + timedelta(days=1)} <= mine


def test_the_second_contact_is_whom_the_reporter_named() -> None:
    answers = all_answers(FORM, GIVEN, **REPORT)
    second = second_contact(answers)
    assert second is not None
    assert (second.name, second.phone) == ("Robin Ward", "+441163050001")
    assert second_contact({**answers, "second_contact": "nobody"}) is None


# ---------------------------------------------------------------------------------------- the three parts of section 42
FOUND = [Finding.model_validate(one) for one in FINDINGS]


def ended(outcome: str, findings: list[Finding]) -> Any:
    [status] = [one.status for one in outcomes_of(CONCERN) if one.outcome == outcome]
    return with_findings(unwrap(step(a_concern(), status, outcome, "Thank you.")), findings)


def test_what_was_found_on_the_three_parts_is_kept_with_the_decision() -> None:
    assert unwrap(ended("enquiry_opened", FOUND)).findings == tuple(FOUND)
    no = [*FOUND[:2], FOUND[2].model_copy(update={"answer": "no"})]
    assert unwrap(ended("not_section_42_advice", no)).findings == tuple(no)


def test_a_decision_says_of_each_part_what_was_found() -> None:
    for outcome in ("enquiry_opened", "enquiry_other", "not_section_42_advice", "passed_to_care", "passed_to_police"):
        for some in ([], FOUND[:2]):
            assert errors(ended(outcome, some)) == ("invalid_input", [("findings", "missing")])
    for unknown in ([*FOUND, FOUND[0]], [*FOUND[:2], FOUND[2].model_copy(update={"name": "other"})]):
        assert errors(ended("enquiry_opened", unknown)) == ("invalid_input", [("findings", "not_an_option")])
    asks = unwrap(step(a_concern(), "information_needed", message="Which ward is it?"))
    assert errors(with_findings(asks, FOUND)) == ("invalid_input", [("findings", "not_now")])


@pytest.mark.parametrize("outcome", ["passed_to_council", "passed_to_children", "known_already", "person_died"])
def test_what_others_decide_or_is_decided_needs_none(outcome: str) -> None:
    assert unwrap(ended(outcome, [])).findings == ()


def test_an_enquiry_under_section_42_and_a_no_contradict_each_other() -> None:
    no = [FOUND[0].model_copy(update={"answer": "no"}), *FOUND[1:]]
    assert errors(ended("enquiry_opened", no)) == ("invalid_input", [("findings", "contradicts")])
    assert unwrap(ended("enquiry_other", no)).findings == tuple(no)
