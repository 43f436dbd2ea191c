"""The two stacks as their templates describe them, translated as AWS does and read as one.

A parameter of `background.yaml` is replaced by the value that `template.yaml` gives it, so that `!Ref AccountsArn` in
one and `!GetAtt Accounts.Arn` in the other look alike. References are resolved to names of our own.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from local.sam_transform import NESTED_STACK, translate

ROOT = Path(__file__).parent.parent.parent
REGION, ACCOUNT = "eu-west-2", "123456789012"
PSEUDO = {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::StackName": "portal"}
FILES = {"portal": "template.yaml", "background": "background.yaml"}
CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000"

type Json = Any


@cache
def source(stack: str = "portal") -> Json:
    """One template as written. `stack`: a key of `FILES`."""
    return yaml_parse((ROOT / FILES[stack]).read_text("utf-8"))


@cache
def parameters_of(stage: str) -> Mapping[str, str]:
    """The parameters that a deploy of a stage gives: those of `samconfig.toml` and a certificate."""
    if stage == "local":
        return {
            "Stage": stage,
            "CertificateArn": "none",
            "MailDomain": "example.org",
            "MailFrom": "us@example.org",
            "FeedbackTo": "team@example.org",
            "SafeguardingTo": "safeguarding@example.org",
        }
    config = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))["default" if stage == "dev" else stage]
    given = dict(one.split("=", 1) for one in config["deploy"]["parameters"]["parameter_overrides"])
    return given | {"CertificateArn": CERTIFICATE}


def uploaded(stack: str) -> Json:
    """A fresh copy of a template as written, with its code and nested stack pointing to uploads."""
    template = yaml_parse((ROOT / FILES[stack]).read_text("utf-8"))
    for resource in template["Resources"].values():
        for place in ("CodeUri", "ContentUri"):
            if place in resource.get("Properties", {}):
                resource["Properties"][place] = "s3://code/key"
        if resource["Type"] == "AWS::Serverless::Application":
            resource["Properties"]["Location"] = "https://s3.example/background.yaml"
    template["Globals"]["Function"]["CodeUri"] = "s3://code/key"
    return template


def processed(stack: str, template: Json, stage: str) -> Json:
    """The template of a stack after the SAM transform."""
    return translate(template, dict(parameters_of(stage)) if stack == "portal" else _plainly_given(stage))


@cache
def translated_stack(stack: str, stage: str = "local") -> Json:
    """A template as CloudFormation gets it from the SAM transform."""
    return processed(stack, uploaded(stack), stage)


def _plainly_given(stage: str) -> dict[str, str]:
    """The values of background's parameters that `template.yaml` passes on from its own: the transform sees these."""
    resolve = Resolver({}, parameters_of(stage))
    own = source()["Parameters"].keys()
    return {name: str(resolve(given)) for name, given in given_to_background().items() if given.get("Ref") in own}


@cache
def translated(stage: str = "local") -> Json:
    """Both stacks in one: the resources of background beside those of `template.yaml`, without the nested stack."""
    own, background = translated_stack("portal", stage), translated_stack("background", stage)
    nested = {name for name, resource in own["Resources"].items() if resource["Type"] == NESTED_STACK}
    resources = {name: resource for name, resource in own["Resources"].items() if name not in nested}
    twice = resources.keys() & background["Resources"].keys()
    assert not twice, f"both templates call something {sorted(twice)}"
    return own | {"Resources": resources | _as_one(background["Resources"])}


def given_to_background() -> Mapping[str, Json]:
    """The value that `template.yaml` gives to each parameter of background, as written."""
    given: Mapping[str, Json] = source()["Resources"]["Background"]["Properties"]["Parameters"]
    return given


def _as_one(part: Json) -> Json:
    """A part of background with its parameters replaced by the values that `template.yaml` gives them."""
    if isinstance(part, list):
        return [_as_one(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    if set(part) == {"Ref"} and part["Ref"] in given_to_background():
        return given_to_background()[part["Ref"]]
    if set(part) == {"Fn::Sub"} and isinstance(part["Fn::Sub"], str):
        return {"Fn::Sub": re.sub(r"\$\{(\w+)\}", _in_text, part["Fn::Sub"])}
    return {name: _as_one(inner) for name, inner in part.items()}


def _in_text(found: re.Match[str]) -> str:
    given = given_to_background().get(found[1], {"Ref": found[1]})
    attribute = given.get("Fn::GetAtt", given.get("Ref"))
    return f"${{{attribute if isinstance(attribute, str) else '.'.join(attribute)}}}"


@dataclass(frozen=True)
class Route:
    """A route of an HTTP API and the logical id of its function. `authorizer`: None if anybody may call it."""

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
    """The route that a request takes, and the parameters in its path.

    Raises: LookupError.
    """
    for route in routes():
        shape = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        found = re.fullmatch(shape, path.partition("?")[0])
        if route.method == method and found:
            return route, found.groupdict()
    raise LookupError(f"the template has no route {method} {path}")


@cache
def functions() -> dict[str, Json]:
    """The properties of every function of both stacks, by logical id, as written."""
    written = {**source()["Resources"], **_as_one(source("background")["Resources"])}
    return {
        name: resource["Properties"]
        for name, resource in written.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


@cache
def variables(function: str, stage: str = "local") -> Mapping[str, Json]:
    """The environment variables of a function, unresolved."""
    given: Mapping[str, Json] = resources("AWS::Lambda::Function", stage)[function]["Environment"]["Variables"]
    return given


def resources(kind: str, stage: str = "local") -> dict[str, Json]:
    """The properties of all translated resources of this type that the stage has, by logical id."""
    holds = Resolver({}, parameters_of(stage)).holds
    return {
        name: resource.get("Properties", {})
        for name, resource in translated(stage)["Resources"].items()
        if resource["Type"] == kind and ("Condition" not in resource or holds(resource["Condition"]))
    }


@dataclass(frozen=True)
class Resource:
    """A resource of a deployed stack, with its references resolved. `attributes`: those beside its properties."""

    name: str
    kind: str
    properties: Json
    attributes: Json


@cache
def deployed(stage: str) -> Mapping[str, Resource]:
    """All resources of the stage's stacks by logical id, except those whose condition is false.

    An HTTP API's body is not resolved: `routes` reads it.
    """
    resolve = Resolver({}, parameters_of(stage))
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
    """Resolves Ref, GetAtt, Sub, If and Join. Resources are named by logical id unless `given` has another name."""

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
        """Whether a condition of the templates is true."""
        [written, *_] = [found for stack in FILES if (found := source(stack)["Conditions"].get(condition))]
        return self.true(written)

    def true(self, said: Json) -> bool:
        """Whether a condition, written with Equals and Not, is true."""
        if "Fn::Not" in said:
            return not self.true(said["Fn::Not"][0])
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
