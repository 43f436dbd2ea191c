"""Properties that may have a permit: those of the gazetteer that lie in one of the county's zones."""

from collections.abc import Sequence

from permits.model_changes import Property
from portal.address import FoundAddress
from portal.context import Context
from portal.gazetteer import Gazetteer
from portal.problems import FieldError, Refusal, invalid


class Properties:
    def __init__(self, context: Context) -> None:
        self._gazetteer = Gazetteer.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "Properties":
        return cls(context)

    def at(self, postcode: str) -> Sequence[FoundAddress] | Refusal:
        """The addresses at a postcode, in a zone or not. 1 call."""
        return self._gazetteer.at_postcode(postcode)

    def in_a_zone(self, uprn: str) -> Property | Refusal:
        """The property with this UPRN; a Refusal if it is unknown or in no zone. 1 call."""
        found = self._gazetteer.by_uprn(uprn)
        if isinstance(found, Refusal):
            return found
        if found is None:
            return invalid(FieldError("uprn", "unknown_uprn", "We do not know this property."))
        if found.permit_zone is None:
            return invalid(FieldError("uprn", "not_in_a_zone", outside(found)))
        return Property(uprn=found.uprn, address=found.address, zone=found.permit_zone)


def outside(found: FoundAddress) -> str:
    """Why the property can have no permit of ours, and whom to ask instead."""
    if found.in_county:
        return "This property is not in a permit zone, so it needs no permit."
    if found.district:
        return f"This property is in {found.district}, which has permits of its own. Ask there."
    return "This property is outside Leicestershire. Ask the council that serves it."
