from datetime import timedelta

import pytest
from pydantic import ValidationError

from portal.config import Settings
from tests.support.template import source

WRITTEN = source()["Globals"]["Function"]["Environment"]["Variables"]
COMPLETE = dict.fromkeys(WRITTEN, "60") | {"ADDRESS_SOURCE": "gazetteer"}


def test_the_template_gives_every_setting_and_no_other() -> None:
    assert {name.lower() for name in WRITTEN} == set(Settings.model_fields)


@pytest.mark.parametrize("missing", sorted(WRITTEN))
def test_a_missing_variable_is_named(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing.lower()):
        Settings.from_environment({name: value for name, value in COMPLETE.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGN_IN_LIFETIME", "soon"),
        ("CODES_PER_ADDRESS", "0"),
        ("CODES_PER_ADDRESS", "many"),
        ("ADDRESS_SOURCE", "memory"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name.lower()):
        Settings.from_environment(COMPLETE | {name: value})


def test_lifetimes_are_seconds_and_what_is_not_ours_is_left_alone() -> None:
    settings = Settings.from_environment(COMPLETE | {"SIGN_IN_CODE_LIFETIME": "30", "PATH": "/bin"})
    assert settings.sign_in_code_lifetime == timedelta(seconds=30)
