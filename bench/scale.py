"""A year of one county, of ten, and of the country: peaks of keys, tables, routes and quotas, the queues, the cost.

Each journey is walked once and counted. `scale.json` says how often it is made, how load is bunched and what AWS
allows. The limits are printed in the order in which they are reached. docs/scale.md explains the results.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bench.cost import standing_pence
from bench.key_units import KeyName
from bench.prices import Prices, prices
from bench.row import Row
from bench.year import (
    Journey,
    assumed,
    job_arrivals,
    journeys,
    key_load,
    oldest_in_queue,
    peak,
    rates,
)
from tests.support.template import functions, resources

CASE, BILL = "permit, paid and approved", "bill, reminded and paid"
QUEUE = KeyName("Permits", "by_queue", "in_review")
WHOLE = {"by_queue", "by_zone_queue"}
"""Indexes whose partitions are read whole, so that one look costs more the more is waiting (docs/decisions/0047)."""


def measure() -> Iterator[Row]:
    said, found = assumed(), journeys(prices())
    for name, people in said["populations"].items():
        yield from _peaks(name, people, said, found)
        yield from _queue_of_cases(name, people, said)
        yield from reminders(name, said, found[BILL].jobs)
        yield from _cost(name, people, said, found, prices())
    yield from _sizes(said, found)


def _peaks(name: str, people: float, said: Any, found: Mapping[str, Journey]) -> Iterator[Row]:
    for when, bunched in said["peaks"].items():
        part = f"{name}: {when}"
        per_second = rates(
            people, said["times_a_year_per_1000_people"], bunched["times_the_average"], bunched["journeys"]
        )
        load = key_load(found, per_second)
        hottest = sorted(load.items(), key=lambda one: -one[1].written)[:5]
        for key, units in hottest:
            yield Row(part, f"write units of {key}", units.written, "a second")
        for table, written in sorted(tables(found, per_second).items(), key=lambda one: -one[1])[:3]:
            yield Row(part, f"write units of the table {table}", written, "a second")
        for what, value in used(found, per_second).items():
            yield Row(part, what, value, "a second" if what != "functions at once" else "at once")


def used(found: Mapping[str, Journey], per_second: Mapping[str, float]) -> dict[str, float]:
    """The load on quotas shared by the whole portal, and on the busiest route. Pages wait for the API, so both
    count.
    """
    routes: Counter[str] = Counter()
    seconds = mails = 0.0
    for name, rate in per_second.items():
        for function, times in found[name].requests.items():
            routes[function] += rate * times  # type: ignore[assignment]
        seconds += rate * found[name].milliseconds / 1000 * 2
        mails += rate * found[name].mails
    [(busiest, most)] = routes.most_common(1)
    return {
        f"requests of the busiest route, {busiest}": peak(most),
        "requests of all routes": 2 * peak(routes.total()),
        "functions at once": peak(seconds),
        "mails": peak(mails),
    }


def tables(found: Mapping[str, Journey], per_second: Mapping[str, float]) -> Mapping[str, float]:
    """The write units per second of each table including its indexes."""
    written: dict[str, float] = {}
    for name, rate in per_second.items():
        for key, units in found[name].keys.items():
            written[key.table] = written.get(key.table, 0) + rate * units.written
    return {table: peak(mean) for table, mean in written.items()}


def queue_reads(people: float, said: Any) -> tuple[float, float]:
    """The number of cases that wait for officers, and the read units per second of the queue's key in the busiest
    hour.
    """
    a_day = people / 1000 * said["times_a_year_per_1000_people"][CASE] / 365.25
    waiting = a_day * said["queue"]["days_that_a_case_waits"]
    busiest = a_day * said["queue"]["decisions_in_the_busiest_hour_of_a_day"] / 3600
    a_look = waiting * said["queue"]["bytes_of_a_case"] / 4096 / 2
    return waiting, peak(busiest * said["queue"]["looks_at_the_queue_per_case"]) * a_look


def _queue_of_cases(name: str, people: float, said: Any) -> Iterator[Row]:
    waiting, read = queue_reads(people, said)
    yield Row(f"{name}: the officers' queue", "cases that wait", waiting, "cases")
    yield Row(f"{name}: the officers' queue", f"read units of {QUEUE}", read, "a second")


def reminders(name: str, said: Any, a_run_of: Mapping[str, int]) -> Iterator[Row]:
    """The load of a day on which many permits end, or many bills are due, all at once. `a_run_of`: the number a job
    handles in a run.
    """
    people = said["populations"][name]
    sent = min(said["limits"]["mails"]["per_second"], notices_per_second(said))
    for job, what, share in (
        ("SendRenewalReminders", CASE, "of_a_years_permits_that_end_on_one_day"),
        ("RemindOverdue", BILL, "of_a_years_bills_due_on_one_day"),
    ):
        due = people / 1000 * said["times_a_year_per_1000_people"][what] * said["reminders"][share]
        a_run, minutes = a_run_of[job], minutes_between(job)
        arrivals = list(job_arrivals(due, a_run, minutes))
        part = f"{name}: the day that reminders go"
        yield Row(part, f"{job}: due at once", due, "reminders")
        yield Row(part, f"{job}: until all have been handed on", len(arrivals) / 60, "hours")
        yield Row(part, f"{job}: oldest in the queue of notices", oldest_in_queue(arrivals, sent), "s")


def notices_per_second(said: Any) -> float:
    """The notices sent per second: the queue's concurrency limit times what one invocation sends, one after another."""
    [event] = functions()["SendNotices"]["Events"].values()
    return float(event["Properties"]["ScalingConfig"]["MaximumConcurrency"] * 1000 / said["milliseconds_of_a_notice"])


def minutes_between(job: str) -> int:
    """The minutes between two runs of a job."""
    [event] = functions()[job]["Events"].values()
    return int(event["Properties"]["ScheduleExpression"].removeprefix("rate(").split()[0])


def _cost(name: str, people: float, said: Any, found: Mapping[str, Journey], listed: Prices) -> Iterator[Row]:
    by_unit: dict[str, float] = {}
    for what, times in said["times_a_year_per_1000_people"].items():
        for unit, count in found[what].paid.items():
            by_unit[unit] = by_unit.get(unit, 0) + listed.pence(unit, count * times * people / 1000) / 100
    by_unit["alarms, secrets and keys"] = 12 * standing_pence(listed) / 100
    for unit, pounds in sorted(by_unit.items(), key=lambda one: -one[1]):
        yield Row(f"{name}: cost of a year", unit, pounds, "pounds")
    yield Row(f"{name}: cost of a year", "all of it", sum(by_unit.values()), "pounds")


def _sizes(said: Any, found: Mapping[str, Journey]) -> Iterator[Row]:
    """The population at which each limit is reached, the first limit first."""
    for what, people in sorted(used_up(said, found).items(), key=lambda one: one[1])[:14]:
        yield Row("used up: the first one first", what, people / 1e6, "million people")


def used_up(said: Any, found: Mapping[str, Journey]) -> dict[str, float]:
    """For each limit, the smallest population that reaches it at its worst peak."""
    limits = {name: limit["per_second"] for name, limit in said["limits"].items()}
    throttle = resources("AWS::ApiGatewayV2::Stage", "prod")["ApiApiGatewayDefaultStage"]["DefaultRouteSettings"]
    at: dict[str, float] = {}
    for when, bunched in said["peaks"].items():

        def load(people: float, bunched: Any = bunched) -> dict[str, float]:
            times = said["times_a_year_per_1000_people"]
            per_second = rates(people, times, bunched["times_the_average"], bunched["journeys"])
            shares = {}
            for key, units in key_load(found, per_second).items():
                shares[f"write units of {key}"] = units.written / limits["write_units_of_a_key"]
                if key.index not in WHOLE:
                    shares[f"read units of {key}"] = units.read / limits["read_units_of_a_key"]
            for table, written in tables(found, per_second).items():
                shares[f"a new table's write units, {table}"] = written / limits["write_units_of_a_new_table"]
            route, requests, at_once, mails = used(found, per_second).items()
            shares[route[0]] = route[1] / throttle["ThrottlingRateLimit"]
            shares["requests of all routes"] = requests[1] / limits["requests_of_all_routes"]
            shares["functions at once"] = at_once[1] / limits["functions_at_once"]
            shares["mails a second"] = mails[1] / limits["mails"]
            return shares

        for what in load(1e6):
            people = where(lambda people, what=what: load(people)[what])
            at[f"{what} ({when})"] = people
    at[f"read units of {QUEUE}, read whole"] = where(
        lambda people: queue_reads(people, said)[1] / limits["read_units_of_a_key"]
    )
    for job, what, share in (
        ("SendRenewalReminders: a day's reminders within a day", CASE, "of_a_years_permits_that_end_on_one_day"),
        ("RemindOverdue: a day's reminders within a day", BILL, "of_a_years_bills_due_on_one_day"),
    ):
        function = job.partition(":")[0]
        a_day = found[BILL].jobs[function] * 24 * 60 / minutes_between(function)
        at[job] = a_day / said["reminders"][share] / said["times_a_year_per_1000_people"][what] * 1000
    return at


def where(share: Any) -> float:
    """The population at which a share that grows with it reaches 1; infinite if none on Earth is enough."""
    low, high = 0.0, 1e10
    if share(high) < 1:
        return float("inf")
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < 1 else (low, middle)
    return high
