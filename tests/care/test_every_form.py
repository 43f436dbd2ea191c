"""What holds for each of the council's forms, whatever was answered at random and changed afterwards."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.rules.forms import newest_forms
from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import replay
from tests.care.test_forms import a_given
from tests.support.forms import walked

pytestmark = pytest.mark.slow  # hundreds of random ways
every_form = pytest.mark.parametrize("form", newest_forms(), ids=lambda form: form.id)
SEEDS = st.integers(0, 100_000)


def two_ways(form: Form, seed: int) -> tuple[dict[str, Any], dict[str, Any], Given]:
    """What one and another random person answered, who agree on nothing."""
    random = Random(seed)
    known = a_given(random)
    _, first, _ = walked(form, random, known)
    _, second, _ = walked(form, random, known)
    return first, second, known


@every_form
@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_a_stale_answer_neither_routes_nor_counts(form: Form, seed: int) -> None:
    """Answers of another way through the form are there as well, as they are when somebody changes their mind."""
    first, second, known = two_ways(form, seed)
    alone = replay(form, first, known)
    names = {name for one in alone.pages for field in one.page.all_fields for name in [field.name]}
    names |= {one.page.repeat.name for one in alone.pages if one.page.repeat}
    stale = {name: value for name, value in second.items() if name not in names}
    both = replay(form, {**stale, **first}, known)
    assert [one.page.path for one in both.pages] == [one.page.path for one in alone.pages]
    assert both.seen == alone.seen


@every_form
@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_what_counts_leads_the_same_way_by_itself(form: Form, seed: int) -> None:
    """However many answers lie off the path, those that are sent say all that the path rests on."""
    first, second, known = two_ways(form, seed)
    way = replay(form, {**second, **first}, known)
    again = replay(form, way.seen, known)
    assert [one.page.path for one in again.pages] == [one.page.path for one in way.pages]
    assert again.seen == way.seen
    assert set(way.seen) == {name for one in way.pages for name in one.answers}
