"""The gazetteer, for the account operations."""

from collections.abc import Sequence

from auth.model import UprnOrAddress
from portal.address import FoundAddress
from portal.context import Context
from portal.gazetteer import Gazetteer
from portal.problems import Refusal


class Addresses:
    def __init__(self, context: Context) -> None:
        self._gazetteer = Gazetteer.from_context(context)

    @classmethod
    def from_context(cls, context: Context) -> "Addresses":
        return cls(context)

    def found_for(self, entered: UprnOrAddress) -> FoundAddress | Refusal | None:
        """The gazetteer's address if a UPRN was given; None if an address was typed. 1 call, none for a typed
        address.
        """
        return self._gazetteer.by_uprn(entered.uprn) if entered.uprn else None

    def at_postcode(self, postcode: str) -> Sequence[FoundAddress] | Refusal:
        """The addresses with this postcode. 1 call."""
        return self._gazetteer.at_postcode(postcode)
