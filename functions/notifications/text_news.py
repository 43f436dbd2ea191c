"""SNS's delivery reports of texts, as CloudWatch Logs hands them on: compressed, several in one event."""

import gzip
import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from notifications.model import MessageStatus
from portal.shapes import Frozen


class TextNews(Frozen):
    """What became of one text. `provider_id`: SNS's message id."""

    provider_id: str
    status: MessageStatus


class _Notification(Frozen):
    message_id: str = Field(alias="messageId")


class _Record(Frozen):
    notification: _Notification
    status: Literal["SUCCESS", "FAILURE"]


def text_news(event: Mapping[str, Any]) -> Sequence[TextNews]:
    """The reports in an event; empty for the control messages with which CloudWatch Logs checks the subscription.

    Raises: ValueError, if a record is not SNS's report of a text.
    """
    packed = json.loads(gzip.decompress(b64decode(event["awslogs"]["data"])))
    if packed["messageType"] != "DATA_MESSAGE":
        return []
    return [_news(_Record.model_validate_json(record["message"])) for record in packed["logEvents"]]


def _news(record: _Record) -> TextNews:
    status = MessageStatus.DELIVERED if record.status == "SUCCESS" else MessageStatus.FAILED
    return TextNews(provider_id=record.notification.message_id, status=status)
