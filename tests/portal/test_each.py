"""A job does what it can for each item, and fails if one could not be done (`docs/rules/reliability.md`)."""

import pytest

from portal.each import each
from portal.table import VersionConflict
from tests.support.moto_stack import MotoStack


def test_one_that_fails_keeps_no_other_waiting_and_the_run_fails(moto_stack: MotoStack) -> None:
    seen = []

    def do(item: str) -> int:
        seen.append(item)
        if item.startswith("bad"):
            raise RuntimeError(item)
        return 1

    with pytest.raises(RuntimeError, match="bad one"):
        each(["good", "bad one", "bad other", "last"], do, moto_stack.context(), "care")
    assert seen == ["good", "bad one", "bad other", "last"]
    assert [type(error) for error in moto_stack.lines.errors] == [RuntimeError, RuntimeError]
    assert [line["domain"] for line in moto_stack.lines.all] == ["care", "care"]


def test_what_somebody_else_changed_is_left_for_the_next_run(moto_stack: MotoStack) -> None:
    def do(item: int) -> int:
        if item == 0:
            raise VersionConflict("01")
        return item

    assert each([0, 1, 2], do, moto_stack.context(), "care") == 3
    assert moto_stack.lines.errors == []
