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


def test_a_foreign_plate_is_taken_as_it_is() -> None:
    assert checked("WX99ZZ9", confirmed=False) == "WX99ZZ9"


@given(st.text("ABIO0129", min_size=2, max_size=7))
def test_a_registration_is_never_changed(vrm: str) -> None:
    assert checked(vrm, confirmed=True) == vrm
