"""Sends one message of a notice, by one channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from notifications.envelope import envelope
from notifications.model import Message, Notice
from notifications.print_bucket import PrintBucket
from notifications.rules import URGENT
from portal import letter, mail, text
from portal.contact_card import Channel, ContactCard
from portal.context import Context
from portal.formats import Format


@dataclass(frozen=True)
class Addressed:
    """The reader of a notice. `email`: where the notice's email goes, which may differ from the card's address.
    `wording`: the name of the text that is true on the day of sending (`mails/<wording>.txt`); `facts`: the values that
    fill it in. `due_date`: of the payment that the notice asks for; None if it asks for none.
    """

    card: ContactCard
    email: str
    wording: str
    facts: Mapping[str, str]
    due_date: date | None = None


class NotSent(Exception):
    """The provider will never accept the message, or no envelope can bear the letter's address."""


def send_message(message: Message, notice: Notice, to: Addressed, context: Context) -> tuple[str, str]:
    """Send the message and return the masked address and the provider's id (a letter's: its key). 1 call; 2 for a
    letter that was claimed on an earlier printing day.

    Raises: NotSent; mail.NotAccepted, if another try may succeed.
    """
    try:
        match message.channel:
            case Channel.EMAIL:
                return masked_email(to.email), _send_email(notice, to, context)
            case Channel.TEXT:
                return masked_phone(to.card.phone), _send_text(to, context)
            case Channel.POST:
                return _post_letter(message, notice, to, context)
    except mail.NotAccepted as refusal:
        if refusal.passing:
            raise
        raise NotSent from refusal


def masked_email(email: str) -> str:
    """The masked address: `ann@example.org` → `a…@e…`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain[:1]}…"


def masked_phone(phone: str) -> str:
    """The masked number: `+447700900982` → `…982`."""
    return f"…{phone[-3:]}"


def _send_email(notice: Notice, to: Addressed, context: Context) -> str:
    settings = context.settings
    composed = mail.compose(to.wording, web_url=settings.web_url, first_name=to.card.first_name, **to.facts)
    tags = {"notice": notice.event_id, "mail": notice.mail}
    return mail.send(composed, to.email, settings.mail_from, context.aws.ses, tags)


def _send_text(to: Addressed, context: Context) -> str:
    settings = context.settings
    composed = text.compose(to.wording, settings.web_url, **to.facts)
    return text.send(composed, to.card.phone, settings.text_sender, context.aws.sns)


def _post_letter(message: Message, notice: Notice, to: Addressed, context: Context) -> tuple[str, str]:
    """Store the letter and return the first half of its postcode and its key in the bucket. Raises: NotSent, if the
    address has meanwhile changed to one that no envelope can bear.
    """
    address = envelope(to.card)
    if address is None:
        raise NotSent
    now = context.clock()
    told = {"web_url": context.settings.web_url, "first_name": to.card.first_name, **to.facts}
    paper = letter.compose(to.wording, address, now, Format.LARGE_PRINT in to.card.formats, **told)
    kind = "first" if notice.mail in URGENT else "second"
    place = PrintBucket.from_context(context).put(notice, paper, address[-1], kind, message.at, now)
    return f"{address[-1].partition(' ')[0]} …", place
