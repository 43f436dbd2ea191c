"""The sizes of the stacks by AWS's counts: as they are, and after growing by clones of their own blocks.

Names are as long as AWS makes them for the stack `portal-prod` in eu-west-2.
"""

import copy
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from tests.support.template import (
    ACCOUNT,
    FILES,
    REGION,
    Resolver,
    functions,
    parameters_of,
    processed,
    translated,
    uploaded,
    variables,
)

STACK_NAME = "portal-prod"
SUFFIX = "1A2B3C4D5E6F7"
"""The suffix that CloudFormation adds to generated names."""

type Block = tuple[str, Any]


@dataclass(frozen=True)
class Size:
    """Counts after the transform. `template_bytes`: indented, which is larger. `functions`: those among the
    resources.
    """

    resources: int
    template_bytes: int
    functions: int


def size_of(stack: str, template: Any) -> Size:
    made = processed(stack, template, "prod")
    kinds = [resource["Type"] for resource in made["Resources"].values()]
    text = json.dumps(made, indent=1, default=str)
    return Size(len(kinds), len(text.encode()), kinds.count("AWS::Lambda::Function"))


def with_operations(count: int) -> Any:
    """`template.yaml` with at least `count` operations: its own, and clones of them at other paths."""
    template = uploaded("portal")
    own = [(name, block) for name, block in template["Resources"].items() if _route(block) is not None]
    for number, (name, block) in enumerate(islice(cycle(own), max(count - len(own), 0))):
        clone = copy.deepcopy(block)
        _route(clone)["Path"] += f"/clone-{number}"
        template["Resources"][f"{name}Clone{number}"] = clone
    return template


def with_background(count: int) -> Any:
    """`background.yaml` with at least `count` jobs and consumers: its own, and clones with their queues and rules."""
    template = uploaded("background")
    own = [(name, block) for name, block in template["Resources"].items() if block["Type"].endswith("::Function")]
    for number, (name, _) in enumerate(islice(cycle(own), max(count - len(own), 0))):
        unit = dict(_unit(template["Resources"], name))
        text = json.dumps(unit)
        for part in unit:
            text = text.replace(f'"{part}"', f'"{part}Clone{number}"').replace(f'"{part}.', f'"{part}Clone{number}.')
        template["Resources"] |= json.loads(text)
    return template


def _route(block: Any) -> Any:
    """The properties of an operation's route; None if the block is not an operation."""
    for event in block.get("Properties", {}).get("Events", {}).values():
        if event["Type"] == "HttpApi" and "Path" in event["Properties"]:
            return event["Properties"]
    return None


def _unit(resources: Mapping[str, Any], function: str) -> Iterator[Block]:
    """A function, the queue it consumes, and the rules and policy of that queue."""
    yield function, resources[function]
    events = json.dumps(resources[function]["Properties"].get("Events", {}), default=str)
    for queue, block in resources.items():
        if block["Type"] != "AWS::SQS::Queue" or f'"{queue}' not in events or queue.endswith("Dlq"):
            continue
        yield queue, block
        for name, other in resources.items():
            is_about = other["Type"] in {"AWS::Events::Rule", "AWS::SQS::QueuePolicy"}
            if is_about and f'"{queue}' in json.dumps(other, default=str):
                yield name, other


def environment_bytes(function: str) -> int:
    """The bytes that Lambda counts of a function's environment: names and values."""
    given = Resolver(_names(), parameters_of("prod"))(variables(function, "prod"))
    return sum(len(f"{name}{value}".encode()) for name, value in given.items())


def largest_environment(stack: str) -> tuple[int, str]:
    """The largest environment of a stack's functions: its bytes, and the function's name."""
    own = uploaded(stack)["Resources"]
    return max((environment_bytes(name), name) for name in functions() if name in own)


def grown_environment(stack: str) -> int:
    """The largest environment of a stack after the variables shared by all functions grow by half."""
    shared = uploaded(stack)["Globals"]["Function"]["Environment"]["Variables"].keys()
    own = [name for name in functions() if name in uploaded(stack)["Resources"]]
    of_all = min(environment_bytes(name) for name in own if variables(name).keys() == shared)
    return largest_environment(stack)[0] + of_all // 2


def _names() -> dict[str, str]:
    """Names as AWS would make them, for every resource that a variable may refer to."""
    names = {"AWS::StackName": STACK_NAME}
    for name, resource in translated("prod")["Resources"].items():
        made = f"{STACK_NAME}-{name}-{SUFFIX}"
        match resource["Type"]:
            case "AWS::DynamoDB::Table":
                names[name] = made
            case "AWS::S3::Bucket":
                names[name] = made.lower()
                names[f"{name}.RegionalDomainName"] = f"{made.lower()}.s3.{REGION}.amazonaws.com"
            case "AWS::SecretsManager::Secret":
                names[name] = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:{name}-{SUFFIX}-a1B2c3"
            case "AWS::SQS::Queue":
                names[name] = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{made}"
            case "AWS::Events::EventBus":
                names[name] = STACK_NAME
            case "AWS::ApiGatewayV2::Api":
                names[name] = "a1b2c3d4e5"
            case "AWS::Cognito::UserPoolDomain":
                names[name] = f"{STACK_NAME}-staff-{ACCOUNT}"
            case "AWS::Cognito::UserPoolClient":
                names[name] = "1a2b3c4d5e6f7g8h9i0j1k2l3m"
    return names


def report() -> str:
    """The present and the grown sizes, as `python -m tests.support.sizes` prints them."""
    grown = {"portal": with_operations(120), "background": with_background(40)}
    lines = []
    for stack, file in FILES.items():
        now, then = size_of(stack, uploaded(stack)), size_of(stack, grown[stack])
        largest, name = largest_environment(stack)
        lines.append(f"{file}: now {now}, grown {then}")
        lines.append(f"  largest environment: now {largest} bytes ({name}), grown {grown_environment(stack)}")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(report())
