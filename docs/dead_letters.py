"""The table of `docs/runbook.md`: what is in each dead-letter queue, and where it belongs."""

import re
from collections.abc import Iterator

from tests.support.template import of_kind


def dead_letters() -> Iterator[str]:
    """The lines of the table, one for each dead-letter queue of the template."""
    yield "| queue | redrive puts back into | to be named, for what the bus could not put in | functions: delete |"
    yield "|---|---|---|---|"
    queues = of_kind("AWS::SQS::Queue", "prod")
    for dead in (queue.name for queue in queues if "RedrivePolicy" not in queue.properties):
        back = [one.name for one in queues if _led_to(one.properties, "RedrivePolicy", "deadLetterTargetArn") == dead]
        yield f"| `{dead}` | {_list(back)} | {_list(_rules(dead))} | {_list(_functions(dead))} |"


def _led_to(said: dict[str, dict[str, str]], *path: str) -> str:
    found: object = said
    for name in path:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    return str(found).removesuffix(".Arn")


def _rules(dead: str) -> list[str]:
    """The queues filled by rules of the bus that send to this dead-letter queue what they cannot deliver."""
    found = [
        _led_to(target, "Arn")
        for rule in of_kind("AWS::Events::Rule", "prod")
        for target in rule.properties["Targets"]
        if _led_to(target, "DeadLetterConfig", "Arn") == dead
    ]
    return list(dict.fromkeys(found))


def _functions(dead: str) -> list[str]:
    """The functions called by a schedule or a stream that send failed calls to this dead-letter queue."""
    configs = of_kind("AWS::Lambda::EventInvokeConfig", "prod") + of_kind("AWS::Lambda::EventSourceMapping", "prod")
    found = [
        re.sub(r"\..*", "", one.properties["FunctionName"])
        for one in configs
        if _led_to(one.properties, "DestinationConfig", "OnFailure", "Destination") == dead
    ]
    return sorted(set(found))


def _list(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
