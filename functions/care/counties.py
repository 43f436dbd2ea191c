"""Whether an answered address lies in the county, by the gazetteer."""

from collections.abc import Mapping
from typing import Any

from care.model import InCounty
from portal.context import Context
from portal.gazetteer import Gazetteer
from portal.problems import Refusal


class Counties:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def from_context(cls, context: Context) -> "Counties":
        return cls(Gazetteer.from_context(context))

    def of(self, address: Mapping[str, Any]) -> InCounty:
        """Whether the address lies in the county. `unknown` without a fixed address, for a postcode that the gazetteer
        does not have or that lies in two counties, and while addresses cannot be looked up: nobody is refused for what
        is not known. 1 call, and 1 or more to OS Places; none without an address.
        """
        if "none" in address:
            return "unknown"
        found = self._gazetteer.at_postcode(address["postcode"])
        if isinstance(found, Refusal):
            return "unknown"
        counties = {one.in_county for one in found if address.get("uprn") in (None, one.uprn)}
        return ("yes" if counties.pop() else "no") if len(counties) == 1 else "unknown"
