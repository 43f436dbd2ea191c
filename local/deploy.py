"""The built template, deployed to the emulator through CloudFormation."""

import hashlib
import io
import json
import os
import shutil
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from botocore.exceptions import ClientError
from mypy_boto3_cloudformation import CloudFormationClient
from mypy_boto3_s3 import S3Client

from local import emulator_workarounds
from local.build import content_hash
from local.emulator import Emulator
from local.sam_transform import REGION, Template, translate, with_routes_as_resources
from tools.steps import Trouble

STACK = "portal"
ARTEFACTS = "portal-local-artefacts"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}


@dataclass(frozen=True)
class Deployment:
    """What a deploy left in the emulator."""

    outputs: dict[str, str]
    resources: dict[str, str]
    changed: bool


def deploy(emulator: Emulator, built: Path, parameters: dict[str, str]) -> Deployment:
    """Bring the emulator's stack to the built template and apply the workarounds for it; nothing if it is there already."""
    template = prepared(emulator, built, parameters)
    cloudformation: CloudFormationClient = emulator.client("cloudformation")
    text = json.dumps(template, sort_keys=True, default=str)
    stamp = hashlib.sha256(f"{text}{sorted(parameters.items())}".encode()).hexdigest()
    changed = _bring_to(cloudformation, emulator, text, parameters, stamp)
    result = deployed(emulator, changed=changed)
    if changed:
        tables = emulator_workarounds.tables_of(template, result.resources)
        dynamodb = emulator.client("dynamodb")
        emulator_workarounds.turn_on_expiry(dynamodb, tables)
        emulator_workarounds.turn_on_recovery(dynamodb, tables)
    return result


def deployed(emulator: Emulator, *, changed: bool) -> Deployment:
    """What the emulator's stack has now."""
    cloudformation: CloudFormationClient = emulator.client("cloudformation")
    return Deployment(_outputs(cloudformation), resources_of(cloudformation), changed)


def prepared(emulator: Emulator, built: Path, parameters: dict[str, str]) -> Template:
    """The template that the emulator gets: code uploaded, layers on disk, translated, routes written out."""
    template: Template = yaml.safe_load((built / "template.yaml").read_text())
    s3: S3Client = emulator.client("s3")
    _make_bucket(s3)
    uploaded: dict[str, str] = {}
    for name, resource in template["Resources"].items():
        place = CODE.get(resource["Type"])
        if not place or not isinstance(resource["Properties"].get(place), str):
            continue
        folder = built / resource["Properties"][place]
        if str(folder) not in uploaded:
            is_layer = place == "ContentUri"
            content = layer_on_disk(folder, emulator.home / "layers") if is_layer else zipped(folder)
            uploaded[str(folder)] = _upload(s3, name, content)
        resource["Properties"][place] = uploaded[str(folder)]
    return with_routes_as_resources(translate(template, parameters))


def zipped(folder: Path) -> bytes:
    """A folder as a zip, with its bytecode, the same bytes for the same files."""
    return _zip({str(file.relative_to(folder)): file.read_bytes() for file in _everything_under(folder)})


def layer_on_disk(folder: Path, layers: Path) -> bytes:
    """Workaround: each worker process unpacks its layers again (2 seconds and 50 MB for each).

    So the emulator gets a layer of one line, which puts an unpacked layer on the path, in front as Lambda has it. It
    lies under `layers`, named by its content, where no later build touches what running workers read.
    """
    kept = layers / content_hash(folder)
    if not kept.exists():
        _forget_all_but_newest(layers)
        unfinished = layers / f"unfinished-{os.getpid()}"
        shutil.copytree(folder, unfinished, copy_function=_link_or_copy)
        unfinished.rename(kept)
    line = f"import sys; sys.path.insert(0, {str(kept / 'python')!r})\n"
    return _zip({"python/lib/python3/site-packages/layer.pth": line.encode()})


def _forget_all_but_newest(layers: Path) -> None:
    """The newest may still be in use; the others are not."""
    for old in sorted(layers.glob("*"), key=lambda place: place.stat().st_mtime)[:-1]:
        shutil.rmtree(old)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def _everything_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _make_bucket(s3: S3Client) -> None:
    try:
        s3.create_bucket(Bucket=ARTEFACTS, CreateBucketConfiguration={"LocationConstraint": REGION})
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise


def _upload(s3: S3Client, name: str, content: bytes) -> str:
    key = f"{name}/{hashlib.sha256(content).hexdigest()}.zip"
    s3.put_object(Bucket=ARTEFACTS, Key=key, Body=content)
    return f"s3://{ARTEFACTS}/{key}"


def _bring_to(
    cloudformation: CloudFormationClient, emulator: Emulator, text: str, parameters: dict[str, str], stamp: str
) -> bool:
    stack = _stack(cloudformation)
    if (
        stack
        and stack["StackStatus"].endswith("_COMPLETE")
        and _stamp(stack) == stamp
        and "ROLL" not in stack["StackStatus"]
    ):
        return False
    if stack and stack["StackStatus"] in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}:
        cloudformation.delete_stack(StackName=STACK)
        _settle(cloudformation)
        stack = None
    s3: S3Client = emulator.client("s3")
    s3.put_object(Bucket=ARTEFACTS, Key="template.json", Body=text.encode())
    request: dict[str, Any] = {
        "StackName": STACK,
        "TemplateURL": f"{emulator.url}/{ARTEFACTS}/template.json",
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in sorted(parameters.items())],
        "Tags": [{"Key": "deployed-from", "Value": stamp}],
    }
    if stack:
        cloudformation.update_stack(**request)
    else:
        cloudformation.create_stack(**request)
    ended = _settle(cloudformation)
    if ended not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        raise Trouble(f"The emulator could not deploy template.yaml ({ended}):\n{_reasons(cloudformation)}")
    return True


def _stack(cloudformation: CloudFormationClient) -> dict[str, Any] | None:
    try:
        return dict(cloudformation.describe_stacks(StackName=STACK)["Stacks"][0])
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise


def _stamp(stack: dict[str, Any]) -> str | None:
    return next((tag["Value"] for tag in stack.get("Tags", []) if tag["Key"] == "deployed-from"), None)


def _settle(cloudformation: CloudFormationClient, seconds: float = 180) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        stack = _stack(cloudformation)
        if stack is None:
            return "DELETE_COMPLETE"
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            return str(stack["StackStatus"])
        time.sleep(0.2)
    raise Trouble(
        f"The emulator was still deploying after {seconds:.0f} s: see its log, or start anew with `make reset`."
    )


def _reasons(cloudformation: CloudFormationClient) -> str:
    events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [
        e for e in events if "FAILED" in e.get("ResourceStatus", "") or "ROLLBACK_IN" in e.get("ResourceStatus", "")
    ]
    lines = [f"  {e.get('LogicalResourceId')}: {e.get('ResourceStatusReason', 'no reason given')}" for e in failed]
    return "\n".join(lines[:12])


def _outputs(cloudformation: CloudFormationClient) -> dict[str, str]:
    stack = _stack(cloudformation) or {}
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def resources_of(cloudformation: CloudFormationClient) -> dict[str, str]:
    """What the emulator calls each resource of the template."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return {
        summary["LogicalResourceId"]: summary["PhysicalResourceId"]
        for page in pages
        for summary in page["StackResourceSummaries"]
        if "PhysicalResourceId" in summary
    }
