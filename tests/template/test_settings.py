"""What functions read of their environment is what the templates give them, and the description is what they do."""

import json

import pytest

from docs.openapi import texts
from portal.config import places
from tests.support.moto_stack import settings_of
from tests.support.template import (
    FILES,
    Resolver,
    functions,
    given_to_background,
    of_kind,
    parameters_of,
    source,
    translated_stack,
    variables,
)

stages = pytest.mark.parametrize("stage", ["local", "dev", "prod"])

OUTPUTS = {"ApiUrl", "WebUrl", "StaffUserPoolId", "StaffClientId"}
OF_THE_PAGES = "Web"
"""It reads its own variables (`web/app.py`) beside those that all functions get."""


def test_every_variable_is_a_setting_and_every_setting_a_variable_of_some_function() -> None:
    """That each function gets those that it reads, the journeys show: each runs with its own."""
    given = {name.lower() for function in functions() if function != OF_THE_PAGES for name in variables(function)}
    assert given == places() | {"tuning"}


@stages
def test_the_settings_of_a_stage_can_be_read_as_tuned_in_samconfig(stage: str) -> None:
    resolve = Resolver({}, parameters_of(stage))
    for function in functions():
        settings = settings_of(resolve, stage, function)
        assert settings.web_url.startswith("http://localhost" if stage == "local" else "https://"), function


def test_no_variable_holds_a_secret() -> None:
    """A secret's address, or a page's, may be read by whoever sees the function; a secret's text may not."""
    for function in functions():
        for name in variables(function):
            is_address = name.endswith(("_ARN", "_URL"))
            assert is_address or not {"SECRET", "PEPPER", "PASSWORD", "KEY"} & set(name.split("_")), function


@pytest.mark.parametrize("stack", FILES)
def test_every_parameter_is_used(stack: str) -> None:
    written = json.dumps({name: part for name, part in source(stack).items() if name != "Parameters"}, default=str)
    for name in source(stack)["Parameters"]:
        assert f'"{name}"' in written or f"${{{name}}}" in written, f"nothing in {FILES[stack]} uses {name}"


def test_background_is_given_exactly_its_parameters_and_gives_nothing_back() -> None:
    assert given_to_background().keys() == source("background")["Parameters"].keys()
    assert "Background" not in str(translated_stack("portal")["Outputs"])
    for name, resource in translated_stack("portal")["Resources"].items():
        assert "Background" not in json.dumps(resource.get("Properties"), default=str), name


def test_a_parameter_of_background_is_called_as_what_it_stands_for() -> None:
    for name, given in given_to_background().items():
        if "Fn::GetAtt" in given:
            attribute = given["Fn::GetAtt"]
            assert name == "".join(attribute if isinstance(attribute, list) else attribute.split(".")), name
        elif "Ref" in given:
            assert name == given["Ref"], name


def test_the_outputs_that_others_rely_on_are_there() -> None:
    assert set(source()["Outputs"]) >= OUTPUTS
    tables = {f"{table.name}Table" for table in of_kind("AWS::DynamoDB::Table", "local")}
    assert tables <= set(source()["Outputs"]), "the local stack finds its tables by the outputs"


def test_the_description_is_what_the_operations_say() -> None:
    """`make openapi` writes it anew, as JSON and as a page."""
    assert [place.name for place, text in texts().items() if place.read_text("utf-8") != text] == []
