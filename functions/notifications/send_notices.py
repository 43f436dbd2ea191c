"""Tells a person what happened: an event from the queue becomes a mail, once."""

from collections.abc import Mapping
from typing import Any

from notifications.model import State
from notifications.rules import LAST, notice_for
from notifications.store import Notices
from portal import mail
from portal.consume import queue_consumer
from portal.farewell import Farewells
from portal.people import People
from portal.world import World


@queue_consumer
def send_notices(event: Mapping[str, Any], world: World) -> None:
    """4 calls: claim, contact card, SES, note of what became of it. 5 for the last mail to an account that is gone."""
    notice = notice_for(event["detail-type"], event["detail"])
    notices = Notices.open(world)
    if not notices.claim(notice, world.clock()):
        return
    settings = world.settings
    card = People.open(world).card(notice.account_id)
    if card is None and notice.mail == LAST:
        card = Farewells.open(world).card(notice.account_id, world.clock())
    if card is None:
        notices.not_sent(notice, State.NOBODY, world.clock())
        return
    composed = mail.compose(notice.mail, web_url=settings.web_url, first_name=card.first_name, **notice.facts)
    try:
        message_id = mail.send(composed, card.email, settings.mail_from, world.aws.ses)
    except mail.NotAccepted as refusal:
        if refusal.passing:
            raise
        notices.not_sent(notice, State.REFUSED, world.clock())
        return
    notices.sent(notice, world.clock(), message_id)


handler = send_notices.lambda_handler
