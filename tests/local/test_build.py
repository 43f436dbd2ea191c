"""What is left to do after `sam build`."""

import subprocess
import sys
from pathlib import Path

import yaml

from local.build import build, folder, host_architecture, share_equal_code
from local.places import Ports
from local.sam_local import for_containers

MEGABYTE = 1024 * 1024


def test_functions_with_the_same_code_share_one_folder(tmp_path: Path) -> None:
    resources = {}
    for name, text in {"One": "a = 1", "Two": "a = 1", "Pages": "b = 2"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "code.py").write_text(text)
        resources[name] = {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": name}}
    (tmp_path / "template.yaml").write_text(yaml.safe_dump({"Resources": resources}))
    share_equal_code(tmp_path)
    shared = yaml.safe_load((tmp_path / "template.yaml").read_text())["Resources"]
    assert {name: r["Properties"]["CodeUri"] for name, r in shared.items()} == {
        "One": "One",
        "Two": "One",
        "Pages": "Pages",
    }
    assert not (tmp_path / "Two").exists()


def test_everything_is_shipped_with_bytecode_that_is_checked_by_hash() -> None:
    """Python skips bytecode whose source has another time, and SAM gives every file the time 1980."""
    build(host_architecture())
    built = folder(host_architecture())
    sources = [path for path in built.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(sources) > 500
    for source in sources:
        compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-313.pyc"
        assert compiled.read_bytes()[4] == 0b11, f"{source} is not compiled as checked-hash"


def test_the_layer_is_small_and_complete() -> None:
    build(host_architecture())
    layer = folder(host_architecture()) / "CommonLayer" / "python"
    assert sum(path.stat().st_size for path in layer.rglob("*") if path.is_file()) < 60 * MEGABYTE
    program = """
import boto3, phonenumbers, pydantic, argon2, pyotp, email_validator, ulid, aws_lambda_powertools, portal
assert all(module.__file__.startswith(PLACE) for module in (boto3, phonenumbers, pydantic, argon2, pyotp, portal))
for service in "cognito-idp dynamodb events kms s3 scheduler secretsmanager sesv2 sns sqs sts".split():
    boto3.client(service, region_name="eu-west-2")
assert phonenumbers.is_valid_number(phonenumbers.parse("0116 305 0001", "GB"))
"""
    isolated = f"PLACE = {str(layer)!r}\nimport sys\nsys.path.insert(0, PLACE)\n{program}"
    subprocess.run([sys.executable, "-I", "-c", isolated], check=True)


def test_containers_get_the_deployed_variables_and_where_aws_is() -> None:
    template = {
        "Resources": {
            "One": {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "One"}},
            "Layer": {"Type": "AWS::Serverless::LayerVersion", "Properties": {"ContentUri": "Layer"}},
        }
    }
    changed = for_containers(template, {"One": {"TABLE": "portal-1"}}, Ports(), Path("../build/arm64"))
    assert changed["Resources"]["One"]["Properties"] == {
        "CodeUri": "../build/arm64/One",
        "Environment": {"Variables": {"TABLE": "portal-1", "AWS_ENDPOINT_URL": "http://host.docker.internal:4566"}},
    }
    assert changed["Resources"]["Layer"]["Properties"]["ContentUri"] == "../build/arm64/Layer"
