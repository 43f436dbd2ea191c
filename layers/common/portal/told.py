"""Whether a notice reached its reader, as far as the providers have reported: for steps that may follow only if the
person was told of them.

| access | key (Notifications table) |
|---|---|
| what became of one notice | `pk` = `NOTICE#<event id>`, `sk` = the mail's name |
"""

from portal.context import Context
from portal.table import Tables


class Told:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.notifications_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Told":
        return cls(context)

    def reached(self, event_id: str, mail: str) -> bool:
        """Whether a channel took the notice of this event and has not reported since that it came back. 1 call."""
        item = self._tables.get(self._table, {"pk": f"NOTICE#{event_id}", "sk": mail})
        return item is not None and item["status"] == "sent"
