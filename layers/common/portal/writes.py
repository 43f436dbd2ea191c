"""The writes that a store asks for, and their parameters for DynamoDB's calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.conditions import Condition, Placeholders
from portal.items import Item, Key, plain, serialise


@dataclass(frozen=True)
class Put:
    table: str
    item: Item
    condition: Condition | None = None


@dataclass(frozen=True)
class Update:
    """Changes to an item. `set`, `add`, `remove`: by attribute name; a name with dots is a path into a map."""

    table: str
    key: Key
    set: Item = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    remove: Sequence[str] = ()
    condition: Condition | None = None


@dataclass(frozen=True)
class Delete:
    table: str
    key: Key
    condition: Condition | None = None


@dataclass(frozen=True)
class Check:
    """A condition check: writes nothing, but the transaction fails unless the item meets the condition."""

    table: str
    key: Key
    condition: Condition


type Write = Put | Update | Delete | Check


def rendered(write: Write) -> dict[str, Any]:
    """The parameters of the write for DynamoDB's call."""
    ask: dict[str, Any] = {"TableName": write.table}
    used = Placeholders(serialise)
    if write.condition is not None:
        ask["ConditionExpression"] = write.condition.render(used)
    if isinstance(write, Put):
        ask["Item"] = plain(write.item)
    else:
        ask["Key"] = plain(write.key)
    if isinstance(write, Update):
        ask["UpdateExpression"] = _update(write, used)
    return ask | parameters(used)


def parameters(used: Placeholders) -> dict[str, Any]:
    """The names and values that an expression uses, as parameters of its call; left out if empty, since DynamoDB
    refuses that.
    """
    names = {"ExpressionAttributeNames": used.names} if used.names else {}
    return names | ({"ExpressionAttributeValues": used.values} if used.values else {})


def _update(write: Update, used: Placeholders) -> str:
    clauses = {
        "SET": [f"{used.name(path)} = {used.value(given)}" for path, given in write.set.items()],
        "ADD": [f"{used.name(path)} {used.value(given)}" for path, given in write.add.items()],
        "REMOVE": [used.name(path) for path in write.remove],
    }
    return " ".join(f"{word} {', '.join(parts)}" for word, parts in clauses.items() if parts)
