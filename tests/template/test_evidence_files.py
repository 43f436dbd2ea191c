"""Where residents' documents lie: private, encrypted, looked through (`docs/security.md`, control 34)."""

from typing import Any

import pytest

from tests.support.template import deployed, of_kind, resources

stages = pytest.mark.parametrize("stage", ["local", "prod"])


def bucket(stage: str) -> Any:
    return deployed(stage)["EvidenceFiles"].properties


@stages
def test_the_bucket_is_private_and_encrypted_with_our_key(stage: str) -> None:
    assert set(bucket(stage)["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket(stage)["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    [rule] = bucket(stage)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    said = rule["ServerSideEncryptionByDefault"]
    assert (said["SSEAlgorithm"], said["KMSMasterKeyID"]) == ("aws:kms", "DataKey.Arn")
    assert "CorsConfiguration" not in bucket(stage)
    assert deployed(stage)["EvidenceFiles"].attributes["DeletionPolicy"] == "RetainExceptOnCreate"


@stages
def test_nobody_without_our_accounts_signature_and_nothing_in_the_clear(stage: str) -> None:
    policy = deployed(stage)["EvidenceFilesPolicy"].properties
    assert policy["Bucket"] == "EvidenceFiles"
    denied = {said["Sid"]: said for said in policy["PolicyDocument"]["Statement"]}
    assert set(denied) == {"NobodyFromElsewhere", "NotInTheClear"}
    for said in denied.values():
        assert (said["Effect"], said["Principal"], said["Action"]) == ("Deny", "*", "s3:*")
        assert said["Resource"] == ["EvidenceFiles.Arn", "EvidenceFiles.Arn/*"]
    # a request without a signature has no account, so that it is never equal to ours
    assert denied["NobodyFromElsewhere"]["Condition"] == {
        "StringNotEquals": {"aws:PrincipalAccount": "123456789012"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }
    assert denied["NotInTheClear"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@stages
def test_uploads_are_forgotten_but_not_before_their_dead_letter(stage: str) -> None:
    [rule] = bucket(stage)["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["Prefix"]) == ("Enabled", "uploads/")
    kept = deployed(stage)["UploadsDlq"].properties["MessageRetentionPeriod"]
    assert rule["ExpirationInDays"] * 86_400 > kept


@stages
def test_an_upload_is_heard_of(stage: str) -> None:
    assert bucket(stage)["NotificationConfiguration"]["EventBridgeConfiguration"] == {"EventBridgeEnabled": True}
    pattern = deployed(stage)["UploadsRule"].properties["EventPattern"]
    assert pattern["detail"] == {"bucket": {"name": ["EvidenceFiles"]}, "object": {"key": [{"prefix": "uploads/"}]}}


def test_in_aws_guardduty_scans_what_is_uploaded_and_its_result_is_heard() -> None:
    [plan] = of_kind("AWS::GuardDuty::MalwareProtectionPlan", "prod")
    assert plan.properties["ProtectedResource"] == {
        "S3Bucket": {"BucketName": "EvidenceFiles", "ObjectPrefixes": ["uploads/"]}
    }
    rule = deployed("prod")["ScanResultsRule"].properties
    assert rule["Targets"][0]["Arn"] == "UploadsQueue.Arn"
    assert of_kind("AWS::GuardDuty::MalwareProtectionPlan", "local") == []
    assert "ScanResultsRule" not in deployed("local")


@pytest.mark.parametrize(("stage", "scanner"), [("prod", "guardduty"), ("dev", "guardduty"), ("local", "none")])
def test_only_a_local_stack_may_go_without_a_scanner(stage: str, scanner: str) -> None:
    said = deployed(stage)["ScanEvidence"].properties["Environment"]["Variables"]["MALWARE_SCANNER"]
    assert said == scanner


@stages
def test_only_the_scan_reads_uploads_and_writes_what_is_kept(stage: str) -> None:
    for name, role in resources("AWS::IAM::Role", stage).items():
        statements = [one for policy in role.get("Policies", []) for one in policy["PolicyDocument"]["Statement"]]
        for statement in statements:
            actions, where = str(statement["Action"]), str(statement["Resource"])
            reads_uploads = "s3:GetObject" in actions and "EvidenceFiles.Arn}/uploads/" in where
            writes_kept = "s3:PutObject" in actions and "EvidenceFiles.Arn}/kept/" in where
            if reads_uploads or writes_kept:
                assert name in {"ScanEvidenceRole", "MalwareProtectionRole"}
