"""AWS's limits, now and with twice as much in the house, and that two stages can live in one account."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.sizes import (
    environment_bytes,
    grown_environment,
    largest_environment,
    size_of,
    with_background,
    with_operations,
)
from tests.support.template import (
    FILES,
    ROOT,
    Resolver,
    functions,
    parameters_of,
    source,
    translated,
    uploaded,
)

MOST_RESOURCES = 420
"""CloudFormation refuses the 501st."""
MOST_TEMPLATE_BYTES = 800_000
"""CloudFormation refuses more than 1 MB."""
MOST_ENVIRONMENT_BYTES = 2500
"""Lambda refuses more than 4,096; what is left is for `Tuning`."""

OPERATIONS, JOBS_AND_CONSUMERS = 121, 40

NAMES: dict[str, tuple[str, ...]] = {
    "AWS::CloudFront::Distribution": ("DistributionConfig", "Aliases"),
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::CloudFront::OriginRequestPolicy": ("OriginRequestPolicyConfig", "Name"),
    "AWS::Cognito::UserPoolDomain": ("Domain",),
    "AWS::Events::EventBus": ("Name",),
    "AWS::SES::ConfigurationSet": ("Name",),
    "AWS::SES::EmailIdentity": ("EmailIdentity",),
}
"""What has a name that AWS lets nobody else have, in the account or in the world, and must be told it."""

NAMED_BY_AWS = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::Schedule": "Name",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
}
"""What AWS names itself, so that it never meets what an earlier or another stack has left."""


@pytest.mark.parametrize("stack", FILES)
def test_each_stack_is_within_the_limits(stack: str) -> None:
    size = size_of(stack, uploaded(stack))
    assert size.resources <= MOST_RESOURCES, size
    assert size.template_bytes <= MOST_TEMPLATE_BYTES, size


def test_there_is_room_for_twice_as_many_functions() -> None:
    """The figures: `python -m tests.support.sizes`."""
    grown = {"portal": with_operations(OPERATIONS), "background": with_background(JOBS_AND_CONSUMERS)}
    for stack, template in grown.items():
        size = size_of(stack, template)
        assert size.functions >= (OPERATIONS if stack == "portal" else JOBS_AND_CONSUMERS), size
        assert size.resources <= MOST_RESOURCES, f"{FILES[stack]} would have {size}"
        assert size.template_bytes <= MOST_TEMPLATE_BYTES, f"{FILES[stack]} would have {size}"
        assert grown_environment(stack) <= MOST_ENVIRONMENT_BYTES, largest_environment(stack)


def test_no_function_is_told_too_much() -> None:
    for function in functions():
        assert environment_bytes(function) <= MOST_ENVIRONMENT_BYTES, function


def test_what_has_a_name_that_nobody_else_may_have_is_named_by_its_stage() -> None:
    dev, prod = told_names("dev"), told_names("prod")
    assert dev.keys() == prod.keys()
    assert {name for name in dev if dev[name] == prod[name]} == set()
    kinds = {resource["Type"] for resource in translated("prod")["Resources"].values()}
    assert kinds & set(NAMES) == set(NAMES), "take what is gone out of NAMES"


def test_everything_else_is_named_by_aws() -> None:
    for name, resource in translated("prod")["Resources"].items():
        told = NAMED_BY_AWS.get(resource["Type"])
        assert told not in resource.get("Properties", {}), f"{name} needs no {told}"


def told_names(stage: str) -> Mapping[str, str]:
    resolve = Resolver({"AWS::StackName": samconfig(stage)["global"]["parameters"]["stack_name"]}, parameters_of(stage))
    found = {}
    for name, resource in translated(stage)["Resources"].items():
        part = resource.get("Properties")
        for word in NAMES.get(resource["Type"], ()):
            part = part[word]
        if resource["Type"] in NAMES:
            found[name] = str(resolve(part))
    return found


def test_a_stage_in_aws_is_refused_until_it_is_given_its_names() -> None:
    """By a sentence at once, not by a roll-back after twenty minutes."""
    [rule] = source()["Rules"].values()
    for stage in ("dev", "prod"):
        given = parameters_of(stage)
        assert Resolver({}, given).true(rule["RuleCondition"])
        assert failed(rule, given) == []
        for name in ("DomainName", "MailDomain", "MailFrom", "FeedbackTo", "SafeguardingTo"):
            assert source()["Parameters"][name]["Default"] == ""
            [sentence] = failed(rule, {key: value for key, value in given.items() if key != name})
            assert f"Give {name}" in sentence
        [sentence] = failed(rule, {**given, "CertificateArn": "none"})
        assert "Give CertificateArn" in sentence
    assert "Default" not in source()["Parameters"]["CertificateArn"]
    assert not Resolver({}, parameters_of("local")).true(rule["RuleCondition"])


def failed(rule: Any, given: Mapping[str, str]) -> list[str]:
    holds = Resolver({}, given).true
    return [one["AssertDescription"] for one in rule["Assertions"] if not holds(one["Assert"])]


@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_sam_may_make_the_stack_within_the_stack(stage: str) -> None:
    assert "CAPABILITY_AUTO_EXPAND" in samconfig(stage)["deploy"]["parameters"]["capabilities"]


def samconfig(stage: str) -> Any:
    config = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    return config["default" if stage == "dev" else stage]
