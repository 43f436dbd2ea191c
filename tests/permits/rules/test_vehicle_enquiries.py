"""What DVLA's record of a vehicle says about a permit."""

from typing import Any

import pytest

from permits.rules.vehicle_enquiries import RegisteredVehicle, compared


@pytest.mark.parametrize(
    ("type_approval", "wheelplan", "car", "motorcycle"),
    [
        ("M1", "2 AXLE RIGID BODY", "matches", "another_class"),
        ("N1", "", "matches", "another_class"),
        ("L3e", "2 WHEEL", "another_class", "matches"),
        ("l1", "", "another_class", "matches"),
        ("L7", "2 AXLE RIGID BODY", "matches", "matches"),
        ("N3", "3 AXLE RIGID BODY", "another_class", "another_class"),
        ("", "2-WHEEL", "another_class", "matches"),
        ("", "2-AXLE-RIGID BODY", "matches", "another_class"),
        ("", "NON STANDARD", "matches", "matches"),
        ("", "", "matches", "matches"),
    ],
)
def test_a_car_a_motorcycle_and_what_the_record_does_not_tell(
    type_approval: str, wheelplan: str, car: Any, motorcycle: Any
) -> None:
    vehicle = RegisteredVehicle(type_approval, wheelplan)
    assert (compared(vehicle, "car"), compared(vehicle, "motorcycle")) == (car, motorcycle)


def test_what_is_not_on_record_is_something_to_ask_about() -> None:
    assert compared(None, "car") == compared(None, "motorcycle") == "not_found"
