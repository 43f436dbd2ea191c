"""Deploys the built templates to the emulator through CloudFormation."""

import hashlib
import io
import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import yaml
from botocore.exceptions import ClientError
from mypy_boto3_lambda import LambdaClient
from mypy_boto3_s3 import S3Client

from local import emulator_workarounds
from local.build import content_hash
from local.cloudformation import CloudFormationStack
from local.emulator import Emulator
from local.sam_transform import (
    REGION,
    Template,
    nested_stack,
    parameters_of_nested,
    translate,
    with_one_role,
    with_routes_as_resources,
    without_nested_stack,
    without_permissions,
)

STACK = "portal"
BACKGROUND = "portal-background"
ARTEFACTS = "portal-local-artefacts"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}


@dataclass(frozen=True)
class Deployment:
    """What the emulator has deployed: outputs and resources of both stacks, by their names in the templates."""

    outputs: dict[str, str]
    resources: dict[str, str]
    changed: bool


def deploy(emulator: Emulator, built: Path, parameters: dict[str, str]) -> Deployment:
    """Bring the emulator's two stacks up to date with the built templates.

    Workaround: the emulator has no nested stacks, so `Background` is deployed as a second stack. The first stack
    outputs the values of its parameters.
    """
    packed = Package(emulator, built)
    written = packed.template(built / "template.yaml")
    translated = with_one_role(without_permissions(without_nested_stack(translate(written, parameters))))
    own = with_routes_as_resources(translated)
    changed = packed.bring_to(STACK, own, parameters)
    location = built / nested_stack(written)["Location"]
    given = parameters_of_nested(_stack(emulator, STACK).outputs())
    background = translate(packed.template(location), given)
    changed |= packed.bring_to(BACKGROUND, background, given)
    result = deployed(emulator, changed=changed)
    if changed:
        tables = emulator_workarounds.tables_of(own, result.resources)
        dynamodb = emulator.client("dynamodb")
        emulator_workarounds.turn_on_expiry(dynamodb, tables)
        emulator_workarounds.turn_on_recovery(dynamodb, tables)
    return result


def deployed(emulator: Emulator, *, changed: bool) -> Deployment:
    """The outputs and resources that the emulator's stacks have now."""
    own, background = _stack(emulator, STACK), _stack(emulator, BACKGROUND)
    return Deployment(own.outputs() | background.outputs(), own.resources() | background.resources(), changed)


def variables_of_functions(emulator: Emulator) -> dict[str, str]:
    """The environment variables of all deployed functions, in one mapping."""
    functions: LambdaClient = emulator.client("lambda")
    found: dict[str, str] = {}
    for page in functions.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            found |= function.get("Environment", {}).get("Variables", {})
    return found


def _stack(emulator: Emulator, name: str) -> CloudFormationStack:
    return CloudFormationStack(emulator.client("cloudformation"), name)


class Package:
    """The code and templates of a build, uploaded to the emulator's S3."""

    def __init__(self, emulator: Emulator, built: Path) -> None:
        self._emulator = emulator
        self._built = built
        self._s3: S3Client = emulator.client("s3")
        self._uploaded: dict[Path, str] = {}
        _make_bucket(self._s3)

    def template(self, place: Path) -> Template:
        """A built template, after uploading its code and unpacking its layers."""
        template: Template = yaml.safe_load(place.read_text())
        for name, resource in template["Resources"].items():
            code = CODE.get(resource["Type"])
            if code and isinstance(resource["Properties"].get(code), str):
                folder = (place.parent / resource["Properties"][code]).resolve()
                resource["Properties"][code] = self._upload_once(name, folder, is_layer=code == "ContentUri")
        return template

    def bring_to(self, stack: str, template: Template, parameters: dict[str, str]) -> bool:
        """Create or update a stack; False if it was up to date."""
        text = json.dumps(template, sort_keys=True, default=str)
        self._s3.put_object(Bucket=ARTEFACTS, Key=f"{stack}.json", Body=text.encode())
        url = f"{self._emulator.url}/{ARTEFACTS}/{stack}.json"
        return _stack(self._emulator, stack).bring_to(text, url, parameters)

    def _upload_once(self, name: str, folder: Path, *, is_layer: bool) -> str:
        if folder not in self._uploaded:
            layers = self._emulator.home / "layers" / name
            content = layer_on_disk(folder, layers) if is_layer else zipped(folder)
            key = f"{name}/{hashlib.sha256(content).hexdigest()}.zip"
            self._s3.put_object(Bucket=ARTEFACTS, Key=key, Body=content)
            self._uploaded[folder] = f"s3://{ARTEFACTS}/{key}"
        return self._uploaded[folder]


def zipped(folder: Path) -> bytes:
    """A folder as a zip file, including bytecode. Equal files give equal bytes."""
    return _zip({str(file.relative_to(folder)): file.read_bytes() for file in _everything_under(folder)})


def layer_on_disk(folder: Path, layers: Path) -> bytes:
    """Workaround: each worker process would unpack its layers again (2 seconds and 50 MB for each).

    So the emulator gets a layer of one line, which puts an unpacked layer first on the path, as Lambda does. It is
    unpacked below `layers`, in a folder named by its content, so that no later build touches files that running workers
    read.
    """
    kept = layers / content_hash(folder)
    if not kept.exists():
        _forget_all_but_newest(layers)
        unfinished = layers / f"unfinished-{os.getpid()}"
        shutil.copytree(folder, unfinished, copy_function=_link_or_copy)
        unfinished.rename(kept)
    line = f"import sys; sys.path.insert(0, {str(kept / 'python')!r})\n"
    return _zip({f"python/lib/python3/site-packages/{layers.name}.pth": line.encode()})


def _forget_all_but_newest(layers: Path) -> None:
    """Delete all unpacked layers except the newest, which may still be in use."""
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
