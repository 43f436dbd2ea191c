"""What is counted: reads of jobs, units of a sign-in."""

from typing import Any

import pytest

from bench.cost import units_of
from bench.jobs import JOBS, READS, Job, calls_of
from bench.prices import prices
from bench.walked import Walker
from tests.support.template import functions

DUE = 20

MEASURED_ELSEWHERE = {
    "SweepOutbox": "looks through an index that holds only what is unpublished",
    "Reconcile": "asks for the payments of seven days, which is its work",
    "SealAudit": "reads the rows of one day, which is its work",
    "ClosePrintDays": "lists the letters of a week, which is its work",
    "RemindOfHelpers": "looks through a range of keys that holds only what waits",
    "SendDueNotices": "looks through a range of keys that holds only what waits",
}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.function)
def test_a_job_reads_what_is_due_not_what_exists(job: Job) -> None:
    few, many = (calls_of(job, stored, DUE) for stored in (DUE + 10, 20 * DUE))
    assert few == many
    assert sum(count for operation, count in few.items() if operation in READS) <= 2 * DUE + 2
    assert sum(count for operation, count in few.items() if operation not in READS) == DUE


def test_every_job_is_measured() -> None:
    def scheduled(properties: Any) -> bool:
        return any(event["Type"] == "ScheduleV2" for event in properties.get("Events", {}).values())

    jobs = {name for name, properties in functions().items() if scheduled(properties)}
    assert jobs - MEASURED_ELSEWHERE.keys() == {job.function for job in JOBS}


def test_a_sign_in_is_three_requests_and_a_mail() -> None:
    def sign_in(walker: Walker) -> None:
        walker.visitor.sign_in()

    units = units_of(sign_in, True, prices())
    assert units["http_api_request"] == 2 * 3
    assert units["mail"] == 1
    assert units["lambda_request"] == 3 + 3
    assert 0.005 < sum(prices().pence(unit, count) for unit, count in units.items()) < 0.05
