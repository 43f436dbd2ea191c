"""Whatever is wrong with a registration is told at once: nobody corrects one field to hear of the next."""

import json

import pytest
from pydantic import ValidationError

from auth.start_registration import NewRegistration
from portal.input_errors import field_errors

GOOD = {
    "email": "ann.smith@example.org",
    "first_name": "Ann",
    "last_name": "Smith",
    "password": "Correct-horse-7",
    "privacy_policy_accepted": True,
}


def wrong(**changes: object) -> set[tuple[str, str]]:
    with pytest.raises(ValidationError) as raised:
        NewRegistration.model_validate_json(json.dumps(GOOD | changes))
    return {(error.field, error.code) for error in field_errors(raised.value, NewRegistration)}


def test_all_fields_at_once() -> None:
    found = wrong(email="nobody", first_name="", password="short", privacy_policy_accepted=False)
    assert {field for field, _ in found} == {"email", "first_name", "password", "privacy_policy_accepted"}
    assert {code for field, code in found if field == "password"} == {
        "too_short",
        "no_upper_case",
        "no_number",
        "no_special",
    }


def test_a_password_made_of_the_name_is_found_beside_another_fault() -> None:
    assert wrong(password="Ann-smith1", first_name="Ann", last_name="Smith", email="x") >= {("password", "personal")}


def test_a_password_longer_than_anybody_types_is_not_looked_at() -> None:
    """To normalise a long run of accents takes seconds of a processor. Shorter, it would break three more rules."""
    assert wrong(password="a" * 1_001) == {("password", "too_long")}
    assert len(wrong(password="a" * 1_000)) == 4


def test_a_professional_says_where_they_work() -> None:
    assert wrong(kind="professional") == {("organisation", "missing"), ("job_title", "missing")}


@pytest.mark.parametrize("answer", ["yes", 1, "true", None])
def test_agreement_is_a_yes_and_nothing_like_it(answer: object) -> None:
    assert {field for field, _ in wrong(privacy_policy_accepted=answer)} == {"privacy_policy_accepted"}
