"""What a permit is found by, and which registrations look like another. Pure.

Rules: `docs/rules/permits.md`, "The officers' desk".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from permits.model import Permit, Status

LOOKALIKES = str.maketrans("0158", "OISB")


@dataclass(frozen=True)
class Finding:
    """One thing that a permit is found by; `within`: a part of it by which it is found as well."""

    what: str
    within: str = ""


def by_reference(reference: str) -> Finding:
    return Finding(f"REFERENCE#{reference}")


def by_vrm(vrm: str) -> Finding:
    return Finding(f"PLATE#{vrm}")


def by_property(postcode: str, uprn: str) -> Finding:
    """The property within its postcode."""
    return Finding(f"POSTCODE#{postcode}", f"{uprn}#")


def found_by(permit: Permit) -> Sequence[Finding]:
    """All that a permit is found by: whatever became of it; a live one also by the plates that look like its own. What
    is kept after its holder has left is found by its reference alone.
    """
    reference, place = by_reference(permit.reference), permit.product.property
    if permit.kept_until is not None:
        return [reference]
    near = [Finding(f"NEAR#{pattern}") for pattern in patterns(permit.vrm)] if permit.status.live else []
    return [reference, by_vrm(permit.vrm), by_property(place.address.postcode, place.uprn), *near]


def patterns(vrm: str) -> Sequence[str]:
    """What a registration has in common with each that looks like it: itself, and without each of its characters.

    0 and O, 1 and I, 5 and S, 8 and B count as the same. Two marks that differ by one other character, or of which
    one has a character more, have a pattern in common.
    """
    folded = vrm.translate(LOOKALIKES)
    without_one = (folded[:at] + folded[at + 1 :] for at in range(len(folded)))
    return list(dict.fromkeys([folded, *without_one]))


def looks_like(one: str, other: str) -> bool:
    """Whether two different marks differ by lookalikes alone, or besides these by one character."""
    left, right = one.translate(LOOKALIKES), other.translate(LOOKALIKES)
    if one == other or abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) <= 1
    shorter, longer = sorted((left, right), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def valid_on(permit: Permit, day: date) -> bool:
    """Whether the permit covers its vehicle on this day. Both its first and its last day count whole."""
    return permit.status is Status.ACTIVE and permit.valid_from <= day <= permit.valid_until
