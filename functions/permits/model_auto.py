"""The automatic renewal of a permit, which its holder has agreed to."""

from datetime import date

from portal.clock import Stored
from portal.shapes import Frozen

CONSENT = (
    "Renew my permit each time it ends, and take the price from my card, until I stop this. "
    "The council tells me the price 14 days before the permit ends, and takes it 7 days before."
)


class AutoRenewal(Frozen):
    """A holder's agreement to automatic renewal. `consent`: the words agreed to. `agreement`: the id of the payment
    that sets up the agreement at GOV.UK Pay; None until the holder makes one. `charge_on`: the day of the renewal, at
    the announced price, or of its announcement if that was put off; None before. `announcement`: the id of the event
    that announced it last. `begun`: the permit's renewal has been created and is being paid for. `itself`: this permit
    is such a renewal. `ended_at`: when automatic renewal was stopped; None while it is on.
    """

    consented_at: Stored
    consent: str
    agreement: str | None = None
    charge_on: date | None = None
    announced_pence: int | None = None
    announcement: str | None = None
    begun: bool = False
    itself: bool = False
    ended_at: Stored | None = None

    @property
    def on(self) -> bool:
        return self.ended_at is None


def agreed(at: Stored, agreement: str | None = None) -> AutoRenewal:
    return AutoRenewal(consented_at=at, consent=CONSENT, agreement=agreement)
