"""The routes of an HttpApi, written as resources."""

from typing import Any

from local.sam_transform import (
    translate,
    with_one_role,
    with_routes_as_resources,
    without_nested_stack,
    without_permissions,
)
from tests.support.template import uploaded

SAM = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Parameters": {"Origins": {"Type": "CommaDelimitedList", "Default": "https://a.example"}},
    "Resources": {
        "Api": {
            "Type": "AWS::Serverless::HttpApi",
            "Properties": {
                "CorsConfiguration": {"AllowOrigins": {"Ref": "Origins"}},
                "Auth": {
                    "DefaultAuthorizer": "Resident",
                    "Authorizers": {
                        "Resident": {
                            "FunctionArn": "arn:aws:lambda:eu-west-2:123456789012:function:authorize",
                            "AuthorizerPayloadFormatVersion": "2.0",
                            "EnableSimpleResponses": True,
                            "Identity": {"Headers": ["Authorization"], "ReauthorizeEvery": 0},
                        },
                        "Staff": {
                            "IdentitySource": "$request.header.Authorization",
                            "JwtConfiguration": {"issuer": "https://issuer.example", "audience": ["client"]},
                        },
                    },
                },
            },
        },
        "Pages": {"Type": "AWS::Serverless::HttpApi"},
        "One": {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "Handler": "one.handler",
                "Runtime": "python3.13",
                "CodeUri": "s3://bucket/one.zip",
                "Events": {
                    "Public": {
                        "Type": "HttpApi",
                        "Properties": {
                            "ApiId": {"Ref": "Api"},
                            "Method": "GET",
                            "Path": "/v1/health",
                            "Auth": {"Authorizer": "NONE"},
                        },
                    },
                    "Resident": {
                        "Type": "HttpApi",
                        "Properties": {"ApiId": {"Ref": "Api"}, "Method": "GET", "Path": "/v1/permits/{permit_id}"},
                    },
                    "Officer": {
                        "Type": "HttpApi",
                        "Properties": {
                            "ApiId": {"Ref": "Api"},
                            "Method": "POST",
                            "Path": "/v1/officer/decisions",
                            "Auth": {"Authorizer": "Staff"},
                        },
                    },
                    "Page": {"Type": "HttpApi", "Properties": {"ApiId": {"Ref": "Pages"}}},
                },
            },
        },
    },
}


def made(kind: str, **parameters: str) -> dict[str, dict[str, Any]]:
    """The properties of the resources of one kind."""
    filled = with_routes_as_resources(translate(SAM, parameters))
    of_kind = {name: r for name, r in filled["Resources"].items() if r["Type"] == f"AWS::ApiGatewayV2::{kind}"}
    return {name: resource["Properties"] for name, resource in of_kind.items()}


def test_every_route_keeps_who_may_call_it() -> None:
    routes = {route["RouteKey"]: route for route in made("Route").values()}
    assert routes.keys() == {"GET /v1/health", "GET /v1/permits/{permit_id}", "POST /v1/officer/decisions", "$default"}
    assert "AuthorizationType" not in routes["GET /v1/health"]
    assert "AuthorizationType" not in routes["$default"]
    assert routes["GET /v1/permits/{permit_id}"]["AuthorizationType"] == "CUSTOM"
    assert routes["GET /v1/permits/{permit_id}"]["AuthorizerId"] == {"Ref": "ApiResidentAuthorizer"}
    assert routes["POST /v1/officer/decisions"]["AuthorizationType"] == "JWT"
    assert routes["POST /v1/officer/decisions"]["AuthorizerId"] == {"Ref": "ApiStaffAuthorizer"}


def test_every_route_leads_to_an_integration_of_its_api() -> None:
    integrations = made("Integration")
    for route in made("Route").values():
        separator, [kind, reference] = route["Target"]["Fn::Join"]
        name = reference["Ref"]
        assert (separator, kind) == ("/", "integrations")
        assert integrations[name]["ApiId"] == route["ApiId"]
        assert "One.Arn" in str(integrations[name]["IntegrationUri"])


def test_authorizers_say_how_they_decide() -> None:
    authorizers = made("Authorizer")
    assert authorizers["ApiStaffAuthorizer"]["JwtConfiguration"] == {
        "Audience": ["client"],
        "Issuer": "https://issuer.example",
    }
    resident = authorizers["ApiResidentAuthorizer"]
    assert (resident["AuthorizerType"], resident["EnableSimpleResponses"]) == ("REQUEST", True)
    assert resident["AuthorizerResultTtlInSeconds"] == 0


def test_a_list_parameter_is_a_list_of_origins() -> None:
    apis = made("Api", Origins="http://localhost:8000,http://localhost:9000")
    assert "Body" not in apis["Api"]
    assert apis["Api"]["CorsConfiguration"] == {"allowOrigins": ["http://localhost:8000", "http://localhost:9000"]}


def test_the_stack_with_its_routes_is_within_what_the_emulator_takes() -> None:
    translated = with_one_role(without_permissions(without_nested_stack(translate(uploaded("portal"), {}))))
    own = with_routes_as_resources(translated)["Resources"]
    kinds = [one["Type"] for one in own.values()]
    assert "AWS::Lambda::Permission" not in kinds
    assert len(kinds) <= 500
    roles = {
        one["Properties"]["Role"]["Fn::GetAtt"][0] for one in own.values() if one["Type"] == "AWS::Lambda::Function"
    }
    assert len(roles) == 1
    assert roles <= own.keys()
