"""What the emulator still lacks. A test here that fails means: a step of ours is no longer needed, take it out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from mypy_boto3_apigatewayv2 import ApiGatewayV2Client
from mypy_boto3_cloudformation import CloudFormationClient
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_lambda import LambdaClient

from local import emulator_workarounds
from local.deploy import zipped
from local.emulator import Emulator
from local.emulator_workarounds import STREAM_POSITIONS, forget_stream_positions
from local.places import Ports
from tests.local_stack import RunningStack
from tests.support.http_portal import until

pytestmark = pytest.mark.stack

STACK = "workarounds"
TEMPLATE = Path(__file__).with_name("emulator_workarounds.yaml")


@pytest.fixture(scope="module")
def as_deployed(stack: RunningStack) -> Iterator[dict[str, str]]:
    """The outputs of a template that the emulator's CloudFormation got as it is, without our steps."""
    cloudformation: CloudFormationClient = stack.emulator.client("cloudformation")
    cloudformation.create_stack(StackName=STACK, TemplateBody=TEMPLATE.read_text())
    cloudformation.get_waiter("stack_create_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
    described = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    yield {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    cloudformation.delete_stack(StackName=STACK)


def test_an_api_is_made_without_the_routes_of_its_body(stack: RunningStack, as_deployed: dict[str, str]) -> None:
    """Else `local.sam_transform.with_routes_as_resources` can go."""
    apis: ApiGatewayV2Client = stack.emulator.client("apigatewayv2")
    assert apis.get_routes(ApiId=as_deployed["Api"])["Items"] == []
    assert "CorsConfiguration" not in apis.get_api(ApiId=as_deployed["Api"])


def test_expiry_and_recovery_of_a_table_are_left_out(stack: RunningStack, as_deployed: dict[str, str]) -> None:
    """Else `local.emulator_workarounds.turn_on_expiry` and `turn_on_recovery` can go."""
    assert kept(stack, as_deployed["Table"]) == ("DISABLED", "DISABLED")


def test_our_steps_bring_expiry_and_recovery(stack: RunningStack, as_deployed: dict[str, str]) -> None:
    properties: dict[str, Any] = {
        "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
    }
    dynamodb: DynamoDBClient = stack.emulator.client("dynamodb")
    for _ in range(2):
        emulator_workarounds.turn_on_expiry(dynamodb, {as_deployed["OurTable"]: properties})
        emulator_workarounds.turn_on_recovery(dynamodb, {as_deployed["OurTable"]: properties})
    assert kept(stack, as_deployed["OurTable"]) == ("ENABLED", "ENABLED")


def kept(stack: RunningStack, table: str) -> tuple[str, str]:
    """Whether a table expires its rows, and can be brought back to an earlier moment."""
    dynamodb: DynamoDBClient = stack.emulator.client("dynamodb")
    expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]
    backups = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    return expiry, backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]


def test_each_worker_unpacks_its_layers_again(stack: RunningStack) -> None:
    """Else `local.deploy.layer_on_disk` can go: the layer itself would be as cheap."""
    functions = stack.emulator.client("lambda")
    for name in ("GetHealth", "FindAddresses"):
        functions.invoke(FunctionName=stack.resources[name], Payload=b"{}")
    unpacked = list((stack.emulator.home / "tmp").glob("ministack-lambda-*/layer_0"))
    assert len(unpacked) >= 2


@pytest.fixture
def another_emulator(tmp_path: Path) -> Iterator[Emulator]:
    """One that a test may stop and start."""
    emulator = Emulator(tmp_path / "home", Ports.free().aws)
    emulator.start()
    yield emulator
    emulator.stop()


def test_a_restart_keeps_the_positions_in_streams_but_not_their_records(
    another_emulator: Emulator, tmp_path: Path
) -> None:
    """Else `local.emulator_workarounds.forget_stream_positions` can go."""
    stream = read_stream(another_emulator, tmp_path)
    state = another_emulator.home / "state"
    assert records(another_emulator, stream) == 1
    another_emulator.stop()
    assert set(positions(state).values()) == {1}

    forget_stream_positions(state)
    assert positions(state) == {}
    another_emulator.start()
    assert records(another_emulator, stream) == 0


def read_stream(emulator: Emulator, tmp_path: Path) -> str:
    """The address of a stream whose one record a function has read."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "reads.py").write_text("def handler(event, context):\n    print(len(event['Records']), 'read')\n")
    tables: DynamoDBClient = emulator.client("dynamodb")
    made = tables.create_table(
        TableName="streamed",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    stream = made["TableDescription"]["LatestStreamArn"]
    functions: LambdaClient = emulator.client("lambda")
    functions.create_function(
        FunctionName="reads",
        Runtime="python3.13",
        Handler="reads.handler",
        Role="arn:aws:iam::000000000000:role/reads",
        Code={"ZipFile": zipped(code)},
    )
    functions.create_event_source_mapping(FunctionName="reads", EventSourceArn=stream, StartingPosition="TRIM_HORIZON")
    tables.put_item(TableName="streamed", Item={"pk": {"S": "one"}})
    until(lambda: written(emulator), lambda said: "1 read" in said)
    return stream


def written(emulator: Emulator) -> str:
    """What the function has written."""
    logs = emulator.client("logs")
    try:
        return str(logs.filter_log_events(logGroupName="/aws/lambda/reads")["events"])
    except logs.exceptions.ResourceNotFoundException:
        return ""


def records(emulator: Emulator, stream: str) -> int:
    """How many records a stream has."""
    streams = emulator.client("dynamodbstreams")
    [shard] = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
    first = streams.get_shard_iterator(StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    return len(streams.get_records(ShardIterator=first["ShardIterator"])["Records"])


def positions(state: Path) -> Mapping[str, int]:
    """How far each mapping has read its stream, as a stopped emulator has saved it."""
    saved = json.loads((state / "lambda.json").read_text())["payload"].get(STREAM_POSITIONS, {})
    found: Mapping[str, int] = saved.get("data", {})
    return found
