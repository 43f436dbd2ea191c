"""Which equipment is suggested, and why (`docs/rules/care-forms.md`, F5). Pure."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.rules.forms import form_of
from portal.forms.facts import Given
from portal.forms.replay import replay, suggested
from portal.problems import unwrap
from tests.support.care_answers import all_answers
from tests.support.forms import TODAY, walked

FORM = unwrap(form_of("equipment-self-assessment", None))
GIVEN = Given(TODAY, in_county="yes")
BATH: dict[str, Any] = {"tasks": ["bath"], "bath_hard": ["over_side"]}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("bath_board", BATH, {"bath_lift": False}),
    ("bath_visit", BATH | {"bath_sides": "no"}, {"bath_sides": "yes"}),
    ("shower_stool", {"tasks": ["bath"], "bath_kind": "level", "bath_hard": ["standing"]}, {"bath_kind": "bath"}),
    ("bath_rail", BATH, {"bath_hard": ["reaching"]}),
    ("long_sponge", {"tasks": ["bath"], "bath_hard": ["reaching"]}, {"bath_hard": ["slipping"]}),
    ("toilet_seat", {"tasks": ["toilet"], "toilet_hard": ["low"]}, {"weight": "heavy"}),
    ("toilet_frame", {"tasks": ["toilet"], "toilet_hard": ["steady"]}, {"toilet_hard": ["low"]}),
    ("commode", {"tasks": ["toilet"], "toilet_where": "stairs"}, {"toilet_where": "same"}),
    ("chair_raisers", {"tasks": ["chair"], "chair_hard": ["low"]}, {"chair_kind": "flat"}),
    ("chair_visit", {"tasks": ["chair"], "chair_hard": ["no_arms"]}, {"chair_hard": ["low"]}),
    ("bed_raisers", {"tasks": ["bed"], "bed_hard": ["low"]}, {"bed_kind": "flat"}),
    ("bed_lever", {"tasks": ["bed"], "bed_hard": ["turning"]}, {"bed_kind": "moving"}),
    ("leg_lifter", {"tasks": ["bed"], "bed_hard": ["legs"]}, {"bed_hard": ["low"]}),
    ("bed_visit", {"tasks": ["bed"], "bed_hard": ["falling"]}, {"bed_hard": ["low"]}),
    ("stair_rail", {"tasks": ["stairs"], "stairs_hard": ["unsteady"]}, {"stairs_rails": "two"}),
    ("stairs_visit", {"tasks": ["stairs"], "stairs_hard": ["cannot"]}, {"stairs_hard": ["carrying"]}),
    ("half_step", {"tasks": ["entry"], "entry_hard": ["high_step"]}, {"entry_hard": ["nothing_to_hold"]}),
    ("entry_rail", {"tasks": ["entry"], "entry_hard": ["nothing_to_hold"]}, {"entry_hard": ["threshold"]}),
    ("ramp_visit", {"tasks": ["entry"], "entry_hard": ["wheelchair"]}, {"entry_hard": ["high_step"]}),
    ("perching_stool", {"tasks": ["kitchen"], "kitchen_hard": ["standing"]}, {"kitchen_hard": ["pouring"]}),
    ("trolley", {"tasks": ["kitchen"], "kitchen_hard": ["carrying"]}, {"moves": "wheelchair"}),
    ("kettle_tipper", {"tasks": ["kitchen"], "kitchen_hard": ["pouring"]}, {"kitchen_hard": ["standing"]}),
    ("kitchen_aids", {"tasks": ["kitchen"], "kitchen_hard": ["eating"]}, {"kitchen_hard": ["standing"]}),
    ("tap_turners", {"tasks": ["hands"], "hands_hard": ["taps"]}, {"hands_hard": ["plugs"]}),
    ("key_turner", {"tasks": ["hands"], "hands_hard": ["keys"]}, {"hands_hard": ["plugs"]}),
    ("reacher", {"tasks": ["reach"], "reach_hard": ["floor"]}, {"reach_hard": ["buttons"]}),
    ("sock_aid", {"tasks": ["reach"], "reach_hard": ["feet"]}, {"reach_hard": ["floor"]}),
    ("key_safe", {"tasks": ["door"], "door_hard": ["carers"]}, {"door_hard": ["hearing"]}),
    ("door_bell", {"tasks": ["door"], "door_hard": ["hearing"]}, {"door_hard": ["slow"]}),
    ("moving_visit", {"moves": "helped"}, {"moves": "wheelchair"}),
    ("alarm", {"call_help": "no"}, {"call_help": "yes"}),
    ("stronger", {"weight": "heavy"}, {"weight": "not_sure"}),
    ("bigger_visit", {"bigger": ["ramp"]}, {"bigger": ["none_of_these"]}),
]
"""What is suggested, by which answers, and one answer that takes it away again."""


def ids(**chosen: Any) -> list[str]:
    answers = all_answers(FORM, GIVEN, **({"tasks": ["bath"]} | chosen))
    way = replay(FORM, answers, GIVEN)
    assert way.ready, way.missing
    return [one.id for one in suggested(way, GIVEN)]


@pytest.mark.parametrize(("wanted", "answers", "other"), CASES)
def test_each_thing_is_suggested_by_what_is_hard(wanted: str, answers: dict[str, Any], other: dict[str, Any]) -> None:
    assert wanted in ids(**answers)
    assert wanted not in ids(**(answers | other))


def test_all_that_can_be_suggested_is_among_them() -> None:
    assert [one.id for one in FORM.suggestions] == [wanted for wanted, _, _ in CASES]


def test_nobody_is_sent_into_a_bath_that_may_not_be_safe() -> None:
    """Who cannot lift their legs over the side gets a visit, and no board."""
    assert {"bath_board", "bath_visit"} & set(ids(**BATH, bath_lift=False)) == {"bath_visit"}
    assert {"bath_board", "bath_visit"} & set(ids(**BATH, bath_lift=True)) == {"bath_board"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_nothing_is_suggested_for_a_task_that_is_not_hard(seed: int) -> None:
    """Nor ever what the NHS gives, nor anything that costs."""
    _, _, way = walked(FORM, Random(seed), GIVEN)
    general = {"moving_visit", "alarm", "stronger", "bigger_visit"}
    by_task = {wanted: answers["tasks"][0] for wanted, answers, _ in CASES if wanted not in general}
    for one in suggested(way, GIVEN):
        assert one.id in general or by_task[one.id] in way.seen["tasks"]
        said = f"{one.title} {one.why}".lower()
        assert not any(word in said for word in ("walking", "crutch", "pay", "price"))
