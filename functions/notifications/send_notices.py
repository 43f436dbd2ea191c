"""Sends the mail of an event from the queue, once."""

from collections.abc import Mapping
from typing import Any

from notifications.model import Notice, NoticeStatus
from notifications.rules import CLOSURE_MAIL, notice_for
from notifications.store import Notices
from notifications.words import permit_facts
from portal import email_change_reversal, mail
from portal.closure_notice import ClosureNotices
from portal.consume import queue_consumer
from portal.context import Context
from portal.people import ContactCard, People
from portal.permit_card import PermitCards


@queue_consumer
def send_notices(event: Mapping[str, Any], context: Context) -> None:
    """4 calls: claim, contact card, SES, note of what became of it. 5 for an account that is gone or has moved, and
    for a mail that names a permit."""
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
    more = _of_permit(notice, context)
    if more is None:
        notices.not_sent(notice, NoticeStatus.OUTDATED, context.clock())
        return
    composed = mail.compose(notice.mail, web_url=settings.web_url, first_name=card.first_name, **facts, **more)
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


def _of_permit(notice: Notice, context: Context) -> Mapping[str, str] | None:
    """What the mail names of a permit, if it names one; None if there is no need for the mail any more."""
    if notice.permit_id is None:
        return {}
    permit = PermitCards.from_context(context).get(notice.permit_id)
    return permit_facts(notice, permit) if permit else None


handler = send_notices.lambda_handler
