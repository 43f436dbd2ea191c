"""Registration marks. Rules: `docs/rules/permits.md`, "Vehicles"."""

from portal.problems import FieldError, Refusal, invalid
from portal.vrm import looks_mistyped


def checked(vrm: str, *, confirmed: bool) -> str | Refusal:
    """The registration, unchanged; a Refusal that asks for confirmation if it looks mistyped."""
    if confirmed or not looks_mistyped(vrm):
        return vrm
    words = (
        "Check the registration: is it a letter O or I, or a number 0 or 1? If it is right as it stands, confirm it."
    )
    return invalid(FieldError("vrm", "confirm_vrm", words))
