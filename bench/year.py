"""A year of a population: its journeys walked once each, and how their load is bunched. Pure except for `walked`."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from bench.cost import Units, gigabytes, paid_units
from bench.key_units import KeyName, Meter
from bench.key_units import Units as KeyUnits
from bench.prices import Prices
from bench.walked import Walker, Watch, WatchedAws, WatchedClient, fresh_walker
from tests.journeys.bills import billed
from tests.journeys.permits import bought
from tests.journeys.requests import care_decided
from tests.support.moto_stack import MotoAws, handler_of
from tests.support.schedules import schedules

SECONDS_OF_A_YEAR = 365.25 * 86400
SURE = 3.1
"""Standard deviations above the mean that only one second in a thousand exceeds."""


@cache
def assumed() -> Any:
    return json.loads(Path(__file__).with_name("scale.json").read_text("utf-8"))


@dataclass(frozen=True)
class Journey:
    """One walk of a journey. `keys`: units by partition key. `paid`: by unit of the price list. `requests`: by
    function. `jobs`: what one run of each job handles.
    """

    keys: Mapping[KeyName, KeyUnits]
    paid: Units
    requests: Mapping[str, int]
    milliseconds: float
    mails: int
    jobs: Mapping[str, int] = field(default_factory=dict)

    def without(self, other: "Journey") -> "Journey":
        """The journey without the parts that `other`, made before it, has already done."""
        keys = {name: KeyUnits(units.written, units.read) for name, units in self.keys.items()}
        for name, units in other.keys.items():
            rest = keys.setdefault(name, KeyUnits())
            rest.written, rest.read = max(rest.written - units.written, 0), max(rest.read - units.read, 0)
        paid = {unit: max(count - other.paid.get(unit, 0), 0) for unit, count in self.paid.items()}
        requests = Counter(self.requests) - Counter(other.requests)
        return Journey(
            keys, paid, requests, self.milliseconds - other.milliseconds, self.mails - other.mails, self.jobs
        )


def journeys(said: Prices) -> dict[str, Journey]:
    """Each journey of `scale.json`, walked. Making the account that it needs is not counted with it."""
    account = walked(lambda walker: walker.visitor.make_account(), said)
    found = {"account made": account}
    for name, walk in WALKS.items():
        found[name] = walked(walk, said).without(account)
    return found


def _looks_around(walker: Walker) -> None:
    walker.visitor.make_account()
    walker.portal.settle()
    walker.visitor.sign_in()
    for path in ("/v1/session", "/v1/account", "/v1/permits", "/v1/payments", "/v1/requests"):
        walker.visitor.ask("GET", path)
    walker.visitor.sign_out()


WALKS: Mapping[str, Callable[[Walker], None]] = {
    "signed in, looked around": _looks_around,
    "permit, paid and approved": lambda walker: bought(walker.visitor),
    "bill, reminded and paid": lambda walker: billed(walker.visitor),
    "care asked for and decided": lambda walker: care_decided(walker.visitor),
}


def walked(walk: Callable[[Walker], None], said: Prices) -> Journey:
    """A walked journey. Reads by jobs are left out, because jobs read whether or not anybody comes; their writes belong
    to somebody.
    """
    watch, meters = Watch(), list[Meter]()

    def over(real: MotoAws, watch: Watch, function: str) -> WatchedAws:
        meters[:] = meters or [Meter(real.dynamodb)]
        aws = WatchedAws(real, watch, function)
        charged = meters[0].client(reads=function not in schedules())
        aws.__dict__["dynamodb"] = WatchedClient(charged, watch, function, "dynamodb")
        return aws

    with fresh_walker(watch, over) as walker:
        walk(walker)
        walker.portal.settle()
        units = deepcopy(dict(meters[0].units))
        jobs = pages_of_jobs(walker)
    for job in schedules():
        watch.took.pop(job, None)
    watch.calls = [call for call in watch.calls if call.function not in schedules() or call.operation != "query"]
    paid = paid_units(watch, said)
    paid["dynamodb_write"] = sum(one.written for one in units.values())
    paid["dynamodb_read"] = sum(one.read for one in units.values())
    milliseconds = paid["lambda_gb_second"] / gigabytes() * 1000
    return Journey(units, paid, watch.routes, milliseconds, int(paid.get("mail", 0)), jobs)


def pages_of_jobs(walker: Walker) -> dict[str, int]:
    """The most records that one run of a job handles, for the jobs that read pages of a fixed length."""
    most: dict[str, int] = {}
    for job in ("SendRenewalReminders", "RemindOverdue"):
        watch = Watch()
        handler_of(job).reply({}, walker.stack.context(WatchedAws(walker.stack.aws, watch, job), function=job))
        most[job] = sum(call.ask["Limit"] for call in watch.calls if "Limit" in call.ask)
    return most


def peak(mean: float) -> float:
    """The number that only one second in a thousand exceeds, for independent arrivals with this mean per second."""
    return mean + SURE * sqrt(mean)


def rates(people: float, times: Mapping[str, float], factor: float, only: Sequence[str]) -> dict[str, float]:
    """Journeys of each kind that begin per second at a peak. `times`: per year and 1,000 people."""
    return {name: people / 1000 * times[name] / SECONDS_OF_A_YEAR * factor for name in only}


def key_load(found: Mapping[str, Journey], per_second: Mapping[str, float]) -> dict[KeyName, KeyUnits]:
    """The peak units per second of each key that everybody shares."""
    load: dict[KeyName, KeyUnits] = {}
    for name, rate in per_second.items():
        for key, units in found[name].keys.items():
            if key.key:
                one = load.setdefault(key, KeyUnits())
                one.written += rate * units.written / key.shards
                one.read += rate * units.read / key.shards
    return {key: KeyUnits(peak(units.written), peak(units.read)) for key, units in load.items()}


def oldest_in_queue(arrivals: Sequence[float], served: float) -> float:
    """The longest wait of a message in a queue, in seconds. `arrivals`: per minute; `served`: per second."""
    waiting = longest = 0.0
    for came in arrivals:
        waiting = max(waiting + came - served * 60, 0.0)
        longest = max(longest, waiting / served)
    return longest


def job_arrivals(due: float, a_run: int, minutes: int) -> Iterator[float]:
    """The messages that a job hands on in each minute until all are done: `a_run` at a time, every so many minutes."""
    while due > 0:
        yield min(due, a_run)
        yield from (0.0 for _ in range(minutes - 1))
        due -= a_run
