"""Every function: its log, its time, its role, and where what it could not do ends up."""

import pytest

from tests.support.template import Resource, deployed, of_kind, routes

STAGES = ("local", "prod")
GATEWAY_GIVES_UP_AFTER = 29
LONGEST_JOB = 900

stages = pytest.mark.parametrize("stage", STAGES)


@stages
def test_a_domain_logs_to_one_place_that_forgets(stage: str) -> None:
    groups = {group.name: group.properties for group in of_kind("AWS::Logs::LogGroup", stage)}
    used: dict[str, set[str]] = {}
    for function in of_kind("AWS::Lambda::Function", stage):
        group = function.properties.get("LoggingConfig", {}).get("LogGroup")
        assert group in groups, f"{function.name} needs LoggingConfig with a log group of the template"
        used.setdefault(domain(function), set()).add(group)
    assert all(len(names) == 1 for names in used.values()), used
    assert len(set().union(*used.values())) == len(used), f"two domains share a log group: {used}"
    for name, properties in groups.items():
        assert 0 < int(properties["RetentionInDays"]) <= 400, name
        assert properties["KmsKeyId"] == "DataKey.Arn", name


@stages
def test_x_ray_is_off_unless_a_parameter_turns_it_on(stage: str) -> None:
    for function in of_kind("AWS::Lambda::Function", stage):
        assert "TracingConfig" not in function.properties, function.name


@stages
def test_functions_run_what_was_built_for_them(stage: str) -> None:
    for function in of_kind("AWS::Lambda::Function", stage):
        assert function.properties["Runtime"] == "python3.13", function.name
        assert function.properties["Architectures"] == ["arm64"], function.name
        assert function.properties["Layers"][0].startswith("CommonLayer"), function.name


@stages
def test_an_operation_ends_before_the_gateway_gives_up(stage: str) -> None:
    behind_a_route = {route.function for api in ("Api", "WebApi") for route in routes(api, stage)}
    for function in of_kind("AWS::Lambda::Function", stage):
        most = GATEWAY_GIVES_UP_AFTER - 1 if function.name in behind_a_route | {"AuthorizeResident"} else LONGEST_JOB
        assert function.properties["Timeout"] <= most, function.name


@stages
def test_every_function_has_a_role_of_its_own(stage: str) -> None:
    roles = [function.properties["Role"] for function in of_kind("AWS::Lambda::Function", stage)]
    assert len(roles) == len(set(roles))
    assert {role.removesuffix(".Arn") for role in roles} <= {role.name for role in of_kind("AWS::IAM::Role", stage)}


@stages
def test_a_schedule_leaves_its_name_to_aws_and_its_failures_in_a_queue(stage: str) -> None:
    """With a name of SAM's making, two stacks in one account would collide."""
    schedules = of_kind("AWS::Scheduler::Schedule", stage)
    assert schedules
    for schedule in schedules:
        assert "Name" not in schedule.properties, f"{schedule.name} needs OmitName: true"
        target = schedule.properties["Target"]
        assert target["DeadLetterConfig"]["Arn"] in dead_letters(stage), schedule.name
        assert "RetryPolicy" in target, schedule.name
        after = [
            config.properties
            for config in of_kind("AWS::Lambda::EventInvokeConfig", stage)
            if config.properties["FunctionName"] == target["Arn"].removesuffix(".Arn")
        ]
        assert after, f"{schedule.name} invokes asynchronously: its function needs EventInvokeConfig"
        assert after[0]["DestinationConfig"]["OnFailure"]["Destination"] in dead_letters(stage), schedule.name


@stages
def test_what_a_stream_cannot_deliver_ends_in_a_queue(stage: str) -> None:
    mappings = of_kind("AWS::Lambda::EventSourceMapping", stage)
    streams = [one for one in mappings if "StreamArn" in one.properties["EventSourceArn"]]
    assert streams
    for mapping in streams:
        said = mapping.properties
        assert said["DestinationConfig"]["OnFailure"]["Destination"] in dead_letters(stage), mapping.name
        assert said["MaximumRetryAttempts"] >= 1, f"{mapping.name} would hold up its shard for a day"
        assert said["BisectBatchOnFunctionError"] is True, mapping.name
        assert said["FunctionResponseTypes"] == ["ReportBatchItemFailures"], mapping.name
        assert said["StartingPosition"] == "TRIM_HORIZON", f"{mapping.name} would miss what came before it"


@stages
def test_a_queue_that_is_worked_on_has_a_redrive_and_time_enough(stage: str) -> None:
    timeouts = {function.name: function.properties["Timeout"] for function in of_kind("AWS::Lambda::Function", stage)}
    mappings = of_kind("AWS::Lambda::EventSourceMapping", stage)
    worked = [one for one in mappings if "StreamArn" not in one.properties["EventSourceArn"]]
    assert worked
    for mapping in worked:
        queue = deployed(stage)[mapping.properties["EventSourceArn"].removesuffix(".Arn")]
        redrive = queue.properties["RedrivePolicy"]
        assert redrive["deadLetterTargetArn"] in dead_letters(stage), queue.name
        assert redrive["maxReceiveCount"] >= 3, queue.name
        needed = 6 * timeouts[mapping.properties["FunctionName"]]
        assert queue.properties["VisibilityTimeout"] >= needed, f"{queue.name}: AWS asks for six times the timeout"
        most = mapping.properties.get("ScalingConfig", {}).get("MaximumConcurrency", 0)
        assert 2 <= most <= 20, f"{mapping.name} needs ScalingConfig: a burst must not take the account's concurrency"
        assert mapping.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"], mapping.name


@stages
def test_what_a_rule_cannot_deliver_ends_in_a_queue(stage: str) -> None:
    rules = of_kind("AWS::Events::Rule", stage)
    assert rules
    for rule in rules:
        assert len(rule.properties["Targets"]) == 1, f"{rule.name}: AWS allows five targets; each consumer has its rule"
        from_aws = all(source.startswith("aws.") for source in rule.properties["EventPattern"].get("source", ["ours"]))
        assert rule.properties.get("EventBusName") == (None if from_aws else "Bus"), f"{rule.name}: whose bus is it on?"
        for target in rule.properties["Targets"]:
            assert target["DeadLetterConfig"]["Arn"] in dead_letters(stage), rule.name


@stages
def test_a_rule_may_fill_the_queues_that_it_names(stage: str) -> None:
    for rule in of_kind("AWS::Events::Rule", stage):
        for target in rule.properties["Targets"]:
            for queue in (target["Arn"], target["DeadLetterConfig"]["Arn"]):
                assert (f"{rule.name}.Arn", queue) in allowed_by_queue_policies(stage), f"{rule.name} into {queue}"


def allowed_by_queue_policies(stage: str) -> set[tuple[str, str]]:
    found = set()
    for policy in of_kind("AWS::SQS::QueuePolicy", stage):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            sources = statement["Condition"]["ArnEquals"]["aws:SourceArn"]
            for source in sources if isinstance(sources, list) else [sources]:
                found |= {(source, queue) for queue in statement["Resource"]}
    return found


def dead_letters(stage: str) -> set[str]:
    """The queues that nothing works on: what lies there waits for a person, two weeks."""
    worked = {one.properties["EventSourceArn"] for one in of_kind("AWS::Lambda::EventSourceMapping", stage)}
    queues = {f"{queue.name}.Arn": queue.properties for queue in of_kind("AWS::SQS::Queue", stage)}
    kept_long = {name for name, said in queues.items() if said.get("MessageRetentionPeriod") == 1_209_600}
    return kept_long - worked


def domain(function: Resource) -> str:
    return str(function.properties["Handler"].split(".")[0])
