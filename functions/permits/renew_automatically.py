"""Job: announce an automatic renewal 14 days before a permit's last day, and renew the permit 7 days before it."""

from collections.abc import Mapping
from datetime import datetime

from permits.model import Permit
from permits.rules.applying import NewApplication
from permits.rules.catalogue import catalogue
from permits.rules.renewing_itself import given_up, step
from permits.store.applications import Applications
from permits.store.permits import Permits
from portal.consume import job
from portal.context import Context
from portal.each import each
from portal.people import People
from portal.problems import Refusal
from portal.told import Told


@job
def renew_automatically(context: Context) -> Mapping[str, int]:
    """Announce or make each automatic renewal that is due. 2 calls when nothing is due; 2 more for each permit that is
    announced, 6 for each that is renewed.

    A permit that somebody else changed meanwhile is left for the job's next run.
    """
    permits, applications = Permits.from_context(context), Applications.from_context(context)
    people, notices, now = People.from_context(context), Told.from_context(context), context.clock()

    def take_step(permit: Permit) -> bool:
        card = people.card(permit.account_id)
        withheld = card is not None and card.stop is not None
        told = _told(permit, notices)
        return _stepped(permit, permits, applications, now, withheld=withheld, told=told)

    return {"done": each(permits.due("renew", now), take_step, context, "permits")}


def _told(permit: Permit, notices: Told) -> bool:
    """Whether a channel took the announcement of the permit's renewal. 1 call if it was announced."""
    announcement = permit.auto.announcement if permit.auto else None
    return announcement is not None and notices.reached(announcement, "permit_renewal_announced")


def _stepped(
    permit: Permit, permits: Permits, applications: Applications, now: datetime, *, withheld: bool, told: bool
) -> bool:
    newest = permits.renewal_of(permit)
    found = step(permit, newest, applications.new_identity(now), catalogue(), now, withheld=withheld, told=told)
    if isinstance(found, NewApplication):
        renewed = applications.renew_itself(permit, found, now)
        found = given_up(permit, now) if isinstance(renewed, Refusal) else None
    if found is not None:
        permits.save(found, permit, now)
    return True


handler = renew_automatically.lambda_handler
