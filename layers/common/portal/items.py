"""Converting items between Python and DynamoDB's JSON, and the tokens of a list's pages."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

type Value = str | int | bool | bytes | Sequence["Value"] | Mapping[str, "Value"] | None
type Item = Mapping[str, Value]
type Key = Mapping[str, str]


class WrongPage(ValueError):
    """A page token that we did not make for this list."""


def serialise(value: Any) -> Any:
    """The value in DynamoDB's JSON. Numbers are integers (pence, seconds, counts): `Value` has no others."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case Mapping():
            return {"M": {name: serialise(inner) for name, inner in value.items()}}
        case Sequence():
            return {"L": [serialise(inner) for inner in value]}
    raise TypeError(f"a table stores no {type(value).__name__}")


def deserialise(raw: Mapping[str, Any]) -> Value:
    """The value of a piece of DynamoDB's JSON."""
    [(kind, value)] = raw.items()
    match kind:
        case "S" | "B" | "BOOL":
            return value  # type: ignore[no-any-return]
        case "N":
            return int(value)
        case "NULL":
            return None
        case "M":
            return {name: deserialise(inner) for name, inner in value.items()}
        case "L":
            return [deserialise(inner) for inner in value]
    raise TypeError(f"no table of ours stores {kind}")


def plain(item: Mapping[str, Value]) -> dict[str, Any]:
    """The item in DynamoDB's JSON. A None is left out rather than stored as NULL: conditions ask whether an attribute
    exists.
    """
    return {name: serialise(value) for name, value in item.items() if value is not None}


def item_of(raw: Mapping[str, Any] | None) -> Item | None:
    return {name: deserialise(value) for name, value in raw.items()} if raw else None


def to_token(key: Mapping[str, Any] | None) -> str | None:
    import json

    return urlsafe_b64encode(json.dumps(item_of(key)).encode()).decode() if key else None


def from_token(token: str) -> Key:
    """The key that a page token stands for. Raises: WrongPage for a token that we did not make."""
    import json

    try:
        key = json.loads(urlsafe_b64decode(token.encode()))
    except (ValueError, RecursionError):
        raise WrongPage("not a page token") from None
    if (
        not isinstance(key, dict)
        or not key
        or not all(isinstance(part, str) and part.isascii() for part in key.values())
    ):
        raise WrongPage("not a page token")
    return key
