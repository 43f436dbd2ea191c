"""Demo residents who are told by text or by post, and one whose email bounces and who is texted instead."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.demo.operations import Operations
from local.demo.town import Made
from notifications.model import Delivery, MessageStatus
from notifications.store import Deliveries
from portal.clock import to_text
from portal.contact_card import Channel
from tools.steps import ToolError

CHOICES: dict[str, dict[str, object]] = {
    "told_by_text": {"phone": "07700 900461", "contact_by": {"email": False, "text": True, "post": False}},
    "told_by_post": {
        "contact_by": {"email": False, "text": False, "post": True},
        "formats": ["large_print", "braille"],
    },
    "email_bounces": {"phone": "07700 900462"},
}
"""Changes to a resident's profile, by the name of their story."""
BILLED = "payment_requested"
"""The email that bounces."""
SENT_WITHIN = 300
"""Within how many seconds the stack sends a notice by itself."""


@dataclass(frozen=True)
class Contacts:
    """Sets up how residents are told. Existing data is left as it is."""

    operations: Operations
    now: datetime

    def choose(self, everybody: Sequence[Made]) -> None:
        """Change the profiles. This comes before the bills, so that those are sent by the chosen channels."""
        for made in everybody:
            choice = CHOICES.get(made.resident.story.what)
            if choice is not None:
                self.operations.call("auth.update_account", self.now, choice, resident=made.account_id)

    def bounce(self, everybody: Sequence[Made]) -> None:
        """Report the bill's email as bounced, as SES would: the pages show it, and the next channel is tried."""
        for made in everybody:
            if made.resident.story.what != "email_bounces":
                continue
            sent = self._billed(made)
            if sent.messages[0].status is MessageStatus.SENT:
                event = self._bounced(made, sent)
                self.operations.hear("notifications.note_mail_news", event, self.now)
                self.operations.hear("auth.note_bounces", event, self.now)
                self.operations.run("notifications.send_due_notices", self.now)

    def _billed(self, made: Made) -> Delivery:
        """The notice of the bill, once the stack has sent it. Raises: ToolError if that takes too long."""
        deliveries, until = Deliveries.from_context(self.operations.context), time.monotonic() + SENT_WITHIN
        while time.monotonic() < until:
            for item in deliveries.of_account(made.account_id, None).items:
                found = Delivery.model_validate(item)
                if found.mail == BILLED and found.messages[0].status is not MessageStatus.CLAIMED:
                    return found
            self.operations.pause(0.2)
        raise ToolError(
            f"The bill of {made.resident.email} was not sent within {SENT_WITHIN} seconds: run `make demo` again."
        )

    def _bounced(self, made: Made, sent: Delivery) -> dict[str, Any]:
        """The bounce as SES reports it. Its time is that of sending, which is after the code with which the resident
        registered.
        """
        [mailed] = [one for one in sent.messages if one.channel is Channel.EMAIL]
        tags = {"notice": [sent.event_id], "mail": [sent.mail]}
        return {
            "eventType": "Bounce",
            "bounce": {
                "bounceType": "Permanent",
                "bouncedRecipients": [{"emailAddress": made.resident.email}],
            },
            "mail": {"timestamp": to_text(mailed.at), "tags": tags},
        }
