"""Registration marks. Rules: `docs/rules/permits.md`, "Vehicles"."""

import re

from portal.problems import FieldError, Refusal, invalid

SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"[A-Z]{2}[0-9]{2}[A-Z]{3}",  # since 2001
        r"[A-Z][1-9][0-9]{0,2}[A-Z]{3}",  # 1983 to 2001
        r"[A-Z]{3}[1-9][0-9]{0,2}[A-Z]",  # 1963 to 1983
        r"[A-Z]{1,3}[1-9][0-9]{0,3}",  # dateless, Northern Ireland
        r"[1-9][0-9]{0,3}[A-Z]{1,3}",
        r"[0-9]{3}[DX][0-9]{3}",  # diplomatic
    )
)
LOOKALIKES = str.maketrans("OI01", "01OI")


def checked(vrm: str, *, confirmed: bool) -> str | Refusal:
    """The mark as it is; asked back if it fits no British shape but would with 0/O or 1/I exchanged. Never changed."""
    if confirmed or _fits(vrm) or not any(_fits(other) for other in _exchanged(vrm)):
        return vrm
    words = (
        "Check the registration: is it a letter O or I, or a number 0 or 1? If it is right as it stands, confirm it."
    )
    return invalid(FieldError("vrm", "confirm_vrm", words))


def _fits(vrm: str) -> bool:
    return any(shape.fullmatch(vrm) for shape in SHAPES)


def _exchanged(vrm: str) -> list[str]:
    """Every reading of the mark in which some of its 0, O, 1 and I are the other one."""
    readings = [""]
    for character in vrm:
        other = character.translate(LOOKALIKES)
        readings = [reading + one for reading in readings for one in dict.fromkeys((character, other))]
    return readings
