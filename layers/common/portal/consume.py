"""Handlers behind no route: batches from a queue or a stream, scheduled jobs, and functions that AWS invokes directly.

Like an operation, each has `reply(event, context)` for tests and other callers with a context of their own, and
`lambda_handler` for Lambda. A batch answers which of its messages failed; those come again, and in the end go to the
dead-letter queue. Powertools' batch utility does the same, but importing it costs as much as the rest of such a
function (`docs/decisions/0006`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.context import Context, deployed_context

type Event = Mapping[str, Any]
type BatchReply = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class QueueConsumer:
    """Handles each message of an SQS batch on its own. `read`: parses a message's text."""

    function: Callable[[Any, Context], None]
    read: Callable[[str], Any] = json.loads

    def lambda_handler(self, event: Event, _: object) -> BatchReply:
        return self.reply(event, deployed_context())

    def reply(self, event: Event, context: Context) -> BatchReply:
        failed = [record["messageId"] for record in event["Records"] if not self._handled(record, context)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _handled(self, record: Mapping[str, Any], context: Context) -> bool:
        facts = {
            "domain": self.function.__module__.partition(".")[0],
            "consumer": self.function.__name__,
            "message_id": record["messageId"],
        }
        try:
            self.function(self.read(record["body"]), context)
        except Exception as error:  # noqa: BLE001 (this message alone comes again)
            context.log.unexpected("failed", error, **facts)
            return False
        context.log.line("consumed", **facts)
        return True


@dataclass(frozen=True)
class Invoked:
    """Passes the event to the function unchanged and answers what the function returns."""

    function: Callable[[Event, Context], Mapping[str, Any]]

    def lambda_handler(self, event: Event, _: object) -> Mapping[str, Any]:
        return self.reply(event, deployed_context())

    def reply(self, event: Event, context: Context) -> Mapping[str, Any]:
        return self.function(event, context)


@dataclass(frozen=True)
class Job:
    """Runs on a schedule; safe to run twice. The function returns counts for the log."""

    function: Callable[[Context], Mapping[str, int]]

    def lambda_handler(self, event: Event, _: object) -> None:
        self.reply(event, deployed_context())

    def reply(self, event: Event, context: Context) -> None:
        context.log.line("job", job=self.function.__name__, **self.function(context))


def queue_consumer(
    function: Callable[[Any, Context], None], *, read: Callable[[str], Any] = json.loads
) -> QueueConsumer:
    """Make a queue's handler. `read`: parses a message's text, if that is not always JSON; raises ValueError if it
    cannot.
    """
    return QueueConsumer(function, read)


def invoked(function: Callable[[Event, Context], Mapping[str, Any]]) -> Invoked:
    return Invoked(function)


def job(function: Callable[[Context], Mapping[str, int]]) -> Job:
    return Job(function)
