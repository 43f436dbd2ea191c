"""How a person can and wants to be reached; `portal.people` reads it from the table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from portal.address import PostalAddress
from portal.formats import Format
from portal.uk import is_mobile


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


def safely(card: ContactCard, safe: Sequence[Channel]) -> ContactCard:
    """The card with the channels alone that are `safe`: of these the chosen ones, or all if none of these was chosen
    (`docs/rules/notices.md`, N24).
    """
    chosen = tuple(channel for channel in card.chosen if channel in safe)
    return replace(
        card,
        chosen=chosen or tuple(safe),
        email=card.email if Channel.EMAIL in safe else "",
        phone=card.phone if Channel.TEXT in safe else "",
        address=card.address if Channel.POST in safe else None,
    )


def reaches(card: ContactCard, channel: Channel) -> bool:
    """Whether the person has what the channel needs: an email address, a mobile number, an address."""
    match channel:
        case Channel.EMAIL:
            return bool(card.email)
        case Channel.TEXT:
            return is_mobile(card.phone)
        case Channel.POST:
            return card.address is not None


def chosen_ways(card: ContactCard) -> Sequence[Channel]:
    """The chosen channels that can be tried; email if there is none. A chosen letter is among them even if there is no
    address at all, so that it is for officers like one that no envelope can bear (N18).
    """
    can = [channel for channel in card.chosen if channel is Channel.POST or reaches(card, channel)]
    return can or [Channel.EMAIL] * reaches(card, Channel.EMAIL)
