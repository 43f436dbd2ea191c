"""`make job` runs a scheduled function on the running stack, and names those there are."""

import pytest

from local.job import run_in, scheduled
from tests.local_stack import RunningStack
from tests.support.template import functions
from tools.steps import ToolError

pytestmark = pytest.mark.stack


def in_template() -> set[str]:
    """The functions that a schedule starts."""
    return {
        name
        for name, function in functions().items()
        if any(event["Type"] == "ScheduleV2" for event in function.get("Events", {}).values())
    }


def test_every_scheduled_function_of_the_template_is_a_job(stack: RunningStack) -> None:
    assert "SealAudit" in in_template()
    assert set(scheduled(stack.emulator, stack.resources)) == in_template()


def test_what_a_job_logged_and_answered_is_printed(stack: RunningStack, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_in(stack.emulator, stack.resources, "ReleaseUnpaid") == 0
    said = capsys.readouterr().out
    assert '"job":"release_unpaid"' in said
    assert "Answered: null" in said


@pytest.mark.parametrize("name", ["ReleaseAll", "SignOut", ""])
def test_a_wrong_name_is_answered_with_the_right_ones(stack: RunningStack, name: str) -> None:
    with pytest.raises(ToolError, match=r"There are: .*ReleaseUnpaid, .*SealAudit"):
        run_in(stack.emulator, stack.resources, name)
