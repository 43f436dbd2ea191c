"""The dashboard shows every domain, queue, table and alarm that there is, by metrics and logs that there are."""

import json
import re
from functools import cache
from itertools import combinations
from typing import Any

from tests.support.template import deployed, functions, of_kind

DOMAINS = {said["Handler"].split(".")[0] for said in functions().values()} - {"web"}
WIDTH = 24
LANGUAGE = {"filter", "and", "stats", "count", "as", "by", "bin", "m", "d", "pct", "sort", "desc", "limit"} | {
    "fields",
    "sum",
    "strcontains",
}


@cache
def widgets() -> list[Any]:
    [dashboard] = of_kind("AWS::CloudWatch::Dashboard", "prod")
    found: list[Any] = json.loads(dashboard.properties["DashboardBody"])["widgets"]
    return found


def metrics() -> list[list[Any]]:
    return [row for one in widgets() if one["type"] == "metric" for row in one["properties"]["metrics"]]


def shown(metric: str) -> set[str]:
    """By the last dimension's value; of a queue's name its logical id."""
    return {row[3].removesuffix(".QueueName") for row in metrics() if row[1] == metric}


def queries() -> list[str]:
    return [one["properties"]["query"] for one in widgets() if one["type"] == "log"]


def test_every_queue_is_shown_with_its_age_or_its_dead_letters() -> None:
    """A new queue belongs into `Dashboard` of background.yaml."""
    queues = of_kind("AWS::SQS::Queue", "prod")
    working = {queue.name for queue in queues if "RedrivePolicy" in queue.properties}
    assert shown("ApproximateAgeOfOldestMessage") == working
    assert shown("ApproximateNumberOfMessagesVisible") == {queue.name for queue in queues} - working


def test_every_table_and_both_gateways_are_shown() -> None:
    tables = {table.name for table in of_kind("AWS::DynamoDB::Table", "prod")}
    for metric in ("ConsumedWriteCapacityUnits", "WriteThrottleEvents", "ReadThrottleEvents"):
        assert shown(metric) == tables
    apis = {api.name for api in of_kind("AWS::ApiGatewayV2::Api", "prod")}
    for metric in ("Count", "4xx", "5xx", "Latency"):
        assert shown(metric) == apis


def test_every_domain_is_shown_with_its_errors_and_every_api_domain_with_requests_and_times() -> None:
    assert shown("UnexpectedErrors") == DOMAINS
    for domain in DOMAINS - {"notifications"}:
        own = [query for query in queries() if re.findall(r"SOURCE '(\w+)'", query) == [f"{domain.capitalize()}Logs"]]
        assert any("count(*) as requests" in query for query in own), domain
        assert any("pct(milliseconds, 50)" in query and "pct(milliseconds, 95)" in query for query in own), domain


def test_every_alarm_is_shown() -> None:
    [overview] = [one for one in widgets() if one["type"] == "alarm"]
    alarms = {alarm.name for alarm in of_kind("AWS::CloudWatch::Alarm", "prod")}
    assert {arn.removesuffix(".Arn") for arn in overview["properties"]["alarms"]} == alarms


def test_what_is_named_is_there() -> None:
    groups = {group.name for group in of_kind("AWS::Logs::LogGroup", "prod")}
    assert {name for query in queries() for name in re.findall(r"SOURCE '(\w+)'", query)} <= groups
    assert {row[3] for row in metrics() if row[2:3] == ["FunctionName"]} <= deployed("prod").keys()


def test_a_query_reads_what_the_lines_have() -> None:
    """The facts of `portal.api` and `payments.settling`."""
    known = {"message", "milliseconds", "status", "operation", "code", "was", "becomes", "pence"}
    for query in queries():
        _, _, rest = query.partition("| filter ")
        words = set(re.findall(r"\b[a-z_]+\b", re.sub(r'"\w+"', "", rest)))
        said = set(re.findall(r"\bas (\w+)", rest))
        language = {
            "filter",
            "and",
            "stats",
            "count",
            "as",
            "by",
            "bin",
            "pct",
            "sort",
            "desc",
            "limit",
            "fields",
            "sum",
        }
        assert words - said - language - {"strcontains", "m", "d"} <= known, query


def test_no_widget_lies_over_another() -> None:
    for one in widgets():
        assert one["x"] + one["width"] <= WIDTH
    for one, other in combinations(widgets(), 2):
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"]
            or other["y"] + other["height"] <= one["y"]
        )
        assert apart, (one["properties"]["title"], other["properties"]["title"])
