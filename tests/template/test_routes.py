"""The template's routes and the operations' declarations say the same (`docs/rules/api.md`, O2)."""

import importlib
import re
from datetime import timedelta
from typing import Any

import pytest

from portal.api import Operation
from portal.consume import Invoked, Job, QueueConsumer
from tests.support.moto_stack import handler_of
from tests.support.template import ROOT, Route, deployed, functions, resources, routes
from web.api.staff_login import LONGEST_SESSION

STAGES = ("local", "prod")

PUBLIC = {
    "GET /v1/health",
    "POST /v1/registrations",
    "PUT /v1/registrations/{registration_id}/contact",
    "POST /v1/registrations/{registration_id}/code",
    "POST /v1/registrations/{registration_id}/activation",
    "POST /v1/address-searches",
    "GET /v1/permit-types",
    "POST /v1/permit-properties",
    "POST /v1/permit-quotes",
    "POST /v1/sign-ins",
    "POST /v1/sign-ins/{sign_in_id}/code",
    "POST /v1/sign-ins/{sign_in_id}/session",
    "POST /v1/password-resets",
    "PUT /v1/password-resets/{reset_id}",
    "POST /v1/email-change-reversals",
    "POST /v1/auto-renewal-stops",
    "POST /v1/payments/webhook",
    "GET /v1/waiting-times",
    "GET /v1/forms",
    "GET /v1/forms/{form_id}",
    "POST /v1/care-estimates",
    "POST /v1/feedback",
}
"""What anybody may call. A route is added here by a decision, never by the way."""

PAGES = {"web"}
"""Built by a makefile of its own, not from `functions/`."""


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("stage", STAGES)
def test_only_the_listed_routes_are_open_to_anybody(stage: str) -> None:
    assert {named(route) for route in routes("Api", stage) if route.authorizer is None} == PUBLIC


@pytest.mark.parametrize("stage", STAGES)
def test_every_route_has_the_authorizer_of_its_operations_access(stage: str) -> None:
    for route in routes("Api", stage):
        access = handler_of(route.function).access
        assert route.authorizer == authorizer_for(access), f"{named(route)} declares access {access!r}"


def authorizer_for(access: str) -> str | None:
    """Raises: KeyError for an access that has no authorizer yet."""
    kinds = {"public": None, "resident": "Resident", "professional": "Resident", "officer": "Staff"}
    return kinds[access.partition(":")[0]]


def test_every_route_is_the_one_that_its_operation_declares() -> None:
    for route in routes():
        operation = handler_of(route.function)
        assert isinstance(operation, Operation), f"{named(route)} leads to {route.function}, which is no operation"
        assert named(route) == f"{operation.method} {operation.path}"
        values = set(re.findall(r"\{(\w+)\}", route.path))
        assert values == set(operation.path_types), f"{operation.name} must take {sorted(values)} of its path"


def test_a_function_has_at_most_one_route_and_every_operation_one() -> None:
    behind = [route.function for route in routes()]
    assert len(behind) == len(set(behind))
    operations = {name for name in ours() if isinstance(handler_of(name), Operation)}
    assert set(behind) == operations


def test_every_handler_in_functions_is_in_the_template_and_the_other_way_round() -> None:
    written = {
        f"{path.parent.name}.{path.stem}.handler"
        for path in (ROOT / "functions").glob("*/*.py")
        if hasattr(importlib.import_module(f"{path.parent.name}.{path.stem}"), "handler")
    }
    deployed_handlers = [properties["Handler"] for properties in ours().values()]
    assert sorted(deployed_handlers) == sorted(written)


def test_functions_are_called_like_their_files() -> None:
    """Where several domains have a consumer of the same name, all but the first say whose they are."""
    for name, properties in ours().items():
        domain, module, _ = properties["Handler"].split(".")
        called = "".join(word.capitalize() for word in module.split("_"))
        assert name in {called, f"{called}For{domain.capitalize()}"}, name


def test_every_handler_is_of_a_kind_that_the_tests_know() -> None:
    for name in ours():
        assert isinstance(handler_of(name), Operation | Invoked | Job | QueueConsumer), name


@pytest.mark.parametrize("stage", STAGES)
def test_the_residents_authorizer_is_asked_every_time(stage: str) -> None:
    """A cached result would keep a session alive after sign-out."""
    authorizer = schemes(stage)["Resident"]
    assert authorizer["authorizerResultTtlInSeconds"] == 0
    assert authorizer["enableSimpleResponses"] is True
    assert "AuthorizeResident" in str(authorizer["authorizerUri"])


@pytest.mark.parametrize("stage", STAGES)
def test_officers_are_known_by_the_staff_pool_alone(stage: str) -> None:
    jwt = schemes(stage)["Staff"]["jwtConfiguration"]
    assert "${StaffPool}" in str(jwt["issuer"])
    assert jwt["audience"] == [{"Ref": "StaffClient"}]


@pytest.mark.parametrize("stage", STAGES)
def test_an_officer_signs_in_for_a_working_day(stage: str) -> None:
    """The pages count with the pool's own times (P66)."""
    client = deployed(stage)["StaffClient"].properties
    assert client["TokenValidityUnits"]["RefreshToken"] == "hours"
    assert timedelta(hours=client["RefreshTokenValidity"]) == LONGEST_SESSION


@pytest.mark.parametrize("stage", STAGES)
def test_nobody_makes_an_officer_of_themselves(stage: str) -> None:
    pool = deployed(stage)["StaffPool"].properties
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["UsernameConfiguration"] == {"CaseSensitive": False}, "else Ann@ and ann@ are two officers"
    flows = set(deployed(stage)["StaffClient"].properties["ExplicitAuthFlows"])
    assert flows == {"ALLOW_REFRESH_TOKEN_AUTH"} | ({"ALLOW_USER_PASSWORD_AUTH"} if stage == "local" else set())
    assert pool["MfaConfiguration"] == "ON"


@pytest.mark.parametrize("stage", STAGES)
def test_other_origins_are_allowed_only_if_listed(stage: str) -> None:
    for name, api in resources("AWS::ApiGatewayV2::Api", stage).items():
        cors = api["Body"].get("x-amazon-apigateway-cors", {})
        assert "*" not in str(cors), name
        assert not cors.get("allowCredentials"), f"{name}: nobody signs in to the API with a cookie"


def schemes(stage: str) -> dict[str, Any]:
    described = resources("AWS::ApiGatewayV2::Api", stage)["Api"]["Body"]["components"]["securitySchemes"]
    return {name: scheme["x-amazon-apigateway-authorizer"] for name, scheme in described.items()}


def ours() -> dict[str, Any]:
    """The functions whose code is in `functions/`, by logical id."""
    return {name: said for name, said in functions().items() if said["Handler"].split(".")[0] not in PAGES}
