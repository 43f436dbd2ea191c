"""What functions read of their environment is what the template gives them, and the description is what they do."""

import json

import pytest

from docs.openapi import WRITTEN, description
from portal.config import Settings
from tests.support.template import functions, of_kind, source

stages = pytest.mark.parametrize("stage", ["local", "prod"])

OUTPUTS = {"ApiUrl", "WebUrl", "StaffUserPoolId", "StaffClientId"}


def variables() -> dict[str, object]:
    given: dict[str, object] = source()["Globals"]["Function"]["Environment"]["Variables"]
    return given


def test_every_setting_is_a_variable_and_every_variable_a_setting() -> None:
    assert {name.lower() for name in variables()} == set(Settings.model_fields)


@stages
def test_the_settings_of_a_stage_can_be_read(stage: str) -> None:
    for function in of_kind("AWS::Lambda::Function", stage):
        given = function.properties["Environment"]["Variables"]
        settings = Settings.from_environment({name: str(value) for name, value in given.items()})
        assert settings.web_url.startswith("http://localhost" if stage == "local" else "https://"), function.name


def test_no_variable_holds_a_secret() -> None:
    """A secret's address, or a page's, may be read by whoever sees the function; a secret's text may not."""
    for function, said in functions().items():
        own = said.get("Environment", {}).get("Variables", {})
        for name in [*variables(), *own]:
            is_address = name.endswith(("_ARN", "_URL"))
            assert is_address or not {"SECRET", "PEPPER", "PASSWORD", "KEY"} & set(name.split("_")), function


def test_every_parameter_is_used() -> None:
    written = json.dumps({name: part for name, part in source().items() if name != "Parameters"}, default=str)
    for name in source()["Parameters"]:
        assert f'"{name}"' in written or f"${{{name}}}" in written, f"nothing in the template uses {name}"


def test_the_outputs_that_others_rely_on_are_there() -> None:
    assert set(source()["Outputs"]) >= OUTPUTS
    tables = {f"{table.name}Table" for table in of_kind("AWS::DynamoDB::Table", "local")}
    assert tables <= set(source()["Outputs"]), "the local stack finds its tables by the outputs"


def test_the_description_is_what_the_operations_say() -> None:
    """`make openapi` writes it anew."""
    assert json.loads(WRITTEN.read_text("utf-8")) == json.loads(json.dumps(description()))
