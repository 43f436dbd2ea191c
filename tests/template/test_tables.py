"""What is kept: encrypted, recoverable, paid by use, and hard to delete in prod."""

from typing import Any

import pytest

from local.seed import address_item
from tests.support.template import deployed, of_kind

stages = pytest.mark.parametrize("stage", ["local", "prod"])

KEPT_FOR_GOOD = {"Addresses"}
"""Tables whose items never expire by themselves; every other needs a `ttl`."""

STATEFUL = {
    "AWS::Cognito::UserPool",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
}
"""What could not be made again as it was."""


@stages
def test_tables_are_paid_by_use_and_can_be_brought_back(stage: str) -> None:
    tables = of_kind("AWS::DynamoDB::Table", stage)
    assert tables
    for table in tables:
        said = table.properties
        assert said["BillingMode"] == "PAY_PER_REQUEST", table.name
        assert said["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}, table.name
        encryption = {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": "DataKey.Arn"}
        assert said["SSESpecification"] == encryption, table.name
        assert said["DeletionProtectionEnabled"] is (stage == "prod"), table.name


@stages
def test_what_expires_carries_a_ttl(stage: str) -> None:
    for table in of_kind("AWS::DynamoDB::Table", stage):
        expected = None if table.name in KEPT_FOR_GOOD else {"AttributeName": "ttl", "Enabled": True}
        assert table.properties.get("TimeToLiveSpecification") == expected, table.name


def test_the_table_without_a_ttl_needs_none() -> None:
    row = {"postcode": "LE11 3ED", "uprn": "1", "lines": "1 Row", "town": "T", "custodian_code": "2410"}
    assert "ttl" not in address_item(row | {"permit_zone": "L1"})


@stages
def test_a_table_with_an_outbox_has_a_stream_and_its_index(stage: str) -> None:
    with_stream = [one for one in of_kind("AWS::DynamoDB::Table", stage) if "StreamSpecification" in one.properties]
    assert with_stream
    for table in with_stream:
        indexes = {index["IndexName"] for index in table.properties["GlobalSecondaryIndexes"]}
        assert "unpublished" in indexes, f"the sweeper cannot find what the stream of {table.name} loses"
        sources = [one.properties["EventSourceArn"] for one in of_kind("AWS::Lambda::EventSourceMapping", stage)]
        assert f"{table.name}.StreamArn" in sources, f"nobody reads the stream of {table.name}"


@stages
def test_queues_topics_secrets_and_buckets_are_encrypted(stage: str) -> None:
    where = {
        "AWS::SQS::Queue": "KmsMasterKeyId",
        "AWS::SecretsManager::Secret": "KmsKeyId",
        "AWS::SNS::Topic": "KmsMasterKeyId",
        "AWS::S3::Bucket": "BucketEncryption",
    }
    for kind, attribute in where.items():
        for one in of_kind(kind, stage):
            assert one.properties.get(attribute), f"{one.name} needs {attribute}"
    for kind in ("AWS::SQS::Queue", "AWS::SecretsManager::Secret"):
        assert {one.properties[where[kind]] for one in of_kind(kind, stage)} == {"DataKey"}


@stages
def test_no_bucket_is_public(stage: str) -> None:
    for bucket in of_kind("AWS::S3::Bucket", stage):
        blocked: dict[str, Any] = bucket.properties["PublicAccessBlockConfiguration"]
        words = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
        assert blocked == dict.fromkeys(words, True), bucket.name


@stages
def test_the_key_turns(stage: str) -> None:
    assert deployed(stage)["DataKey"].properties["EnableKeyRotation"] is True


@stages
def test_what_holds_something_outlives_the_stack_but_not_a_first_deploy_that_failed(stage: str) -> None:
    """Otherwise a second try would meet the leavings of the first."""
    for resource in deployed(stage).values():
        if resource.kind in STATEFUL:
            policies = {name: resource.attributes.get(name) for name in ("DeletionPolicy", "UpdateReplacePolicy")}
            wanted = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
            assert policies == wanted, resource.name
