"""A year of a population: its journeys walked once each, and how their load is bunched. Pure but for `walked`."""

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
"""Standard deviations above the mean that one second in a thousand exceeds."""


@cache
def assumed() -> Any:
    return json.loads(Path(__file__).with_name("scale.json").read_text("utf-8"))


@dataclass(frozen=True)
class Journey:
    """One time of it. `keys`: by partition key; `paid`: by unit of the price list; `requests`: by operation."""

    keys: Mapping[KeyName, KeyUnits]
    paid: Units
    requests: Mapping[str, int]
    milliseconds: float
    mails: int
    jobs: Mapping[str, int] = field(default_factory=dict)

    def without(self, other: "Journey") -> "Journey":
        """What remains of it for somebody who has done the other before."""
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
    """Each journey of `scale.json`, walked; an account that it needs is not counted with it."""
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
    """What jobs read is left out: that is theirs, whoever comes; what they write is somebody's."""
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
    """The most that one run of a job looks at, of those that ask for pages of a fixed length."""
    most: dict[str, int] = {}
    for job in ("SendRenewalReminders", "RemindOverdue"):
        watch = Watch()
        handler_of(job).reply({}, walker.stack.context(WatchedAws(walker.stack.aws, watch, job), function=job))
        most[job] = sum(call.ask["Limit"] for call in watch.calls if "Limit" in call.ask)
    return most


def peak(mean: float) -> float:
    """What one second in a thousand exceeds, where so many come in a second on average, each by chance."""
    return mean + SURE * sqrt(mean)


def rates(people: float, times: Mapping[str, float], factor: float, only: Sequence[str]) -> dict[str, float]:
    """How many of each journey begin in a second of a peak. `times`: a year, for 1,000 people."""
    return {name: people / 1000 * times[name] / SECONDS_OF_A_YEAR * factor for name in only}


def key_load(found: Mapping[str, Journey], per_second: Mapping[str, float]) -> dict[KeyName, KeyUnits]:
    """Units a second of one key of each name that everybody shares."""
    load: dict[KeyName, KeyUnits] = {}
    for name, rate in per_second.items():
        for key, units in found[name].keys.items():
            if key.key:
                one = load.setdefault(key, KeyUnits())
                one.written += rate * units.written / key.shards
                one.read += rate * units.read / key.shards
    return {key: KeyUnits(peak(units.written), peak(units.read)) for key, units in load.items()}


def oldest_in_queue(arrivals: Sequence[float], served: float) -> float:
    """Seconds that the last message of a queue waits at most. `arrivals`: in each minute; `served`: in a second."""
    waiting = longest = 0.0
    for came in arrivals:
        waiting = max(waiting + came - served * 60, 0.0)
        longest = max(longest, waiting / served)
    return longest


def job_arrivals(due: float, a_run: int, minutes: int) -> Iterator[float]:
    """What a job hands on in each minute until all that is due is done: so many a run, a run every so many minutes."""
    while due > 0:
        yield min(due, a_run)
        yield from (0.0 for _ in range(minutes - 1))
        due -= a_run
