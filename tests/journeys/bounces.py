"""A mail comes back: its reader is told on the pages, until a mailed code shows that the mailbox works again.

No engine sends SES's events, so they are put into the queue as the topic would.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from portal.clock import to_text
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


def mail_came_back(visitor: Visitor) -> None:
    portal = visitor.portal
    assert isinstance(portal, InProcessPortal)
    visitor.make_account()
    portal.settle()
    portal.stack.clock.forward(minutes=15)
    tell(portal, bounce(visitor.email, portal.stack.clock()))
    portal.settle()
    assert email_bounced(visitor) is True
    portal.stack.clock.forward(minutes=1)
    visitor.sign_in()
    assert email_bounced(visitor) is False


def tell(portal: InProcessPortal, event: Any) -> None:
    stack = portal.stack
    body = event if isinstance(event, str) else json.dumps(event)
    stack.aws.sqs.send_message(QueueUrl=stack.resolve({"Ref": "BouncesQueue"}), MessageBody=body)


def email_bounced(visitor: Visitor) -> object:
    return visitor.ask("GET", "/v1/account").body["email_bounced"]


def bounce(email: str, sent_at: datetime, kind: str = "Permanent") -> dict[str, Any]:
    """In SES's words."""
    return {
        "eventType": "Bounce",
        "bounce": {
            "feedbackId": "0100-feedback",
            "bounceType": kind,
            "bounceSubType": "General",
            "bouncedRecipients": [
                {"emailAddress": email, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1"}
            ],
            "timestamp": to_text(sent_at + timedelta(seconds=3)),
            "reportingMTA": "dsn; mta.example.org",
        },
        "mail": mail(email, sent_at),
    }


def complaint(email: str, sent_at: datetime, feedback: str | None = "abuse") -> dict[str, Any]:
    told = {
        "complainedRecipients": [{"emailAddress": email}],
        "timestamp": to_text(sent_at + timedelta(minutes=9)),
        "feedbackId": "0100-feedback",
    }
    return {
        "eventType": "Complaint",
        "complaint": told | ({"complaintFeedbackType": feedback} if feedback else {}),
        "mail": mail(email, sent_at),
    }


def mail(email: str, sent_at: datetime) -> dict[str, Any]:
    return {
        "timestamp": to_text(sent_at),
        "source": "no-reply@portal.example.org",
        "sendingAccountId": "123456789012",
        "messageId": "0100-message",
        "destination": [email],
        "headersTruncated": False,
        "headers": [{"name": "To", "value": email}],
        "commonHeaders": {"to": [email], "subject": "Your code to sign in"},
        "tags": {"ses:configuration-set": ["portal-mail"]},
    }
