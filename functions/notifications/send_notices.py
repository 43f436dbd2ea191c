"""Tells a person what happened: an event from the queue becomes a mail, once."""

from collections.abc import Mapping
from typing import Any

from notifications.model import State
from notifications.rules import notice_for
from notifications.store import Notices
from portal import mail
from portal.consume import queue_consumer
from portal.people import People
from portal.table import Tables
from portal.world import World


@queue_consumer
def send_notices(event: Mapping[str, Any], world: World) -> None:
    """4 calls: claim, contact card, SES, note of what became of it."""
    notice = notice_for(event["detail-type"], event["detail"])
    notices = Notices.open(world)
    if not notices.claim(notice, world.clock()):
        return
    settings = world.settings
    card = People(Tables(world.aws.dynamodb, world.pause), settings.accounts_table).card(notice.account_id)
    if card is None:
        notices.finish(notice, State.NOBODY, world.clock())
        return
    composed = mail.compose(notice.mail, web_url=settings.web_url, first_name=card.first_name, **notice.facts)
    try:
        message_id = mail.send(composed, card.email, settings.mail_from, world.aws.ses)
    except mail.NotAccepted as refusal:
        if refusal.passing:
            raise
        notices.finish(notice, State.REFUSED, world.clock())
        return
    notices.finish(notice, State.SENT, world.clock(), message_id)


handler = send_notices.lambda_handler
