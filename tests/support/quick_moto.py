"""Replaces slow parts of moto and botocore with the same results, which saves a third of the time of tests over moto.

`make_moto_quick()` replaces, for the life of the process,

* the copy of all items of each table before a transaction: only items that it may change are restored; * the search of
an answer for alternative names of AWS's model: only the name itself is looked up; * the list of a moto service's
operations, made for each call: it is made once; * the user agent header, built twice per call: nobody reads it here.
"""

import copy
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from botocore.useragent import UserAgentString
from moto.core import responses
from moto.core.serialize import AttributePicker
from moto.core.utils import method_names_from_class
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

ATTRIBUTE_TYPES = frozenset({"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"})


def make_moto_quick() -> None:
    """Replace the slow parts. Can be called again."""
    module: Any = models
    backend: Any = DynamoDBBackend
    picker: Any = AttributePicker
    module.copy = SimpleNamespace(copy=copy.copy, deepcopy=_copied_unless_table)
    backend.transact_write_items = _transact
    picker.__call__ = _picked
    answers: Any = responses
    answers.method_names_from_class = _method_names
    agent: Any = UserAgentString
    agent.to_string = lambda _: "tests"


def _copied_unless_table(value: Any) -> Any:
    return value if isinstance(value, Table) else copy.deepcopy(value)


_method_names = cache(method_names_from_class)
_slow_transact = DynamoDBBackend.transact_write_items
_slow_pick = AttributePicker.__call__


def _transact(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    kept = [_kept(backend, ask) for entry in transact_items for ask in entry.values()]
    try:
        _slow_transact(backend, transact_items)
    except Exception:
        for put_back in kept:
            put_back()
        raise


def _kept(backend: DynamoDBBackend, ask: dict[str, Any]) -> Callable[[], None]:
    """A function that restores what one entry of a transaction may change: its item and its table's stream."""
    table = backend.tables.get(ask.get("TableName", ""))
    attributes = ask.get("Key") or ask.get("Item") or {}
    names = [name for name in (table.hash_key_attr, table.range_key_attr) if name] if table else []
    if table is None or not {*names} <= {*attributes}:
        return lambda: None  # moto refuses the entry before anything is written
    hash_key = DynamoType(attributes[table.hash_key_attr])
    range_key = DynamoType(attributes[table.range_key_attr]) if table.range_key_attr else None
    before = copy.deepcopy(table.get_item(hash_key, range_key))
    shard = table.stream_shard
    told = len(shard.items) if shard else 0

    def put_back() -> None:
        items: Any = table.items[hash_key] if range_key else table.items
        key = range_key or hash_key
        items.pop(key, None)
        if before is not None:
            items[key] = before
        if shard:
            del shard.items[told:]

    return put_back


def _picked(picker: AttributePicker, context: Any) -> Any:
    asked = context.obj
    if type(asked) is dict and not picker.response_transformers:
        if context.key in asked:
            return asked[context.key]
        if len(asked) == 1 and context.key in ATTRIBUTE_TYPES and ATTRIBUTE_TYPES.issuperset(asked):
            return None  # {"S": "text"} has no other type
    return _slow_pick(picker, context)
