"""Somebody is told when something goes wrong: alarms per domain and dead-letter queue, on metrics that are sent."""

import json
import re
from typing import Any

import pytest

from portal.log import powertools_log
from tests.support.template import ACCOUNT, deployed, functions, of_kind

stages = pytest.mark.parametrize("stage", ["local", "prod"])

NAMESPACE = "Portal"
DOMAINS = sorted({said["Handler"].split(".")[0] for said in functions().values()} - {"web"})
"""The pages answer through a gateway of their own, which has an alarm."""


@stages
def test_an_alarm_tells_somebody_and_does_not_ring_for_silence(stage: str) -> None:
    alarms = of_kind("AWS::CloudWatch::Alarm", stage)
    assert alarms
    for alarm in alarms:
        assert alarm.properties["AlarmActions"] == ["Alerts"], alarm.name
        assert alarm.properties["TreatMissingData"] == "notBreaching", alarm.name
        assert " " in alarm.properties["AlarmDescription"], f"{alarm.name} must say in words what is the matter"


@stages
def test_every_domain_has_an_alarm_for_what_nobody_foresaw(stage: str) -> None:
    watched = {said["Dimensions"][0]["Value"] for said in alarms_on(stage, NAMESPACE, "UnexpectedErrors")}
    assert watched == set(DOMAINS)


@stages
def test_every_dead_letter_queue_has_an_alarm(stage: str) -> None:
    dead_letters = {
        queue.name for queue in of_kind("AWS::SQS::Queue", stage) if "RedrivePolicy" not in queue.properties
    }
    watched = {
        said["Dimensions"][0]["Value"].removesuffix(".QueueName")
        for said in alarms_on(stage, "AWS/SQS", "ApproximateNumberOfMessagesVisible")
    }
    assert watched == dead_letters


@stages
def test_every_stream_consumer_has_an_alarm_for_lateness(stage: str) -> None:
    mappings = [one.properties for one in of_kind("AWS::Lambda::EventSourceMapping", stage)]
    consumers = {said["FunctionName"] for said in mappings if "StreamArn" in said["EventSourceArn"]}
    watched = {said["Dimensions"][0]["Value"] for said in alarms_on(stage, "AWS/Lambda", "IteratorAge")}
    assert watched == consumers


@stages
def test_both_gateways_and_lambda_itself_are_watched(stage: str) -> None:
    apis = {api.name for api in of_kind("AWS::ApiGatewayV2::Api", stage)}
    assert {said["Dimensions"][0]["Value"] for said in alarms_on(stage, "AWS/ApiGateway", "5xx")} == apis
    assert alarms_on(stage, "AWS/Lambda", "Throttles")


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_metric_that_an_alarm_watches_is_the_one_that_is_sent(
    domain: str, capsys: pytest.CaptureFixture[str]
) -> None:
    powertools_log().unexpected("failed", ValueError("what somebody typed"), domain=domain)
    written = capsys.readouterr().out
    assert "what somebody typed" not in written
    assert len(watching(written)) == 1


def test_late_reviews_are_counted_where_their_alarm_looks(capsys: pytest.CaptureFixture[str]) -> None:
    powertools_log().count("ReviewsLate", "care")
    assert watching(capsys.readouterr().out) == ["ReviewsAreLate"]


@stages
def test_alarms_go_to_a_topic_that_cloudwatch_may_fill(stage: str) -> None:
    """AWS's own key for SNS does not let CloudWatch publish: such alarms would ring unheard."""
    topic = deployed(stage)["Alerts"].properties
    assert topic.get("KmsMasterKeyId") != "alias/aws/sns", "encrypt Alerts with a key whose policy lets cloudwatch in"
    key = deployed(stage)[topic["KmsMasterKeyId"]].properties["KeyPolicy"]["Statement"]
    services = [statement["Principal"].get("Service", []) for statement in key]
    assert any(re.search(r"\bcloudwatch\.amazonaws\.com", str(service)) for service in services)


@stages
def test_services_that_do_not_say_for_whom_they_call_are_let_in(stage: str) -> None:
    """EventBridge, CloudWatch and SES do not send `aws:SourceAccount` to every policy (docs/decisions/0034)."""
    key = deployed(stage)["DataKey"].properties["KeyPolicy"]["Statement"]
    topic = deployed(stage)["SesMayTellOfBounces"].properties["PolicyDocument"]["Statement"]
    conditions = [said["Condition"] for said in [*key, *topic] if "aws:SourceAccount" in str(said.get("Condition"))]
    assert conditions == [{"StringEqualsIfExists": {"aws:SourceAccount": ACCOUNT}}] * 2


def watching(written: str) -> list[str]:
    """The alarms that watch the one metric that was written."""
    [sent] = [json.loads(line) for line in written.splitlines() if "_aws" in line]
    [directive] = sent["_aws"]["CloudWatchMetrics"]
    [dimensions], [metric] = directive["Dimensions"], directive["Metrics"]
    watched = {
        "Namespace": directive["Namespace"],
        "MetricName": metric["Name"],
        "Dimensions": [{"Name": name, "Value": sent[name]} for name in dimensions],
    }
    alarms = of_kind("AWS::CloudWatch::Alarm", "prod")
    return [alarm.name for alarm in alarms if watched.items() <= alarm.properties.items()]


def alarms_on(stage: str, namespace: str, metric: str) -> list[Any]:
    return [
        alarm.properties
        for alarm in of_kind("AWS::CloudWatch::Alarm", stage)
        if (alarm.properties["Namespace"], alarm.properties["MetricName"]) == (namespace, metric)
    ]
