"""Sends the mail of an event from the queue, once."""

from collections.abc import Mapping
from typing import Any

from notifications.model import Notice, NoticeStatus
from notifications.rules import CLOSURE_MAIL, notice_for
from notifications.store import Notices
from portal import email_change_reversal, mail
from portal.closure_notice import ClosureNotices
from portal.consume import queue_consumer
from portal.context import Context
from portal.people import ContactCard, People


@queue_consumer
def send_notices(event: Mapping[str, Any], context: Context) -> None:
    """4 calls: claim, contact card, SES, note of what became of it. 5 for an account that is gone or has moved."""
    notice = notice_for(event["detail-type"], event["detail"])
    notices = Notices.from_context(context)
    if not notices.claim(notice, context.clock()):
        return
    settings = context.settings
    card = People.from_context(context).card(notice.account_id)
    if card is None and notice.mail == CLOSURE_MAIL:
        card = ClosureNotices.from_context(context).card(notice.account_id, context.clock())
    addressed = _addressed(notice, card, context)
    if card is None or addressed is None:
        notices.not_sent(notice, NoticeStatus.NOBODY, context.clock())
        return
    to, facts = addressed
    composed = mail.compose(notice.mail, web_url=settings.web_url, first_name=card.first_name, **facts)
    try:
        message_id = mail.send(composed, to, settings.mail_from, context.aws.ses)
    except mail.NotAccepted as refusal:
        if refusal.passing:
            raise
        notices.not_sent(notice, NoticeStatus.REFUSED, context.clock())
        return
    notices.sent(notice, context.clock(), message_id)


def _addressed(notice: Notice, card: ContactCard | None, context: Context) -> tuple[str, Mapping[str, str]] | None:
    """The address and the facts of the mail; None if there is nobody to send it to."""
    if notice.change_id is not None:
        return email_change_reversal.notice_of(context, notice.change_id)
    return (card.email, notice.facts) if card else None


handler = send_notices.lambda_handler
