"""GOV.UK Pay's webhook messages, and how we know that they are Pay's. A message is only a hint, upon which we ask
Pay.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from pydantic import ConfigDict, ValidationError

from portal.clock import Stored
from portal.problems import Refusal
from portal.shapes import Frozen

SIGNATURE = "pay-signature"
BELIEVED_FOR = timedelta(days=7)
"""How old a message may be: Pay keeps a message that long, and an older one was kept by somebody else."""
CLOCKS_DIFFER_BY = timedelta(minutes=5)

REFUSED = Refusal("webhook_refused", "This is not a message that GOV.UK Pay signed in the last seven days.")


class WebhookMessage(Frozen):
    """A message of Pay's. Its kind of event is not read: a kind that Pay adds tomorrow is handled like today's."""

    model_config = ConfigDict(extra="ignore")

    webhook_message_id: str
    created_date: Stored
    resource_type: str
    resource_id: str


def message(body: bytes, signature: str, secret: bytes, now: datetime) -> WebhookMessage | Refusal:
    """The message, if Pay signed these very bytes and it is not too old; the refusal `webhook_refused` if not."""
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return REFUSED
    try:
        said = WebhookMessage.model_validate_json(body)
    except ValidationError:
        return REFUSED
    return said if -CLOCKS_DIFFER_BY <= now - said.created_date <= BELIEVED_FOR else REFUSED
