"""Where letters wait for the printing house: private, encrypted, forgotten."""

import re
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
def test_a_layer_of_its_own_is_only_where_it_is_needed(stage: str) -> None:
    """They are large: the cold starts of all others would pay for them."""
    layers = {one.name: one.properties["Layers"][1:] for one in of_kind("AWS::Lambda::Function", stage)}
    having = {name: [re.sub("[0-9a-f]{10}$", "", one) for one in more] for name, more in layers.items() if more}
    assert having == {
        "GetCopy": ["LettersLayer"],
        "GetReceiptPdf": ["LettersLayer"],
        "ScanEvidence": ["ImagesLayer"],
        "SendNotices": ["LettersLayer"],
    }
