"""Registration marks. Rules: `docs/rules/permits.md`, "Vehicles"."""

from portal.problems import FieldError, Refusal, invalid
from portal.vrm import fits_a_shape, looks_mistyped

LOOKALIKE = (
    "Check the registration: is it a letter O or I, or a number 0 or 1? If it is right as it stands, confirm it."
)
NO_SHAPE = "Check the registration: it is unlike any British one. If it is right as it stands, confirm it."


def checked(vrm: str, *, confirmed: bool) -> str | Refusal:
    """The registration, unchanged; a Refusal that asks for confirmation if it has no British shape."""
    if confirmed or fits_a_shape(vrm):
        return vrm
    return invalid(FieldError("vrm", "confirm_vrm", LOOKALIKE if looks_mistyped(vrm) else NO_SHAPE))
