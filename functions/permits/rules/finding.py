"""The keys by which permits are found, and which registrations look alike. Pure.

Rules: `docs/rules/permits.md`, "The officers' desk".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from permits.model import Permit, Status

LOOKALIKES = str.maketrans("0158", "OISB")


@dataclass(frozen=True)
class SearchKey:
    """A key by which officers find a permit. `partition`: the value that is searched for, after its kind
    (`PLATE#AB12CDE`). `within`: a part of the partition, such as one property of a postcode; empty for all of it.
    """

    partition: str
    within: str = ""


def by_reference(reference: str) -> SearchKey:
    return SearchKey(f"REFERENCE#{reference}")


def by_vrm(vrm: str) -> SearchKey:
    return SearchKey(f"PLATE#{vrm}")


def by_property(postcode: str, uprn: str) -> SearchKey:
    """The key of a property, within its postcode; of all properties there if `uprn` is empty."""
    return SearchKey(f"POSTCODE#{postcode}", f"{uprn}#")


def found_by(permit: Permit) -> Sequence[SearchKey]:
    """All keys of a permit, whatever its status. A live permit also has a key for each pattern of its registration. A
    permit kept after its holder's account was closed is found by its reference alone.
    """
    reference, place = by_reference(permit.reference), permit.product.property
    if permit.kept_until is not None:
        return [reference]
    near = [SearchKey(f"NEAR#{pattern}") for pattern in patterns(permit.vrm)] if permit.status.live else []
    return [reference, by_vrm(permit.vrm), by_property(place.address.postcode, place.uprn), *near]


def patterns(vrm: str) -> Sequence[str]:
    """Texts that a registration shares with those that look like it: itself, and itself without each one of its
    characters.

    0 and O, 1 and I, 5 and S, 8 and B count as the same. Two registrations that differ in one other character, or by
    one extra character, share a pattern.
    """
    folded = vrm.translate(LOOKALIKES)
    without_one = (folded[:at] + folded[at + 1 :] for at in range(len(folded)))
    return list(dict.fromkeys([folded, *without_one]))


def looks_like(one: str, other: str) -> bool:
    """Whether two different registrations are the same apart from lookalike characters and at most one other
    difference.
    """
    left, right = one.translate(LOOKALIKES), other.translate(LOOKALIKES)
    if one == other or abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) <= 1
    shorter, longer = sorted((left, right), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def valid_on(permit: Permit, day: date) -> bool:
    """Whether the permit covers its vehicle on this day, its first and last day included."""
    return permit.status is Status.ACTIVE and permit.valid_from <= day <= permit.valid_until
