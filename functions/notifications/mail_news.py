"""SES's events about a notice's email. The email's tags name the notice, so an event finds its notice even before we
have noted that the email was sent.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from notifications.model import MessageStatus
from portal.shapes import Frozen


class MailNews(Frozen):
    event_id: str
    mail: str
    status: MessageStatus


class _Mail(Frozen):
    tags: dict[str, list[str]] = Field(default_factory=dict)


class _Bounce(Frozen):
    kind: str = Field(alias="bounceType")


class _Complaint(Frozen):
    feedback: str | None = Field(None, alias="complaintFeedbackType")


class _Event(Frozen):
    kind: str = Field(alias="eventType")
    mail: _Mail
    bounce: _Bounce | None = None
    complaint: _Complaint | None = None


def mail_news(event: Mapping[str, Any]) -> MailNews | None:
    """What the event reports of a notice's email. None if the email is not a notice's, or if the event changes nothing:
    a full mailbox (`Transient`), or an email that its reader took out of the junk again (`not-spam`).

    Raises: ValueError, if this is not an event of SES about an email.
    """
    told = _Event.model_validate(event)
    status = _status(told)
    notice, mail = told.mail.tags.get("notice"), told.mail.tags.get("mail")
    return MailNews(event_id=notice[0], mail=mail[0], status=status) if status and notice and mail else None


def _status(told: _Event) -> MessageStatus | None:
    if told.kind == "Delivery":
        return MessageStatus.DELIVERED
    if told.bounce is not None and told.bounce.kind == "Permanent":
        return MessageStatus.BOUNCED
    if told.complaint is not None and told.complaint.feedback != "not-spam":
        return MessageStatus.BOUNCED
    return None
