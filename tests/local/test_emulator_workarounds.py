"""What the emulator still lacks. A test here that fails means: a step of ours is no longer needed, take it out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mypy_boto3_apigatewayv2 import ApiGatewayV2Client
from mypy_boto3_cloudformation import CloudFormationClient
from mypy_boto3_dynamodb import DynamoDBClient

from local import emulator_workarounds
from tests.local_stack import RunningStack

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
