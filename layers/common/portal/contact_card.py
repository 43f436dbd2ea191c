"""How a person wants to be reached, as `portal.people` reads it. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from portal.address import PostalAddress


class Channel(StrEnum):
    """By what we can tell a person something, in the order in which we try: names of `contact_by` in a profile."""

    EMAIL = "email"
    TEXT = "text"
    POST = "post"


type StopReason = Literal["died", "left"]
"""Why an officer noted that we write to somebody no more: they have died, or have left and cannot be reached."""


@dataclass(frozen=True)
class ContactCard:
    """`chosen`: of our channels those that the person chose, in our order; by email if they chose none of them.
    `stop`: why we write to them no more; None: we do.
    """

    email: str
    first_name: str
    last_name: str
    phone: str
    chosen: tuple[Channel, ...] = (Channel.EMAIL,)
    address: PostalAddress | None = None
    stop: StopReason | None = None
