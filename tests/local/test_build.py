"""What is left to do after `sam build`."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from local.build import built, host_architecture, share_equal_code
from local.deploy import layer_on_disk
from local.places import ROOT, Ports
from local.sam_local import for_containers
from trim_botocore import CALLS
from trim_imports import TRIMS, trim

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


@pytest.fixture
def build() -> Iterator[Path]:
    """What is deployed, for this machine's processor."""
    with built(host_architecture()) as folder:
        yield folder


def test_everything_is_shipped_with_bytecode_that_is_believed(build: Path) -> None:
    """Python skips bytecode whose source has another time, and SAM gives every file the time 1980."""
    sources = [path for path in build.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(sources) > 500
    for source in sources:
        compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-313.pyc"
        assert compiled.read_bytes()[4] == 0b01, f"{source} is not compiled as unchecked-hash"


def test_the_layer_is_small_and_complete(build: Path) -> None:
    layer = build / "CommonLayer" / "python"
    assert sum(path.stat().st_size for path in layer.rglob("*") if path.is_file()) < 60 * MEGABYTE
    assert not (layer / "boto3").exists()
    program = """
import botocore.session, phonenumbers, pydantic, argon2, pyotp, email_validator, ulid, aws_lambda_powertools, portal
assert all(module.__file__.startswith(PLACE) for module in (botocore, phonenumbers, pydantic, argon2, pyotp, portal))
session = botocore.session.get_session()
for service, calls in CALLS.items():
    client = session.create_client(service, region_name="eu-west-2")
    assert set(client.meta.service_model.operation_names) == calls
    assert client.exceptions.ClientError
session.set_credentials("none", "none")
files = session.create_client("s3", region_name="eu-west-2")
assert files.generate_presigned_post("evidence", "uploads/one")["fields"]["key"] == "uploads/one"
assert "kept/one" in files.generate_presigned_url("get_object", Params={"Bucket": "evidence", "Key": "kept/one"})
assert phonenumbers.is_valid_number(phonenumbers.parse("0116 305 0001", "GB"))
"""
    isolated = f"PLACE = {str(layer)!r}\nCALLS = {CALLS!r}\nimport sys\nsys.path.insert(0, PLACE)\n{program}"
    subprocess.run([sys.executable, "-I", "-c", isolated], check=True)


SCHEMAS = """
import json
from importlib import import_module
from pydantic import BaseModel
for name in ("portal.events.permits", "portal.config", "auth.model", "payments.model", "permits.model"):
    for model in vars(import_module(name)).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            print(model.__name__, json.dumps(model.model_json_schema(), sort_keys=True))
"""


def test_types_are_in_the_trimmed_layer_as_they_are_in_the_packages(build: Path) -> None:
    def said(*path: str) -> str:
        program = f"import sys\nsys.path[:0] = {path!r}\n{SCHEMAS}"
        return subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True).stdout

    functions = str(ROOT / "functions")
    for one in TRIMS:
        assert one.before not in (build / "CommonLayer" / "python" / one.file).read_text("utf-8")
    trimmed = said(str(build / "CommonLayer" / "python"), functions)
    assert trimmed.count("\n") > 50
    assert trimmed == said(str(ROOT / "layers" / "common"), functions)


def test_a_package_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    for one in TRIMS:
        place = tmp_path / one.file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("from typing import Protocol\n")
    with pytest.raises(ValueError, match="still needed"):
        trim(tmp_path)


def test_running_workers_keep_their_layer_while_another_is_built(tmp_path: Path) -> None:
    built_layer, layers = tmp_path / "layer", tmp_path / "layers"
    (built_layer / "python").mkdir(parents=True)
    (built_layer / "python" / "package.py").write_text("VERSION = 1")
    first = layer_on_disk(built_layer, layers)
    [kept] = layers.iterdir()
    assert layer_on_disk(built_layer, layers) == first

    shutil.rmtree(built_layer / "python")
    (built_layer / "python").mkdir()
    (built_layer / "python" / "package.py").write_text("VERSION = 2")
    assert (kept / "python" / "package.py").read_text() == "VERSION = 1"
    assert layer_on_disk(built_layer, layers) != first
    assert len(list(layers.iterdir())) == 2


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
