"""Where letters wait for the printing house: private, encrypted, forgotten."""

from typing import Any

import pytest

from tests.support.template import deployed, of_kind

stages = pytest.mark.parametrize("stage", ["local", "prod"])


def bucket(stage: str) -> Any:
    return deployed(stage)["PrintFiles"].properties


@stages
def test_the_bucket_is_as_private_as_the_one_of_exports(stage: str) -> None:
    exports = deployed(stage)["ExportFiles"].properties
    for name in ("BucketEncryption", "OwnershipControls", "PublicAccessBlockConfiguration"):
        assert bucket(stage)[name] == exports[name]
    policy, same = (deployed(stage)[f"{name}Policy"].properties for name in ("PrintFiles", "ExportFiles"))
    assert str(policy).replace("PrintFiles", "ExportFiles") == str(same)


@stages
def test_a_letter_is_forgotten_after_thirty_days(stage: str) -> None:
    [rule] = bucket(stage)["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["ExpirationInDays"], rule["Status"]) == ("letters/", 30, "Enabled")


@stages
def test_only_who_makes_letters_has_the_layer_for_it(stage: str) -> None:
    """It is large: the cold starts of all others would pay for it."""
    having = {one.name for one in of_kind("AWS::Lambda::Function", stage) if len(one.properties["Layers"]) > 1}
    assert having == {"SendNotices"}
