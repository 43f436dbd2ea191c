"""Handlers behind no route: batches from a queue or a stream, jobs of a schedule, and what AWS invokes directly.

Like an operation, each has `reply(event, world)` for whoever gives it a world, and `lambda_handler` for Lambda.

A batch answers which of its messages failed; those come again, and at last lie in the dead-letter queue. Powertools'
batch utility does the same, but importing it costs as much as the rest of such a function (`docs/decisions/`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.world import World, real_world

type Event = Mapping[str, Any]
type BatchReply = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class QueueConsumer:
    """Handles each message of an SQS batch by itself; a message is an EventBridge event."""

    function: Callable[[Mapping[str, Any], World], None]

    def lambda_handler(self, event: Event, context: object) -> BatchReply:
        return self.reply(event, real_world())

    def reply(self, event: Event, world: World) -> BatchReply:
        failed = [record["messageId"] for record in event["Records"] if not self._handled(record, world)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _handled(self, record: Mapping[str, Any], world: World) -> bool:
        facts = {
            "domain": self.function.__module__.partition(".")[0],
            "consumer": self.function.__name__,
            "message_id": record["messageId"],
        }
        try:
            self.function(json.loads(record["body"]), world)
        except Exception as error:  # noqa: BLE001 (this message alone comes again)
            world.log.unexpected("failed", error, **facts)
            return False
        world.log.line("consumed", **facts)
        return True


@dataclass(frozen=True)
class Invoked:
    """Gets the event as it is and answers what its caller in AWS expects."""

    function: Callable[[Event, World], Mapping[str, Any]]

    def lambda_handler(self, event: Event, context: object) -> Mapping[str, Any]:
        return self.reply(event, real_world())

    def reply(self, event: Event, world: World) -> Mapping[str, Any]:
        return self.function(event, world)


@dataclass(frozen=True)
class Job:
    """Runs on a schedule; safe to run twice. What it gives back is what it counted, for the log."""

    function: Callable[[World], Mapping[str, int]]

    def lambda_handler(self, event: Event, context: object) -> None:
        self.reply(event, real_world())

    def reply(self, event: Event, world: World) -> None:
        world.log.line("job", job=self.function.__name__, **self.function(world))


def queue_consumer(function: Callable[[Mapping[str, Any], World], None]) -> QueueConsumer:
    return QueueConsumer(function)


def invoked(function: Callable[[Event, World], Mapping[str, Any]]) -> Invoked:
    return Invoked(function)


def job(function: Callable[[World], Mapping[str, int]]) -> Job:
    return Job(function)
