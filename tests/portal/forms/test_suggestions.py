"""What a form suggests by its answers (`docs/rules/care-forms.md`, F1)."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.forms.replay import replay, suggested
from tests.support.forms import COMPLETE, CONSENT, GIVEN, a_form, walked

SUGGESTIONS = [
    {"id": "flap", "title": "A cat flap", "why": "The cat gets in.", "when": {"pets": {"has": "cat"}}},
    {"id": "box", "title": "A pill box", "why": "Each day has its own.", "when": {"pets": {"has": "other"}}},
    {"id": "adult", "title": "A club", "why": "It is for adults.", "when": {"@age": {"min": 18}}},
    {"id": "thanks", "title": "Thanks", "why": "It helps to help.", "when": {"who": "other"}},
]
FORM = a_form(*CONSENT, facts={"birth_date": "born", "authority": "who"}, suggestions=SUGGESTIONS)


def ids(answers: dict[str, Any]) -> list[str]:
    return [one.id for one in suggested(replay(FORM, answers, GIVEN), GIVEN)]


def test_what_the_answers_call_for_is_suggested_in_the_order_of_the_form() -> None:
    assert ids(dict(COMPLETE)) == ["flap", "box", "adult", "thanks"]
    assert ids({**COMPLETE, "pets": ["none"]}) == ["adult", "thanks"]


def test_nothing_is_suggested_by_what_is_off_the_path_or_on_the_way_out() -> None:
    assert ids({**COMPLETE, "born": None}) == ["thanks"]
    assert ids({**COMPLETE, "born": "2015-01-01"}) == []
    assert ids({**COMPLETE, "consent": False}) == []


@given(st.integers(0, 2_000))
def test_every_suggestion_has_its_reason_among_the_answers_that_count(seed: int) -> None:
    _, answers, journey = walked(FORM, Random(seed))
    found = ids(answers)
    pets = journey.seen.get("pets", []) if journey.ready else []
    assert [one for one in found if one in {"flap", "box"}] == [
        name for name, pet in (("flap", "cat"), ("box", "other")) if pet in pets
    ]
