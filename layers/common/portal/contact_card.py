"""How a person can and wants to be reached; `portal.people` reads it from the table. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from portal.address import PostalAddress
from portal.formats import Format


class Channel(StrEnum):
    """A channel by which we can tell a person something, in the order in which we try. The names are those of
    `contact_by` in a profile.
    """

    EMAIL = "email"
    TEXT = "text"
    POST = "post"


type StopReason = Literal["died", "left"]
"""Why an officer noted that we no longer write to somebody: they have died, or have left and cannot be reached."""


@dataclass(frozen=True)
class ContactCard:
    """How to reach a person. `chosen`: the channels that they chose, in our order; email if they chose none that we
    have. `stop`: why we no longer write to them; None if we do. `formats`: those in which they need what we write, in
    the order of `Format`; empty for ordinary print.
    """

    email: str
    first_name: str
    last_name: str
    phone: str
    chosen: tuple[Channel, ...] = (Channel.EMAIL,)
    address: PostalAddress | None = None
    stop: StopReason | None = None
    formats: tuple[Format, ...] = ()

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"
