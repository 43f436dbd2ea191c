"""Registrations that are refused or asked back (P12): by the API, and by the pages that ask for one. Pure."""

import re

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
LONGEST = 7
"""The most characters of a registration."""
NOT_ONE = "Enter the registration as on the number plate, like AB12 CDE."


def is_registration(vrm: str) -> bool:
    """Whether this (upper case, no spaces) can be on a number plate: 2 to 7 letters and digits, with at least one of
    each.
    """
    return re.fullmatch(rf"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{{2,{LONGEST}}}", vrm) is not None


def fits_a_shape(vrm: str) -> bool:
    """Whether the registration (upper case, no spaces) has a British shape."""
    return any(shape.fullmatch(vrm) for shape in SHAPES)


def looks_mistyped(vrm: str) -> bool:
    """Whether the registration (upper case, no spaces) fits no British shape but would with some 0/O and 1/I
    exchanged.
    """
    return len(vrm) <= LONGEST and not fits_a_shape(vrm) and any(fits_a_shape(other) for other in _exchanged(vrm))


def _exchanged(vrm: str) -> list[str]:
    """Every reading of the registration with some of its 0, O, 1 and I exchanged."""
    readings = [""]
    for character in vrm:
        other = character.translate(LOOKALIKES)
        readings = [reading + one for reading in readings for one in dict.fromkeys((character, other))]
    return readings
