"""Where copies of people's data lie for a week: private, encrypted, and forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.moto_stack import settings_of
from tests.support.template import Resolver, deployed, parameters_of

stages = pytest.mark.parametrize("stage", ["local", "prod"])


def bucket(stage: str) -> Any:
    return deployed(stage)["ExportFiles"].properties


@stages
def test_the_bucket_is_private_and_encrypted_with_our_key(stage: str) -> None:
    [rule] = bucket(stage)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    said = rule["ServerSideEncryptionByDefault"]
    assert (said["SSEAlgorithm"], said["KMSMasterKeyID"]) == ("aws:kms", "DataKey.Arn")
    assert bucket(stage)["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    policy, same = (deployed(stage)[f"{name}Policy"].properties for name in ("ExportFiles", "EvidenceFiles"))
    assert policy["Bucket"] == "ExportFiles"
    assert str(policy).replace("ExportFiles", "EvidenceFiles") == str(same)


@stages
def test_a_file_is_there_as_long_as_it_can_be_fetched_and_no_longer(stage: str) -> None:
    days = {rule["Prefix"]: rule["ExpirationInDays"] for rule in bucket(stage)["LifecycleConfiguration"]["Rules"]}
    assert set(days) == {"exports/", "ready/"}
    settings = settings_of(Resolver({}, parameters_of(stage)), stage, "GetExport")
    assert timedelta(days=days["ready/"]) == settings.export_lifetime
    assert timedelta(days=days["exports/"]) > settings.export_preparation


@stages
def test_a_part_is_heard_of_and_the_packed_file_is_not(stage: str) -> None:
    assert bucket(stage)["NotificationConfiguration"]["EventBridgeConfiguration"] == {"EventBridgeEnabled": True}
    pattern = deployed(stage)["ExportPartsRule"].properties["EventPattern"]
    assert pattern["detail"] == {"bucket": {"name": ["ExportFiles"]}, "object": {"key": [{"prefix": "exports/"}]}}
