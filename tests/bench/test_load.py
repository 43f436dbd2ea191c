"""Many at once, for a while."""

import pytest

from bench.load import load
from tests.local_stack import RunningStack


@pytest.mark.deep
@pytest.mark.stack
def test_twenty_people_sign_in_for_a_minute(stack: RunningStack) -> None:
    done = load(stack, people=20, seconds=60)
    assert done.wrong == []
    assert len(done.took) > 20
