"""The cost in pence of a year of one resident: counted calls of what they do, times the dated price list.

They register, sign in twelve times, apply for a permit that is paid and approved, and make a second payment. Each API
request is assumed to come from one page. A write costs one unit and one more per index that holds the item; in a
transaction twice that. Left out are the stack's fixed costs (alarms, secrets, keys; printed separately per month),
stored bytes, KMS requests and CloudFront.
"""

from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any

from bench.prices import Prices, prices
from bench.row import Row
from bench.walked import Walker, Watch, fresh_walker
from tests.journeys.payments import held_and_taken
from tests.journeys.permits import bought
from tests.support.template import deployed, resources, source
from tests.template.recorded import Call

type Units = dict[str, float]


def _registered(walker: Walker) -> None:
    walker.visitor.make_account()


def _signed_in(walker: Walker) -> None:
    walker.visitor.sign_in()
    walker.visitor.ask("GET", "/v1/session")
    walker.visitor.ask("GET", "/v1/permits")
    walker.visitor.ask("GET", "/v1/payments")
    walker.visitor.sign_out()


YEAR: tuple[tuple[str, int, Callable[[Walker], None], bool], ...] = (
    ("registration", 1, _registered, False),
    ("sign-ins", 12, _signed_in, True),
    ("permit, paid and approved", 1, lambda walker: bought(walker.visitor), False),
    ("second payment", 1, lambda walker: held_and_taken(walker.visitor), False),
)
"""What is done, how often, the code that does it, and whether an account is needed beforehand."""


def measure() -> Iterator[Row]:
    said, total = prices(), 0.0
    by_unit: Units = {}
    for what, times, walk, needs_account in YEAR:
        units = units_of(walk, needs_account, said)
        costs = {unit: said.pence(unit, count * times) for unit, count in units.items()}
        for unit, pence in costs.items():
            by_unit[unit] = by_unit.get(unit, 0) + pence
        total += sum(costs.values())
        yield Row("cost of a year", what if times == 1 else f"{times} {what}", sum(costs.values()), "pence")
    for unit, pence in sorted(by_unit.items(), key=lambda one: -one[1]):
        yield Row("cost of a year", f"of it {unit}", pence, "pence")
    yield Row("cost of a year", "one resident", total, "pence")
    yield Row("cost of a month", "alarms, secrets and keys, for the whole county", standing_pence(said) / 100, "pounds")


def units_of(walk: Callable[[Walker], None], needs_account: bool, said: Prices) -> Units:
    """The paid units of doing it once."""
    watch = Watch()
    with fresh_walker(watch) as walker:
        if needs_account:
            walker.visitor.make_account()
            walker.portal.settle()
            watch.calls.clear()
            watch.took.clear()
            watch.requests = 0
        walk(walker)
        walker.portal.settle()
        return paid_units(watch, said)


def paid_units(watch: Watch, said: Prices) -> Units:
    """The paid units of everything that was watched."""
    invocations = sum(len(took) for took in watch.took.values()) + watch.requests
    milliseconds = sum(median(took) * len(took) for took in watch.took.values())
    milliseconds += said.assumed["milliseconds_per_aws_call"] * len(watch.calls)
    milliseconds += said.assumed["page_milliseconds"] * watch.requests
    units: Units = {
        "http_api_request": 2 * watch.requests,
        "lambda_request": invocations,
        "lambda_gb_second": milliseconds / 1000 * gigabytes(),
        "log_gb": invocations * said.assumed["log_bytes_per_invocation"] / 1e9,
    }
    for call in watch.calls:
        for unit, count in _paid(call).items():
            units[unit] = units.get(unit, 0) + count
    return units


def gigabytes() -> float:
    return float(source()["Globals"]["Function"]["MemorySize"]) / 1024


def _paid(call: Call) -> Units:
    match call.service, call.operation:
        case "dynamodb", "transact_write_items":
            writes = [next(iter(item.values())) for item in call.ask["TransactItems"]]
            return {"dynamodb_write": sum(2 * _written(ask) for ask in writes)}
        case "dynamodb", "put_item" | "update_item" | "delete_item":
            return {"dynamodb_write": _written(call.ask)}
        case "dynamodb", "batch_get_item":
            return {"dynamodb_read": sum(len(asked["Keys"]) for asked in call.ask["RequestItems"].values())}
        case "dynamodb", _:
            return {"dynamodb_read": 1}
        case "ses", _:
            return {"mail": 1}
        case "events", _:
            return {"event": len(call.ask["Entries"])}
        case "sqs", _:
            return {"sqs_request": 3}  # sent, received and deleted
        case "s3", "put_object":
            return {"s3_put": 1}
        case "s3", "get_object" | "head_object":
            return {"s3_get": 1}
        case _:
            return {}  # a secret is read once per process; a signature is computed here


def _written(ask: Mapping[str, Any]) -> int:
    """The write units: one for the item and one for each index that holds it. An update is assumed to touch all
    indexes.
    """
    indexes = deployed("local")[ask["TableName"]].properties.get("GlobalSecondaryIndexes", [])
    keys = [[key["AttributeName"] for key in index["KeySchema"]] for index in indexes]
    item = ask.get("Item")
    return 1 + sum(1 for names in keys if item is None or all(name in item for name in names))


def standing_pence(said: Prices) -> float:
    alarms, secrets, keys = (
        len(resources(kind, "prod"))
        for kind in ("AWS::CloudWatch::Alarm", "AWS::SecretsManager::Secret", "AWS::KMS::Key")
    )
    return said.pence("alarm_month", alarms) + said.pence("secret_month", secrets) + said.pence("kms_key_month", keys)
