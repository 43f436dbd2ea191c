"""The built template as CloudFormation would receive it, with the HTTP APIs' routes as separate resources."""

import copy
import re
from typing import Any, Final

from boto3 import Session
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

REGION: Final = "eu-west-2"
NESTED_STACK: Final = "AWS::CloudFormation::Stack"
GIVEN: Final = "GivenToNested"
Template = dict[str, Any]
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method"}


def translate(sam_template: Template, parameters: dict[str, str]) -> Template:
    """The template after AWS's own SAM transform."""
    # Our template spells out its policy statements, so AWS's list of managed policies is not needed.
    translator = Translator({}, Parser(), boto_session=Session(region_name=REGION))
    values = _parameter_values(sam_template, parameters)
    translated: Template = translator.translate(copy.deepcopy(sam_template), values)
    translator.metrics.publish()  # sends nothing; the library complains if it is left out
    return translated


def _parameter_values(template: Template, given: dict[str, str]) -> dict[str, Any]:
    """The values of the parameters as the transform gets them in AWS; comma-delimited ones as lists."""
    values: dict[str, Any] = {}
    for name, parameter in template.get("Parameters", {}).items():
        value = given.get(name, parameter.get("Default"))
        if value is not None:
            is_list = parameter["Type"] == "CommaDelimitedList"
            values[name] = str(value).split(",") if is_list else value
    return values


def nested_stack(template: Template) -> Template:
    """The properties of the nested stack in a template, either as written (`Location`, `Parameters`) or translated."""
    kinds = {NESTED_STACK, "AWS::Serverless::Application"}
    [found] = [resource for resource in template["Resources"].values() if resource["Type"] in kinds]
    properties: Template = found["Properties"]
    return properties


def without_nested_stack(template: Template) -> Template:
    """Workaround: the emulator has no nested stacks. The parameters of ours become outputs (`parameters_of_nested`)."""
    given = nested_stack(template).get("Parameters", {})
    outputs = {f"{GIVEN}{name}": {"Value": value} for name, value in given.items()}
    resources = {name: one for name, one in template["Resources"].items() if one["Type"] != NESTED_STACK}
    return template | {"Resources": resources, "Outputs": template.get("Outputs", {}) | outputs}


def without_permissions(template: Template) -> Template:
    """Workaround: with routes as separate resources the stack exceeds CloudFormation's 500, which the emulator
    enforces. The emulator lets every API invoke every function, so permissions are left out; `tests/template` checks
    them.
    """
    kept = {name: one for name, one in template["Resources"].items() if one["Type"] != "AWS::Lambda::Permission"}
    return template | {"Resources": kept}


def with_one_role(template: Template) -> Template:
    """Workaround: as `without_permissions`. The emulator lets every function do everything, so all share the first
    one's role; `tests/template/test_permissions.py` checks the real roles.
    """
    resources = template["Resources"]
    functions = {name: one for name, one in resources.items() if one["Type"] == "AWS::Lambda::Function"}
    own = {name: one["Properties"]["Role"]["Fn::GetAtt"][0] for name, one in functions.items()}
    shared = min(own.values())
    given = {"Role": {"Fn::GetAtt": [shared, "Arn"]}}
    kept = {name: one for name, one in resources.items() if name == shared or name not in own.values()}
    changed = {name: functions[name] | {"Properties": functions[name]["Properties"] | given} for name in functions}
    return template | {"Resources": kept | changed}


def parameters_of_nested(outputs: dict[str, str]) -> dict[str, str]:
    """The parameters of the nested stack, from the outputs of the main stack (`without_nested_stack`)."""
    return {name.removeprefix(GIVEN): value for name, value in outputs.items() if name.startswith(GIVEN)}


def with_routes_as_resources(template: Template) -> Template:
    """Workaround: the emulator's CloudFormation creates an HttpApi but ignores its OpenAPI body and the CORS in it.

    It does create the same authorizers, integrations and routes when they are separate resources. It keeps CORS as
    given, but reads it under the names of the API (which the body uses) and not those of CloudFormation.
    """
    filled = copy.deepcopy(template)
    for api, resource in template["Resources"].items():
        body = resource.get("Properties", {}).get("Body")
        if resource["Type"] != "AWS::ApiGatewayV2::Api" or not body:
            continue
        del filled["Resources"][api]["Properties"]["Body"]
        if "x-amazon-apigateway-cors" in body:
            filled["Resources"][api]["Properties"]["CorsConfiguration"] = body["x-amazon-apigateway-cors"]
        filled["Resources"] |= _authorizers(api, body) | _routes(api, body)
    return filled


def _authorizers(api: str, body: Template) -> Template:
    schemes = body.get("components", {}).get("securitySchemes", {})
    return {_authorizer_id(api, name): _authorizer(api, name, scheme) for name, scheme in schemes.items()}


def _authorizer(api: str, name: str, scheme: Template) -> Template:
    said = scheme["x-amazon-apigateway-authorizer"]
    properties = {"ApiId": {"Ref": api}, "Name": name, "AuthorizerType": said["type"].upper()}
    source = said.get("identitySource", "$request.header.Authorization")
    properties["IdentitySource"] = [s.strip() for s in source.split(",")] if isinstance(source, str) else source
    if "jwtConfiguration" in said:
        jwt = said["jwtConfiguration"]
        properties["JwtConfiguration"] = {"Audience": jwt["audience"], "Issuer": jwt["issuer"]}
    else:
        properties |= {
            "AuthorizerUri": said["authorizerUri"],
            "AuthorizerPayloadFormatVersion": said["authorizerPayloadFormatVersion"],
            "EnableSimpleResponses": said.get("enableSimpleResponses", False),
            "AuthorizerResultTtlInSeconds": said.get("authorizerResultTtlInSeconds", 0),
        }
    return {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": properties}


def _routes(api: str, body: Template) -> Template:
    resources: Template = {}
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            if method not in METHODS:
                continue
            name = _logical(f"{api}-{method}-{path}")
            resources[f"{name}Integration"] = _integration(api, operation["x-amazon-apigateway-integration"])
            security = operation.get("security", body.get("security", []))
            resources[f"{name}Route"] = {
                "Type": "AWS::ApiGatewayV2::Route",
                "Properties": {
                    "ApiId": {"Ref": api},
                    "RouteKey": _route_key(method, path),
                    "Target": {"Fn::Join": ["/", ["integrations", {"Ref": f"{name}Integration"}]]},
                    **_authorization(api, body, security),
                },
            }
    return resources


def _integration(api: str, said: Template) -> Template:
    properties = {
        "ApiId": {"Ref": api},
        "IntegrationType": said["type"].upper(),
        "IntegrationUri": said["uri"],
        "PayloadFormatVersion": said.get("payloadFormatVersion", "2.0"),
    }
    if "timeoutInMillis" in said:
        properties["TimeoutInMillis"] = said["timeoutInMillis"]
    return {"Type": "AWS::ApiGatewayV2::Integration", "Properties": properties}


def _authorization(api: str, body: Template, security: list[dict[str, list[str]]]) -> Template:
    for requirement in security:
        for scheme, scopes in requirement.items():
            if scheme == "NONE":
                continue
            said = body["components"]["securitySchemes"][scheme]["x-amazon-apigateway-authorizer"]
            return {
                "AuthorizationType": "JWT" if said["type"] == "jwt" else "CUSTOM",
                "AuthorizerId": {"Ref": _authorizer_id(api, scheme)},
                "AuthorizationScopes": scopes,
            }
    return {}


def _route_key(method: str, path: str) -> str:
    if path.strip("/") == "$default":
        return "$default"
    return f"{'ANY' if method == 'x-amazon-apigateway-any-method' else method.upper()} {path}"


def _authorizer_id(api: str, name: str) -> str:
    return _logical(f"{api}-{name}-Authorizer")


def _logical(text: str) -> str:
    """A logical id, of letters and digits only. `{name}` and `name` give different ids."""
    words = re.findall(r"[A-Za-z0-9]+", text.replace("x-amazon-apigateway-", "").replace("{", "-By-"))
    return "".join(word[0].upper() + word[1:] for word in words)
