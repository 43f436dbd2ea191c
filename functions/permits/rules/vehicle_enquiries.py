"""What DVLA's record of a vehicle says about a permit: never a decision, only something to ask about. Pure.

Rules: `docs/rules/permits.md`, "DVLA's record".
"""

from dataclasses import dataclass
from typing import Literal

from portal.clock import Stored
from portal.shapes import Frozen

type EnquiryAnswer = Literal["matches", "not_found", "another_class"]
type VehicleClass = Literal["car", "motorcycle"]

TYPE_APPROVALS = {"M1": "car", "N1": "car"} | dict.fromkeys(("L1", "L2", "L3", "L4", "L5"), "motorcycle")
"""The vehicle class by category. A van of up to 3.5 tonnes (N1) parks like a car."""
EITHER = {"L6", "L7"}
"""Categories of light four-wheeled vehicles, some of which are registered as cars and some as motorcycles."""


@dataclass(frozen=True)
class RegisteredVehicle:
    """A vehicle on DVLA's record. `type_approval`: its category, such as `M1`; `wheelplan`, such as `2 AXLE RIGID
    BODY`. Both are empty if DVLA has none.
    """

    type_approval: str = ""
    wheelplan: str = ""


class VehicleEnquiry(Frozen):
    """When DVLA was asked, and whether its record fits the permit. Nothing else of DVLA's answer is kept."""

    at: Stored
    answer: EnquiryAnswer


def compared(vehicle: RegisteredVehicle | None, wanted: VehicleClass) -> EnquiryAnswer:
    """Whether DVLA's record is of the permit's class of vehicle. A record without a class counts as a match."""
    if vehicle is None:
        return "not_found"
    return "matches" if _class(vehicle) in {wanted, None} else "another_class"


def _class(vehicle: RegisteredVehicle) -> str | None:
    """The class of a registered vehicle: `car`, `motorcycle` or `other`; None if the record does not tell."""
    category = vehicle.type_approval.strip().upper()[:2]
    if category in EITHER:
        return None
    if category:
        return TYPE_APPROVALS.get(category, "other")
    plan = vehicle.wheelplan.upper().replace("-", " ")
    if "WHEEL" in plan:
        return "motorcycle"
    return "car" if plan.startswith("2 AXLE") else None
