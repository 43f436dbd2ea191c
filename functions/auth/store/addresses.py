"""The gazetteer as the account operations use it."""

from collections.abc import Sequence

from auth.model import UprnOrAddress
from portal.address import FoundAddress
from portal.gazetteer import Gazetteer
from portal.problems import Refused
from portal.world import World


class Addresses:
    def __init__(self, world: World) -> None:
        self._gazetteer = Gazetteer.open(world)

    @classmethod
    def open(cls, world: World) -> "Addresses":
        return cls(world)

    def found_for(self, given: UprnOrAddress) -> FoundAddress | Refused | None:
        """1 call when a UPRN was given, else none."""
        return self._gazetteer.by_uprn(given.uprn) if given.uprn else None

    def at_postcode(self, postcode: str) -> Sequence[FoundAddress] | Refused:
        """1 call."""
        return self._gazetteer.at_postcode(postcode)
