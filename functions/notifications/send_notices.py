"""Tells a person what happened: an event from the queue becomes a mail, once."""

from collections.abc import Mapping
from typing import Any

from notifications.model import Notice, State
from notifications.rules import LAST, notice_for
from notifications.store import Notices
from portal import mail, way_back
from portal.consume import queue_consumer
from portal.farewell import Farewells
from portal.people import ContactCard, People
from portal.world import World


@queue_consumer
def send_notices(event: Mapping[str, Any], world: World) -> None:
    """4 calls: claim, contact card, SES, note of what became of it. 5 for an account that is gone or has moved."""
    notice = notice_for(event["detail-type"], event["detail"])
    notices = Notices.open(world)
    if not notices.claim(notice, world.clock()):
        return
    settings = world.settings
    card = People.open(world).card(notice.account_id)
    if card is None and notice.mail == LAST:
        card = Farewells.open(world).card(notice.account_id, world.clock())
    told = _told(notice, card, world)
    if card is None or told is None:
        notices.not_sent(notice, State.NOBODY, world.clock())
        return
    to, facts = told
    composed = mail.compose(notice.mail, web_url=settings.web_url, first_name=card.first_name, **facts)
    try:
        message_id = mail.send(composed, to, settings.mail_from, world.aws.ses)
    except mail.NotAccepted as refusal:
        if refusal.passing:
            raise
        notices.not_sent(notice, State.REFUSED, world.clock())
        return
    notices.sent(notice, world.clock(), message_id)


def _told(notice: Notice, card: ContactCard | None, world: World) -> tuple[str, Mapping[str, str]] | None:
    """Whom, and of what."""
    if notice.change_id is not None:
        return way_back.notice_of(world, notice.change_id)
    return (card.email, notice.facts) if card else None


handler = send_notices.lambda_handler
