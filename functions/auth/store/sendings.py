"""How many codes go to one mailbox, whatever they are for (`accounts.md`: 5 in 15 minutes)."""

from datetime import datetime, timedelta

from portal.limits import Counter, Limit
from portal.problems import Refused
from portal.world import World


def sendings_counter(world: World, email: str, now: datetime) -> Counter:
    """Codes to one mailbox, whatever they are for: 5 in 15 minutes."""
    limit = Limit("codes", world.settings.codes_per_address, timedelta(minutes=15))
    return Counter.of(world.settings.codes_table, limit, email, world.pepper, now)


def too_many_codes(counter: Counter, now: datetime) -> Refused:
    seconds = counter.retry_after(now)
    return Refused(
        "too_many_codes",
        f"Too many codes were sent to this address. Try again in {-(-seconds // 60)} minutes.",
        retry_after=seconds,
    )
