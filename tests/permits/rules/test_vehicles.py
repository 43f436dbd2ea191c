"""A registration is asked back when it looks mistyped, and never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permits.rules.vehicles import checked
from portal.problems import Refusal


@pytest.mark.parametrize("vrm", ["AB12CDE", "A123BCD", "ABC123D", "AIZ1234", "1ABC", "AB1", "123D456"])
def test_british_shapes_are_taken(vrm: str) -> None:
    assert checked(vrm, confirmed=False) == vrm


@pytest.mark.parametrize("vrm", ["AB1OCDE", "ABI2CDE", "0B12CDE", "0012ABC"])
def test_a_zero_for_an_o_is_asked_back(vrm: str) -> None:
    refused = checked(vrm, confirmed=False)
    assert isinstance(refused, Refusal)
    assert refused.errors[0].code == "confirm_vrm"
    assert checked(vrm, confirmed=True) == vrm


@pytest.mark.parametrize("vrm", ["WX99ZZ9", "B123456", "12AB34"])
def test_what_is_unlike_any_british_one_is_asked_back_and_taken_as_it_is(vrm: str) -> None:
    refused = checked(vrm, confirmed=False)
    assert isinstance(refused, Refusal)
    assert refused.errors[0].code == "confirm_vrm"
    assert "unlike any British one" in refused.errors[0].message
    assert checked(vrm, confirmed=True) == vrm


@pytest.mark.parametrize("vrm", ["AB12CDE", "A1", "1A", "ABC1", "AIG1234", "A123BCD", "ABC123D", "Q123ABC", "101D202"])
def test_every_british_shape_is_taken_at_once(vrm: str) -> None:
    assert checked(vrm, confirmed=False) == vrm


@given(st.text("ABIO0129", min_size=2, max_size=7))
def test_a_registration_is_never_changed(vrm: str) -> None:
    assert checked(vrm, confirmed=True) == vrm
