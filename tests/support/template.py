"""The stack as the template describes it: translated as AWS does, with its references resolved to names of our own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from local.sam_transform import translate

ROOT = Path(__file__).parent.parent.parent
REGION, ACCOUNT = "eu-west-2", "123456789012"
PSEUDO = {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::StackName": "portal"}

type Json = Any


@cache
def source() -> Json:
    """`template.yaml` as written."""
    return yaml_parse((ROOT / "template.yaml").read_text("utf-8"))


@cache
def translated(stage: str = "local") -> Json:
    """What the SAM transform makes of it; code is taken to be uploaded."""
    template = yaml_parse((ROOT / "template.yaml").read_text("utf-8"))
    for resource in template["Resources"].values():
        for place in ("CodeUri", "ContentUri"):
            if place in resource.get("Properties", {}):
                resource["Properties"][place] = "s3://code/key"
    template["Globals"]["Function"]["CodeUri"] = "s3://code/key"
    return translate(template, {"Stage": stage})


@dataclass(frozen=True)
class Route:
    """One route of an HTTP API and the logical id of its function. `authorizer`: None where anybody may call."""

    api: str
    method: str
    path: str
    function: str
    authorizer: str | None


@cache
def routes(api: str = "Api", stage: str = "local") -> tuple[Route, ...]:
    body = translated(stage)["Resources"][api]["Properties"]["Body"]
    found = []
    for path, methods in body["paths"].items():
        for method, described in methods.items():
            if method == "options" or "x-amazon-apigateway-integration" not in described:
                continue
            uri = described["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
            function = re.search(r"\$\{(\w+)\.Arn\}", uri)
            schemes = [name for need in described.get("security", []) for name in need if name != "NONE"]
            assert function is not None
            found.append(Route(api, method.upper(), path, function[1], schemes[0] if schemes else None))
    return tuple(found)


def routed(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route that a request takes, and what stands in its path.

    Raises: LookupError.
    """
    for route in routes():
        shape = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        found = re.fullmatch(shape, path.partition("?")[0])
        if route.method == method and found:
            return route, found.groupdict()
    raise LookupError(f"the template has no route {method} {path}")


def functions() -> dict[str, Json]:
    """The properties of every function, by logical id, as written."""
    return {
        name: resource["Properties"]
        for name, resource in source()["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def resources(kind: str, stage: str = "local") -> dict[str, Json]:
    """The properties of every translated resource of one type, by logical id, if this stage has it."""
    holds = Resolver({}, {"Stage": stage}).holds
    return {
        name: resource.get("Properties", {})
        for name, resource in translated(stage)["Resources"].items()
        if resource["Type"] == kind and ("Condition" not in resource or holds(resource["Condition"]))
    }


@dataclass(frozen=True)
class Resource:
    """One resource of a deployed stack, its references resolved. `attributes`: what stands beside its properties."""

    name: str
    kind: str
    properties: Json
    attributes: Json


@cache
def deployed(stage: str) -> Mapping[str, Resource]:
    """Every resource that a stack of this stage has, by logical id; those whose condition is false are left out.

    An HTTP API's body is not resolved: `routes` reads it.
    """
    resolve = Resolver({}, {"Stage": stage})
    found = {}
    for name, resource in translated(stage)["Resources"].items():
        if "Condition" in resource and not resolve.holds(resource["Condition"]):
            continue
        properties = {key: value for key, value in resource.get("Properties", {}).items() if key != "Body"}
        attributes = {key: value for key, value in resource.items() if key not in {"Type", "Properties"}}
        found[name] = Resource(name, resource["Type"], resolve(properties), attributes)
    return found


def of_kind(kind: str, stage: str) -> list[Resource]:
    """The deployed resources of one type."""
    return [resource for resource in deployed(stage).values() if resource.kind == kind]


class Resolver:
    """Resolves Ref, GetAtt, Sub, If and Join. A resource is called by its logical id; `given` says it otherwise."""

    def __init__(self, given: Mapping[str, str], parameters: Mapping[str, str]) -> None:
        self._given = given
        defaults = {name: parameter.get("Default") for name, parameter in source()["Parameters"].items()}
        self._parameters = {**defaults, **parameters}

    def __call__(self, value: Json) -> Json:
        if isinstance(value, list):
            return [one for one in (self(inner) for inner in value) if one is not None]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(word, said)] = value.items()
            if word in {"Ref", "Condition"} or word.startswith("Fn::"):
                return self._intrinsic(word, said)
        return {name: self(inner) for name, inner in value.items()}

    def _intrinsic(self, word: str, said: Json) -> Json:
        if word == "Ref":
            return self._named(said)
        if word == "Fn::GetAtt":
            return self._named(".".join(said) if isinstance(said, list) else said)
        if word == "Fn::Sub":
            text, values = said if isinstance(said, list) else (said, {})
            named = {name: self(value) for name, value in values.items()}
            return re.sub(r"\$\{([\w:.]+)\}", lambda found: str(named.get(found[1]) or self._named(found[1])), text)
        if word == "Fn::If":
            return self(said[1] if self.holds(said[0]) else said[2])
        if word == "Fn::Join":
            return said[0].join(str(self(part)) for part in said[1])
        raise ValueError(f"the tests do not resolve {word}")

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template is true."""
        return self._true(source()["Conditions"][condition])

    def _true(self, said: Json) -> bool:
        if "Fn::Not" in said:
            return not self._true(said["Fn::Not"][0])
        left, right = (self(part) for part in said["Fn::Equals"])
        return bool(left == right)

    def _named(self, name: str) -> Json:
        if name == "AWS::NoValue":
            return None
        if name in self._given:
            return self._given[name]
        if name in self._parameters:
            return self._parameters[name]
        return PSEUDO.get(name, name)
