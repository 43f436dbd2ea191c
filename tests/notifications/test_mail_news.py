"""SES's news about notices' emails, in SES's words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from notifications.mail_news import MailNews, mail_news
from notifications.model import MessageStatus
from tests.journeys.bounces import bounce, complaint, mail

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


def tagged(event: dict[str, Any]) -> dict[str, Any]:
    event["mail"]["tags"] |= {"notice": ["event-1"], "mail": ["permit_in_review"]}
    return event


def on_the_suppression_list(event: dict[str, Any]) -> dict[str, Any]:
    """SES takes an email to an address that bounced before, and does not send it."""
    event["bounce"] |= {"bounceSubType": "OnAccountSuppressionList"}
    return event


DELIVERY = {"eventType": "Delivery", "delivery": {"recipients": ["a@example.org"]}, "mail": mail("a@example.org", NOW)}


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (bounce("a@example.org", NOW), MessageStatus.BOUNCED),
        (on_the_suppression_list(bounce("a@example.org", NOW)), MessageStatus.BOUNCED),
        (complaint("a@example.org", NOW), MessageStatus.BOUNCED),
        (complaint("a@example.org", NOW, None), MessageStatus.BOUNCED),
        (DELIVERY, MessageStatus.DELIVERED),
    ],
)
def test_what_became_of_an_email_is_noted(event: dict[str, Any], status: MessageStatus) -> None:
    assert mail_news(tagged(event)) == MailNews(event_id="event-1", mail="permit_in_review", status=status)


def test_what_changes_nothing_is_passed_over() -> None:
    assert mail_news(tagged(bounce("a@example.org", NOW, "Transient"))) is None
    assert mail_news(tagged(complaint("a@example.org", NOW, "not-spam"))) is None
    assert mail_news(bounce("a@example.org", NOW)) is None, "a code's email has no tags"


def test_what_is_no_news_of_ses_is_an_error() -> None:
    with pytest.raises(ValueError):
        mail_news({"eventType": "Bounce"})
