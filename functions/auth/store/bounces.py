"""The mark on an account whose email bounced for good or was reported as spam. The mark names the address, and counts
only while the account has that address.
"""

from datetime import datetime

from auth.model import Bounce
from auth.store.accounts import account_key, credentials_of, email_key
from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.table import ConditionFailed, Tables, Update


class Bounces:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Bounces":
        return cls(context)

    def note(self, email: str, sent_at: datetime) -> None:
        """Mark the account of this address, because an email sent to it at `sent_at` did not arrive. No mark is set if
        a code mailed to the address was used since then, or if a later email has bounced, so that the events may come
        twice and in any order. 2 calls, 1 if no account has the address.
        """
        credentials = credentials_of(self._tables.get(self._table, email_key(email)))
        if credentials is None:
            return
        sent = to_text(sent_at)
        verified_since = Attr("created_at").gte(sent) | Attr("mailbox_proved_at").gte(sent)
        write = Update(
            self._table,
            account_key(credentials.account_id),
            set={"bounce": Bounce(email=email, sent_at=sent_at).model_dump(mode="json")},
            condition=Attr("person.email").eq(email) & ~(verified_since | Attr("bounce.sent_at").gte(sent)),
        )
        try:
            self._tables.update(write)
        except ConditionFailed:
            return
