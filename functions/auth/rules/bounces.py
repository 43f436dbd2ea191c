"""SES's events about emails that bounced for good or were reported as spam: which readers they did not reach."""

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from pydantic import Field

from portal.email_address import email_address
from portal.shapes import Frozen

TOPIC_FOUND = "Successfully validated SNS topic for Amazon SES event publishing."
"""The message that SES sends once, when the topic is connected to the configuration set (docs/decisions/0034)."""


class BouncedMail(Frozen):
    """An email that bounced for good or was reported as spam. `readers`: the normalised addresses that it bounced from
    or that complained; empty if the event reports neither. `sent_at`: when the email was sent.
    """

    sent_at: datetime
    readers: tuple[str, ...]


class _Recipient(Frozen):
    address: str = Field(alias="emailAddress")


class _Mail(Frozen):
    timestamp: datetime


class _Bounce(Frozen):
    """A bounce. Only `Permanent` counts: after `Transient` (a full mailbox, a holiday note) or `Undetermined` the email
    may still arrive.
    """

    kind: str = Field(alias="bounceType")
    recipients: tuple[_Recipient, ...] = Field(alias="bouncedRecipients")


class _Complaint(Frozen):
    """A complaint. `feedback` `not-spam`: the reader took the email out of the junk again."""

    feedback: str | None = Field(None, alias="complaintFeedbackType")
    recipients: tuple[_Recipient, ...] = Field(alias="complainedRecipients")


class _Event(Frozen):
    mail: _Mail
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


def news(text: str) -> Any:
    """The event in a message from SES; None for the message `TOPIC_FOUND`.

    Raises: ValueError, if the text is neither that message nor JSON.
    """
    return None if text.strip() == TOPIC_FOUND else json.loads(text)


def bounced_mail(event: Mapping[str, Any]) -> BouncedMail:
    """The email that an event of SES is about, with the readers whom it did not reach.

    Raises: ValueError, if this is not an event of SES about an email.
    """
    told = _Event.model_validate(event)
    recipients: tuple[_Recipient, ...] = ()
    if told.bounce and told.bounce.kind == "Permanent":
        recipients = told.bounce.recipients
    elif told.complaint and told.complaint.feedback != "not-spam":
        recipients = told.complaint.recipients
    readers = (_user_name(recipient.address) for recipient in recipients)
    return BouncedMail(sent_at=told.mail.timestamp, readers=tuple(reader for reader in readers if reader))


def _user_name(address: str) -> str | None:
    """The normalised address: `Ann <ann@example.org>` → `ann@example.org`; None if it is not a valid email address."""
    try:
        return email_address(parseaddr(address)[1])
    except ValueError:
        return None
