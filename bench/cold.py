"""Cold starts: each function's work before its first request, compared with a stock floor.

The floor is what any function written with boto3 and pydantic pays: `import boto3, pydantic`, one model and one
DynamoDB client, from the published packages with their bytecode. Our functions import their handler from the built
artefacts, make their log and a client for each service that their role allows, and build the types of their request and
answer, so that everything each first request needs is counted.

Both are run in processes of their own within the same run. The figure is CPU time without the interpreter's own start.
It is the least of several samples, because other work on the machine can only add to it.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from bench.row import Row
from local.build import built, built_templates, host_architecture

BUDGET = 1.0
MEDIAN_BUDGET = 0.8
"""`BUDGET` for each function and `MEDIAN_BUDGET` for the median one, as multiples of the floor
(`docs/decisions/0038`).
"""

STOCK = Path(sys.prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"

FLOOR = """
import boto3, pydantic
class Order(pydantic.BaseModel):
    number: int
    words: str
boto3.client("dynamodb")
"""

OURS = """
from importlib import import_module
handler = getattr(import_module({module!r}), {name!r})
owner = getattr(handler, "__self__", None)
if owner is not None:
    from portal.aws import Aws
    from portal.log import powertools_log
    powertools_log()
    aws = Aws()
    for service in {services!r}:
        getattr(aws, service)
    for kind in (getattr(owner, "body_type", None), getattr(owner, "answer_type", None)):
        if hasattr(kind, "model_rebuild"):
            kind.model_rebuild()
"""

TIMED = """
import sys, time
begun = time.process_time()
sys.path[:0] = {path!r}
{program}
print((time.process_time() - begun) * 1000)
"""

CLIENTS = {
    "cognito-idp": "cognito",
    "dynamodb": "dynamodb",
    "events": "events",
    "s3": "s3",
    "secretsmanager": "secrets",
    "ses": "ses",
    "sqs": "sqs",
}
"""The client of `portal.aws` that belongs to a permission's service."""


@dataclass(frozen=True)
class Start:
    """A program to time. `path`: where it imports from. A sample is in CPU milliseconds."""

    name: str
    path: tuple[str, ...]
    program: str

    def sample(self) -> float:
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_LAMBDA_FUNCTION_NAME": self.name,
            "AWS_DEFAULT_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "none",
            "AWS_SECRET_ACCESS_KEY": "none",
        }
        program = TIMED.format(path=list(self.path), program=self.program)
        command = [str(Path(sys.base_prefix) / "bin" / "python3.13"), "-I", "-S", "-c", program]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{self.name} does not start:\n{done.stderr}")
        return float(done.stdout.split()[-1])


FLOOR_START = Start("the floor", (str(STOCK),), FLOOR)


def programs(build: Path) -> list[Start]:
    """The programs of all functions of a build, of both stacks."""
    templates = {place: yaml.safe_load(place.read_text()) for place in built_templates(build)}
    resources = [(place, *found) for place, template in templates.items() for found in template["Resources"].items()]
    managed = {name: found for _, name, found in resources if found["Type"] == "AWS::IAM::ManagedPolicy"}
    return [
        _start(place.parent, build / "CommonLayer" / "python", name, found["Properties"], managed)
        for place, name, found in resources
        if found["Type"] == "AWS::Serverless::Function"
    ]


def _start(folder: Path, layer: Path, name: str, properties: Any, managed: Mapping[str, Any]) -> Start:
    module, _, handler = properties["Handler"].rpartition(".")
    services = sorted(set(_services(properties.get("Policies", []), managed)))
    code = (folder / properties["CodeUri"]).resolve()
    return Start(name, (str(code), str(layer)), OURS.format(module=module, name=handler, services=services))


def _services(policies: Iterable[Any], managed: Mapping[str, Any]) -> Iterator[str]:
    for word in _words([*policies, *(managed[name] for name in _words(policies) if name in managed)]):
        prefix, colon, _ = word.partition(":")
        if colon and prefix in CLIENTS:
            yield CLIENTS[prefix]


def _words(part: Any) -> list[str]:
    """Every text inside a part of the template, such as actions and the names of referenced resources."""
    if isinstance(part, str):
        return [part]
    inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list | tuple) else []
    return [word for one in inner for word in _words(one)]


@dataclass
class Against:
    """Samples of a start and, taken at about the same time, as many of the floor."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return min(self.ours) / min(self.floor)


def measured(of: Iterable[Start], *, least: int, most: int, enough: float = BUDGET) -> dict[str, Against]:
    """Sample each start `least` times, and those above `enough` up to `most` times: noise goes away, a slow import does
    not.
    """
    FLOOR_START.sample()  # the first run writes bytecode that was not shipped
    found: dict[str, Against] = {}
    again = list(of)
    for taken in range(most):
        for group in batched(again, 4, strict=False):
            floor = FLOOR_START.sample()
            for start in group:
                against = found.setdefault(start.name, Against())
                against.floor.append(floor)
                against.ours.append(start.sample())
        if taken + 1 >= least:
            again = [start for start in again if found[start.name].ratio > enough]
    return found


def median_ratio(found: Mapping[str, Against]) -> float:
    return median(against.ratio for against in found.values())


def measure() -> Iterator[Row]:
    with built(host_architecture()) as build:
        found = measured(programs(build), least=4, most=12)
    yield Row("cold start", "the floor", min(min(against.floor) for against in found.values()), "ms CPU")
    yield Row("cold start", "the median function", median_ratio(found), "× floor", MEDIAN_BUDGET)
    for name, against in sorted(found.items(), key=lambda item: -item[1].ratio):
        yield Row("cold start", name, against.ratio, "× floor", BUDGET)
