"""Who is in a team of officers."""

from types import SimpleNamespace
from typing import Any

import pytest

from portal.colleagues import Colleagues
from tests.support.staff_pool import StaffPool


@pytest.mark.parametrize("at_a_time", [1, 2, 60])
def test_all_who_can_sign_in_are_found_on_however_many_pages(at_a_time: int) -> None:
    context: Any = SimpleNamespace(
        aws=SimpleNamespace(cognito=StaffPool(at_a_time)), settings=SimpleNamespace(staff_pool_id="pool")
    )
    assert [one.sub for one in Colleagues(context).of_team("permits")] == ["officer-1", "officer-2"]
