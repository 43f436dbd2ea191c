"""That a permit renews itself, as its holder has agreed to."""

from datetime import date

from portal.clock import Stored
from portal.shapes import Frozen

CONSENT = (
    "Renew my permit each time it ends, and take the price from my card, until I stop this. "
    "You tell me the price 14 days before the permit ends, and take it 7 days before."
)


class AutoRenewal(Frozen):
    """`consent`: the words that the holder agreed to. `agreement`: the payment that sets up the agreement at GOV.UK
    Pay; None while none has been made since. `charge_on`: the day on which it is renewed, at the price that was
    announced for it; None until then. `begun`: its renewal has been begun, and is being paid for. `itself`: it is
    such a renewal. `ended_at`: since when it does not renew itself any more.
    """

    consented_at: Stored
    consent: str
    agreement: str | None = None
    charge_on: date | None = None
    announced_pence: int | None = None
    begun: bool = False
    itself: bool = False
    ended_at: Stored | None = None

    @property
    def on(self) -> bool:
        return self.ended_at is None


def agreed(at: Stored, agreement: str | None = None) -> AutoRenewal:
    return AutoRenewal(consented_at=at, consent=CONSENT, agreement=agreement)
