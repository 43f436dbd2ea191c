"""Who may get a Blue Badge, by which questions, and until when (`docs/rules/blue-badge.md`)."""

from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import CareRequest, RequestStatus
from care.rules.blue_badge import FORM, eligibility, last_day_possible, without_assessment
from care.rules.cases import updated
from care.rules.fees import after_payment_news
from care.rules.forms import form_of
from care.rules.granting import granted
from care.rules.questions import due_at, overdue
from care.rules.requests import can, death_reported, withdrawn
from care.rules.telling import news
from portal.events.care import RequestEnded, RequestFeeDue, RequestFeeEnded, RequestUnpaidAgain
from portal.forms.facts import Given
from portal.forms.replay import replay
from portal.problems import Refusal, unwrap
from tests.care.rules.test_cases import NOW, a_request
from tests.support.care_answers import all_answers
from tests.support.forms import TODAY, walked

BADGE = unwrap(form_of(FORM, None))
HERE = Given(TODAY, in_county="yes")
NOT = {"child-not", "shorter", "not-eligible"}
RESULTS = {"without-assessment": "without_assessment", "with-assessment": "subject_to_assessment"}


def way(given: Given = HERE, **chosen: Any) -> tuple[list[str], dict[str, Any]]:
    """The pages of somebody who answers ordinarily but for `chosen`, and their answers."""
    answers = all_answers(BADGE, given, **chosen)
    return [one.page.path for one in replay(BADGE, answers, given).pages], answers


@given(st.integers(0, 10**9))
def test_the_pages_and_the_result_agree(seed: int) -> None:
    went, _, journey = walked(BADGE, Random(seed), HERE)
    by_pages = next((RESULTS[path] for path in went if path in RESULTS), None)
    if journey.exit is not None and journey.exit.path in NOT:
        by_pages = "not_eligible"
    if "first-of-all" in went and "address" in went:
        by_pages = "subject_to_assessment"
    found = eligibility(journey.seen)
    assert found == by_pages or (journey.exit is not None and by_pages is None)


def test_only_descriptor_e_of_the_two_with_ten_points_counts() -> None:
    options = ("a", "b", "c", "d", "e", "f", "not_sure")
    counts = [
        one for one in options if without_assessment({"benefits": ["pip"], "pip_moving": "b", "pip_planning": one})
    ]
    assert counts == ["e"]
    went, _ = way(benefits=["pip"], pip_moving="b", pip_planning="d")
    assert "main-reason" in went
    went, _ = way(benefits=["pip"], pip_moving="b", pip_planning="e")
    assert "main-reason" not in went
    assert "award" in went


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ({"dla_higher_mobility": True}, True),
        ({"dla_higher_mobility": False}, False),
        *(({"pip_moving": one}, one in {"c", "d", "e", "f"}) for one in ("a", "b", "c", "d", "e", "f", "not_sure")),
        ({"benefits": ["sight"]}, True),
        ({"benefits": ["wpms", "afcs"]}, True),
        ({"afcs_tariff": "tariff_1_8", "afcs_certified": True}, True),
        ({"afcs_tariff": "tariff_1_8", "afcs_certified": False}, False),
        ({"afcs_tariff": "tariff_6_mental", "afcs_certified": True}, False),
    ],
)
def test_what_needs_no_assessment(answers: dict[str, Any], counts: bool) -> None:
    assert without_assessment(answers) is counts


@pytest.mark.parametrize(
    ("chosen", "given", "leads"),
    [
        ({"authority": "organisation"}, HERE, "organisation"),
        ({"authority": "no_agreement"}, HERE, "not-agreed"),
        ({"birth_date": "2012-05-05"}, HERE, "under-16"),
        ({}, Given(TODAY, in_county="no"), "other-council"),
        ({"authority": "parental", "birth_date": "2025-05-05"}, HERE, "child-not"),
        ({"main_reason": "walking", "lasting": "shorter"}, HERE, "shorter"),
        ({"main_reason": "walking", "walking_what": ["none_of_these"]}, HERE, "not-eligible"),
        ({"main_reason": "arms", "arms_drive": "never"}, HERE, "not-eligible"),
    ],
)
def test_where_somebody_is_sent_instead(chosen: dict[str, Any], given: Given, leads: str) -> None:
    went, _ = way(given, **chosen)
    assert went[-1] == leads


def test_what_else_is_hard_opens_its_questions() -> None:
    alone, _ = way(main_reason="walking", walking_what=["pain"])
    assert {"hidden-journey", "arms"}.isdisjoint(alone)
    both, _ = way(main_reason="walking", walking_what=["pain"], also=["hidden", "arms"], hidden_what=["distress"])
    assert {"pain", "walking-time", "hidden-journey", "hidden-help", "arms"} <= {*both}


def test_what_may_get_better_is_no_end() -> None:
    for lasting in ("lifelong", "three_years", "may_improve", "not_sure"):
        went, answers = way(main_reason="hidden", hidden_what=["distress"], lasting=lasting)
        assert went[-1] == "declaration"
        assert eligibility(answers) == "subject_to_assessment"


def test_a_lost_badge_asks_nothing_of_health() -> None:
    for reason in ("lost", "stolen", "damaged"):
        went, answers = way(application_reason=reason)
        assert {"badge-now", reason, "name", "photo-how", "declaration"} <= {*went}
        assert {"benefits", "main-reason", "conditions", "letters"}.isdisjoint(went)
        assert eligibility(answers) is None


def test_papers_follow_from_the_check() -> None:
    checked, _ = way(benefits=["sight"], identity_how="check")
    assert {"identity", "home-proof"}.isdisjoint(checked)
    papers, _ = way(benefits=["sight"], identity_how="papers")
    assert {"identity", "home-proof"} <= {*papers}
    child, _ = way(authority="parental", birth_date="2012-05-05", benefits=["sight"])
    assert "identity" in child
    assert {"check", "home-proof"}.isdisjoint(child)


@pytest.mark.parametrize(
    ("answers", "today", "last"),
    [
        ({}, date(2026, 11, 29), date(2029, 11, 29)),
        ({}, date(2028, 2, 29), date(2031, 2, 28)),
        (
            {"dla_higher_mobility": True, "award_ends": "date", "award_end_date": "2027-03-31"},
            date(2026, 11, 29),
            date(2027, 3, 31),
        ),
        ({"award_ends": "date", "award_end_date": "2027-03-31"}, date(2026, 11, 29), date(2029, 11, 29)),
        ({"dla_higher_mobility": True, "award_ends": "ongoing"}, date(2026, 11, 29), date(2029, 11, 29)),
        ({"child_why": ["bulky"], "birth_date": "2025-02-28"}, date(2026, 11, 29), date(2028, 2, 28)),
        ({"child_why": ["near"], "birth_date": "2024-02-29"}, date(2026, 11, 29), date(2027, 2, 28)),
        ({"application_reason": "lost", "badge_ends": "2027-05-01"}, date(2026, 11, 29), date(2027, 5, 1)),
        ({"application_reason": "renew", "badge_ends": "2027-05-01"}, date(2026, 11, 29), date(2029, 11, 29)),
    ],
)
def test_how_long_a_badge_may_last(answers: dict[str, Any], today: date, last: date) -> None:
    assert last_day_possible(answers, today) == last


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.none() | st.dates(date(2020, 1, 1), date(2070, 1, 1)))
def test_no_badge_lasts_longer_than_three_years_or_its_award(today: date, ends: date | None) -> None:
    award = {"award_ends": "date", "award_end_date": ends.isoformat()} if ends else {"award_ends": "ongoing"}
    last = last_day_possible({"dla_higher_mobility": True, **award}, today)
    assert (last - today).days <= 3 * 366
    assert ends is None or last <= ends


def a_badge(**changes: Any) -> CareRequest:
    return a_request(form_id=FORM, answers={"benefits": ["sight"]}, **changes)


def agreed(outcome: str = "badge_agreed", until: date | None = date(2028, 1, 1)) -> Any:
    ended = unwrap(updated(a_badge(), "approved", outcome, "We agree.", "officer-1", version=4, now=NOW))
    return granted(ended, until, "01J0000000000000000000000P", NOW)


BILL = "01J0000000000000000000000P"


def news_of(read: CareRequest | None, what: Any, order: int, bill: str = BILL, left: int = 0) -> CareRequest | None:
    assert read is not None
    return after_payment_news(read, bill, what, order, left, NOW)


def test_a_badge_is_made_when_its_fee_is_paid_and_once() -> None:
    given = unwrap(agreed())
    assert (given.fee.amount_pence, given.ordered_at) == (1_000, None)
    assert news(a_badge(), given) == [RequestEnded, RequestFeeDue]
    made = news_of(given, "PaymentPaid", 3)
    assert made is not None
    assert (made.ordered_at, [one.what for one in made.timeline][-2:]) == (NOW, ["fee_paid", "ordered"])
    assert news(given, made) == []
    assert news_of(made, "PaymentPaid", 3) is None
    assert news_of(given, "PaymentPaid", 3, bill="01J0000000000000000000000Q") is None


def test_a_badge_is_not_made_when_its_fee_is_lost_until_it_is_paid_again() -> None:
    made = news_of(unwrap(agreed()), "PaymentPaid", 3)
    assert made is not None
    lost = news_of(made, "PaymentLost", 4)
    assert lost is not None
    assert lost.fee is not None
    assert (lost.ordered_at, lost.fee.paid_at, lost.timeline[-1].what) == (None, None, "fee_lost")
    assert news(made, lost) == [RequestUnpaidAgain]
    again = news_of(lost, "PaymentPaid", 5)
    assert again is not None
    assert again.ordered_at == NOW


def test_older_news_of_a_fee_is_not_believed_after_newer_news() -> None:
    lost = news_of(unwrap(agreed()), "PaymentLost", 4)
    assert lost is not None
    assert news_of(lost, "PaymentPaid", 3) is None


def test_a_badge_whose_fee_is_given_back_is_not_made() -> None:
    made = news_of(unwrap(agreed()), "PaymentPaid", 3)
    some = news_of(made, "PaymentRefunded", 4, left=400)
    assert some is not None
    assert some.ordered_at == NOW
    whole = news_of(some, "PaymentRefunded", 5)
    assert whole is not None
    assert (whole.ordered_at, whole.timeline[-1].what) == (None, "fee_refunded")


def test_what_is_made_before_it_is_paid_for_is_made_whatever_becomes_of_the_money() -> None:
    lost = news_of(unwrap(agreed("badge_at_once")), "PaymentLost", 4)
    assert lost is not None
    assert lost.ordered_at == NOW


def test_who_has_died_owes_nothing_and_nobody_is_told() -> None:
    given = unwrap(agreed()).model_copy(update={"version": 6})
    assert can(given, NOW) == ["report_move", "report_death"]
    over = unwrap(death_reported(given, NOW))
    assert (over.status, over.outcome, over.ordered_at) == ("closed", "person_died", None)
    assert news(given, over) == [RequestFeeEnded]
    late = news_of(over, "PaymentPaid", 3)
    assert late is not None
    assert late.ordered_at is None


def test_one_that_cannot_wait_is_made_before_it_is_paid_for() -> None:
    given = unwrap(agreed("badge_at_once"))
    assert given.ordered_at == NOW
    assert news(a_badge(), given) == [RequestEnded, RequestFeeDue]
    later = news_of(given, "PaymentPaid", 3)
    assert later is not None
    assert [one.what for one in later.timeline].count("ordered") == 1


@pytest.mark.parametrize(
    ("until", "code"), [(None, "missing"), (date(2030, 1, 1), "too_late"), (NOW.date(), "too_early")]
)
def test_a_day_that_no_badge_can_end_on(until: date | None, code: str) -> None:
    refused = agreed(until=until)
    assert isinstance(refused, Refusal)
    assert [(one.field, one.code) for one in refused.errors] == [("valid_until", code)]


def test_only_a_badge_has_a_last_day() -> None:
    ended = unwrap(updated(a_badge(), "closed", "duplicate", "Twice.", "officer-1", version=4, now=NOW))
    refused = granted(ended, date(2028, 1, 1), "01J0000000000000000000000P", NOW)
    assert isinstance(refused, Refusal)
    assert granted(ended, None, "01J0000000000000000000000P", NOW) == ended


def asked(now: datetime = NOW) -> CareRequest:
    found = updated(a_badge(), "with_assessor", None, "An expert calls you.", "officer-1", version=4, now=now)
    return unwrap(found).model_copy(update={"version": 5})


def test_an_assessor_has_a_clock() -> None:
    waits = asked()
    assert waits.assessor_until is not None
    assert ((waits.assessor_until - NOW).days, due_at(waits)) == (28, waits.assessor_until)
    assert can(waits, NOW) == ["report_change", "withdraw", "report_move", "report_death"]
    assert overdue(waits, NOW) is None
    back = overdue(waits, waits.assessor_until)
    assert back is not None
    assert (back.status, back.assessor_until, back.timeline[-1].what) == ("in_review", None, "assessor_late")
    over = withdrawn(waits, NOW)
    assert isinstance(over, CareRequest)
    assert (over.status, over.assessor_until) == (RequestStatus.WITHDRAWN, None)


def test_only_a_form_with_an_assessor_goes_to_one_and_once() -> None:
    for read in (a_request(), asked()):
        refused = updated(read, "with_assessor", None, "Words", "officer-1", version=read.version, now=NOW)
        assert isinstance(refused, Refusal)
        assert [one.field for one in refused.errors] == ["status"]
