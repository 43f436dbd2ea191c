"""The table of `docs/events.md`: each event, the code that announces it, and its consumers."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import portal.events
from portal.events import Event
from tests.support.template import functions, of_kind

ROOT = Path(__file__).parent.parent
ROOMS = {"functions": ROOT / "functions", "portal": ROOT / "layers" / "common"}


def events() -> Iterator[str]:
    """The lines of the table, by domain and in the order of the events' files."""
    yield "| event | what happened | written by | heard by |"
    yield "|---|---|---|---|"
    for event in every_event():
        said = ", ".join(f"`{one}`" for one in sayers(event)) or "nobody yet"
        heard = ", ".join(f"`{one}`" for one in hearers().get(event.__name__, ())) or "nobody"
        yield f"| `{event.__name__}` | {_first_sentence(event)} | {said} | {heard} |"


def every_event() -> list[type[Event]]:
    """All events that are published: the classes without subclasses."""
    found = []
    for module in sorted(info.name for info in pkgutil.iter_modules(portal.events.__path__)):
        for value in vars(importlib.import_module(f"portal.events.{module}")).values():
            if isinstance(value, type) and issubclass(value, Event) and value.__module__ == f"portal.events.{module}":
                found.append(value)
    return [event for event in found if not event.__subclasses__()]


@cache
def hearers() -> Mapping[str, tuple[str, ...]]:
    """For each event's name, the files of the functions that receive it from the bus by way of a queue."""
    by_queue = {
        mapping.properties["EventSourceArn"]: mapping.properties["FunctionName"]
        for mapping in of_kind("AWS::Lambda::EventSourceMapping", "prod")
    }
    found: dict[str, list[str]] = {}
    for rule in of_kind("AWS::Events::Rule", "prod"):
        if "EventBusName" not in rule.properties:
            continue  # a rule on AWS's own bus
        heard_by = [_file(by_queue[target["Arn"]]) for target in rule.properties["Targets"]]
        for name in rule.properties["EventPattern"]["detail-type"]:
            found.setdefault(name, []).extend(heard_by)
    return {name: tuple(sorted(files)) for name, files in found.items()}


def sayers(event: type[Event]) -> list[str]:
    """The files that announce the event: files of its domain, or of the layer, that name the event and do not receive
    it.
    """
    domain = event.source.removeprefix("portal.").replace("evidence", "care")
    named = re.compile(rf"\b{event.__name__}\b")
    heard_by = hearers().get(event.__name__, ())
    own = [(ROOMS["functions"], file) for file in (ROOMS["functions"] / domain).rglob("*.py")]
    shared = [
        (ROOMS["portal"], file) for file in (ROOMS["portal"] / "portal").rglob("*.py") if "events" not in file.parts
    ]
    said = [file.relative_to(room).as_posix() for room, file in own + shared if named.search(file.read_text("utf-8"))]
    return sorted(file for file in said if file not in heard_by)


def _file(function: str) -> str:
    domain, module, _ = functions()[function]["Handler"].split(".")
    return f"{domain}/{module}.py"


def _first_sentence(event: type[Event]) -> str:
    text = " ".join((event.__doc__ or "").split())
    return text if len(text) < 200 else text.split(". ")[0] + "."
