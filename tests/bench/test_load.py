"""Many at once, for a while."""

import pytest

from bench.buying import buying
from bench.load import load
from tests.local_stack import RunningStack, fresh_local_stack


@pytest.mark.deep
@pytest.mark.stack
def test_twenty_people_sign_in_for_a_minute(stack: RunningStack) -> None:
    done = load(stack, people=20, seconds=60)
    assert done.wrong == []
    assert len(done.took) > 20


@pytest.mark.deep
@pytest.mark.stack
def test_twenty_people_buy_and_pay_for_a_minute() -> None:
    """On a stack of its own: all that is held at Pay is counted."""
    with fresh_local_stack("buying") as stack:
        done = buying(stack, people=20, seconds=60)
    assert done.wrong == []
    assert len(done.took) > 10
