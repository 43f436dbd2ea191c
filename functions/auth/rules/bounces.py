"""SES's events about mails that bounced or were reported as spam: whose mails do not arrive any more."""

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from pydantic import Field

from portal.email_address import email_address
from portal.shapes import Frozen

TOPIC_FOUND = "Successfully validated SNS topic for Amazon SES event publishing."
"""Sent once, when the configuration set is given the topic (docs/decisions/0034)."""


class LostMail(Frozen):
    """`readers`: those of its addresses that it did not reach, or who do not want it; as user names."""

    sent_at: datetime
    readers: tuple[str, ...]


class _Recipient(Frozen):
    address: str = Field(alias="emailAddress")


class _Mail(Frozen):
    timestamp: datetime


class _Bounce(Frozen):
    """`Transient` (a full mailbox, a holiday note) and `Undetermined` may still arrive, or tell nothing."""

    kind: str = Field(alias="bounceType")
    recipients: tuple[_Recipient, ...] = Field(alias="bouncedRecipients")


class _Complaint(Frozen):
    """`not-spam`: the reader took it out of the junk again."""

    feedback: str | None = Field(None, alias="complaintFeedbackType")
    recipients: tuple[_Recipient, ...] = Field(alias="complainedRecipients")


class _Event(Frozen):
    mail: _Mail
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


def news(text: str) -> Any:
    """What a message from SES says; None for the sentence by which it says that it found the topic.

    Raises: ValueError: neither that sentence nor JSON.
    """
    return None if text.strip() == TOPIC_FOUND else json.loads(text)


def lost_mail(event: Mapping[str, Any]) -> LostMail:
    """Raises: ValueError, for what is no event of SES's about a mail."""
    told = _Event.model_validate(event)
    recipients: tuple[_Recipient, ...] = ()
    if told.bounce and told.bounce.kind == "Permanent":
        recipients = told.bounce.recipients
    elif told.complaint and told.complaint.feedback != "not-spam":
        recipients = told.complaint.recipients
    readers = (_user_name(recipient.address) for recipient in recipients)
    return LostMail(sent_at=told.mail.timestamp, readers=tuple(reader for reader in readers if reader))


def _user_name(address: str) -> str | None:
    """None for what can be nobody's user name; `Ann <ann@example.org>` is `ann@example.org`."""
    try:
        return email_address(parseaddr(address)[1])
    except ValueError:
        return None
