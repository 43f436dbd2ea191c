"""Where things are comes from the variables, how they are tuned from the data file and the parameter `Tuning`."""

import json
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from portal.config import Settings, Tuning, places
from portal.tuning import FILE, tuned_values

WRITTEN = json.loads(FILE.read_text("utf-8"))


def overridden(**values: object) -> Settings:
    return Settings.from_environment({"TUNING": json.dumps(values)})


def test_the_file_says_every_lifetime_and_limit_once_and_since_when() -> None:
    lifetimes, limits = WRITTEN["lifetimes_in_seconds"], WRITTEN["limits"]
    assert not lifetimes.keys() & limits.keys()
    assert lifetimes.keys() | limits.keys() == Tuning.model_fields.keys()
    assert date.fromisoformat(WRITTEN["from"])
    assert not Tuning.model_fields.keys() & places()


def test_lifetimes_are_seconds_and_what_is_not_ours_is_left_alone() -> None:
    settings = Settings.from_environment({"PATH": "/bin", "ACCOUNTS_TABLE": "accounts-1"})
    assert settings.sign_in_code_lifetime == timedelta(seconds=30)
    assert settings.wrong_codes_per_hour == 10
    assert settings.accounts_table == "accounts-1"


def test_a_deployment_overrides_single_values() -> None:
    settings = overridden(sign_in_lifetime=900, codes_per_address=7)
    assert (settings.sign_in_lifetime, settings.codes_per_address) == (timedelta(minutes=15), 7)
    assert settings.session_lifetime == timedelta(hours=8)


def test_a_variable_that_a_function_is_not_given_is_named_when_it_is_read() -> None:
    with pytest.raises(AttributeError, match="PAY_URL"):
        _ = Settings.from_environment({}).pay_url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sign_in_lifetime", "soon"),
        ("sign_in_lifetime", "900"),
        ("sign_in_lifetime", 0),
        ("sign_in_lifetime", 0.5),
        ("sign_in_lifetime", True),
        ("export_lifetime", 604_801),
        ("codes_per_address", 0),
        ("codes_per_address", "5"),
        ("codes_per_address", True),
        ("codes_per_address", None),
    ],
)
def test_a_wrong_value_is_named(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=name):
        overridden(**{name: value})


def test_an_unknown_name_is_named() -> None:
    with pytest.raises(ValueError, match="signin_lifetime, wrong_codes"):
        tuned_values('{"wrong_codes": 3, "signin_lifetime": 900}')


@pytest.mark.parametrize("text", ["", "{", "[]", "900", "null"])
def test_what_is_no_json_object_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="Tuning"):
        tuned_values(text)
